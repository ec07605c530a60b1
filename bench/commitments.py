"""What the commitments of an organisation cost: the first list of a day, the pages after it, and one day by day.

python -m bench.commitments [--projects N] [--issues N]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, insert

from app.access.sight import EVERYTHING
from app.commitments.listing import CommitmentQuery
from app.commitments.standing import Commitments
from app.database import tables
from app.database.engine import open_engine, writing
from app.database.migrate import migrate
from app.scan import scan
from bench.synthetic import UNTIL, history
from detectors.columns import pack


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
        baseline = _told("scan", lambda: scan(engine, UNTIL))
        seen = Commitments(engine)
        _told("first list", lambda: seen.page(EVERYTHING, CommitmentQuery()), baseline)
        page = seen.page(EVERYTHING, CommitmentQuery(sort="-members"))
        following = CommitmentQuery(sort="-members", cursor=page.next_cursor)
        _told("next page", lambda: seen.page(EVERYTHING, following), baseline)
        largest = page.items[0]
        _told("one day by day", lambda: seen.history(EVERYTHING, largest["id"]), baseline)
        _told("one on one day", lambda: seen.on(EVERYTHING, largest["id"], UNTIL), baseline)
        print(f"{asked.projects} projects of {asked.issues:,} issues, {page.total:,} commitments", end="; ")
        print(f"the largest has {largest['members']:,} members")
        engine.dispose()


def _fill(engine: Engine, projects: int, issues: int) -> None:
    with writing(engine) as connection:
        connection.execute(insert(tables.sources).values(name="s", kind="demo", url="demo:", active=True))
    nothing = {"changes": 0, "comments": 0, "unreadable": 0, "issues": issues, "generation": 1}
    for number in range(projects):
        made = history(number, issues)
        own = {"id": str(number), "external_id": str(number), "key": f"P{number}", "name": made.name, "url": ""}
        flags = {"active": True, "complete": True, "unpacked": False}
        with writing(engine) as connection:
            connection.execute(insert(tables.projects).values(source="s", **own, **flags, **nothing))
            packed = pack(made.columns)
            connection.execute(
                insert(tables.segments).values(project=own["id"], generation=1, as_of=UNTIL, bytes=packed)
            )


def _told(what: str, do: Callable[[], object], baseline: float | None = None) -> float:
    begun = time.perf_counter()
    do()
    took = time.perf_counter() - begun
    beside = "baseline" if baseline is None else f"{took / baseline:.4f} of it"
    print(f"{what:<16}{took:9.3f} s   {beside}")
    return took


if __name__ == "__main__":
    main()
