"""Tables as CSV (RFC 4180, UTF-8): safe to open in a spreadsheet, and with the types that dashboards infer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from app.export.columns import Column, Row

# A spreadsheet would run a text that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Row], columns: Sequence[Column]) -> str:
    """A line a row, under a head with the names of the columns; an empty cell where there is nothing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_cell(column.read(row)) for column in columns])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
