"""Writing and reading many rows at once, past SQLAlchemy: COPY on PostgreSQL, the driver's executemany on SQLite.

SQLAlchemy's own inserts are 4 to 10 times slower for history, its rows half as slow again to read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import JSON, Connection, Date, Select, Table

_ROWS_A_STATEMENT = 250


def insert_rows(connection: Connection, table: Table, rows: Iterable[Sequence[object]]) -> None:
    """Insert rows, each with a value for every column in the table's order, in the connection's transaction.

    Documents are given as Python values and days as `date`. Raises ValueError outside a transaction.
    """
    if not connection.in_transaction():
        raise ValueError("insert_rows needs a transaction to be undone with")
    quote = connection.dialect.identifier_preparer.quote
    name = quote(table.name)
    columns = ", ".join(quote(column.name) for column in table.columns)
    rows = _converted(table, rows)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        _insert_in_groups(driver, f"INSERT INTO {name} ({columns}) VALUES ", len(table.columns), list(rows))  # noqa: S608


def _insert_in_groups(driver: sqlite3.Connection, start: str, width: int, rows: Sequence[Sequence[object]]) -> None:
    """Insert rows on SQLite, many with one statement.

    At each step of a statement the driver lets other threads run, and where one of them is reading an answer it gets
    the turn back only milliseconds later: row by row that adds up to more than the writing itself.
    """
    most = driver.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // width
    size = max(1, min(_ROWS_A_STATEMENT, most))
    marks = f"({', '.join('?' * width)})"
    full = len(rows) - len(rows) % size
    together = start + ", ".join([marks] * size)
    for at in range(0, full, size):
        driver.execute(together, list(chain.from_iterable(rows[at : at + size])))
    driver.executemany(start + marks, rows[full:])


def fetch_rows(connection: Connection, query: Select[Any], size: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query as the driver gives them, so many at once, in the connection's transaction.

    For texts and numbers only: documents, days and flags come as the database keeps them. Raises ValueError
    outside a transaction.
    """
    if not connection.in_transaction():
        raise ValueError("fetch_rows needs a transaction, for all its rows to be of one moment")
    compiled: Any = query.compile(connection)
    driver: Any = connection.connection.driver_connection
    is_postgresql = connection.dialect.name == "postgresql"
    # A named cursor stays on the server, which sends a batch at a time.
    with closing(driver.cursor(name="fetch_rows") if is_postgresql else driver.cursor()) as cursor:
        values = compiled.params if is_postgresql else tuple(compiled.params[name] for name in compiled.positiontup)
        cursor.execute(str(compiled), values)
        while rows := cursor.fetchmany(size):
            yield rows


def storable(text: str) -> str:
    """A text as both databases can hold it: zero bytes and lone surrogates become the replacement character."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _document(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _day(value: object) -> str:
    assert isinstance(value, date)  # noqa: S101
    return value.isoformat()


def _converted(table: Table, rows: Iterable[Sequence[object]]) -> Iterable[Sequence[object]]:
    converters: list[tuple[int, Callable[[object], str]]] = []
    for index, column in enumerate(table.columns):
        if isinstance(column.type, JSON):
            converters.append((index, _document))
        elif isinstance(column.type, Date):
            converters.append((index, _day))
    return _with(converters, rows) if converters else rows


def _with(
    converters: Sequence[tuple[int, Callable[[object], str]]], rows: Iterable[Sequence[object]]
) -> Iterator[Sequence[object]]:
    for row in rows:
        values = list(row)
        for index, convert in converters:
            if values[index] is not None:
                values[index] = convert(values[index])
        yield values
