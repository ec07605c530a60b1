"""`kill -9` at any moment of a sync: the next sync goes on, and ends as an undisturbed one."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.running import Installation, Rows, jira
from tests.trackers import serve

KILLS = 20
# What says how often a project was packed: a sync that was interrupted may have packed once more.
# How often it was pulled, and that it was, is not what was pulled.
OF_THE_RUN = ("projects.generation", "segments.generation", "syncs")


@pytest.fixture(scope="module")
def tracker() -> Iterator[str]:
    """Jira Data Center with 424 issues, answering as slowly as a real site, so that there is something to interrupt."""
    with serve("fcrepo", deployment="dc", extra=("--latency-ms", "20", "--at", "2010-01-01T00:00:00Z")) as url:
        yield url


def test_a_jira_sync_that_was_killed_ends_as_an_undisturbed_one(tracker: str, tmp_path: Path) -> None:
    assert_unharmed_by_kills(tmp_path, jira(("fcrepo", tracker)), "2015-02-01T00:00:00Z", KILLS)


def test_a_sync_of_the_demo_that_was_killed_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    text = '[[sources]]\nname = "demo"\nkind = "demo"\nurl = "demo:2026-11-23"\nprojects = ["CRM", "FIN"]\n'
    assert_unharmed_by_kills(tmp_path, text, "2026-11-23T06:00:00Z", 5)


def assert_unharmed_by_kills(folder: Path, declared: str, now: str, kills: int) -> None:
    """Sync undisturbed; then kill syncs at random moments, until so many were killed while they ran.

    A killed sync is followed by the next one on the same database, up to two more of them killed too; one that ends
    by itself is compared with the undisturbed one, and the next starts on a fresh database.
    """
    declaring = Installation(folder / "declared.sqlite", now).declared(declared)

    def fresh(name: str) -> Installation:
        shutil.copy(declaring.database, folder / name)
        return Installation(folder / name, now)

    undisturbed = fresh("undisturbed.sqlite")
    first = duration_of(undisturbed)
    expected = undisturbed.rows(*OF_THE_RUN)
    assert expected["issues"]
    assert expected["segments"]
    # A sync that is killed after its last page is followed by one that reads the newest issues again. The
    # recording has one person with two addresses, so that one's row may be as after a second sync.
    second = duration_of(undisturbed)
    again = undisturbed.rows(*OF_THE_RUN)
    chance = random.Random(20_121_016)
    killed, databases = 0, 0
    while killed < kills:
        brug = fresh(f"killed{databases}.sqlite")
        databases += 1
        # The first one has everything to read, those after it what is left.
        for duration in (first, second, second):
            if not was_killed(brug, chance.uniform(0.1, 1.0) * duration):
                break
            killed += 1
        else:
            brug.done("sync")
        found = brug.rows(*OF_THE_RUN)
        assert found == again or different(found, expected) == [], f"database {databases}, after {killed} kills"
        assert databases <= 3 * kills, "syncs end too soon to be killed"


def duration_of(brug: Installation) -> float:
    """How many seconds a sync takes that nobody disturbs."""
    begun = time.monotonic()
    brug.done("sync")
    return time.monotonic() - begun


def was_killed(brug: Installation, after: float) -> bool:
    """Start a sync and kill it after so many seconds; whether it had not ended by itself."""
    with brug.started("sync") as process:
        try:
            process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode == -signal.SIGKILL


def different(found: Rows, expected: Rows) -> list[str]:
    """The tables that are not the same."""
    return [table for table in sorted(found.keys() | expected.keys()) if found.get(table) != expected.get(table)]
