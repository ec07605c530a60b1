"""Who was seen, and for which side each speaks: by declaration, else as detectors infer it; to declare sides from.

Only who somebody is stands here, and the side: never what or how much they did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Connection, Engine, select

from app.database.engine import reading
from app.database.history_tables import people
from app.histories import Histories
from app.instants import DAY
from app.kept import Kept
from app.scan import scannable
from detectors.declared import Declared, SidePatterns
from detectors.sides import NAMES, UNKNOWN, sides_at

# Guesses of a project are some kilobytes.
_MOST = 2_000
BUSINESS, IT, NEITHER = "business", "it", "unknown"
Who = tuple[str, str]
"""A person: the source, and the tracker's id there."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The side that somebody's acts speak for, with a confidence of 0 to 1; unknown where they speak for both."""

    side: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Both:
    """The patterns of both sides."""

    business: SidePatterns
    it: SidePatterns

    def of(self, person: Speaker) -> str | None:
        """The side that is declared of somebody; unknown for whom both match, None for whom none does."""
        business, it = (side.matches(*person.named) for side in (self.business, self.it))
        if not business and not it:
            return None
        return NEITHER if business and it else BUSINESS if business else IT


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who was seen in a source; `guess` is None where nothing could be inferred."""

    source: str
    person: str
    name: str
    email: str | None
    groups: tuple[str, ...]
    guess: Guess | None = None

    @property
    def named(self) -> tuple[str, str, str | None, tuple[str, ...]]:
        """What patterns are held against."""
        return self.person, self.name, self.email, self.groups

    @property
    def domain(self) -> str | None:
        """The domain of the e-mail address, in small letters; None where the tracker tells no address."""
        name, at, domain = (self.email or "").rpartition("@")
        return domain.casefold() if name and at and domain else None

    def side(self, both: Both) -> str:
        """The side that counts: the declared one, else the inferred one."""
        return both.of(self) or (NEITHER if self.guess is None else self.guess.side)


class Guesses:
    """What can be inferred of everybody, kept in this process for as long as histories are as they were."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: Kept[Mapping[str, Guess]] = Kept(_MOST)

    def speakers(self, now: int) -> list[Speaker]:
        """Everybody who was seen, bots left out, by name."""
        with reading(self._engine) as connection:
            seen, projects = _seen(connection), scannable(connection)
        inferred: dict[Who, list[Guess]] = {}
        until = now // DAY * DAY
        for project in projects:
            made_of = project.generation, until
            guesses = self._kept.of(project.id, made_of, partial(self._of, project.id, until))
            for person, guess in guesses.items():
                inferred.setdefault((project.source, person), []).append(guess)
        return [replace(one, guess=_together(inferred.get((one.source, one.person), ()))) for one in seen]

    def _of(self, project: str, until: int) -> Mapping[str, Guess]:
        history = Histories(self._engine).alone(project)
        if not history.size:
            return {}
        # As if nothing were declared: what is declared may be about to change.
        sides = sides_at(replace(history, declared=Declared()), until)
        return {
            person: Guess(NAMES[side], float(sure))
            for person, side, sure in zip(
                history.columns.people["person"].to_list(), sides.side, sides.confidence, strict=True
            )
            if side != UNKNOWN
        }


def count_sides(speakers: Iterable[Speaker], both: Both) -> Counter[str]:
    """How many people count for business, it and unknown, under these patterns."""
    return Counter(one.side(both) for one in speakers)


def matched_by_both(speakers: Iterable[Speaker], both: Both) -> int:
    """How many people both sides' patterns match."""
    return sum(both.of(one) == NEITHER for one in speakers)


def _seen(connection: Connection) -> list[Speaker]:
    rows = connection.execute(select(people).where(people.c.is_bot.is_(False)))
    found = [Speaker(row.source, row.person, row.name, row.email, tuple(row.groups or ())) for row in rows]
    return sorted(found, key=lambda one: (one.name.casefold(), one.source, one.person))


def _together(guesses: Sequence[Guess]) -> Guess | None:
    """What several projects say of somebody: whoever builds in one and asks in another is of neither side alone."""
    if not guesses:
        return None
    surest = max(guesses, key=lambda guess: guess.confidence)
    return surest if len({guess.side for guess in guesses}) == 1 else Guess(NEITHER, surest.confidence)
