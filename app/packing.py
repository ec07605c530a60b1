"""Packing a project's rows into its segment, with a new generation only where something changed."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, Engine, func, insert, select, update

from app.database import tables
from app.database.engine import reading, writing
from app.facts import facts_of, kept_in
from app.gathering import Gathered
from app.segments import read_rows
from detectors.columns import Columns, pack, unpack


def pack_project(engine: Engine, project: str, now: int, gathered: Gathered | None = None) -> bool:
    """Bring a project's segment and counts up to its rows; says whether its history was another than before.

    `gathered` is what a first pull wrote just before.
    """
    projects, segments = tables.projects, tables.segments
    with reading(engine) as connection:
        row = connection.execute(select(projects).where(projects.c.id == project)).one()
        columns = read_rows(connection, project, row.source, gathered.frames() if gathered is not None else None)
        before = connection.execute(select(segments.c.bytes).where(segments.c.project == project)).scalar()
    is_same = before is not None and unpack(bytes(before)).equals(columns)
    packed = None if is_same and before is not None and kept_in(before) else pack(columns, facts_of(columns))
    generation = row.generation if is_same else row.generation + 1
    with writing(engine) as connection:
        connection.execute(
            update(projects).where(projects.c.id == project).values(**_counts(connection, project, columns))
        )
        # Where another sync has written in the meantime, its rows still have to be packed.
        connection.execute(
            update(projects)
            .where(projects.c.id == project, projects.c.cursor.is_not_distinct_from(row.cursor))
            .values(unpacked=False)
        )
        if packed is None:
            return False
        connection.execute(update(projects).where(projects.c.id == project).values(generation=generation))
        values = {"generation": generation, "as_of": now, "bytes": packed}
        known = connection.execute(update(segments).where(segments.c.project == project).values(**values))
        if known.rowcount == 0:
            connection.execute(insert(segments).values(project=project, **values))
    return not is_same


def renew_facts(engine: Engine, project: str) -> None:
    """Find the facts in a project's segment anew, where another version of brug found them, or none did."""
    segments = tables.segments
    with reading(engine) as connection:
        before = connection.execute(select(segments.c.bytes).where(segments.c.project == project)).scalar()
    if before is None or kept_in(before):
        return
    columns = unpack(bytes(before))
    packed = pack(columns, facts_of(columns))
    with writing(engine) as connection:
        # Where somebody has packed the project in the meantime, the newer segment stays.
        unchanged = (segments.c.project == project) & (segments.c.bytes == before)
        connection.execute(update(segments).where(unchanged).values(bytes=packed))


def _counts(connection: Connection, project: str, columns: Columns) -> dict[str, object]:
    """What a project's row says of its history: how much there is, and from when until when."""
    first = columns.issues["created_at"].min()
    dated = [columns.issues["created_at"], columns.changes["at"], columns.comments["at"]]
    last = [moment for moment in (series.max() for series in dated) if isinstance(moment, int)]
    return {
        "issues": columns.issues["departed_at"].null_count(),
        "changes": columns.changes.height,
        "comments": columns.comments.filter(pl.col("kind") == "comment").height,
        "first_at": first,
        "last_at": max(last, default=None),
    }


def count_unreadable(connection: Connection, project: str) -> int:
    """How many records of a project are set aside."""
    table = tables.unreadable
    return connection.execute(select(func.count()).where(table.c.project == project)).scalar_one()
