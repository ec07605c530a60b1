"""`kill -9` at any moment of a sync: the next sync goes on, and ends as an undisturbed one."""

from __future__ import annotations

import random
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
GENERATIONS = ("projects.generation", "segments.generation")


@pytest.fixture(scope="module")
def tracker() -> Iterator[str]:
    """Jira Data Center, answering as slowly as a real site, so that there is something to interrupt."""
    with serve("fcrepo", deployment="dc", extra=("--latency-ms", "20")) as url:
        yield url


def test_a_jira_sync_that_was_killed_ends_as_an_undisturbed_one(tracker: str, tmp_path: Path) -> None:
    assert_unharmed_by_kills(tmp_path, jira(("fcrepo", tracker)), "2015-02-01T00:00:00Z", KILLS)


def test_a_sync_of_the_demo_that_was_killed_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    text = '[[sources]]\nname = "demo"\nkind = "demo"\nurl = "demo:2026-11-23"\n'
    assert_unharmed_by_kills(tmp_path, text, "2026-11-23T06:00:00Z", 5)


def assert_unharmed_by_kills(folder: Path, declared: str, now: str, kills: int) -> None:
    """Sync undisturbed; then kill syncs at random moments, until so many were killed while they ran.

    A killed sync is followed by the next one on the same database; one that ends by itself is compared with the
    undisturbed one, and the next starts on a fresh database.
    """
    undisturbed = Installation(folder / "undisturbed.sqlite", now).declared(declared)
    begun = time.monotonic()
    undisturbed.done("sync")
    duration = time.monotonic() - begun
    expected = undisturbed.rows(*GENERATIONS)
    assert expected["issues"]
    assert expected["segments"]
    # A sync that is killed after its last page is followed by one that reads the newest issues again. The
    # recording has one person with two addresses, so that one's row may be as after a second sync.
    undisturbed.done("sync")
    again = undisturbed.rows(*GENERATIONS)
    chance = random.Random(20_121_016)
    killed, databases = 0, 0
    while killed < kills:
        brug = Installation(folder / f"killed{databases}.sqlite", now).declared(declared)
        databases += 1
        while killed < kills and was_killed(brug, chance.uniform(0.2, 1.0) * duration):
            killed += 1
        brug.done("sync")
        found = brug.rows(*GENERATIONS)
        assert found == again or different(found, expected) == [], f"database {databases}, after {killed} kills"
        assert databases <= 3 * kills, "syncs end too soon to be killed"


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
