"""Exactly one process leads, of all that use one database, and only it may write what a leader writes.

A lease in the database says who leads: a token, another number for every leader, and a beat that goes up while it
lives. Whoever would lead looks at both. No wall clock is asked: a leader is gone when its beat stood still for so many
seconds of the onlooker's own clock, which no change of time touches. Then the onlooker takes over, with the next token.
A leader that was merely paused finds another token when it goes on, and its transaction ends with NoLongerLeading.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.database.engine import reading, writing
from app.database.locks import not_for_long
from app.database.schedule_tables import leases
from app.processes import is_there, this_process

NOBODY = ""


class NoLongerLeading(Exception):
    """Another process leads: nothing of what was about to be written may be."""


@dataclass(frozen=True, slots=True)
class Lease:
    """That a process leads, by the token that it got."""

    name: str
    token: int


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: between two beats of a leader, and how long a beat may stand still before another one takes over.

    Both together, and a look, stay under 30: that is how soon another one leads. Each beat is a change of the
    database, after which answers that are kept are made anew, so it is not given more often.
    """

    beat: float = 7.0
    silence: float = 18.0


PATIENCE = Patience()


class Candidate:
    """This process, as one that leads or would."""

    def __init__(
        self,
        engine: Engine,
        name: str = "schedule",
        patience: Patience = PATIENCE,
        *,
        holder: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine, self._name, self._patience, self._clock = engine, name, patience, clock
        self._holder = holder or this_process()
        self._lease: Lease | None = None
        self._beaten_at = 0.0
        self._seen: tuple[int, int] | None = None
        self._seen_at = 0.0

    def look(self) -> Lease | None:
        """The lease while this process leads, which it does from now on where nobody else does.

        Raises DatabaseError where the database fails.
        """
        with reading(self._engine) as connection:
            row = connection.execute(select(leases).where(leases.c.name == self._name)).one_or_none()
        if row is None:
            return self._first()
        if self._lease is not None and row.token == self._lease.token:
            return self._lead_on()
        self._lease = None
        seen, now = (row.token, row.beat), self._clock()
        if seen != self._seen:
            self._seen, self._seen_at = seen, now
        is_gone = row.holder == NOBODY or is_there(row.holder) is False
        if is_gone or now - self._seen_at >= self._patience.silence:
            return self._take(*seen)
        return None

    def leave(self) -> None:
        """Lead no longer, so that another process can at once. Raises DatabaseError."""
        lease, self._lease = self._lease, None
        if lease is not None:
            with writing(self._engine) as connection:
                not_for_long(connection)
                connection.execute(update(leases).where(*_held(lease)).values(holder=NOBODY))

    def _first(self) -> Lease | None:
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(leases).values(name=self._name, token=1, beat=0, holder=self._holder))
        except IntegrityError:
            return None  # another one was quicker
        return self._got(1)

    def _take(self, token: int, beat: int) -> Lease | None:
        following = {"token": token + 1, "beat": 0, "holder": self._holder}
        here = (leases.c.name == self._name, leases.c.token == token, leases.c.beat == beat)
        with writing(self._engine) as connection:
            not_for_long(connection)
            taken = connection.execute(update(leases).where(*here).values(following)).rowcount
        return self._got(token + 1) if taken else None

    def _got(self, token: int) -> Lease:
        self._lease, self._beaten_at = Lease(self._name, token), self._clock()
        return self._lease

    def _lead_on(self) -> Lease | None:
        lease = self._lease
        if lease is not None and self._clock() - self._beaten_at >= self._patience.beat:
            with writing(self._engine) as connection:
                not_for_long(connection)
                beat = update(leases).where(*_held(lease)).values(beat=leases.c.beat + 1)
                if connection.execute(beat).rowcount == 0:
                    self._lease = None
            self._beaten_at = self._clock()
        return self._lease


def fenced(connection: Connection, lease: Lease) -> None:
    """Make sure that a lease holds until the transaction ends; raises NoLongerLeading where it does not.

    Whatever a leader writes is written after this, in the same transaction.
    """
    not_for_long(connection)
    held = select(leases.c.token).where(*_held(lease)).with_for_update()
    if connection.execute(held).first() is None:
        raise NoLongerLeading(lease.name)


def _held(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return leases.c.name == lease.name, leases.c.token == lease.token, leases.c.holder != NOBODY
