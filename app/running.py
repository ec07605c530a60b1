"""Doing the jobs that were asked for: in threads of a process that serves, each job in one process only."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread

import structlog
from sqlalchemy import Engine

from app.access.sight import EVERYTHING, Sight
from app.clock import now
from app.database.engine import reading, writing
from app.database.finding_tables import scans
from app.database.job_tables import syncs
from app.jobs.ledger import Cancelled, Interrupted, claim, is_waiting, take_up
from app.jobs.pulse import Claimed
from app.scan import PAST, scan
from app.settings import Settings
from app.syncs import run_sync

_log = structlog.get_logger("brug.jobs")

# How many jobs one process is at, each at other projects: a scan need not wait for a long sync of another project.
_AT_ONCE = 2
# Seconds after which a process looks again for jobs that others wrote down.
_LOOK = 2.0


class Runner:
    """Takes up what waits in the ledger, until it is stopped. What it is at then waits for the next process."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine, self._settings = engine, settings
        self._stopping, self._wake = Event(), Event()
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="job")
        self._thread = Thread(target=self._loop, name="jobs", daemon=True)
        self._under_way: set[Future[None]] = set()

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
            except Exception as error:  # noqa: BLE001 - the database may be back at the next look
                _log.error("cannot look for jobs", error=f"{type(error).__name__}: {error}")
            self._wake.wait(_LOOK)
            self._wake.clear()

    def _take(self) -> None:
        self._under_way = {future for future in self._under_way if not future.done()}
        with reading(self._engine) as connection:
            if not is_waiting(connection):
                return
        with writing(self._engine) as connection:
            take_up(connection, now(self._settings))
        while len(self._under_way) < _AT_ONCE and (work := self._claimed()) is not None:
            future = self._pool.submit(self._do, work)
            future.add_done_callback(lambda _: self._wake.set())
            self._under_way.add(future)

    def _claimed(self) -> Callable[[], object] | None:
        """The next job, as what is to be done."""
        engine, settings, at = self._engine, self._settings, now(self._settings)
        with writing(engine) as connection:
            if (sync := claim(connection, syncs, at)) is not None:
                job = Claimed(sync.id, self._stopping)
                return lambda: run_sync(engine, at, sync.keys, told=_log.warning, by=sync.requested_by, job=job)
            if (wanted := claim(connection, scans, at)) is not None:
                job = Claimed(wanted.id, self._stopping)
                as_of = wanted.as_of if wanted.kind == PAST else None
                sight = EVERYTHING if wanted.projects is None else Sight(frozenset(wanted.projects))
                return lambda: scan(
                    engine, at, as_of=as_of, sight=sight, holidays=settings.holidays, by=wanted.requested_by, job=job
                )
        return None

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        except (Cancelled, Interrupted):
            pass  # written down where it ended
        except Exception as error:  # noqa: BLE001 - it is written down with the job; the next job goes on
            _log.error("a job failed", error=f"{type(error).__name__}: {error}")
