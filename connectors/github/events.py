"""The events of a whole repository, newest first: what touches an issue without counting as its update.

A commit that names an issue, a connection or a subscription leaves `updatedAt` as it was; this list tells of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from connectors.connector import NotFound
from connectors.github.client import GithubClient
from connectors.github.cursor import Cursor
from connectors.github.instants import milliseconds
from connectors.github.payloads import EventOfRepository
from connectors.github.repository import Repository

PAGE = 100
MOST_PAGES = 300
"""GitHub gives no more pages of this list; what is older is found when its issue is updated."""


@dataclass(slots=True)
class Touched:
    """The numbers that newer events are about, and the newest event of all, with when it happened."""

    numbers: set[int] = field(default_factory=set)
    newest: int | None = None
    newest_at: int | None = None


def touched_since(client: GithubClient, repository: Repository, cursor: Cursor) -> Touched:
    """What happened since the newest event that the cursor knows; without one, only which event is the newest now.

    Raises ConnectorError.
    """
    found = Touched(newest=cursor.event, newest_at=cursor.event_at)
    size, is_first = PAGE if cursor.event_at is not None else 1, True
    for page in range(1, MOST_PAGES + 1):
        try:
            events = client.get(repository.rest("issues/events"), list[EventOfRepository], per_page=size, page=page)
        except NotFound:
            return found
        for event in events:
            at = milliseconds(event.created_at)
            if is_first:
                found.newest, found.newest_at, is_first = event.id, at, False
            if event.id == cursor.event or (cursor.event_at is not None and at < cursor.event_at):
                return found
            if event.issue is not None:
                found.numbers.add(event.issue.number)
        if cursor.event_at is None or len(events) < size:
            return found
    return found
