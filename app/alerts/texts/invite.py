"""A calendar file that proposes a conversation of half an hour about a finding."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.alerts.texts.plain import one_line
from app.alerts.texts.words import WORDS
from app.findings.document import Document
from app.instants import day_of, start_of

_LONGEST = 1_000
_DAYS, _HOUR, _MINUTES = 3, 10, 30


def conversation_at(created_at: int, timezone: str, holidays: str) -> datetime:
    """When to talk: at 10:00 on the third working day after an instant, in a time zone and a country."""
    # Its country's holidays take a while to load: only whoever proposes a day waits for them.
    from detectors.calendar import WorkingDays  # noqa: PLC0415

    zone = ZoneInfo(timezone)
    today = datetime.fromtimestamp(created_at / 1000, zone).date()
    day = day_of(WorkingDays(holidays).after(start_of(today), _DAYS))
    return datetime.combine(day, time(_HOUR), zone)


def conversation_invite(
    document: Document, *, language: str, created_at: int, timezone: str, holidays: str, url: str
) -> bytes:
    """An iCalendar file (RFC 5545) with one event; a later one about the same finding takes its place.

    `document` is the finding in that language, `url` where people reach brug.
    """
    from icalendar import Calendar, Event, vText  # noqa: PLC0415

    words = WORDS[language]
    roles = words.role[document["symptom"]]
    link = f"{url}/findings/{document['id']}"
    begins = conversation_at(created_at, timezone, holidays).astimezone(UTC)
    made = datetime.fromtimestamp(created_at // 1000, UTC)
    questions = document["questions"]
    description = [
        one_line(document["title"], _LONGEST),
        *(
            f"{asked}: {one_line(questions[side], _LONGEST)}"
            for asked, side in ((words.business, "business"), (words.it, "it"))
        ),
        words.invite_why.format(**roles),
        link,
    ]
    event = Event()
    event.add("uid", f"{document['id']}@brug")
    event.add("sequence", created_at // 60_000)
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=_MINUTES))
    event.add("summary", vText(words.invite.format(subject=one_line(document["subject"]["name"], 100))))
    event.add("description", vText("\n\n".join(description)))
    event.add("url", link)
    event.add("status", "TENTATIVE")
    event.add("transp", "OPAQUE")
    calendar = Calendar()
    calendar.add("prodid", "-//brug//conversations//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
