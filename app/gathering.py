"""What a first pull writes, kept as columns meanwhile: its segment is then made without reading the rows again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

import polars as pl
from sqlalchemy import Table

from app.database import tables
from app.rows import IssueRows, Row
from app.segments import frame_of
from detectors.columns import SCHEMAS

_TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        tables.issues,
        tables.memberships,
        tables.changes,
        tables.comments,
        tables.worklogs,
        tables.links,
    )
}

# Frames of a few rows cost more than their rows; rows take more memory than frames.
_ROWS_A_FRAME = 10_000


class Gathered:
    """The rows of one project's issues, as frames. Whatever is no plain first writing ends the gathering."""

    def __init__(self) -> None:
        self._parts: dict[str, list[pl.DataFrame]] = {name: [] for name in _TABLES}
        self._pending: dict[str, list[Row]] = {name: [] for name in _TABLES}
        self._issues: set[str] = set()
        self._is_whole = True

    def add(self, ids: Sequence[str], rows: IssueRows) -> None:
        """The rows of some issues, by id, that were not written before."""
        if not self._issues.isdisjoint(ids):
            self.stop()
        if not self._is_whole:
            return
        self._issues.update(ids)
        for name, pending in self._pending.items():
            pending.extend(getattr(rows, name))
            if len(pending) >= _ROWS_A_FRAME:
                self._make_frame(name)

    def stop(self) -> None:
        """Something else happened to the rows than that they were added: what was gathered is not what is there."""
        self._is_whole = False
        for name in _TABLES:
            self._parts[name].clear()
            self._pending[name].clear()

    def frames(self) -> dict[str, pl.DataFrame] | None:
        """A frame for each table, in the order of its key; None where they would not be all that is there."""
        if not self._is_whole:
            return None
        for name in _TABLES:
            self._make_frame(name)
        return {name: _whole(table, self._parts[name]) for name, table in _TABLES.items()}

    def _make_frame(self, name: str) -> None:
        if pending := self._pending[name]:
            self._parts[name].append(_frame(_TABLES[name], pending))
            pending.clear()


def _frame(table: Table, rows: Sequence[Sequence[object]]) -> pl.DataFrame:
    schema = SCHEMAS[table.name]
    wanted = itemgetter(*(table.columns.keys().index(name) for name in schema))
    return frame_of(wanted(list(zip(*rows, strict=True))), schema)


def _whole(table: Table, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    schema = SCHEMAS[table.name]
    if not parts:
        return pl.DataFrame(schema=schema)
    key = [column.name for column in table.primary_key.columns if column.name in schema]
    return pl.concat(parts).sort(key)
