"""A leader that is paused (SIGSTOP) and goes on cannot write, and one that is killed is followed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from app.database.access_tables import audit
from app.database.engine import reading
from app.schedule.leading import Candidate, Lease, Patience


@pytest.fixture
def leader(engine: Engine) -> Iterator[subprocess.Popen[str]]:
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.app.schedule.writer", url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        try:
            assert heard(process) == "leads"
            yield process
        finally:
            process.kill()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def told(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("write\n")
    process.stdin.flush()


def taken_over(engine: Engine, silence: float) -> Lease:
    candidate = Candidate(engine, patience=Patience(beat=0.1, silence=silence))
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        if (lease := candidate.look()) is not None:
            return lease
        time.sleep(0.02)
    raise AssertionError("nobody took over")


def written(engine: Engine) -> int:
    with reading(engine) as connection:
        return len(connection.execute(select(audit.c.id)).all())


def test_a_paused_leader_writes_nothing_when_it_goes_on(engine: Engine, leader: subprocess.Popen[str]) -> None:
    told(leader)
    assert heard(leader) == "wrote"
    os.kill(leader.pid, signal.SIGSTOP)
    told(leader)
    lease = taken_over(engine, silence=0.3)
    assert lease.token == 2
    os.kill(leader.pid, signal.SIGCONT)
    assert heard(leader) == "leads no longer"
    assert written(engine) == 1


def test_a_killed_leader_on_this_machine_is_followed_at_once(engine: Engine, leader: subprocess.Popen[str]) -> None:
    leader.kill()
    # Nobody asks for its end, so that its number is still there.
    assert taken_over(engine, silence=3_600).token == 2
