"""Trying a source before it is declared: what its address and token reach, within a limit of time. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread

from app.declaration.model import DeclaredSource
from app.errors import BrugError
from app.sources import Opener, open_declared
from connectors.connector import Check, ConnectorError
from connectors.records import Project

SECONDS = 15.0
"""How long a trial may take: whoever types waits for it."""

# A tracker that does not answer keeps a thread until the connector gives up; more than these are not begun.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Reached:
    """What a source shows: the lines that `brug doctor` would have, and the projects that can be read."""

    checks: tuple[Check, ...]
    projects: tuple[Project, ...]
    missing: tuple[str, ...]
    """Projects that were named and cannot be seen."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a source cannot be reached: what happened and what to do, in one line. `is_slow`: it did not answer yet."""

    text: str
    is_slow: bool = False


Outcome = Reached | Failed


class SourceTrials:
    """Tries sources, a few at once."""

    def __init__(self, seconds: float = SECONDS, openers: Mapping[str, Opener] | None = None) -> None:
        self._seconds, self._openers = seconds, openers
        self._room = BoundedSemaphore(_AT_ONCE)

    def of(self, source: DeclaredSource, now: int, groups: tuple[str, ...]) -> Outcome:
        """What a source shows now; waits no longer than the limit. Never raises for what the source does."""
        if not self._room.acquire(blocking=False):
            return Failed("other trials wait for an answer", is_slow=True)
        told: SimpleQueue[Outcome] = SimpleQueue()

        def work() -> None:
            try:
                told.put(self._try(source, now, groups))
            finally:
                self._room.release()

        Thread(target=work, name="trial", daemon=True).start()
        try:
            return told.get(timeout=self._seconds)
        except Empty:
            return Failed(f"no answer within {self._seconds:.0f} seconds", is_slow=True)

    def _try(self, source: DeclaredSource, now: int, groups: tuple[str, ...]) -> Outcome:
        try:
            connector = open_declared(source, now, groups, self._openers, told=lambda _: None)
            try:
                checks = tuple(connector.check())
                seen = tuple(connector.projects(source.projects))
            finally:
                connector.close()
        except (ConnectorError, BrugError) as error:
            name = source.name
            return Failed(str(error).removeprefix(f"source {name}: ").removeprefix(f"{name}: "))
        except Exception as error:  # noqa: BLE001 - whatever an address answers, whoever typed it is told
            return Failed(f"what answers there cannot be read ({type(error).__name__})")
        keys = {project.key for project in seen}
        return Reached(checks, seen, tuple(key for key in source.projects or () if key not in keys))
