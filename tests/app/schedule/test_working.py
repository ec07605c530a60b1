"""Any number of processes on one database: each scheduled scan happens exactly once, also after an outage."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, MutableSequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine
from structlog.testing import capture_logs
from structlog.typing import EventDict

from app.database.engine import open_engine
from app.schedule.leading import Lease, NoLongerLeading, Patience
from app.settings import Settings, read_settings
from app.working import Worker
from tests.app.schedule.scheduled import MONDAYS, Entered, declare, entered, jobs

FRIDAY = "2026-05-29T12:00:00Z"
FIRST, SECOND = "2026-06-01T04:00:00Z", "2026-06-08T04:00:00Z"


@pytest.fixture
def clock(tmp_path: Path) -> Path:
    file = tmp_path / "clock"
    file.write_text(FRIDAY)
    return file


def settings(engine: Engine, clock: Path) -> Settings:
    url = engine.url.render_as_string(hide_password=False)
    return read_settings({"BRUG_DATABASE_URL": url, "BRUG_NOW": f"file:{clock}"})


@contextmanager
def working(engine: Engine, clock: Path, **options: object) -> Iterator[Worker]:
    own = settings(engine, clock)
    opened = open_engine(own.database_url)
    patience = Patience(beat=0.1, silence=0.5)
    worker = Worker(opened, own, look=0.03, patience=patience, **options)  # type: ignore[arg-type]
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()
        opened.dispose()


def until(happens: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not happens():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.02)


def scanned(engine: Engine) -> int:
    return sum(row.status == "done" for row in jobs(engine, "scans"))


def test_three_processes_do_each_scheduled_scan_once(engine: Engine, clock: Path) -> None:
    declare(engine, MONDAYS, FRIDAY)
    with ExitStack() as stack:
        workers = [stack.enter_context(working(engine, clock)) for _ in range(3)]
        until(lambda: any(worker.is_leading() for worker in workers))
        clock.write_text(FIRST)
        until(lambda: scanned(engine) == 1)
        assert sum(worker.is_leading() for worker in workers) == 1
        next(worker for worker in workers if worker.is_leading()).stop()
        clock.write_text(SECOND)
        until(lambda: scanned(engine) == 2)
    assert [run.due_at for run in entered(engine)] == [FIRST, SECOND]
    assert len(jobs(engine, "syncs")) == len(jobs(engine, "scans")) == 2


def test_duties_are_done_by_the_leader_only_and_one_that_fails_keeps_no_other_back(engine: Engine, clock: Path) -> None:
    done: list[Lease] = []

    def failing(lease: Lease) -> None:
        raise ValueError("no")

    def lost(lease: Lease) -> None:
        if len(done) > 3:
            raise NoLongerLeading

    told: list[str] = []
    with capture_logs() as logs, working(engine, clock, duties=[failing, done.append, lost], tell=told.append):
        until(lambda: len(done) > 5)
    assert len(set(done)) == 1
    assert told == ["this process leads: it enters what is due"]
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["cannot do failing"]


def test_a_process_that_does_not_lead_does_jobs_all_the_same(engine: Engine, clock: Path) -> None:
    declare(engine, MONDAYS, FRIDAY)
    with working(engine, clock, leads=False) as second:
        clock.write_text(FIRST)
        with working(engine, clock) as first:
            until(lambda: scanned(engine) == 1)
            assert (first.is_leading(), second.is_leading()) == (True, False)


@contextmanager
def away(engine: Engine) -> Iterator[None]:
    """The database cannot be used meanwhile: PostgreSQL lets nobody in, SQLite's file is being written by another."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    engine.dispose()
    name, place = engine.url.database, engine.url.query["host"]
    with psycopg.connect(f"host={place} user=postgres dbname=postgres", autocommit=True) as administrator:
        administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        administrator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        yield
        administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


def test_a_run_that_was_due_while_the_database_was_away_is_made_once(engine: Engine, clock: Path) -> None:
    declare(engine, MONDAYS, FRIDAY)
    clock.write_text("2026-06-01T03:30:00Z")
    with capture_logs() as logs, working(engine, clock) as worker:
        until(worker.is_leading)
        with away(engine):
            looks = 0 if engine.dialect.name == "sqlite" else 1
            until(lambda: sum(line["log_level"] == "error" for line in logs) >= 2 * looks)
            for minute in range(5):
                clock.write_text(f"2026-06-01T04:{minute * 7:02}:00Z")
                time.sleep(0.1)  # some looks, all of which fail
            clock.write_text("2026-06-01T04:30:00Z")
        until(lambda: scanned(engine) == 1)
        until(worker.is_leading)
    assert entered(engine) == [Entered("scan", FIRST, entered(engine)[0].entered_at)]
    assert len(jobs(engine, "scans")) == len(jobs(engine, "syncs")) == 1
    if engine.dialect.name == "postgresql":
        told_once(logs)


def told_once(logs: MutableSequence[EventDict]) -> None:
    """Each thing that could not be done is told once, and once that it can be done again."""
    told = Counter(str(line["event"]) for line in logs if line["event"].startswith(("can ", "cannot ")))
    assert set(told.values()) == {1}
    failed = {event.removeprefix("cannot ") for event in told if event.startswith("cannot ")}
    assert {"see who leads", "look for jobs"} <= failed
    assert failed == {event[len("can ") : -len(" again")] for event in told if event.startswith("can ")}


def test_a_job_during_which_the_database_went_away_is_done_when_it_is_back(engine: Engine, clock: Path) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("a file does not go away")
    declare(engine, '[[sources]]\nname = "demo"\nkind = "demo"\nurl = "demo:2026-06-01"\nprojects = ["CRM"]\n', FRIDAY)
    with working(engine, clock):
        clock.write_text(FIRST)
        until(lambda: [row.status for row in jobs(engine, "syncs")] == ["running"])
        with capture_logs() as logs, away(engine):
            until(lambda: any(line["event"] == "a job failed" for line in logs))
        until(lambda: scanned(engine) == 1)
    assert [row.status for row in jobs(engine, "syncs")] == ["done"]
    assert len(jobs(engine, "scans")) == 1
