"""A whole issue, as Jira gives it, to its record. Pure: no HTTP, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from connectors.jira.changelog import changes
from connectors.jira.fields import SiteFields
from connectors.jira.instants import day, hours, instant, instant_or_none, number
from connectors.jira.payloads import (
    CommentPayload,
    History,
    IssueFields,
    IssueLink,
    IssueType,
    Related,
    Sprint,
    WorklogPayload,
)
from connectors.jira.people import People, person_id
from connectors.jira.sprints import field_sprints
from connectors.jira.statuses import Statuses, category_of
from connectors.jira.text import plain
from connectors.records import Change, Comment, CommitmentType, Issue, IssueKind, Link, Worklog

_KINDS: dict[str, IssueKind] = {
    "bug": "bug", "defect": "bug", "fout": "bug",
    "change request": "change_request", "change": "change_request",
    "story": "story", "new feature": "story", "improvement": "story", "feature": "story",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WholeIssue:
    """An issue's payload with everything that had to be asked for separately."""

    id: str
    key: str
    fields: IssueFields
    custom: Mapping[str, msgspec.Raw]
    histories: list[History]
    comments: list[CommentPayload]
    worklogs: list[WorklogPayload]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a site calls things, needed to read its issues."""

    url: str
    fields: SiteFields
    statuses: Statuses


def kind_of(type_: IssueType) -> IssueKind:
    """The kind of an issue, by its type's place in the hierarchy and then by its name."""
    if type_.subtask:
        return "subtask"
    name = type_.name.strip().casefold()
    if (type_.hierarchy_level or 0) >= 1 or name == "epic":
        return "epic"
    return _KINDS.get(name, "task")


def epic_key(whole: WholeIssue, fields: SiteFields) -> str | None:
    """The key in the epic link field; ids stand in changelogs only."""
    raw = whole.custom.get(fields.epic) if fields.epic else None
    value = msgspec.json.decode(raw) if raw is not None else None
    return value if isinstance(value, str) and value else None


def sprints_of(whole: WholeIssue, fields: SiteFields) -> list[Sprint]:
    """The sprints in an issue's sprint field. Raises msgspec.ValidationError."""
    return field_sprints(whole.custom.get(fields.sprint)) if fields.sprint else []


def issue(whole: WholeIssue, words: Vocabulary, epic_ids: Mapping[str, str]) -> Issue:
    """The record of an issue; `epic_ids` gives the id of an epic by its key.

    Raises ValueError or msgspec.ValidationError where a part of the issue is odd.
    """
    given = whole.fields
    kind = kind_of(given.issuetype)
    key = epic_key(whole, words.fields)
    parent, epic = _place(given.parent, kind, epic_ids.get(key, key) if key else None)
    return Issue(
        id=whole.id,
        key=whole.key,
        kind=kind,
        type_name=given.issuetype.name,
        title=given.summary or "",
        url=f"{words.url}/browse/{whole.key}",
        created_at=instant(given.created),
        updated_at=instant(given.updated),
        status=given.status.name,
        status_category=category_of(given.status),
        description=plain(given.description),
        resolution=given.resolution.name if given.resolution else None,
        resolved_at=instant_or_none(given.resolutiondate),
        due_on=day(given.duedate),
        creator=person_id(given.creator),
        reporter=person_id(given.reporter),
        assignee=person_id(given.assignee),
        parent=parent,
        epic=epic,
        labels=tuple(given.labels or ()),
        points=_points(whole, words.fields),
        estimate_hours=hours(given.timeoriginalestimate),
        remaining_hours=hours(given.timeestimate),
        spent_hours=hours(given.timespent),
        commitments=_commitments(whole, words.fields),
        links=tuple(link for entry in given.issuelinks or () if (link := _link(entry, whole.key))),
        changes=changes(whole.histories, words.fields, words.statuses),
        comments=tuple(_comments(whole.comments)),
        worklogs=tuple(_worklogs(whole.worklogs)),
    )


def gather_people(whole: WholeIssue, changed: Iterable[Change], people: People) -> None:
    """Add everyone whom an issue names, in any role; `changed` are its changes."""
    given = whole.fields
    for user in (given.creator, given.reporter, given.assignee):
        people.add(user)
    authored: list[CommentPayload | WorklogPayload | History] = [*whole.comments, *whole.worklogs, *whole.histories]
    for entry in authored:
        people.add(entry.author)
    for change in changed:
        if change.field in ("assignee", "reporter"):
            people.add_named(change.from_value, change.from_text)
            people.add_named(change.to_value, change.to_text)


def _place(parent: Related | None, kind: IssueKind, epic: str | None) -> tuple[str | None, str | None]:
    """Parent and epic: Cloud gives an epic as the parent, Data Center in a field of its own."""
    if parent is None or not (identity := parent.id or parent.key):
        return None, epic
    above = parent.fields.issuetype if parent.fields else None
    if kind != "subtask" and above is not None and kind_of(above) == "epic":
        return None, str(identity)
    return str(identity), epic


def _points(whole: WholeIssue, fields: SiteFields) -> float | None:
    for name in fields.points:
        raw = whole.custom.get(name)
        found = number(msgspec.json.decode(raw)) if raw is not None else None
        if found is not None:
            return found
    return None


def _commitments(whole: WholeIssue, fields: SiteFields) -> tuple[tuple[CommitmentType, str], ...]:
    releases: list[tuple[CommitmentType, str]] = [("release", str(v.id)) for v in whole.fields.fix_versions or ()]
    sprints: list[tuple[CommitmentType, str]] = [("sprint", str(s.id)) for s in sprints_of(whole, fields)]
    return tuple(dict.fromkeys([*releases, *sprints]))


def _link(entry: IssueLink, here: str) -> Link | None:
    """The type with the reading of this side, as "Dependency (depends on)"; `here` is the key that has the link.

    What stands in another project is named by its key: its id would mean nothing among the ids of this one.
    """
    outward = entry.outward_issue is not None
    other = entry.outward_issue or entry.inward_issue
    if other is None:
        return None
    is_elsewhere = other.key is not None and _project(other.key) != _project(here)
    identity = other.key if is_elsewhere else other.id or other.key
    if not identity:
        return None
    reading = entry.type.outward if outward else entry.type.inward
    return Link(other=str(identity), type=f"{entry.type.name} ({reading})" if reading else entry.type.name)


def _project(key: str) -> str:
    return key.rpartition("-")[0]


def _comments(payloads: list[CommentPayload]) -> list[Comment]:
    found = [
        Comment(str(entry.id), instant(entry.created), person_id(entry.author), plain(entry.body)) for entry in payloads
    ]
    return sorted(found, key=lambda comment: (comment.at, comment.id))


def _worklogs(payloads: list[WorklogPayload]) -> list[Worklog]:
    found = [
        Worklog(str(entry.id), instant(entry.started), person_id(entry.author), entry.time_spent_seconds / 3600)
        for entry in payloads
    ]
    return sorted(found, key=lambda worklog: (worklog.at, worklog.id))
