"""Instants as brug keeps them (whole milliseconds since 1970-01-01 UTC), as text and back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
DAY = 86_400_000


def parse_instant(text: str) -> int:
    """The instant of an ISO 8601 text; without a zone it is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return instant_of(moment)


def instant_of(moment: datetime) -> int:
    """The instant of a datetime with a zone."""
    return (moment - _EPOCH) // _MILLISECOND


def datetime_of(instant: int) -> datetime:
    """An instant as a datetime in UTC."""
    return _EPOCH + instant * _MILLISECOND


def parse_date(text: str) -> int:
    """The instant at which a DATE such as `2012-08-02` begins: 00:00 UTC. Raises ValueError."""
    try:
        # Python also reads weeks (2012-W31-4), which nobody means here.
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return start_of(date.fromisoformat(text))
    except ValueError:
        raise ValueError(f'"{text}" is no date such as 2012-08-02') from None


def start_of(day: date) -> int:
    """The instant at which a calendar day begins in UTC."""
    return (day.toordinal() - _EPOCH.toordinal()) * DAY


def day_of(instant: int) -> date:
    """The calendar day, in UTC, that an instant falls in."""
    return date.fromordinal(_EPOCH.toordinal() + instant // DAY)


def rfc3339(instant: int) -> str:
    """An instant as RFC 3339 in UTC: `2026-05-11T00:00:00Z`, with milliseconds only where there are any."""
    moment = datetime_of(instant)
    text = moment.isoformat(timespec="milliseconds" if instant % 1000 else "seconds")
    return text.removesuffix("+00:00") + "Z"
