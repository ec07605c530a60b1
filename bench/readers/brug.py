"""A first sync of brug into a database in which its sources are declared, as `brug sync` does it.

python -m bench.readers.brug DATABASE_URL
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from sqlalchemy import Connection, func, select

import app.cli.main  # noqa: F401 - what a process of `brug sync` loads, this one loads too
from app.database import tables
from app.database.engine import open_engine, reading
from app.database.migrate import migrate
from app.sources import opener
from app.sync import sync
from bench.reading import Stopwatch, tell

_OPINIONS = {"approval": "review", "rejection": "review"}
"""Kinds of words that others count as one."""


def main(database_url: str) -> None:
    """Sync everything that is declared, and tell what it cost and brought. Raises RuntimeError where a part failed."""
    engine = open_engine(database_url)
    migrate(engine)
    with reading(engine) as connection:
        kinds = connection.execute(select(tables.sources.c.kind).distinct()).scalars().all()
    for kind in kinds:
        # Its modules are loaded before the first question: loading is part of the whole process only.
        opener(kind, kind)
    watch = Stopwatch()
    report = sync(engine, time.time_ns() // 1_000_000)
    watch.stop()
    if report.failures:
        raise RuntimeError("; ".join(failure.text for failure in report.failures))
    with reading(engine) as connection:
        counts = _counts(connection)
    engine.dispose()
    tell(watch, counts)


def _counts(connection: Connection) -> dict[str, int]:
    """How much there is of what."""
    kind = tables.comments.c.kind
    words: Counter[str] = Counter()
    for name, number in connection.execute(select(kind, func.count()).group_by(kind)):
        words[_OPINIONS.get(name, name)] += number
    told = (tables.issues, tables.changes, tables.worklogs, tables.unreadable)
    return {
        **{table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in told},
        **{f"{name}s": number for name, number in sorted(words.items())},
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
