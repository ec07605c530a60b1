"""Rows of a table that grows, the newest first and page by page. A cursor is the id of the last row of a page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, func, select, tuple_

from app.errors import WrongCursor

Newest = tuple[list[Row[Any]], str | None, int]
"""The rows of a page, the cursor to go on with (None on the last page), and how many rows there are in all."""


def newest_first(
    connection: Connection, at: Column[Any], wanted: ColumnElement[bool], limit: int, cursor: str | None
) -> Newest:
    """A page of the wanted rows of the table that `at`, when a row was made, is a column of; it has an `id`, too.

    Raises WrongCursor for one that is no wanted row's.
    """
    table = at.table
    place = tuple_(at, table.c.id)
    total = connection.execute(select(func.count()).select_from(table).where(wanted)).scalar_one()
    statement = select(table).where(wanted).order_by(at.desc(), table.c.id.desc())
    if cursor is not None:
        last = connection.execute(select(at, table.c.id).where(table.c.id == cursor, wanted)).first()
        if last is None:
            raise WrongCursor
        statement = statement.where(place < tuple_(*last))
    rows = list(connection.execute(statement.limit(limit + 1)))
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None, total
