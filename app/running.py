"""Doing the jobs that were asked for: in threads of a process that serves, each job in one process only."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, Row, Table, update

from app.access.sight import EVERYTHING, Sight
from app.clock import now
from app.database.engine import reading, writing
from app.database.finding_tables import scans
from app.database.job_tables import syncs
from app.jobs.ledger import QUEUED, Cancelled, Interrupted, TakenOver, claim, end, is_waiting, stay, take_up
from app.jobs.pulse import Claimed, was_away
from app.outages import Outage
from app.scan import PAST, scan, scannable
from app.schedule.entering import is_general, selection_of
from app.selection import ALL
from app.settings import Settings
from app.syncs import run_sync

_log = structlog.get_logger("brug.jobs")

# How many jobs one process is at, each at other projects: a scan need not wait for a long sync of another project.
_AT_ONCE = 2
# Seconds after which a process looks again for jobs that others wrote down.
LOOK = 2.0


# A scheduled scan that was entered later than this after it was due (milliseconds) is made up.
_LATE = 3_600_000


@dataclass(frozen=True, slots=True)
class _Work:
    """A job that this process is at, and how to do it."""

    table: Table
    id: str
    do: Callable[[], object]


class Runner:
    """Takes up what waits in the ledger, until it is stopped. What it is at then waits for the next process."""

    def __init__(self, engine: Engine, settings: Settings, *, look: float = LOOK) -> None:
        self._engine, self._settings, self._look = engine, settings, look
        self._stopping, self._wake = Event(), Event()
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="job")
        self._thread = Thread(target=self._loop, name="jobs", daemon=True)
        self._under_way: dict[Future[None], str] = {}
        # Jobs during which the database went away: nothing could be written of how they ended.
        self._dropped: list[_Work] = []
        self._outage = Outage(_log, "look for jobs")

    def start(self) -> None:
        """Begin to look for jobs."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there may be a job."""
        self._wake.set()

    def stop(self) -> None:
        """Let go of what is under way, and wait until that is written down."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()
        self._pool.shutdown()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                self._take()
                self._outage.succeeded()
            except Exception as error:  # noqa: BLE001 - the database may be back at the next look
                self._outage.failed(error)
            self._wake.wait(self._look)
            self._wake.clear()

    def _take(self) -> None:
        dropped = tuple(self._dropped)
        self._under_way = {future: job for future, job in self._under_way.items() if not future.done()}
        if self._under_way or dropped:
            with writing(self._engine) as connection:
                stay(connection)
                for work in dropped:
                    # It may wait already, and even be under way again.
                    if work.id not in self._under_way.values():
                        end(connection, work.table, work.id, QUEUED, now(self._settings), done=0)
            del self._dropped[: len(dropped)]
        with reading(self._engine) as connection:
            if not is_waiting(connection):
                return
        with writing(self._engine) as connection:
            take_up(connection, now(self._settings))
        while len(self._under_way) < _AT_ONCE and (claimed := self._claimed()) is not None:
            future = self._pool.submit(self._do, claimed)
            future.add_done_callback(lambda _: self._wake.set())
            self._under_way[future] = claimed.id

    def _claimed(self) -> _Work | None:
        """The next job, as what is to be done."""
        at = now(self._settings)
        with writing(self._engine) as connection:
            if (sync := claim(connection, syncs, at)) is not None:
                return _Work(syncs, sync.id, self._sync(connection, sync, at))
            if (wanted := claim(connection, scans, at)) is not None:
                return _Work(scans, wanted.id, self._scan(connection, wanted, at))
        return None

    def _sync(self, connection: Connection, row: Row[Any], at: int) -> Callable[[], object]:
        selection = ALL if row.due_at is None else selection_of(connection, row.id)
        job = Claimed(row.id, self._stopping, taken_up=True)
        return lambda: run_sync(
            self._engine, at, row.keys, told=_log.warning, by=row.requested_by, job=job, selection=selection
        )

    def _scan(self, connection: Connection, row: Row[Any], at: int) -> Callable[[], object]:
        projects = row.projects
        if row.due_at is not None and not (selection := selection_of(connection, row.id)).is_whole:
            # Those that the sync before it found are in it, too.
            projects = [p.id for p in scannable(connection) if selection.takes(p.source, p.key)]
            connection.execute(update(scans).where(scans.c.id == row.id).values(projects=projects))
        due_at = row.due_at if row.due_at is not None and row.requested_at - row.due_at > _LATE else None
        general = row.due_at is not None and is_general(connection, row.id)
        as_of = row.as_of if row.kind == PAST else None
        sight = EVERYTHING if projects is None else Sight(frozenset(projects))
        job = Claimed(row.id, self._stopping, taken_up=True)
        holidays = self._settings.holidays
        return lambda: scan(
            self._engine,
            at,
            as_of=as_of,
            due_at=due_at,
            is_general=general,
            sight=sight,
            holidays=holidays,
            by=row.requested_by,
            job=job,
        )

    def _do(self, work: _Work) -> None:
        try:
            work.do()
        except (Cancelled, Interrupted, TakenOver):
            pass  # written down where it ended, or no longer this process's to write down
        except Exception as error:  # noqa: BLE001 - it is written down with the job; the next job goes on
            if was_away(error):
                self._dropped.append(work)
            _log.error("a job failed", error=f"{type(error).__name__}: {error}")
