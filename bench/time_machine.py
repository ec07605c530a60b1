"""What the time machine costs: the first sweep over a year of all projects, and whatever is asked after it.

python -m bench.time_machine [--projects N] [--issues N]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import update

from app.access.sight import EVERYTHING
from app.commitments.listing import CommitmentQuery
from app.commitments.standing import Commitments
from app.database import tables
from app.database.engine import open_engine, writing
from app.database.migrate import migrate
from app.instants import DAY
from app.past.deadlines import deadlines_of
from app.past.machine import TimeMachine
from app.past.weeks import Past, row_of
from app.scan import scan
from bench.commitments import _fill
from bench.synthetic import UNTIL

_FOR_EVER = 3_600.0


def main() -> None:
    """Print seconds, beside those of a scan of the same projects."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--issues", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="brug-bench-") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'brug.sqlite'}")
        migrate(engine)
        _fill(engine, asked.projects, asked.issues)
        with writing(engine) as connection:
            connection.execute(update(tables.projects).values(first_at=UNTIL - 800 * DAY))
        baseline = _told("scan", lambda: scan(engine, UNTIL))
        machine = TimeMachine(engine)
        _told("first sweep of 53 weeks", lambda: machine.of(EVERYTHING, UNTIL, 1, _FOR_EVER), baseline)
        _told("other data, same histories", lambda: machine.of(EVERYTHING, UNTIL, 2, _FOR_EVER), baseline)
        past = machine.of(EVERYTHING, UNTIL, 2, _FOR_EVER)
        assert isinstance(past, Past)
        _told("one week", lambda: [row_of(project, 30) for project in past.projects], baseline)
        _told("all weeks", lambda: [past.counts(week) for week in past.weeks], baseline)
        kept = Commitments(engine)
        every = replace(CommitmentQuery(), limit=1_000_000)
        kept.page(EVERYTHING, every)
        _told("deadlines", lambda: deadlines_of(past, kept.page(EVERYTHING, every).items, "NL", UNTIL), baseline)
        stood = sum(len(project.stood) for project in past.projects)
        print(f"{asked.projects} projects of {asked.issues:,} issues; {stood:,} findings stood for a time")
        engine.dispose()


def _told(what: str, work: Callable[[], object], baseline: float | None = None) -> float:
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    print(f"{what}: {took:.3f} s" + (f", {took / baseline:.3f} of a scan" if baseline else ""))
    return took


if __name__ == "__main__":
    main()
