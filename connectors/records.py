"""The records that every tracker is translated to.

An instant (`_at`) is whole milliseconds since 1970-01-01 UTC; a calendar day (`_on`) is a `date`. A promise
that only has a day carries 00:00 UTC of that day as its instant. Ids are the tracker's own, as text: keys
change when an issue moves, ids do not. Persons are named by the tracker's id for them.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

CommitmentType = Literal["release", "sprint", "milestone", "epic"]
CommitmentState = Literal["planned", "active", "delivered", "cancelled"]
CommentKind = Literal["comment", "review", "approval", "rejection", "review_comment"]
IssueKind = Literal["epic", "story", "task", "bug", "subtask", "change_request", "pull_request"]
StatusCategory = Literal["todo", "in_progress", "done"]

# The fields whose changes brug reads. A change of any other field is kept under the tracker's own name for
# it, so that nothing of a history is lost; `from_value` and `to_value` are then as the tracker gives them.
#
#   status      from/to value: status category; from/to text: the status' name
#   resolution  from/to value: the resolution's id, None where unresolved
#   release, sprint, milestone   from/to value: ids of commitments, joined by "," where several; None where none.
#               A tracker that only tells a milestone's title of that time puts it into from/to text, without value
#   epic        from/to value: id of the epic's issue
#   parent      from/to value: id of the parent issue
#   points      from/to value: story points as a number in text
#   estimate, remaining, spent   from/to value: hours as a number in text
#   due         from/to value: ISO day
#   assignee, reporter   from/to value: a person's id
#   summary, description, type, key, project, labels, link   from/to text: as the tracker shows them; of
#               labels either the whole lists, or only what was taken off (from) or put on (to)
ChangeField = str


class Person(Struct, frozen=True, gc=False):
    """Somebody, or a bot, who acts in a tracker.

    `is_insider` is what the tracker itself knows of whether somebody belongs to those who build (on GitHub
    the author association); None where it knows nothing.
    """

    id: str
    name: str
    email: str | None = None
    groups: tuple[str, ...] = ()
    is_bot: bool = False
    is_insider: bool | None = None


class Commitment(Struct, frozen=True, gc=False):
    """What was promised together: a release, sprint or milestone. Epics are issues and need no record of their own."""

    type: CommitmentType
    id: str
    name: str
    state: CommitmentState
    url: str = ""
    start_at: int | None = None
    due_at: int | None = None
    delivered_at: int | None = None


class Change(Struct, frozen=True, gc=False):
    """One field of an issue went from a value to another, at an instant, by a person.

    `batch` names the tracker's group of changes made in one act (a Jira history).
    """

    at: int
    field: ChangeField
    batch: str
    by: str | None = None
    from_value: str | None = None
    to_value: str | None = None
    from_text: str | None = None
    to_text: str | None = None


class Comment(Struct, frozen=True, gc=False):
    """Somebody wrote under an issue, or gave a review of a pull request; `text` is plain, and may be empty.

    A review that accepts is an `approval`, one that asks for changes a `rejection`.
    """

    id: str
    at: int
    by: str | None
    text: str
    kind: CommentKind = "comment"


class Worklog(Struct, frozen=True, gc=False):
    """Work of some hours, dated by when it started (`at`), not by when it was written down."""

    id: str
    at: int
    by: str | None
    hours: float


class Link(Struct, frozen=True, gc=False):
    """A relation to another issue, named by its id; by its key where the tracker gives no id, or it is elsewhere."""

    other: str
    type: str


class Issue(Struct, frozen=True, gc=False):
    """An issue as it stands, with its whole history.

    `commitments` are the (type, id) pairs that the issue belongs to now; an epic counts through `epic`, the
    id of the epic's issue. `parent` is the issue that this one is a part of. `estimate_hours` is the
    original estimate. `changes` are ordered by time.
    """

    id: str
    key: str
    kind: IssueKind
    type_name: str
    title: str
    url: str
    created_at: int
    updated_at: int
    status: str
    status_category: StatusCategory
    description: str = ""
    resolution: str | None = None
    resolved_at: int | None = None
    due_on: date | None = None
    creator: str | None = None
    reporter: str | None = None
    assignee: str | None = None
    parent: str | None = None
    epic: str | None = None
    labels: tuple[str, ...] = ()
    points: float | None = None
    estimate_hours: float | None = None
    remaining_hours: float | None = None
    spent_hours: float | None = None
    commitments: tuple[tuple[CommitmentType, str], ...] = ()
    links: tuple[Link, ...] = ()
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()
    worklogs: tuple[Worklog, ...] = ()


class Project(Struct, frozen=True, gc=False):
    """A Jira project or a repository."""

    id: str
    key: str
    name: str
    url: str = ""


class Unreadable(Struct, frozen=True, gc=False):
    """A record that could not be read: kept with its reason, so that nothing is silently lost."""

    id: str
    reason: str
    payload: str = ""


class Departure(Struct, frozen=True, gc=False):
    """An issue that a source no longer lists in its project: deleted, moved away, or no longer visible.

    `reason` says which, in words that end a sentence ("moved to WEB-3"); its history up to now is kept.
    """

    id: str
    reason: str


class Page(Struct, frozen=True, gc=False):
    """A piece of a project's history, and the cursor to go on from once it is safely written.

    `cursor` is the connector's own text. `last` says that the project is complete; a later pull that
    starts from that cursor brings what has changed since. `done` and `total` count issues, for progress.
    """

    cursor: str
    last: bool
    issues: tuple[Issue, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    people: tuple[Person, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    departures: tuple[Departure, ...] = ()
    done: int = 0
    total: int | None = None
