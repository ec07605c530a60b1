"""Days and weeks: Monday to Friday less public holidays, in UTC wherever brug runs.

In 2026 Good Friday is 3 April, Easter Monday 6 April and King's Day Monday 27 April.
"""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest

from detectors.calendar import WorkingDays, date_of, instant_of, weekly_moments
from tests.detectors.story import at, midnight

DAYS = WorkingDays("NL")


@pytest.mark.parametrize(
    ("since", "until", "mondays"),
    [
        ("2026-03-02T00:00", "2026-03-16T00:00", ["2026-03-02", "2026-03-09", "2026-03-16"]),
        ("2026-03-02T00:01", "2026-03-15T23:59", ["2026-03-09"]),
        ("2026-03-01T23:59", "2026-03-02T00:01", ["2026-03-02"]),
        ("2026-03-03T00:00", "2026-03-08T00:00", []),
    ],
)
def test_weekly_moments_are_the_mondays_from_one_instant_to_another(since: str, until: str, mondays: list[str]) -> None:
    assert weekly_moments(at(since), at(until)) == [midnight(day) for day in mondays]


def test_a_monday_is_no_moment_before_it_has_begun() -> None:
    assert weekly_moments(midnight("2026-03-03"), midnight("2026-03-09") - 1) == []


def test_the_first_monday_ever_is_5_january_1970() -> None:
    assert weekly_moments(0, midnight("1970-01-12")) == [midnight("1970-01-05"), midnight("1970-01-12")]


@pytest.mark.parametrize(
    ("due", "delivered", "late"),
    [
        ("2026-03-06", "2026-03-06T23:59", 0),
        ("2026-03-06", "2026-03-05", 0),
        ("2026-03-06", "2026-03-07", 0),  # a Saturday
        ("2026-03-06", "2026-03-09T00:00", 1),
        ("2026-03-07", "2026-03-09", 1),  # due on a Saturday: as on the Friday before
        ("2026-04-02", "2026-04-07", 1),  # Easter lies between
        ("2026-04-24", "2026-04-28", 1),  # so does King's Day
        ("2026-03-06T10:00", "2026-03-06T15:00", 0),
    ],
)
def test_a_delay_is_counted_in_working_days_after_the_due_day(due: str, delivered: str, late: int) -> None:
    assert DAYS.late(at(due), at(delivered)) == late


@pytest.mark.parametrize(
    ("start", "days", "day"),
    [
        ("2026-03-02", 0, "2026-03-02"),
        ("2026-03-02T23:59", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),  # from a Saturday on, Monday is the first
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-03-09", -5, "2026-03-02"),
    ],
)
def test_so_many_working_days_after_a_day(start: str, days: int, day: str) -> None:
    assert DAYS.after(at(start), days) == midnight(day)


def test_between_two_days_neither_weekends_nor_holidays_count() -> None:
    assert DAYS.between(at("2026-04-01"), at("2026-04-08")) == 3  # Wednesday, Thursday, and Tuesday after Easter
    assert DAYS.between(at("2026-04-08"), at("2026-04-01")) == -3
    assert DAYS.between(at("2026-04-01T09:00"), at("2026-04-01T17:00")) == 0
    starts = np.array([at("2026-04-01"), at("2026-03-06")])
    ends = np.array([at("2026-04-08"), at("2026-03-10")])
    assert DAYS.between_each(starts, ends).tolist() == [3, 2]


def test_each_country_has_its_own_holidays() -> None:
    assert WorkingDays("BE").between(at("2026-04-27"), at("2026-04-28")) == 1
    assert DAYS.between(at("2026-04-27"), at("2026-04-28")) == 0


def test_a_day_is_one_of_utc_wherever_brug_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert date_of(at("2026-03-02T23:59")) == date(2026, 3, 2)
        assert instant_of(date(2026, 3, 2)) == midnight("2026-03-02")
    finally:
        monkeypatch.undo()
        time.tzset()
