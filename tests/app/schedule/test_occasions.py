"""A crontab line is due each time that a wall clock shows, once: also where summer time begins and ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instants import datetime_of, instant_of, parse_instant, rfc3339
from app.schedule.occasions import check, last_until, next_after

AMSTERDAM = "Europe/Amsterdam"
MINUTE, DAY = 60_000, 86_400_000


def occasions(cron: str, since: str, until: str, timezone: str = AMSTERDAM) -> list[str]:
    """The occasions after a moment and at or before another."""
    found, at = [], parse_instant(since)
    while (following := next_after(cron, timezone, at)) is not None and following <= parse_instant(until):
        found.append(rfc3339(following))
        at = following
    return found


def test_mondays_at_six_are_an_hour_earlier_in_summer() -> None:
    assert occasions("0 6 * * mon", "2026-03-20", "2026-04-07") == [
        "2026-03-23T05:00:00Z", "2026-03-30T04:00:00Z", "2026-04-06T04:00:00Z",
    ]  # fmt: skip
    assert occasions("0 6 * * mon", "2026-10-18", "2026-10-27") == ["2026-10-19T04:00:00Z", "2026-10-26T05:00:00Z"]


def test_a_time_that_the_clock_skips_is_due_when_it_skips() -> None:
    """On 29 March 2026 clocks in Amsterdam go from 02:00 to 03:00, at 01:00 UTC."""
    assert occasions("30 2 * * *", "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z") == [
        "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z",
    ]  # fmt: skip


def test_a_time_that_the_clock_shows_twice_is_due_at_the_first() -> None:
    """On 25 October 2026 clocks in Amsterdam go from 03:00 back to 02:00, at 01:00 UTC."""
    assert occasions("30 2 * * *", "2026-10-23T12:00:00Z", "2026-10-26T12:00:00Z") == [
        "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z",
    ]  # fmt: skip
    second = parse_instant("2026-10-25T01:10:00Z")
    assert last_until("30 2 * * *", AMSTERDAM, second) == parse_instant("2026-10-25T00:30:00Z")


@pytest.mark.parametrize("cron", ["30 2 * * *", "0 2 * * *", "0 3 * * *", "59 1 * * *", "0 0 * * *", "0 6 * * *"])
@pytest.mark.parametrize("timezone", [AMSTERDAM, "America/New_York", "Australia/Lord_Howe", "America/Asuncion", "UTC"])
def test_each_local_day_of_a_year_has_one(cron: str, timezone: str) -> None:
    zone = ZoneInfo(timezone)
    # A minute early, so that one in the first moment of the year counts.
    begin = instant_of(datetime(2025, 12, 31, 23, 59, tzinfo=zone))
    end = instant_of(datetime(2026, 12, 31, 23, 59, tzinfo=zone))
    found = occasions(cron, rfc3339(begin), rfc3339(end), timezone)
    days = [datetime.fromisoformat(at).astimezone(zone).date() for at in found]
    assert len(days) == 365
    assert days == sorted(set(days))


@given(
    now=st.integers(min_value=parse_instant("2026-01-01"), max_value=parse_instant("2027-01-01")),
    cron=st.sampled_from(["30 2 * * *", "0 6 * * mon", "*/20 * * * *", "15 1-3 * 3,10 sun", "0 6 1 * *"]),
)
def test_the_last_one_and_the_next_one_lie_around_every_moment(now: int, cron: str) -> None:
    last, following = last_until(cron, AMSTERDAM, now), next_after(cron, AMSTERDAM, now)
    assert last is not None
    assert following is not None
    assert last <= now < following
    assert next_after(cron, AMSTERDAM, last) == following
    assert last_until(cron, AMSTERDAM, following - 1) == last


def test_what_comes_once_in_four_years_is_found() -> None:
    now = parse_instant("2026-06-01")
    assert rfc3339(last_until("0 0 29 2 *", "UTC", now) or 0) == "2024-02-29T00:00:00Z"
    assert rfc3339(next_after("0 0 29 2 *", "UTC", now) or 0) == "2028-02-29T00:00:00Z"


@pytest.mark.parametrize(
    ("written", "same"),
    [("1", "mon"), ("0", "sun"), ("7", "sun"), ("1-5", "mon-fri"), ("5-7", "fri,sat,sun"), ("1,3", "mon,wed"),
     ("0-6/2", "sun,tue,thu,sat"), ("*/3", "sun,wed,sat"), ("MON", "mon")],
)  # fmt: skip
def test_days_of_the_week_are_counted_as_crontab_counts_them(written: str, same: str) -> None:
    period = "2026-06-01", "2026-06-15"
    found = occasions(f"0 6 * * {written}", *period)
    assert found == occasions(f"0 6 * * {same}", *period) != []


@pytest.mark.parametrize(
    ("cron", "why"),
    [("every monday", "2 fields"), ("0 6 * * 8", "no day of the week"), ("0 25 * * *", "25"), ("0 6 31 2 *", "never"),
     ("0 6 * * mo", "mo"), ("0 6 * * */0", "no day of the week"), ("x 6 * * *", "x")],
)  # fmt: skip
def test_what_is_no_crontab_line_says_why(cron: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check(cron, "UTC")


def test_instants_and_datetimes_are_the_same_moments() -> None:
    at = parse_instant("2026-06-01T06:00:00.123Z")
    assert datetime_of(at) == datetime(2026, 6, 1, 6, tzinfo=UTC) + timedelta(milliseconds=123)
    assert instant_of(datetime_of(at)) == at
