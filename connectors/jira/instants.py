"""Jira's ways to write a moment, a day and an amount, as records write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EARLIEST_IN_MILLISECONDS = 100_000_000_000
"""A smaller number is in seconds: in milliseconds it would lie before 1973."""


@lru_cache(maxsize=1 << 16)
def instant(written: str | int) -> int:
    """Milliseconds since 1970 of a text with its offset, or of an epoch number. Raises ValueError."""
    if isinstance(written, int):
        return written if abs(written) >= _EARLIEST_IN_MILLISECONDS else written * 1000
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def instant_or_none(written: str | int | None) -> int | None:
    """Like `instant`; None for what is empty. Raises ValueError."""
    return instant(written) if written not in (None, "") else None


def day(written: str | None) -> date | None:
    """The day that a text begins with, None where it holds none. Raises ValueError for an impossible one."""
    found = _DAY.match(written) if written else None
    return date.fromisoformat(found.group()) if found else None


def day_instant(written: str | None) -> int | None:
    """00:00 UTC of the day that a text begins with."""
    found = day(written)
    return int(datetime(found.year, found.month, found.day, tzinfo=UTC).timestamp()) * 1000 if found else None


def hours(seconds: float | None) -> float | None:
    """Hours of an amount of seconds."""
    return None if seconds is None else seconds / 3600


def number_text(number: float) -> str:
    """A number without trailing zeros: 3, 0.5, 2.6667."""
    return f"{number:.4f}".rstrip("0").rstrip(".")


def number(written: object) -> float | None:
    """The number in a field or text, None where there is none."""
    if isinstance(written, bool) or not isinstance(written, (int, float, str)):
        return None
    try:
        return float(written)
    except ValueError:
        return None
