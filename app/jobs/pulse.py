"""The signs of life of a job under way, and how it ends when it does not come to its end."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from sqlalchemy import Engine, Table

from app.database.engine import writing
from app.errors import DatabaseError, DatabaseFull
from app.jobs.ledger import CANCELLED, FAILED, QUEUED, Cancelled, Interrupted, tell

# Seconds between two signs: more would cost more than the work itself.
_PAUSE = 0.5


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this process is at; `stopping` is set when the process is about to end.

    One that was `taken_up` from the ledger goes back there where the database was away while it was done.
    """

    id: str
    stopping: Event = field(default_factory=Event)
    taken_up: bool = False


class Pulse:
    """Writes down how far a job is, now and then, and ends it where somebody asked for that."""

    def __init__(self, engine: Engine, table: Table, job: Claimed) -> None:
        self._engine, self._table, self._job = engine, table, job
        self._last = 0.0

    def beat(self, done: int, total: int | None, about: str | None) -> None:
        """Tell how far it is; `about` is the key of the project that it is at.

        Raises Cancelled, Interrupted and TakenOver.
        """
        if self._job.stopping.is_set():
            raise Interrupted
        if time.monotonic() - self._last < _PAUSE:
            return
        with writing(self._engine) as connection:
            is_cancelled = tell(connection, self._table, self._job.id, done=done, total=total, about=about)
        self._last = time.monotonic()
        if is_cancelled:
            raise Cancelled("somebody cancelled it")


def how_it_ended(error: Exception, job: Claimed) -> dict[str, Any]:
    """The columns of a job that an error ended."""
    if isinstance(error, Interrupted) or (job.taken_up and was_away(error)):
        return {"status": QUEUED, "error": None, "done": 0}
    if isinstance(error, Cancelled):
        return {"status": CANCELLED, "error": str(error)}
    return {"status": FAILED, "error": f"{type(error).__name__}: {error}"}


def was_away(error: Exception) -> bool:
    """Whether the database could not be reached, so that the same can be done when it is back."""
    return isinstance(error, DatabaseError) and error.temporary and not isinstance(error, DatabaseFull)
