"""Days and instants as callers write them, read into brug's instants."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from app.instants import parse_date, parse_instant

_FIRST = parse_instant("0001-01-01T00:00:00Z")
_LAST = parse_instant("9999-12-31T00:00:00Z")
_A_DAY = len("2012-08-02")


def _moment(value: Any) -> int:
    if not isinstance(value, str):
        raise ValueError("a text such as 2012-08-02 or 2012-08-02T06:00:00Z is needed")
    try:
        found = parse_date(value) if len(value) == _A_DAY else parse_instant(value.upper())
    except ValueError:
        raise ValueError(
            f"{value!r} is no date such as 2012-08-02 and no instant such as 2012-08-02T06:00:00Z"
        ) from None
    return min(max(found, _FIRST), _LAST)


def _day(value: Any) -> int:
    if not isinstance(value, str):
        raise ValueError("a text such as 2012-08-02 is needed")
    return parse_date(value)


Moment = Annotated[
    int,
    BeforeValidator(_moment),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}),
]
"""A day, which is 00:00 UTC of it, or an instant; in milliseconds."""

Day = Annotated[int, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day: the instant of its 00:00 UTC, in milliseconds."""
