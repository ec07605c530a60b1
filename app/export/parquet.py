"""Tables as Parquet, each column with its type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from app.export.columns import DAY, INSTANT, INTEGER, NUMBER, TEXT, Column, Row

_TYPES = {TEXT: pl.String, INTEGER: pl.Int64, NUMBER: pl.Float64, INSTANT: pl.String, DAY: pl.String}


def write_parquet(rows: Iterable[Row], columns: Sequence[Column], path: Path) -> None:
    """Write a table; instants become UTC timestamps, days dates."""
    found = list(rows)
    frame = pl.DataFrame(
        {column.name: [column.read(row) for row in found] for column in columns},
        schema={column.name: _TYPES[column.kind] for column in columns},
        strict=False,
    )
    frame.with_columns(
        *(pl.col(c.name).str.to_datetime(time_zone="UTC", time_unit="ms") for c in columns if c.kind == INSTANT),
        *(pl.col(c.name).str.to_date() for c in columns if c.kind == DAY),
    ).write_parquet(path)
