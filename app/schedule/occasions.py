"""When a crontab line is due: each time that a wall clock shows, once. Pure.

APScheduler does the arithmetic, on the times that a wall clock shows. What a wall clock does when summer time begins or
ends is settled here, the way cron itself does it: a time that it skips is due at the moment at which it skips, a time
that it shows twice is due at the first. So every local day has its runs, none lost and none double.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.cron import CronTrigger

from app.instants import datetime_of, instant_of

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
# How far back the last occasion is looked for, step by step. 29 February comes once in eight years at the least.
_BACK = tuple(timedelta(hours=hours) for hours in (1, 25, 24 * 8, 24 * 32, 24 * 367, 24 * 366 * 8))


def check(cron: str, timezone: str) -> None:
    """Raise ValueError, which says why, where a crontab line cannot be read or never comes, or for no time zone."""
    if timezone not in available_timezones():
        raise ValueError(f'unknown time zone "{timezone}"')
    if next_after(cron, timezone, instant_of(datetime(2026, 1, 1, tzinfo=UTC))) is None:
        raise ValueError("it never comes")


@lru_cache(1024)
def next_after(cron: str, timezone: str, now: int) -> int | None:
    """The first occasion after an instant; None where none comes in eight years."""
    zone, trigger = ZoneInfo(timezone), _trigger(cron)
    wall = _shown(now, zone)
    limit = wall + _BACK[-1]
    while (found := trigger.get_next_fire_time(None, wall)) is not None and found <= limit:
        at = _instant(found, zone)
        if at > now:
            return at
        wall = found + timedelta(microseconds=1)
    return None


@lru_cache(1024)
def last_until(cron: str, timezone: str, now: int) -> int | None:
    """The last occasion at or before an instant; None where none came in eight years."""
    zone, trigger = ZoneInfo(timezone), _trigger(cron)
    shown = _shown(now, zone)
    for back in _BACK:
        wall, last = shown - back, None
        while (found := trigger.get_next_fire_time(None, wall)) is not None and (at := _instant(found, zone)) <= now:
            last, wall = at, found + timedelta(microseconds=1)
        if last is not None:
            return last
    return None


@lru_cache(256)
def _trigger(cron: str) -> CronTrigger:
    """What knows the times of a crontab line, on a clock that never jumps. Raises ValueError."""
    fields = cron.split()
    if len(fields) != 5:
        raise ValueError(f"it has {len(fields)} fields, not 5")
    minute, hour, day, month, weekday = fields
    names = ("minute", "hour", "day", "month", "day_of_week")
    values = dict(zip(names, (minute, hour, day, month, _named(weekday)), strict=True))
    try:
        # What never comes is looked for until then.
        return CronTrigger(**values, timezone=UTC, end_date=datetime(2200, 1, 1, tzinfo=UTC))
    except TypeError as error:
        raise ValueError(str(error)) from error


def _named(weekdays: str) -> str:
    """Days of the week by name: crontab counts them from Sunday, 0 or 7, and APScheduler from Monday."""
    return ",".join(_named_part(part) for part in weekdays.split(","))


def _named_part(part: str) -> str:
    days, _, step = part.partition("/")
    first, _, last = days.partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()) or (step and not step.isdecimal()):
        return part if days != "*" or not step.isdecimal() else _named_part(f"0-6/{step}")
    until = int(last) if last else 6 if step else int(first)
    if not int(first) <= until <= 7 or step == "0":
        raise ValueError(f'"{part}" is no day of the week: 0 or 7 is Sunday')
    return ",".join(dict.fromkeys(_DAYS[day] for day in range(int(first), until + 1, int(step or 1))))


def _shown(instant: int, zone: ZoneInfo) -> datetime:
    """What a wall clock shows at an instant, on a clock that never jumps."""
    return datetime_of(instant).astimezone(zone).replace(tzinfo=UTC, fold=0)


def _instant(wall: datetime, zone: ZoneInfo) -> int:
    """The instant at which a wall clock shows a time first, or skips it."""
    local = wall.replace(tzinfo=zone)
    at = local.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=UTC) == wall:
        return instant_of(at)
    # Skipped: with the offset that holds before it lies after the jump, with the one that holds after it before.
    low, high = (instant_of(local.replace(fold=fold)) // 1000 for fold in (1, 0))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _shown(middle * 1000, zone) < wall else (low, middle)
    return high * 1000
