"""What was updated in a project since a moment, and how its open sprints look today: mostly one request."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from connectors.decoding import decode
from connectors.jira.client import JiraClient
from connectors.jira.cursor import Cursor
from connectors.jira.failures import QueryRefused
from connectors.jira.instants import instant
from connectors.jira.payloads import RecentIssue
from connectors.jira.searching import search, search_all
from connectors.jira.sprints import field_sprints, sprint_commitment
from connectors.records import Commitment

OVERLAP_MILLISECONDS = 120_000
"""What was updated so little before a pull may have come into the index after it; and queries count in minutes."""

UNREADABLE = -1


@dataclass(slots=True)
class Recent:
    """What a look at a project saw: when issues were last updated, by id, and the sprints in their fields.

    An issue whose update cannot be read has -1. `until` is a moment of the site up to which nothing was missed.
    """

    updated_at: dict[int, int] = field(default_factory=dict)
    sprints: dict[int, dict[str, Commitment]] = field(default_factory=dict)
    until: int | None = None


def look_of(sprint: Commitment) -> int:
    """A number that changes when what an issue shows of a sprint does."""
    shown = (sprint.name, sprint.state, sprint.start_at, sprint.due_at, sprint.delivered_at)
    return zlib.crc32(msgspec.json.encode(shown))


class Look:
    """A look at one project since a cursor. `clock` asks the site for its time, in milliseconds."""

    def __init__(
        self,
        client: JiraClient,
        cloud: bool,
        project_key: str,
        url: str,
        cursor: Cursor,
        clock: Callable[[], int | None],
        pool: Executor,
    ) -> None:
        self._client = client
        self._cloud = cloud
        self._key = project_key
        self._url = url
        self._cursor = cursor
        self._clock = clock
        self._pool = pool
        self._fields = ["updated", *([cursor.sprint] if cursor.sprint else [])]
        self._found = Recent()

    def since(self, since: int) -> Recent:
        """What was updated since a moment, and the issues that open sprints are looked at by. Raises ConnectorError."""
        carriers = sorted({carrier.issue for carrier in self._cursor.open.values()})
        try:
            return self._since(since, carriers)
        except QueryRefused:
            if not carriers:
                raise
            # One of them is gone; which one shows in what is missing.
            return self._since(since, [])

    def in_sprints(self, sprints: Iterable[str]) -> Recent:
        """Some issues of these sprints; none of a sprint that is gone. Raises ConnectorError."""
        self._found = Recent()
        query = f'project = "{self._key}" AND sprint in ({",".join(sprints)}) ORDER BY key ASC'
        with suppress(QueryRefused):
            for raw in next(search(self._client, self._cloud, query, self._fields)).issues:
                self._take(raw)
        return self._found

    def _since(self, since: int, carriers: list[int]) -> Recent:
        # In epoch milliseconds, as a date in words would be read in the time zone of whoever asks.
        window = f"updated >= {since - OVERLAP_MILLISECONDS}"
        if carriers:
            window = f"({window} OR id in ({','.join(map(str, carriers))}))"
        query = f'project = "{self._key}" AND {window} ORDER BY key ASC'
        self._found = found = Recent()
        pages = search(self._client, self._cloud, query, self._fields)
        for raw in next(pages).issues:
            self._take(raw)
        if next(pages, None) is None:
            found.until = max((since, *found.updated_at.values()))
        else:
            # Much was updated lately, all at once perhaps. It is read after a look at the site's clock, up to which
            # all is known then, so that the next pull need not read it again.
            found.until = self._clock() or since
            search_all(self._client, self._cloud, query, self._fields, self._take, self._pool)
        return found

    def _take(self, raw: msgspec.Raw) -> int | None:
        """One issue of a page; one without an id cannot be told apart."""
        try:
            given = decode(raw, RecentIssue)
            identity = int(given.id)
        except ValueError:
            return None
        self._found.updated_at[identity] = UNREADABLE
        with suppress(msgspec.MsgspecError, ValueError, KeyError):
            fields = decode(given.fields, dict[str, msgspec.Raw])
            self._found.updated_at[identity] = instant(decode(fields["updated"], str))
            sprints = field_sprints(fields.get(self._cursor.sprint)) if self._cursor.sprint else []
            self._found.sprints[identity] = {str(s.id): sprint_commitment(s, self._url) for s in sprints}
        return identity
