"""Days, numbers and texts as a reader's language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from app.instants import day_of

# Of a longer text a page shows so much: nobody reads on, and the tracker has all of it.
LONGEST = 300


def day(value: str | date | None, language: str) -> str:
    """A day as 23 Nov 2026; of an instant (RFC 3339) its day in UTC; a dash for none."""
    if value is None:
        return "–"
    return format_date(_date(value), "d MMM y", locale=language)


def instant_day(value: int, language: str) -> str:
    """The day, in UTC, of an instant as brug keeps it, as 23 Nov 2026."""
    return day(day_of(value), language)


def short_day(value: str | date, language: str) -> str:
    """A day as 23 Nov."""
    return format_date(_date(value), "d MMM", locale=language)


def month(value: date, language: str) -> str:
    """A month as Nov, with its year where that begins."""
    return format_date(value, "MMM y" if value.month == 1 else "MMM", locale=language)


def moment(value: str, language: str) -> str:
    """An instant (RFC 3339) as 23 Nov 2026, 06:00 in UTC."""
    return format_datetime(datetime.fromisoformat(value).astimezone(UTC), "d MMM y, HH:mm", locale=language)


def number(value: float | None, digits: int = 0, *, language: str) -> str:
    """A number with at most so many digits behind the comma; a dash for none."""
    return "–" if value is None else format_decimal(round(value, digits), locale=language)


def share(value: float | None, language: str) -> str:
    """A share as 41%; a dash for none."""
    pattern = "#,##0\u00a0%" if language == "nl" else "#,##0%"
    return "–" if value is None else format_percent(value, pattern, locale=language)


def shortened(text: str, most: int = LONGEST) -> str:
    """A text of a tracker, cut where it is longer than anybody reads."""
    return text if len(text) <= most else text[:most].rstrip() + "…"


def is_web_address(url: str | None) -> bool:
    """Whether a browser may be led to an address that a tracker gave: a page, and never a script."""
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def counted(value: int, one: str, many: str, language: str) -> str:
    """A sentence with `{n}`, in the form that the number needs."""
    return (one if value == 1 else many).format(n=number(value, language=language))


def _date(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value[:10])
