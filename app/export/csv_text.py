"""Tables as CSV (RFC 4180, UTF-8): safe to open in a spreadsheet, and with the types that dashboards infer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from app.export.columns import INSTANT, Column, Row

# A spreadsheet would run a text that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Row], columns: Sequence[Column], *, for_spreadsheet: bool = False) -> str:
    """A line a row, under a head with the names of the columns; an empty cell where there is nothing.

    For a spreadsheet instants are written `2026-05-11 06:00:00`, still in UTC: it takes RFC 3339 for a text.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        cells = [_cell(column.read(row)) for column in columns]
        if for_spreadsheet:
            cells = [_plain(cell) if c.kind == INSTANT else cell for c, cell in zip(columns, cells, strict=True)]
        writer.writerow(cells)
    return out.getvalue()


def _plain(instant: Any) -> Any:
    return instant[:19].replace("T", " ") if isinstance(instant, str) else instant


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
