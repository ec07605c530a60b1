"""A year of weekly scans in three processes, one of which is killed every week: nothing is lost and nothing is double.

The simulated organisation lives through its year while brug's clock is moved from moment to moment. Some receivers
always answer; one fails at first, one falls silent, one is down for weeks, one wants nothing more.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from json import loads
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.database import tables
from app.database.engine import open_engine, reading
from app.instants import DAY, parse_instant, rfc3339
from app.scan import scan
from app.syncs import run_sync
from connectors.demo.declaration import declaration
from tests.end_to_end.ready import Command
from tests.end_to_end.receivers import SECRET, Receivers, receiving
from tests.end_to_end.running import Installation

ANCHOR = date(2026, 11, 23)
WEEKS = 52
WEEK = 7 * DAY
# Six o'clock on a Monday in Amsterdam, in winter and, from 30 March to 19 October, in summer.
FIRST = parse_instant("2025-12-01T05:00:00Z")
SUMMER = parse_instant("2026-03-29T01:00:00Z"), parse_instant("2026-10-25T01:00:00Z")
WELL, FLAKY, SILENT, DOWN, GONE, PMO = "/well", "/flaky", "/silent", "/down", "/gone", "/pmo"
TARGETS = {"POL": WELL, "TPP": FLAKY, "ZRG": SILENT, "LVN": DOWN, "INT": GONE}


def mondays() -> list[int]:
    """When the 52 scans are due."""
    winter = [FIRST + week * WEEK for week in range(WEEKS)]
    return [at - 3_600_000 if SUMMER[0] <= at < SUMMER[1] else at for at in winter]


def declared(web: str) -> str:
    """The organisation: five of its projects, with targets of their own."""
    text = declaration(ANCHOR).replace("[[sources]]\n", f"[[sources]]\nprojects = {list(TARGETS)}\n".replace("'", '"'))
    kept = []
    for part in text.split("\n\n"):
        if "[[projects]]" not in part:
            kept.append(part)
        for key, path in TARGETS.items():
            if f'key = "{key}"' in part:
                kept.append(f'{part}\nalerts = ["webhook://{web}{path}?secret={SECRET}"]')
    return "\n\n".join(kept) + f'\n\n[alerts]\ndigest = ["webhook://{web}{PMO}?secret={SECRET}"]\n'


@dataclass
class Year:
    """A year under way: the clock that all processes go by, and the processes."""

    brug: Installation
    clock: Path
    workers: list[Command]
    stack: ExitStack

    def moves_to(self, instant: int) -> None:
        beside = self.clock.with_suffix(".new")
        beside.write_text(rfc3339(instant))
        beside.replace(self.clock)

    def starts(self) -> None:
        self.workers.append(self.stack.enter_context(self.brug.started("worker", "--look", "0.1")))

    def loses(self, number: int) -> None:
        """One of its processes is killed, and another is started."""
        self.workers.pop(number % len(self.workers)).kill()
        self.starts()

    def waits_for(self, what: str, query: str, *, there: bool = True) -> None:
        """Wait until a query finds something, or nothing; half a minute is how soon another process must lead."""
        ends = time.monotonic() + 60
        while bool(self.asked(query)) != there:
            assert time.monotonic() < ends, what
            time.sleep(0.02)

    def asked(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.brug.database, timeout=30)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def receivers() -> Iterator[tuple[Receivers, str, str]]:
    with receiving() as all_of_it:
        yield all_of_it


def test_a_year_in_which_a_process_is_killed_every_week(tmp_path: Path, receivers: tuple[Receivers, str, str]) -> None:
    taking, web, mail = receivers
    failing = {"is": True}
    taking.answers |= {
        FLAKY: lambda n: 500 if n == 1 else 204,
        SILENT: _silent_once(),
        DOWN: lambda _: 503 if failing["is"] else 204,
        GONE: lambda _: 410,
        "lead-tpp@duinwaarde.example": lambda n: 451 if n <= 2 else 250,
    }
    clock = tmp_path / "clock"
    clock.write_text(rfc3339(FIRST - DAY))
    environment = {
        "BRUG_NOW": f"file:{clock}", "BRUG_MAIL": f"mailto://{mail}?from=brug@duinwaarde.example",
        "BRUG_PRIVATE_TARGETS": "127.0.0.0/8",
    }  # fmt: skip
    brug = Installation(tmp_path / "brug.sqlite", environment=environment).declared(declared(web))
    chance = random.Random(7)
    with ExitStack() as stack:
        year = Year(brug, clock, [], stack)
        for _ in range(3):
            year.starts()
        year.waits_for("the schedule begins", "SELECT 1 FROM runs")
        for week, due in enumerate(mondays()):
            failing["is"] = 10 <= week < 14
            year.moves_to(due)
            time.sleep(chance.random() * 0.3)
            year.loses(week)
            scanned = f"SELECT 1 FROM scans WHERE due_at = {due} AND status = 'done'"
            year.waits_for(f"the scan of {rfc3339(due)}", scanned)
            _send_all(year, due + WEEK)
    _each_scan_once(year)
    _as_without_harm(year, taking, tmp_path, declared(web))


def _silent_once() -> Callable[[int], int]:
    """No answer at all to the first message of the year."""
    seen: list[int] = []

    def answer(_: int) -> int:
        seen.append(0)
        return 0 if len(seen) == 1 else 204

    return answer


def _send_all(year: Year, end: int) -> None:
    """Move the clock from message to message that is due, until none is before the next scan."""
    while True:
        waiting = year.asked(f"SELECT min(due_at) FROM alerts WHERE state = 'due' AND due_at < {end}")[0][0]
        if waiting is None:
            return
        year.moves_to(waiting)
        due = f"SELECT 1 FROM alerts WHERE state = 'due' AND due_at <= {waiting}"
        year.waits_for(f"what is due at {rfc3339(waiting)} is sent", due, there=False)


def _each_scan_once(year: Year) -> None:
    made = year.asked("SELECT due_at, status, kind FROM scans WHERE due_at IS NOT NULL ORDER BY due_at")
    assert made == [(due, "done", "present") for due in mondays()]
    assert year.asked("SELECT count(*) FROM scans")[0][0] == WEEKS


def _undisturbed(tmp_path: Path, text: str) -> Counter[tuple[Any, ...]]:
    """What the same scans tell in one process, one after another."""
    quiet = Installation(tmp_path / "undisturbed.sqlite").declared(text)
    engine = open_engine(quiet.url)
    for due in mondays():
        run_sync(engine, due)
        scan(engine, due)
    with reading(engine) as connection:
        rows = connection.execute(select(tables.alerts)).all()
    engine.dispose()
    return Counter((row.created_at, row.target, row.kind, tuple(row.findings), tuple(row.whats)) for row in rows)


def _as_without_harm(year: Year, taking: Receivers, tmp_path: Path, text: str) -> None:
    """What was told is what the same scans tell in one process that nobody harms, and each was taken once."""
    expected = _undisturbed(tmp_path, text)
    told = Counter(
        (at, target, kind, tuple(loads(findings)), tuple(loads(whats)))
        for at, target, kind, findings, whats in year.asked(
            "SELECT created_at, target, kind, findings, whats FROM alerts"
        )
    )
    assert told
    assert told == expected
    states = year.asked("SELECT id, target, state FROM alerts")
    assert {state for *_, state in states} == {"sent", "dead"}
    for identity, target, state in states:
        path = target.partition("?")[0]
        takers = [t.receiver for t in taking.taken if t.id == identity]
        if state == "dead":
            assert GONE in target or DOWN in target, target
            assert takers == []
        else:
            # Told once by id: at the receiver that it is for, and at no other.
            assert len(set(takers)) == 1, (identity, takers)
            assert path.endswith(takers[0]), (path, takers)
    assert taking.refused == []
