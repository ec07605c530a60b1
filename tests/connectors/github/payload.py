"""Small literal payloads, as GitHub's GraphQL gives them, and their records."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import msgspec

from connectors.github.payloads import Event, Item, ReviewComment
from connectors.github.people import People
from connectors.github.translate import WholeItem, gather_people, issue
from connectors.records import Change, Issue, Person

Payload = dict[str, Any]

REPOSITORY = "acme/shop"
_ids = count(1)


def at(day: int, hour: int = 9) -> int:
    """An hour of a day of January 2024, as records have it."""
    return int(datetime(2024, 1, day, hour, tzinfo=UTC).timestamp()) * 1000


def text(day: int, hour: int = 9) -> str:
    """The same, as GitHub writes it."""
    return f"2024-01-{day:02}T{hour:02}:00:00Z"


def event(kind: str, day: int, by: str | None = "ian", hour: int = 9, **more: Any) -> Payload:
    """An entry of a timeline."""
    actor = who(by) if by else None
    return {"__typename": kind, "id": f"E{next(_ids)}", "createdAt": text(day, hour), "actor": actor, **more}


def review(state: str, day: int, by: str = "tess", **more: Any) -> Payload:
    """A review, with the day on which it was handed in."""
    return word("PullRequestReview", day, by, state=state, submittedAt=text(day), **more)


def word(kind: str, day: int, by: str = "tess", association: str = "MEMBER", **more: Any) -> Payload:
    """A comment or review."""
    spoken = {"author": who(by), "authorAssociation": association, "body": "", **more}
    return {"__typename": kind, "id": f"W{next(_ids)}", "createdAt": text(day), **spoken}


def who(login: str) -> Payload:
    return {"__typename": "Bot" if login in ("dependabot", "copilot") else "User", "login": login}


def referent(number: int, kind: str = "PullRequest", repository: str = REPOSITORY) -> Payload:
    """Another issue or pull request."""
    return {"__typename": kind, "number": number, "repository": {"nameWithOwner": repository}}


def whole(*events: Payload | None, lines: tuple[Payload, ...] = (), **fields: Any) -> WholeItem:
    """Issue 7 with this timeline; `lines` are comments on lines, `fields` go beside or before what every issue has."""
    plain = {
        "__typename": "Issue",
        "number": 7,
        "title": "Pay by card",
        "url": "https://github.com/acme/shop/issues/7",
        "createdAt": text(2),
        "updatedAt": text(20),
        "state": "OPEN",
        "author": who("bea"),
        "authorAssociation": "MEMBER",
        "labels": {"nodes": []},
        "timelineItems": {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}},
        **fields,
    }
    plain["pullState" if plain["__typename"] == "PullRequest" else "issueState"] = plain.pop("state")
    item = msgspec.convert(plain, Item)
    return WholeItem(item, msgspec.convert(events, list[Event | None]), msgspec.convert(lines, list[ReviewComment]))


def record(*events: Payload | None, **fields: Any) -> Issue:
    """The record of that issue."""
    return issue(whole(*events, **fields), REPOSITORY)


def pull_request(*events: Payload | None, **fields: Any) -> Issue:
    """The record of pull request 7."""
    return record(*events, __typename="PullRequest", **fields)


def changes(record: Issue, *fields: str) -> list[Change]:
    """Its changes of some fields."""
    return [change for change in record.changes if change.field in fields]


def steps(record: Issue) -> list[tuple[int, str | None]]:
    """When its status became what."""
    return [(change.at, change.to_value) for change in changes(record, "status")]


def people(*items: WholeItem) -> dict[str, Person]:
    """Everyone whom these items name."""
    found = People({})
    for item in items:
        gather_people(item, found)
    return {person.id: person for person in found.listed()}
