"""A timeline as changes: every entry becomes one, in the vocabulary of the records.

GitHub knows open and closed. An issue counts as in progress from the first of: assigned, referred to by a pull
request, named in a commit; a pull request is in progress from its beginning. These transitions are written
beside the entry that shows them, in the same batch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from connectors.github.instants import milliseconds
from connectors.github.payloads import Event, Referent
from connectors.github.people import person_id
from connectors.github.references import reference
from connectors.records import Change, Comment, CommentKind, StatusCategory

STATUS_NAMES: dict[StatusCategory, str] = {"todo": "Open", "in_progress": "In progress", "done": "Closed"}
REASONS = {"COMPLETED": "completed", "NOT_PLANNED": "not_planned", "DUPLICATE": "duplicate"}

_REVIEWS: dict[str, CommentKind] = {"APPROVED": "approval", "CHANGES_REQUESTED": "rejection"}


@dataclass(slots=True)
class Told:
    """What a timeline tells: changes and words, and how the item stands after them."""

    changes: list[Change] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    status: StatusCategory = "todo"
    resolution: str | None = None
    assignee: str | None = None


class Teller:
    """Follows one issue or pull request of a repository through its timeline."""

    def __init__(self, repository: str, created_at: int, *, is_pull: bool, final_reason: str | None) -> None:
        self._repository = repository
        self._created_at = created_at
        self._is_pull = is_pull
        self._final_reason = final_reason
        self._begun: StatusCategory = "in_progress" if is_pull else "todo"
        self.told = Told(status=self._begun)

    def tell(self, events: Sequence[Event | None]) -> Told:
        """All that these entries tell, by time. Raises ValueError where an entry has no time."""
        dated = [(self._at(event), event) for event in events if event is not None]
        dated.sort(key=itemgetter(0))
        for at, event in dated:
            self._one(at, event)
        return self.told

    def close(self, at: int, resolution: str) -> None:
        """The end of an item that is closed without an entry that says so: GitHub keeps only when."""
        self._end(at, "closed_at", None, resolution, "closed")

    def _at(self, event: Event) -> int:
        moment = event.created_at or event.submitted_at or (event.commit.committed_date if event.commit else None)
        if moment is None:
            raise ValueError(f"an entry of its timeline has no time ({event.typename})")
        return milliseconds(moment)

    def _one(self, at: int, event: Event) -> None:
        name = kind_of(event)
        by, batch = person_id(event.actor), f"{name}:{event.id}"
        if name in ("commented", "reviewed"):
            self._word(at, event)
        elif name == "committed" and event.commit is not None:
            self.told.messages.append(event.commit.message)
            author = person_id(event.commit.author.user if event.commit.author else None)
            self._add(at, "commit", batch, author, to_value=event.commit.oid, to_text=_first_line(event.commit.message))
        elif name in ("assigned", "unassigned"):
            self._assigned(at, event, batch, by)
        elif name in ("labeled", "unlabeled"):
            label = event.label.name if event.label else None
            self._add(at, "labels", batch, by, **{"to_text" if name == "labeled" else "from_text": label})
        elif name in ("milestoned", "demilestoned"):
            side = "to_text" if name == "milestoned" else "from_text"
            self._add(at, "milestone", batch, by, **{side: event.milestone_title})
        elif name == "renamed_title":
            self._add(at, "summary", batch, by, from_text=event.previous_title, to_text=event.current_title)
        elif name in ("closed", "merged", "reopened", "converted_to_discussion"):
            self._moved(at, name, event, batch, by)
        else:
            self._other(at, name, event, batch, by)

    def _word(self, at: int, event: Event) -> None:
        kind: CommentKind = "comment"
        if event.typename == "PullRequestReview":
            kind = _REVIEWS.get(event.state, "review")
        self.told.comments.append(Comment(event.id, at, person_id(event.author), event.body or "", kind))

    def _assigned(self, at: int, event: Event, batch: str, by: str | None) -> None:
        who = person_id(event.assignee)
        if event.typename == "AssignedEvent":
            self._add(at, "assignee", batch, by, to_value=who, to_text=who)
            self._start(at, batch, by)
        else:
            self._add(at, "assignee", batch, by, from_value=who, from_text=who)

    def _moved(self, at: int, name: str, event: Event, batch: str, by: str | None) -> None:
        if name == "reopened":
            self._status(at, batch, by, self._begun, "reopened")
            if self.told.resolution is not None:
                self._add(at, "resolution", batch, by, from_value=self.told.resolution)
                self.told.resolution = None
            return
        if name == "closed":
            reason = "closed" if self._is_pull else self._final_reason or "completed"
            resolution = REASONS.get(event.state_reason or "", reason)
        else:
            resolution = name
        if name == "closed" and self.told.resolution == "merged":
            resolution = "merged"
        self._end(at, batch, by, resolution, name)

    def _end(self, at: int, batch: str, by: str | None, resolution: str, text: str) -> None:
        self._status(at, batch, by, "done", text)
        if self.told.resolution != resolution:
            self._add(at, "resolution", batch, by, from_value=self.told.resolution, to_value=resolution)
            self.told.resolution = resolution

    def _other(self, at: int, name: str, event: Event, batch: str, by: str | None) -> None:
        """An entry that changes no field of the records' vocabulary: kept under GitHub's own name."""
        other = self._named(event.source or event.subject or event.parent)
        about = person_id(event.requested_reviewer)
        self._add(at, name, batch, by, to_value=other or about)
        if name == "referenced" and not event.is_cross_repository:
            self._start(at, batch, by)
        referent = event.source or event.subject
        if name in ("cross-referenced", "connected") and other is not None and referent is not None:
            closes = event.will_close_target or name == "connected"
            self.told.links.append((other, "closed by" if closes else "mentioned by"))
            is_near = "#" not in other or closes
            if referent.typename == "PullRequest" and is_near:
                self._start(at, batch, by)

    def _start(self, at: int, batch: str, by: str | None) -> None:
        """Work on an issue is seen for the first time."""
        if self._is_pull or self._begun == "in_progress":
            return
        self._begun = "in_progress"
        if self.told.status == "todo":
            self._status(at, batch, by, "in_progress", "started")

    def _status(self, at: int, batch: str, by: str | None, to: StatusCategory, text: str) -> None:
        before = self.told.status
        self._add(at, "status", batch, by, before, to, STATUS_NAMES[before], text)
        self.told.status = to

    def _named(self, referent: Referent | None) -> str | None:
        if referent is None or not referent.number or referent.repository is None:
            return None
        return reference(referent.repository.name_with_owner, referent.number, self._repository)

    def _add(
        self,
        at: int,
        name: str,
        batch: str,
        by: str | None,
        from_value: str | None = None,
        to_value: str | None = None,
        from_text: str | None = None,
        to_text: str | None = None,
    ) -> None:
        self.told.changes.append(Change(at, name, batch, by, from_value, to_value, from_text, to_text))


_NAMES = {
    "IssueComment": "commented",
    "PullRequestReview": "reviewed",
    "PullRequestCommit": "committed",
    "CrossReferencedEvent": "cross-referenced",
}


def kind_of(event: Event) -> str:
    """What happened, in the words of GitHub's REST API: `closed`, `head_ref_force_pushed`, `cross-referenced`."""
    known = _NAMES.get(event.typename)
    if known is None:
        name = re.sub(r"(?<!^)([A-Z])", r"_\1", event.typename.removesuffix("Event")).lower()
        known = _NAMES[event.typename] = name
    return known


def _first_line(text: str) -> str:
    return text.partition("\n")[0][:200]
