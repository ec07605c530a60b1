"""Quiet hours: no message goes out in them."""

from __future__ import annotations

from datetime import time

import pytest

from app.instants import parse_instant, rfc3339
from app.quiet_hours import QuietHours, parse_quiet

NIGHT = QuietHours(time(19), time(7), "Europe/Amsterdam")
NOON = QuietHours(time(12), time(13), "Europe/Amsterdam")
NONE = QuietHours(time(0), time(0), "Europe/Amsterdam")


@pytest.mark.parametrize(
    ("hours", "at", "goes_out"),
    [
        (NIGHT, "2026-06-01T04:00:00Z", "2026-06-01T05:00:00Z"),
        (NIGHT, "2026-06-01T05:00:00Z", "2026-06-01T05:00:00Z"),
        (NIGHT, "2026-06-01T16:59:59Z", "2026-06-01T16:59:59Z"),
        (NIGHT, "2026-06-01T17:00:00Z", "2026-06-02T05:00:00Z"),
        (NIGHT, "2026-01-31T23:30:00Z", "2026-02-01T06:00:00Z"),
        # The nights in which the clock changes: seven in the morning is what the clock on the wall says.
        (NIGHT, "2026-03-28T20:00:00Z", "2026-03-29T05:00:00Z"),
        (NIGHT, "2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z"),
        # Quiet until half past two, which that night does not have: it is half past three then.
        (QuietHours(time(1), time(2, 30), "Europe/Amsterdam"), "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"),
        (NOON, "2026-06-01T10:30:00Z", "2026-06-01T11:00:00Z"),
        (NOON, "2026-06-01T09:30:00Z", "2026-06-01T09:30:00Z"),
        (NONE, "2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z"),
    ],
)
def test_a_message_waits_for_the_end_of_quiet_hours(hours: QuietHours, at: str, goes_out: str) -> None:
    assert rfc3339(hours.after(parse_instant(at))) == goes_out


def test_hours_as_they_are_written() -> None:
    assert parse_quiet("19:00-07:30") == (time(19), time(7, 30))
    for wrong in ("19-7", "24:00-07:00", "19:00", "19:60-07:00", ""):
        with pytest.raises(ValueError, match="19:00-07:00"):
            parse_quiet(wrong)
