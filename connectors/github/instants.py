"""GitHub's instants as brug keeps them."""

from __future__ import annotations

from datetime import datetime

DAY = 86_400_000


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970-01-01 UTC."""
    return round(moment.timestamp() * 1000)


def milliseconds_or_none(moment: datetime | None) -> int | None:
    """The same, None for none."""
    return None if moment is None else milliseconds(moment)


def day_begins(moment: datetime) -> int:
    """The beginning, in UTC, of the day that a due date means.

    GitHub keeps a due date as an instant of that day (often midnight in California), so its UTC day is the day
    that was chosen.
    """
    at = milliseconds(moment)
    return at - at % DAY
