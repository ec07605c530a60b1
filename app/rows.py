"""Records as rows: what a connector brought, in the columns' order of each history table. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.database.bulk import storable
from connectors.records import Issue, Person

Row = tuple[object, ...]


@dataclass(slots=True)
class IssueRows:
    """The rows of some issues, a list a table, each without doubles."""

    issues: list[Row] = field(default_factory=list)
    memberships: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    worklogs: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)


def issue_rows(project: str, issues: Iterable[Issue]) -> IssueRows:
    """The rows of issues, with the project's id before each; an issue given twice counts as given last."""
    rows = IssueRows()
    for issue in {issue.id: issue for issue in issues}.values():
        key = (project, issue.id)
        rows.issues.append((*key, *_issue(issue)))
        rows.memberships += [(*key, *member) for member in _memberships(issue)]
        rows.changes += [
            (
                *key,
                number,
                c.at,
                c.by,
                c.batch,
                c.field,
                _text(c.from_value),
                _text(c.to_value),
                _text(c.from_text),
                _text(c.to_text),
            )
            for number, c in enumerate(issue.changes)
        ]
        comments = {c.id: (*key, c.id, c.at, c.by, storable(c.text), c.kind) for c in issue.comments}
        rows.comments += comments.values()
        worklogs = {w.id: (*key, w.id, w.at, w.by, w.hours) for w in issue.worklogs}
        rows.worklogs += worklogs.values()
        rows.links += [(*key, *link) for link in dict.fromkeys((li.other, li.type) for li in issue.links)]
    return rows


def person_row(source: str, person: Person) -> Row:
    """The row of a person of a source."""
    return (
        source,
        person.id,
        storable(person.name),
        person.email,
        list(person.groups),
        person.is_bot,
        person.is_insider,
    )


def _issue(issue: Issue) -> Row:
    return (
        issue.key,
        issue.kind,
        issue.type_name,
        storable(issue.title),
        storable(issue.description),
        issue.url,
        issue.created_at,
        issue.updated_at,
        storable(issue.status),
        issue.status_category,
        issue.resolution,
        issue.resolved_at,
        issue.due_on,
        issue.creator,
        issue.reporter,
        issue.assignee,
        issue.parent,
        [storable(label) for label in issue.labels],
        issue.points,
        issue.estimate_hours,
        issue.remaining_hours,
        issue.spent_hours,
        None,
        None,
    )


def _memberships(issue: Issue) -> Iterator[tuple[str, str]]:
    members: dict[tuple[str, str], None] = dict.fromkeys(issue.commitments)
    if issue.epic is not None:
        members["epic", issue.epic] = None
    yield from members


def _text(text: str | None) -> str | None:
    return storable(text) if text else text
