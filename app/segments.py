"""A project's rows as columns, and the columns as the segment that detectors read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, Table, select

from app.database import tables
from app.database.bulk import fetch_rows
from detectors.columns import SCHEMAS, Columns, empty, unpack

# Rows turned into a frame at once: bounds the memory that Python values take.
_BATCH = 50_000
# What both drivers give as it should be; SQLAlchemy would take half as long again.
_AS_THEY_ARE = (pl.String(), pl.Int64(), pl.Float64())

_TABLES: dict[str, Table] = {
    "issues": tables.issues,
    "memberships": tables.memberships,
    "changes": tables.changes,
    "comments": tables.comments,
    "worklogs": tables.worklogs,
    "links": tables.links,
    "commitments": tables.commitments,
    "observations": tables.observations,
}


def load(connection: Connection, project: str) -> Columns:
    """The history of a project by its id, from its segment; empty where it was never synced to its end."""
    segment = connection.execute(select(tables.segments.c.bytes).where(tables.segments.c.project == project)).scalar()
    return empty() if segment is None else unpack(segment)


def read_rows(
    connection: Connection, project: str, source: str, known: Mapping[str, pl.DataFrame] | None = None
) -> Columns:
    """The history of a project by its id, from its rows, each frame in the order of its keys.

    `known` are frames of whole tables that need not be read.

    People are those who are named in the project, so that it depends on no other project.
    """
    frames = dict(known or {})
    for name, table in _TABLES.items():
        if name not in frames:
            frames[name] = _frame(connection, table, table.c.project == project, SCHEMAS[name])
    everyone = _frame(connection, tables.people, tables.people.c.source == source, SCHEMAS["people"])
    frames["people"] = everyone.filter(pl.col("person").is_in(list(_named(frames))))
    return Columns(**{name: frame.rechunk() for name, frame in frames.items()})


def _frame(connection: Connection, table: Table, where: object, schema: pl.Schema) -> pl.DataFrame:
    columns = [table.c[name] for name in schema]
    # Keys sort by code point in both databases, so the order is one order.
    query = select(*columns).where(where).order_by(*table.primary_key.columns)  # type: ignore[arg-type]
    batches = [frame_of(zip(*rows, strict=True), schema) for rows in _tuples(connection, query, schema)]
    return pl.concat(batches) if batches else pl.DataFrame(schema=schema)


def _tuples(connection: Connection, query: Select[Any], schema: pl.Schema) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows that a query gives, in batches; past SQLAlchemy where values need no translation by it."""
    if all(kind in _AS_THEY_ARE for kind in schema.values()):
        return fetch_rows(connection, query, _BATCH)
    return connection.execution_options(yield_per=_BATCH).execute(query).partitions()


def frame_of(columns: Iterable[Sequence[Any]], schema: pl.Schema) -> pl.DataFrame:
    """A frame of columns in the order of a schema."""
    named = zip(schema.items(), columns, strict=True)
    return pl.DataFrame([pl.Series(name, values, dtype=kind) for (name, kind), values in named])


def _named(frames: dict[str, pl.DataFrame]) -> Iterator[str]:
    """Everyone who did something in the project, or was given something to do, in no order."""
    handed = frames["changes"].filter(pl.col("field").is_in(["assignee", "reporter"]))
    named = [
        *(frames["issues"][column] for column in ("creator", "reporter", "assignee")),
        frames["changes"]["by"],
        handed["from_value"],
        handed["to_value"],
        frames["comments"]["by"],
        frames["worklogs"]["by"],
    ]
    yield from pl.concat(named).drop_nulls().unique()
