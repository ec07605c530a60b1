"""Segments in rows that are compared."""

from __future__ import annotations

from detectors.columns import SCHEMAS, unpack


def shown(value: object) -> object:
    """A value of a row: of a segment what it holds, as its bytes also tell how it was put together."""
    if not isinstance(value, bytes):
        return value
    columns = unpack(value)
    return {name: getattr(columns, name).rows() for name in SCHEMAS}
