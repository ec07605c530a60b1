"""Days on which the simulated organisation works: Monday to Friday less Dutch public holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random

import holidays

DAY = timedelta(days=1)
_PUBLIC = holidays.country_holidays("NL")


@cache
def is_working(day: date) -> bool:
    """Whether the organisation works on a day."""
    return day.weekday() < 5 and day not in _PUBLIC


def first_from(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working(day):
        day += DAY
    return day


def last_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working(day):
        day -= DAY
    return day


def shifted(day: date, count: int) -> date:
    """The working day that lies `count` working days after a day (before it, where negative)."""
    step = DAY if count >= 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working(day):
            day += step
    return day


def between(start: date, end: date) -> list[date]:
    """The working days from start to end, both included."""
    return [day for day in _days(start, end) if is_working(day)]


def days_late(due: date, done: date) -> int:
    """Working days after the due day up to and with the day of delivery; 0 where it was in time."""
    return len(between(due + DAY, done))


def instant(day: date, hour: int = 0, minute: int = 0) -> int:
    """Milliseconds since 1970 at a time (UTC) of a day."""
    return int(datetime.combine(day, time(hour, minute), UTC).timestamp()) * 1000


def office_hour(rng: Random, day: date, earliest: int = 7, latest: int = 15) -> int:
    """An instant within working hours (UTC; Amsterdam is one or two hours ahead) of a day."""
    return instant(day, rng.randint(earliest, latest), rng.randint(0, 59)) + 1000 * rng.randint(0, 59)


def day_of(at: int) -> date:
    """The day (UTC) of an instant."""
    return datetime.fromtimestamp(at / 1000, UTC).date()


def _days(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += DAY
