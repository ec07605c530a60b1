"""Small literal payloads, as Jira gives them, and their records."""

from __future__ import annotations

from typing import Any

import msgspec

from connectors.jira.changelog import changes
from connectors.jira.fields import SiteFields, discover
from connectors.jira.payloads import FieldInfo, History, IssueFields, Status
from connectors.jira.statuses import Statuses
from connectors.jira.translate import Vocabulary, WholeIssue, issue
from connectors.records import Change, Issue

FIELDS = [
    {"id": "summary", "name": "Summary"},
    {"id": "customfield_1", "name": "Story Points", "schema": {"custom": "com.x:float"}},
    {"id": "customfield_2", "name": "Story point estimate", "schema": {"custom": "com.x:jsw-story-points"}},
    {"id": "customfield_3", "name": "Sprint", "schema": {"custom": "com.pyxis.greenhopper.jira:gh-sprint"}},
    {"id": "customfield_4", "name": "Epos", "schema": {"custom": "com.pyxis.greenhopper.jira:gh-epic-link"}},
    {"id": "customfield_5", "name": "Weight", "schema": {"custom": "com.x:float"}},
]
STATUSES = [
    {"id": "1", "name": "Wacht", "statusCategory": {"key": "new"}},
    {"id": "3", "name": "Bezig", "statusCategory": {"key": "indeterminate"}},
    {"id": "6", "name": "Klaar", "statusCategory": {"key": "done"}},
]
PLAIN = {
    "summary": "Pay by card",
    "created": "2024-01-03T09:00:00.000+0000",
    "updated": "2024-01-19T17:00:00.000+0100",
    "status": {"id": "3", "name": "Bezig", "statusCategory": {"key": "indeterminate"}},
    "issuetype": {"name": "Story", "subtask": False},
}


def site_fields() -> SiteFields:
    return discover(msgspec.convert(FIELDS, list[FieldInfo]))


def words() -> Vocabulary:
    statuses = Statuses.of(msgspec.convert(STATUSES, list[Status]))
    return Vocabulary("https://jira.acme.example", site_fields(), statuses)


def record(epic_ids: dict[str, str] | None = None, **fields: Any) -> Issue:
    """The record of an issue with these fields besides the ones that every issue has."""
    given = msgspec.json.encode({**PLAIN, **fields})
    decoded = msgspec.json.decode(given, type=IssueFields)
    custom = msgspec.json.decode(given, type=dict[str, msgspec.Raw])
    whole = WholeIssue("10101", "SHOP-1", decoded, custom, [], [], [])
    return issue(whole, words(), epic_ids or {})


def change(field: str, before: object = None, after: object = None, **texts: Any) -> Change:
    """The record of one item of a changelog."""
    item = {"field": field, "from": before, "to": after, **texts}
    return history([item])[0]


def history(*items: list[dict[str, Any]], **more: Any) -> tuple[Change, ...]:
    """The changes of histories 1, 2, ... with these items."""
    payloads = [
        {"id": str(n), "created": "2024-01-04T10:00:00.000+0000", "items": given, **more}
        for n, given in enumerate(items, 1)
    ]
    return changes(msgspec.convert(payloads, list[History]), site_fields(), words().statuses)
