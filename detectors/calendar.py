"""Working days: Monday to Friday less the public holidays of a country (from the `holidays` package)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

import holidays
import numpy as np
from numpy.typing import NDArray

DAY = 86_400_000
WEEK = 7 * DAY
_MONDAY = 4 * DAY  # 1970-01-05


def day_of(at: int) -> np.datetime64:
    """The UTC day that an instant (milliseconds) falls on."""
    return np.datetime64(int(at) // DAY, "D")


def instant_of(day: np.datetime64 | date) -> int:
    """00:00 UTC of a day, in milliseconds."""
    return int(np.asarray(day, dtype="datetime64[D]").astype(np.int64)) * DAY


def date_of(at: int) -> date:
    """The UTC day of an instant as a date."""
    return datetime.fromtimestamp(at / 1000, UTC).date()


def iso_day(at: int) -> str:
    """The UTC day of an instant as other programs read it: 2026-03-02."""
    return date_of(at).isoformat()


def weekly_moments(since: int, until: int) -> list[int]:
    """Every Monday 00:00 UTC from `since` to `until`, both included."""
    first = -((_MONDAY - since) // WEEK) * WEEK + _MONDAY if since > _MONDAY else _MONDAY
    return list(range(first, until + 1, WEEK))


class WorkingDays:
    """The working days of one country."""

    def __init__(self, country: str) -> None:
        self._calendar = _calendar(country)

    def between(self, start: int, end: int) -> int:
        """Working days from the day of one instant to the day of another: 0 on the same day, below 0 backwards."""
        return int(np.busday_count(day_of(start), day_of(end), busdaycal=self._calendar))

    def between_each(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same as `between`, for many pairs of instants at once."""
        days = (starts // DAY).astype("datetime64[D]"), (ends // DAY).astype("datetime64[D]")
        return np.busday_count(*days, busdaycal=self._calendar).astype(np.int64)

    def late(self, due: int, delivered: int) -> int:
        """Working days of delay after a due day: a due day without work counts as the working day before it.

        Due Saturday, delivered Monday is 1 working day late; delivered on the due day or earlier is 0.
        """
        if day_of(delivered) <= day_of(due):
            return 0
        return int(
            np.busday_count(
                day_of(due) + np.timedelta64(1, "D"),
                day_of(delivered) + np.timedelta64(1, "D"),
                busdaycal=self._calendar,
            )
        )

    def late_each(self, due: NDArray[np.int64], delivered: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same as `late`, for many pairs of instants at once."""
        last, came = ((at // DAY).astype("datetime64[D]") for at in (due, delivered))
        return np.busday_count(last + 1, np.maximum(came, last) + 1, busdaycal=self._calendar).astype(np.int64)

    def after(self, start: int, days: int) -> int:
        """00:00 UTC of the day that comes `days` working days after the day of an instant."""
        return instant_of(np.busday_offset(day_of(start), days, roll="backward", busdaycal=self._calendar))

    def after_each(self, starts: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same as `after`, for many instants at once."""
        of = (starts // DAY).astype("datetime64[D]")
        found = np.busday_offset(of, days, roll="backward", busdaycal=self._calendar)
        return found.astype(np.int64) * DAY


@lru_cache(maxsize=32)
def _calendar(country: str) -> np.busdaycalendar:
    days: NDArray[np.datetime64] = np.array(
        sorted(holidays.country_holidays(country, years=range(1999, 2051))), dtype="datetime64[D]"
    )
    return np.busdaycalendar(holidays=days)
