"""The jobs of a run: the scan comes after its sync whatever happens to that, and judges the moment that it is for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Row, select, update

from app.database import tables
from app.database.engine import open_engine, reading, writing
from app.declaration.apply import apply
from app.declaration.model import Declaration, DeclaredSource
from app.instants import parse_instant, rfc3339
from app.jobs import ledger
from app.processes import this_process
from app.running import Runner
from app.scan import scan
from app.settings import Settings
from app.sync import sync
from tests.app.fake_source import NOW, Tracker, issue
from tests.app.schedule.scheduled import MONDAYS, declare, jobs, look

FRIDAY, MONDAY, LATER = "2026-05-29T12:00:00Z", "2026-06-01T04:00:00Z", "2026-06-03T09:00:00Z"
ENDED = ("done", "failed")


@contextmanager
def running(engine: Engine, at: str) -> Iterator[Runner]:
    """A process that does jobs, with its clock at a moment."""
    own = open_engine(engine.url.render_as_string(hide_password=False))
    runner = Runner(own, Settings("", now=parse_instant(at)), look=0.05)
    runner.start()
    try:
        yield runner
    finally:
        runner.stop()
        own.dispose()


def done(engine: Engine, number: int = 1) -> list[Row[Any]]:
    """The scans, once so many came to their end."""
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        found = [row for row in jobs(engine, "scans") if row.status in ENDED and row.due_at is not None]
        if len(found) >= number:
            return found
        time.sleep(0.01)
    raise AssertionError("the scans did not end")


def claim(engine: Engine, name: str) -> str | None:
    with writing(engine) as connection:
        row = ledger.claim(connection, tables.metadata.tables[name], parse_instant(MONDAY))
        return None if row is None else str(row.id)


def test_a_scan_waits_for_its_sync_also_when_that_was_interrupted(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    look(engine, MONDAY)
    assert claim(engine, "scans") is None, "the sync waits still"
    (sync_id,) = [row.id for row in jobs(engine, "syncs")]
    assert claim(engine, "syncs") == sync_id
    assert claim(engine, "scans") is None
    killed = {"worker": f"{this_process().split(':', maxsplit=1)[0]}:4194000:a"}
    with writing(engine) as connection:
        connection.execute(update(tables.syncs).values(killed))
        ledger.take_up(connection, parse_instant(MONDAY))
    assert claim(engine, "scans") is None, "the sync waits again"
    assert claim(engine, "syncs") == sync_id
    with writing(engine) as connection:
        ledger.end(connection, tables.syncs, sync_id, ledger.DONE, parse_instant(MONDAY))
    assert claim(engine, "scans") == jobs(engine, "scans")[0].id


def test_a_scan_does_not_pass_a_sync_that_waits_for_somebody_else(engine: Engine) -> None:
    at = parse_instant(MONDAY)
    with writing(engine) as connection:
        values = {"as_of": at, "kind": "present", "policy_version": ""}
        ledger.enter(connection, tables.scans, values, projects=["b"], by="pmo", now=at, begins=True)
        both = {"keys": None, "report": None}
        ledger.enter(connection, tables.syncs, both, projects=["a", "b"], by="pmo", now=at)
        ledger.enter(connection, tables.scans, values, projects=["a"], by="pmo", now=at + 1)
    assert [claim(engine, "syncs"), claim(engine, "scans")] == [None, None]


def test_a_source_that_fails_does_not_keep_the_scan_from_happening(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    look(engine, MONDAY)
    with running(engine, MONDAY):
        (scanned,) = done(engine)
    assert scanned.status == "done"
    (synced,) = jobs(engine, "syncs")
    assert synced.status == "failed"
    assert "fake" in synced.error


def test_a_scan_in_time_judges_the_moment_at_which_it_begins(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    look(engine, "2026-06-01T04:59:00Z")
    with running(engine, "2026-06-01T05:10:00Z"):
        (scanned,) = done(engine)
    assert rfc3339(scanned.as_of) == "2026-06-01T05:10:00Z"


def test_a_scan_that_is_made_up_judges_the_moment_at_which_it_was_due(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    look(engine, LATER)
    with running(engine, LATER):
        (scanned,) = done(engine)
    assert (rfc3339(scanned.as_of), scanned.kind) == (MONDAY, "present")
    assert rfc3339(scanned.requested_at) == LATER


def test_a_scan_that_is_made_up_does_not_go_back_behind_a_scan_of_the_present(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    scan(engine, parse_instant("2026-06-02T10:00:00Z"))
    look(engine, LATER)
    with running(engine, LATER):
        (scanned,) = done(engine)
    assert rfc3339(scanned.as_of) == "2026-06-02T10:00:00Z"


def test_a_scan_of_a_project_with_its_own_crontab_line_is_of_that_project(engine: Engine) -> None:
    own = '[[projects]]\nsource = "fake"\nkey = "CRM"\nscan = "0 5 * * mon"\n'
    with writing(engine) as connection:
        apply(connection, Declaration(sources=(DeclaredSource("fake", "fake", ""),)), parse_instant(FRIDAY))
    sync(engine, NOW, openers=Tracker([issue(1)], projects=("CRM", "WEB")).opener())
    declare(engine, MONDAYS + own, FRIDAY)
    assert look(engine, MONDAY) == ["scan", "project fake CRM"]
    with running(engine, MONDAY):
        done(engine, 2)
    with reading(engine) as connection:
        keys = {row.id: row.key for row in connection.execute(select(tables.projects))}
        query = select(tables.runs.c.schedule, tables.scans.c.projects).join(
            tables.scans, tables.runs.c.scan == tables.scans.c.id
        )
        scanned = {row.schedule: [keys[one] for one in row.projects] for row in connection.execute(query)}
    assert scanned == {"scan": ["WEB"], "project fake CRM": ["CRM"]}


def test_a_process_that_lost_its_job_writes_nothing_of_it(engine: Engine) -> None:
    declare(engine, MONDAYS, FRIDAY)
    sync(engine, NOW, openers=Tracker([issue(1)]).opener())

    def lose(done: int, total: int, key: str) -> None:
        # While this process was paused another one took the scan up.
        with writing(engine) as connection:
            connection.execute(update(tables.scans).values(worker="elsewhere:1:a"))

    try:
        scan(engine, NOW, progress=lose)
    except ledger.TakenOver:
        pass
    else:
        raise AssertionError("it went on")
    (row,) = jobs(engine, "scans")
    assert (row.status, row.worker) == ("running", "elsewhere:1:a")
    with reading(engine) as connection:
        assert connection.execute(select(tables.coverage)).all() == []
