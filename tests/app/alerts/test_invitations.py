"""A calendar file proposes half an hour, on a working day, and says nothing of persons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from app.alerts.texts import conversation_invite
from app.instants import parse_instant
from tests.app.alerts.contents import item


def invited(at: str, language: str = "en", timezone: str = "Europe/Amsterdam") -> Any:
    file = conversation_invite(
        item(language=language).finding, language=language, created_at=parse_instant(at), timezone=timezone,
        holidays="NL", url="https://brug.acme.example",
    )  # fmt: skip
    return Calendar.from_ical(file)


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        ("2026-06-01T06:00:00Z", datetime(2026, 6, 4, 8, tzinfo=UTC)),  # Monday, to Thursday
        ("2026-06-05T06:00:00Z", datetime(2026, 6, 10, 8, tzinfo=UTC)),  # Friday, over the weekend
        ("2026-06-06T06:00:00Z", datetime(2026, 6, 10, 8, tzinfo=UTC)),  # Saturday: Monday is the first
        ("2026-05-22T06:00:00Z", datetime(2026, 5, 28, 8, tzinfo=UTC)),  # 25 May 2026 is Whit Monday
        ("2026-01-12T06:00:00Z", datetime(2026, 1, 15, 9, tzinfo=UTC)),  # winter time
        ("2026-05-31T22:30:00Z", datetime(2026, 6, 4, 8, tzinfo=UTC)),  # Monday already, in Amsterdam
    ],
)
def test_it_is_at_ten_on_the_third_working_day(at: str, begins: datetime) -> None:
    event = invited(at).walk("VEVENT")[0]
    assert event["DTSTART"].dt == begins
    assert event["DTEND"].dt - begins == timedelta(minutes=30)


def test_it_holds_both_questions_and_the_link_and_invites_nobody() -> None:
    calendar = invited("2026-06-01T06:00:00Z", "nl")
    event = calendar.walk("VEVENT")[0]
    assert calendar["METHOD"] == "PUBLISH"
    assert event["SUMMARY"] == "Een half uur over CRM 3.6: business en IT"
    for text in ("Welke van de 19 onderdelen", "Wat kosten de 19 onderdelen", "https://brug.acme.example/findings/f1"):
        assert text in event["DESCRIPTION"]
    assert "ATTENDEE" not in event
    assert "ORGANIZER" not in event


def test_a_second_file_about_a_finding_takes_the_place_of_the_first() -> None:
    first, second = (invited(at).walk("VEVENT")[0] for at in ("2026-06-01T06:00:00Z", "2026-06-08T06:00:00Z"))
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"]
