"""Periods that are asked for: up to today and so many weeks where that is not said, never after now."""

from __future__ import annotations

from app.errors import NotNow
from app.instants import DAY, day_of


def period(since: int | None, until: int | None, now: int, weeks: int) -> tuple[int, int]:
    """The first and the last day of `from` and `until`, each the instant of its 00:00 UTC.

    Raises NotNow where it ends before it begins, or after now.
    """
    last = now // DAY * DAY if until is None else until
    if last > now:
        raise NotNow(f"until {day_of(last)} lies in the future; it is {day_of(now)} now")
    first = last - 7 * weeks * DAY if since is None else since
    if first > last:
        raise NotNow(f"from {day_of(first)} lies after until, {day_of(last)}")
    return first, last
