"""What every endpoint works with: the database and the settings of this server."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine
from starlette.requests import Request

from app.languages.negotiation import preferred
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class ServerState:
    """One server's database and settings."""

    engine: Engine
    settings: Settings


def language_of(request: Request) -> str:
    """The language that whoever asks would like best; the server's own where that is not said."""
    return preferred(request.headers.get("accept-language"), state_of(request).settings.language)


def state_of(request: Request) -> ServerState:
    """The state of the server that a request came to."""
    state = request.app.state.server
    assert isinstance(state, ServerState)  # noqa: S101
    return state
