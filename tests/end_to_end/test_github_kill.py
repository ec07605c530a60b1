"""`kill -9` at a chosen question of a GitHub sync: the next sync goes on, and ends as an undisturbed one."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path
from queue import Queue

from tests.end_to_end.ready import Command
from tests.end_to_end.running import Installation, github
from tests.proxy import Answer, Asked, Proxy, in_front_of
from tests.trackers import serve

NOW = "2015-02-01T00:00:00Z"
KILLS = (3, 6, 8)
"""Before anything is read; while the first pages are; at the last of them. A whole sync asks nine times."""

# What says how often a project was packed: a sync that was interrupted may have packed once more.
# How often it was pulled, and that it was, is not what was pulled.
OF_THE_RUN = ("projects.generation", "segments.generation", "syncs")


def test_a_github_sync_that_was_killed_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    with serve("secp256k1", extra=("--at", "2015-01-01T00:00:00Z")) as url, in_front_of(url) as proxy:
        declared = github(("library", proxy.url), more='projects = ["bitcoin-core/secp256k1"]')
        undisturbed = Installation(tmp_path / "undisturbed.sqlite", NOW).declared(declared)
        brug = Installation(tmp_path / "killed.sqlite", NOW)
        shutil.copy(undisturbed.database, brug.database)
        undisturbed.done("sync")
        assert len(proxy.asked) >= max(KILLS)
        for question in KILLS:
            kill_at(question, brug, proxy)
        brug.done("sync")
    expected = undisturbed.rows(*OF_THE_RUN)
    assert len(expected["issues"]) == 177
    assert brug.rows(*OF_THE_RUN) == expected


def kill_at(question: int, brug: Installation, proxy: Proxy) -> None:
    """Start a sync and kill it when it asks for the n-th time."""
    running: Queue[Command] = Queue()
    proxy.asked.clear()

    def instead(_: Asked) -> Answer | None:
        if len(proxy.asked) < question:
            return None
        process = running.get()
        process.kill()
        running.put(process)
        return Answer.of({}, 500)

    proxy.instead = instead
    with brug.started("sync") as process:
        running.put(process)
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    proxy.instead = lambda _: None
