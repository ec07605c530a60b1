"""Short words for what a schedule entered, and for declaring it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, select

from app.database import tables
from app.database.engine import reading, writing
from app.declaration.apply import apply
from app.declaration.parse import parse
from app.instants import parse_instant, rfc3339
from app.schedule.entering import enter_due, is_general, selection_of

MONDAYS = '[[sources]]\nname = "fake"\nkind = "fake"\n'


def declare(engine: Engine, text: str, at: str) -> list[str]:
    """Apply a `brug.toml` at a moment."""
    with writing(engine) as connection:
        return apply(connection, parse(text, "brug.toml", {}, ("fake", "demo")), parse_instant(at))


def look(engine: Engine, at: str) -> list[str]:
    """What a leader's look at a moment enters: the names of schedules."""
    with writing(engine) as connection:
        return enter_due(connection, parse_instant(at))


@dataclass(frozen=True)
class Entered:
    """A run that was entered."""

    schedule: str
    due_at: str
    entered_at: str


def entered(engine: Engine) -> list[Entered]:
    """All runs with jobs, in the order in which they were due."""
    table = tables.runs
    with reading(engine) as connection:
        rows = connection.execute(select(table).where(table.c.sync != "").order_by(table.c.due_at, table.c.schedule))
        return [Entered(row.schedule, rfc3339(row.due_at), rfc3339(row.entered_at)) for row in rows]


def jobs(engine: Engine, name: str) -> list[Row[Any]]:
    """The rows of `scans` or `syncs`, in the order in which they were asked for."""
    table = tables.metadata.tables[name]
    with reading(engine) as connection:
        return list(connection.execute(select(table).order_by(table.c.requested_at, table.c.id)).all())


def covers(engine: Engine, schedule: str, source: str, key: str) -> bool:
    """Whether the newest run of a schedule takes a project."""
    table = tables.runs
    with reading(engine) as connection:
        query = select(table.c.sync).where(table.c.schedule == schedule).order_by(table.c.due_at.desc())
        return selection_of(connection, str(connection.execute(query).scalars().first())).takes(source, key)


def general(engine: Engine) -> list[str]:
    """The schedules whose scans count as scans of everything."""
    table = tables.runs
    with reading(engine) as connection:
        rows = connection.execute(select(table).where(table.c.scan != ""))
        return sorted({row.schedule for row in rows if is_general(connection, row.scan)})
