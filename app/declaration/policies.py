"""Reading `[policy]` and `[schedule]`: thresholds that detectors have, and times that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import available_timezones

from app.declaration.model import USUAL, Schedule, Thresholds
from app.declaration.reader import Table
from app.errors import nearest
from app.schedule.occasions import check

# At 0 or below it everything would be a finding, also where nothing happened.
LARGEST_THRESHOLD = 1e12


def read_policy(table: Table | None, known_thresholds: Mapping[str, Iterable[str]]) -> Thresholds:
    """The thresholds of a policy table, by detector and name."""
    policy: Thresholds = {}
    for detector in table.values if table is not None else ():
        assert table is not None  # noqa: S101
        if detector not in known_thresholds:
            hint = nearest(detector, known_thresholds) or f"; known are {', '.join(sorted(known_thresholds))}"
            raise table.wrong(f'unknown detector "{detector}" in {table.label}{hint}', detector)
        inner = table.table(detector, f'"{detector}" in {table.label}')
        assert inner is not None  # noqa: S101
        inner.only(*known_thresholds[detector])
        for name, value in inner.values.items():
            if not isinstance(value, (bool, int, float)):
                raise inner.wrong(f'"{name}" of {detector} must be a number, true or false', name)
            if not isinstance(value, bool) and not 0 < value <= LARGEST_THRESHOLD:
                raise inner.wrong(f'"{name}" of {detector} must be a number above 0', name)
            policy.setdefault(detector, {})[name] = value
    return policy


def read_schedule(table: Table | None) -> Schedule | None:
    """When to scan, and in which time zone: each as usual where it is left out."""
    if table is None:
        return None
    table.only("scan", "timezone")
    timezone = table.text("timezone") or USUAL.timezone
    if timezone not in available_timezones():
        hint = nearest(timezone, available_timezones()) or "; a time zone is written as Europe/Amsterdam"
        raise table.wrong(f'unknown time zone "{timezone}"{hint}', "timezone")
    return Schedule(read_cron(table) or USUAL.scan, timezone)


def read_cron(table: Table) -> str | None:
    """The crontab line that a table holds as `scan`, None where it holds none."""
    scan = table.text("scan")
    if scan is None:
        return None
    try:
        check(scan, USUAL.timezone)
    except ValueError as error:
        what = f'"{scan}" is no crontab line such as "0 6 * * mon" (minute, hour, day, month, day of week)'
        raise table.wrong(f"{what}: {error}", "scan") from error
    return " ".join(scan.split())
