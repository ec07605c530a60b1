"""Periods that are asked for: up to today and so many weeks where that is not said, never after now."""

from __future__ import annotations

from app.errors import NotNow
from app.instants import DAY, day_of, parse_date

# A week of a project takes milliseconds: of a thousand weeks nobody waits for the answer.
_LONGEST_YEARS = 20
_FIRST = parse_date("0001-01-01")


def period(since: int | None, until: int | None, now: int, weeks: int) -> tuple[int, int]:
    """The first and the last day of `from` and `until`, each the instant of its 00:00 UTC.

    Raises NotNow where it ends before it begins, after now, or is longer than anybody waits for.
    """
    last = now // DAY * DAY if until is None else until
    if last > now:
        raise NotNow(f"until {day_of(last)} lies in the future; it is {day_of(now)} now")
    first = max(last - 7 * weeks * DAY, _FIRST) if since is None else since
    if first > last:
        raise NotNow(f"from {day_of(first)} lies after until, {day_of(last)}")
    if last - first > _LONGEST_YEARS * 366 * DAY:
        raise NotNow(f"from {day_of(first)} until {day_of(last)} is over {_LONGEST_YEARS} years; ask for less at once")
    return first, last
