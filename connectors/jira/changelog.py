"""Histories as changes: every item becomes one, in the vocabulary of the records."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from operator import itemgetter

from connectors.jira.fields import SiteFields
from connectors.jira.instants import day, instant, number, number_text
from connectors.jira.payloads import ChangeItem, History
from connectors.jira.people import person_id
from connectors.jira.statuses import Statuses
from connectors.records import Change

_HOURS = {"estimate", "remaining", "spent"}
_VALUED = {"status", "sprint", "points", "due", *_HOURS}
"""The fields whose values the records want otherwise than Jira gives them."""


def field_of(item: ChangeItem, fields: SiteFields) -> str:
    """What the records call the field of a change; others keep Jira's name, in lower case."""
    name = item.field.strip().lower()
    return fields.change_names.get(name) or fields.change_ids.get(item.field_id or "") or name


def changes(histories: Iterable[History], fields: SiteFields, statuses: Statuses) -> tuple[Change, ...]:
    """All items of all histories, by time and then by history. Raises ValueError for an odd date."""
    dated = [(instant(history.created), history) for history in histories]
    dated.sort(key=itemgetter(0))
    if any(one[0] == other[0] for one, other in pairwise(dated)):
        dated.sort(key=lambda entry: (entry[0], *_order(entry[1].id)))
    found: list[Change] = []
    for at, history in dated:
        batch, by = str(history.id), person_id(history.author)
        found += [_change(item, at, batch, by, fields, statuses) for item in history.items]
    return tuple(found)


def _order(identity: str | int) -> tuple[int, str]:
    text = str(identity)
    return (int(text), "") if text.isdigit() else (0, text)


def _change(item: ChangeItem, at: int, batch: str, by: str | None, fields: SiteFields, statuses: Statuses) -> Change:
    name = field_of(item, fields)
    before, after = _text(item.from_value), _text(item.to_value)
    if name in _VALUED:
        before = _value(name, before, item.from_text, statuses)
        after = _value(name, after, item.to_text, statuses)
    return Change(at, name, batch, by, before, after, item.from_text or None, item.to_text or None)


def _text(value: str | int | None) -> str | None:
    return None if value in (None, "") else str(value)


def _value(name: str, value: str | None, text: str | None, statuses: Statuses) -> str | None:
    """One side of a change of a `_VALUED` field; None where there is nothing."""
    if name == "status":
        return statuses.category(value, text)
    if name == "sprint":
        return ",".join(part.strip() for part in (value or "").split(",") if part.strip()) or None
    if name == "points":
        # Jira writes points as text only; the value beside it is empty.
        found = number(text or value)
        return None if found is None else number_text(found)
    if name in _HOURS:
        seconds = number(value or text)
        return None if seconds is None else number_text(seconds / 3600)
    found_day = day(value) or day(text)
    return found_day.isoformat() if found_day else None
