"""What brug sees of commitments at each sync: trackers edit their dates without leaving a trace.

The first look is kept as it was; each later difference becomes an observation dated by the sync that saw it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from app.database import tables
from app.database.bulk import insert_rows, storable
from connectors.records import Commitment

FIELDS = ("name", "state", "start_at", "due_at", "delivered_at")


def observe(connection: Connection, project: str, seen: Iterable[Commitment], now: int) -> bool:
    """Write what was seen of a project's commitments; says whether anything was new or different."""
    by_key = {(c.type, c.id): c for c in seen}
    if not by_key:
        return False
    table = tables.commitments
    known = {
        (row.type, row.commitment): row for row in connection.execute(select(table).where(table.c.project == project))
    }
    new = [key for key in by_key if key not in known]
    insert_rows(connection, table, [_row(project, by_key[key], now) for key in new])
    different = bool(new)
    for key, commitment in by_key.items():
        if key not in known:
            continue
        row = known[key]._mapping
        values = _values(commitment)
        moved = {name: value for name, value in values.items() if row[f"current_{name}"] != value}
        if not moved and row["url"] == commitment.url:
            continue
        different = True
        for name, value in moved.items():
            _note(connection, (project, *key, now, name), row[f"current_{name}"], value)
        connection.execute(
            update(table)
            .where(table.c.project == project, table.c.type == key[0], table.c.commitment == key[1])
            .values({"url": commitment.url, **{f"current_{name}": value for name, value in moved.items()}})
        )
    return different


def _values(commitment: Commitment) -> dict[str, str | int | None]:
    return {
        "name": storable(commitment.name),
        "state": commitment.state,
        "start_at": commitment.start_at,
        "due_at": commitment.due_at,
        "delivered_at": commitment.delivered_at,
    }


def _row(project: str, commitment: Commitment, now: int) -> tuple[object, ...]:
    name, *rest = _values(commitment).values()
    key = (project, commitment.type, commitment.id)
    return (*key, name, commitment.url, *rest, now, name, *rest)


def _note(connection: Connection, key: tuple[str, str, str, int, str], from_value: object, to_value: object) -> None:
    """Write one observation; a second difference at the same instant extends the first, or undoes it."""
    table = tables.observations
    here = [column == value for column, value in zip(table.primary_key.columns, key, strict=True)]
    before, after = _as_text(from_value), _as_text(to_value)
    earlier = connection.execute(select(table.c.from_value).where(*here)).one_or_none()
    if earlier is not None:
        before = earlier.from_value
        connection.execute(delete(table).where(*here))
    if before != after:
        values = dict(zip(("project", "type", "commitment", "at", "field"), key, strict=True))
        connection.execute(insert(table).values(**values, from_value=before, to_value=after))


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)
