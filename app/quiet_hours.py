"""Quiet hours: when no message goes out. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUIET_HOURS = r"^([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])$"
"""How quiet hours are written: `19:00-07:00`."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of day until another, in a time zone, over midnight where it ends before it starts.

    None where both are equal.
    """

    starts: time
    ends: time
    timezone: str

    def after(self, instant: int) -> int:
        """The first instant, at this one or later, that is not quiet."""
        zone = ZoneInfo(self.timezone)
        local = datetime.fromtimestamp(instant / 1000, UTC).astimezone(zone)
        if not self._holds(local.time()):
            return instant
        day = local.date()
        if local.time() >= self.ends:
            day += timedelta(days=1)
        # Through UTC, so that an end that a change of the clock skips is the moment after it.
        ends = datetime.combine(day, self.ends, zone).astimezone(UTC)
        return max(instant, round(ends.timestamp() * 1000))

    def _holds(self, at: time) -> bool:
        if self.starts <= self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"


USUAL = (time(19), time(7))
"""Quiet hours where none are declared: a scan at night is read in the morning."""


def parse_quiet(text: str) -> tuple[time, time]:
    """The hours of a text such as `19:00-07:00`; raises ValueError for any other."""
    found = re.match(QUIET_HOURS, text.strip())
    if found is None:
        raise ValueError(f'"{text}" are no quiet hours such as 19:00-07:00; 00:00-00:00 for none')
    hours = [int(part) for part in found.groups()]
    return time(hours[0], hours[1]), time(hours[2], hours[3])
