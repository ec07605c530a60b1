"""A whole issue or pull request, as GitHub gives it, to its record. Pure: no HTTP, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from connectors.github.instants import milliseconds, milliseconds_or_none
from connectors.github.payloads import Event, Item, Referent, ReviewComment
from connectors.github.people import People, person_id
from connectors.github.references import named_in, named_in_branch, reference
from connectors.github.timeline import REASONS, STATUS_NAMES, Teller, Told
from connectors.records import Comment, Issue, IssueKind, Link, StatusCategory

_KINDS: dict[str, IssueKind] = {
    "bug": "bug", "defect": "bug", "regression": "bug", "fout": "bug",
    "change request": "change_request", "change-request": "change_request",
    "enhancement": "story", "feature": "story", "feature request": "story", "feature-request": "story",
    "story": "story", "user story": "story", "wens": "story",
    "epic": "epic",
}  # fmt: skip


@dataclass(slots=True)
class WholeItem:
    """An item with everything that had to be asked for separately."""

    item: Item
    events: list[Event | None] = field(default_factory=list)
    review_comments: list[ReviewComment] = field(default_factory=list)


def issue(whole: WholeItem, repository: str) -> Issue:
    """The record of an item of a repository (owner/name). Raises ValueError where a part of it is odd."""
    item = whole.item
    is_pull = item.typename == "PullRequest"
    told = _told(whole, repository, is_pull=is_pull)
    status, resolution = _standing(item, told, is_pull=is_pull)
    assignees = [person_id(actor) for actor in (item.assignees.nodes if item.assignees else ())]
    parent = _named(item.parent, repository)
    labels = tuple(label.name for label in (item.labels.nodes if item.labels else ()) if label is not None)
    type_name = item.issue_type.name if item.issue_type else ""
    return Issue(
        id=str(item.number),
        key=f"{repository}#{item.number}",
        kind="pull_request" if is_pull else _kind(type_name, labels),
        type_name="Pull request" if is_pull else type_name or "Issue",
        title=item.title,
        url=item.url,
        created_at=milliseconds(item.created_at),
        updated_at=milliseconds(item.updated_at),
        status=STATUS_NAMES[status],
        status_category=status,
        description=item.body or "",
        resolution=resolution,
        resolved_at=milliseconds_or_none(item.closed_at) if status == "done" else None,
        creator=person_id(item.author),
        reporter=person_id(item.author),
        assignee=next((who for who in assignees if who), None),
        parent=parent,
        labels=labels,
        commitments=(("milestone", str(item.milestone.number)),) if item.milestone else (),
        links=tuple(_links(item, told, repository)),
        changes=tuple(told.changes),
        comments=tuple(_words(whole, told)),
    )


def gather_people(whole: WholeItem, people: People) -> None:
    """Add everyone whom an item names, in any role."""
    item = whole.item
    people.add(item.author, item.author_association)
    for actor in item.assignees.nodes if item.assignees else ():
        people.add(actor)
    for event in whole.events:
        if event is not None:
            if event.author is not None:
                people.add(event.author, event.author_association)
            for actor in (event.actor, event.assignee, event.requested_reviewer):
                if actor is not None and actor.login not in people:
                    people.add(actor)
            if event.commit is not None and event.commit.author is not None:
                people.add(event.commit.author.user)
    for comment in whole.review_comments:
        people.add(comment.author, comment.author_association)


def _told(whole: WholeItem, repository: str, *, is_pull: bool) -> Told:
    item = whole.item
    reason = REASONS.get(item.state_reason or "")
    teller = Teller(repository, milliseconds(item.created_at), is_pull=is_pull, final_reason=reason)
    told = teller.tell(whole.events)
    if item.closed_at is not None and item.state != "OPEN" and told.status != "done":
        ended = "merged" if item.state == "MERGED" else "closed" if is_pull else reason or "completed"
        teller.close(milliseconds(item.closed_at), ended)
    return told


def _standing(item: Item, told: Told, *, is_pull: bool) -> tuple[StatusCategory, str | None]:
    """Status and resolution as they are; where the timeline contradicts GitHub's state, the state is believed."""
    if item.state == "OPEN":
        return (told.status if told.status != "done" else "in_progress" if is_pull else "todo"), None
    if item.state == "MERGED":
        return "done", "merged"
    return "done", told.resolution or ("closed" if is_pull else "completed")


def _kind(type_name: str, labels: Iterable[str]) -> IssueKind:
    """By the issue's type, else by a label that says it, as "bug" or "type: bug"."""
    for name in (type_name, *labels):
        known = _KINDS.get(name.casefold()) or _KINDS.get(name.casefold().rpartition(":")[2].strip())
        if known:
            return known
    return "task"


def _links(item: Item, told: Told, repository: str) -> Iterable[Link]:
    """What an item closes and is closed by, and what its texts name."""
    found: dict[str, str] = {}
    references = item.closing_issues_references
    for referent in references.nodes if references else ():
        if name := _named(referent, repository):
            found[name] = "closes"
    for other, kind in told.links:
        if found.get(other) in (None, "mentioned by"):
            found[other] = kind
    texts = "\n".join([item.title, item.body or "", *told.messages])
    for other in (*named_in(texts, repository), *named_in_branch(item.head_ref_name)):
        found.setdefault(other, "names")
    found.pop(str(item.number), None)
    return [Link(other, kind) for other, kind in found.items()]


def _words(whole: WholeItem, told: Told) -> list[Comment]:
    lines = [
        Comment(
            str(comment.id),
            milliseconds(comment.created_at),
            person_id(comment.author),
            comment.body or "",
            "review_comment",
        )
        for comment in whole.review_comments
    ]
    return sorted([*told.comments, *lines], key=lambda word: (word.at, word.id))


def _named(referent: Referent | None, repository: str) -> str | None:
    if referent is None or not referent.number:
        return None
    where = referent.repository.name_with_owner if referent.repository else repository
    return reference(where, referent.number, repository)
