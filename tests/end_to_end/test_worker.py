"""`brug worker`: several on one database make every scheduled run once, without HTTP, whatever is killed or stopped."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.ready import Command
from tests.end_to_end.running import Installation
from tests.trackers import free_port

DECLARED = '[[sources]]\nname = "demo"\nkind = "demo"\nurl = "demo:2026-06-01"\nprojects = ["CRM"]\n'
FRIDAY, FIRST, SECOND = "2026-05-29T12:00:00Z", "2026-06-01T04:00:00Z", "2026-06-08T04:00:00Z"


@pytest.fixture
def brug(tmp_path: Path) -> Installation:
    clock = tmp_path / "clock"
    clock.write_text(FRIDAY)
    return Installation(tmp_path / "brug.sqlite", f"file:{clock}").declared(DECLARED)


def it_is(brug: Installation, moment: str) -> None:
    Path(brug.now.removeprefix("file:")).write_text(moment)


def asked(brug: Installation, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(brug.database)) as connection:
        return connection.execute(query).fetchall()


def until(happens: Callable[[], object]) -> None:
    limit = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.05)


def scans(brug: Installation) -> list[tuple[object, ...]]:
    return asked(brug, "SELECT due_at FROM scans WHERE status = 'done' ORDER BY due_at")


@contextmanager
def leading(brug: Installation, *arguments: str) -> Iterator[Command]:
    """A process that is started and leads."""
    with brug.started(*(arguments or ("worker",))) as command:
        until(lambda: any(f":{command.pid}:" in str(holder) for (holder,) in asked(brug, "SELECT holder FROM leases")))
        yield command


def test_workers_make_each_run_once_and_follow_one_another(brug: Installation) -> None:
    with leading(brug) as first, brug.started("worker") as second:
        it_is(brug, FIRST)
        until(lambda: len(scans(brug)) == 1)
        first.kill()
        it_is(brug, SECOND)
        until(lambda: len(scans(brug)) == 2)
        os.kill(second.pid, signal.SIGTERM)
        printed, wrong = second.communicate(20)
    assert second.returncode == 0, wrong
    assert printed.splitlines() == [
        "brug works on the schedule and does what it is asked for; Ctrl-C ends it",
        "this process leads: it enters what is due",
        "stopped",
    ]
    assert asked(brug, "SELECT status FROM syncs") == [("done",), ("done",)]
    assert asked(brug, "SELECT token, holder FROM leases") == [(2, "")]


def test_a_server_works_on_the_schedule_too_but_for_no_schedule(brug: Installation) -> None:
    ports = [str(free_port()) for _ in range(2)]
    with (
        brug.started("serve", "--port", ports[0], "--no-schedule") as other,
        leading(brug, "serve", "--port", ports[1]),
    ):
        it_is(brug, FIRST)
        until(lambda: len(scans(brug)) == 1)
        assert other.returncode is None


def test_doctor_tells_when_the_next_run_is_and_that_one_was_missed(brug: Installation) -> None:
    assert "the next sync and scan is due at 2026-06-01T04:00:00Z (0 6 * * mon)" in brug.done("doctor")
    it_is(brug, "2026-06-08T04:00:00Z")
    told = brug.done("doctor")
    assert "a sync and scan was due at 2026-06-01T04:00:00Z, and no process began it" in told
    assert "not synced for two periods of its schedule" in told
