"""What every endpoint works with: the database and the settings of this server, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.access.caller import Caller
from app.access.sight import Sight
from app.api.door import CALLER, VERSION
from app.commitments.standing import Commitments
from app.kept import Kept
from app.languages.negotiation import preferred
from app.measures import ProjectMeasures
from app.past.machine import TimeMachine
from app.pictures.kept import Pictures
from app.policy_preview import Trials
from app.settings import Settings
from app.source_trial import SourceTrials
from app.speakers import Guesses

_TOTALS = 1_000


@dataclass(frozen=True, slots=True)
class ServerState:
    """One server's database and settings, and what is made of the database and kept."""

    engine: Engine
    settings: Settings
    commitments: Commitments
    measures: ProjectMeasures
    pictures: Pictures
    time_machine: TimeMachine
    guesses: Guesses
    source_trials: SourceTrials
    trials: Trials
    totals: Kept[int]
    """How many findings filters let through."""
    wake: Callable[[], None] = lambda: None
    """Says that there may be a job to do."""

    is_leading: Callable[[], bool] = lambda: False
    """Whether this process leads: enters what is due."""

    @classmethod
    def of(
        cls,
        engine: Engine,
        settings: Settings,
        wake: Callable[[], None] = lambda: None,
        is_leading: Callable[[], bool] = lambda: False,
    ) -> ServerState:
        """The state of a server that begins."""
        made_of = engine, settings.holidays
        commitments, measures, pictures = Commitments(*made_of), ProjectMeasures(*made_of), Pictures(*made_of)
        past, trials = TimeMachine(*made_of), Trials(*made_of)
        totals: Kept[int] = Kept(_TOTALS)
        guesses, sources = Guesses(engine), SourceTrials()
        return cls(
            engine, settings, commitments, measures, pictures, past, guesses, sources, trials, totals, wake, is_leading
        )  # fmt: skip


def language_of(request: Request) -> str:
    """The language that whoever asks would like best; the server's own where that is not said."""
    return preferred(request.headers.get("accept-language"), state_of(request).settings.language)


def state_of(request: Request) -> ServerState:
    """The state of the server that a request came to."""
    state = request.app.state.server
    assert isinstance(state, ServerState)  # noqa: S101
    return state


def caller_of(request: Request) -> Caller:
    """Who asks."""
    caller = request.scope[CALLER]
    assert isinstance(caller, Caller)  # noqa: S101
    return caller


def is_secure(request: Request) -> bool:
    """Whether whoever asks reaches brug over https, also where a proxy in front of it keeps silent of that."""
    return request.url.scheme == "https" or state_of(request).settings.url.startswith("https:")


def sight_of(request: Request) -> Sight:
    """What whoever asks may see."""
    return caller_of(request).sight


def needs(request: Request, scope: str, *, whole: bool = False) -> Caller:
    """Who asks, who must have the rights of a scope and, for what is the organisation's, be bound to no projects.

    Raises HTTPException 403 otherwise.
    """
    caller = caller_of(request)
    if not caller.may(scope):
        raise HTTPException(403, f'this needs the scope "{scope}"; that of {caller.name} is "{caller.scope}"')
    if whole and not caller.sight.is_whole:
        raise HTTPException(403, "this is the whole organisation's, and the key is bound to some of its projects")
    return caller


def version_of(request: Request) -> object:
    """The version of the data when a request came in: what is equal to no other where that is not known."""
    return request.scope[VERSION] or object()
