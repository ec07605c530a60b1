"""Pulling a project: its ids first, then its issues in chunks, several at once, given in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import msgspec

from connectors.connector import SourceSettings
from connectors.jira.chunk import CHUNK, Chunk, ChunkReader
from connectors.jira.client import JiraClient
from connectors.jira.commitments import Promised, estimation_field, project_boards, promised
from connectors.jira.cursor import Cursor
from connectors.jira.fetch import Fetcher
from connectors.jira.groups import Members, members
from connectors.jira.listing import list_issues
from connectors.jira.payloads import Board
from connectors.jira.site import Site, server_instant
from connectors.records import Page


class Pull:
    """One pull of one project. `site` and `cursor` are those to start with."""

    def __init__(
        self, client: JiraClient, site: Site, settings: SourceSettings, project_key: str, cursor: Cursor
    ) -> None:
        self._client = client
        self._site = site
        self._settings = settings
        self._key = project_key
        self._cursor = cursor
        self._first = cursor.after == 0
        self._promised = Promised()
        self._members = Members()

    def pages(self) -> Iterator[Page]:
        """The pages from the cursor on. Raises ConnectorError."""
        parallel = max(1, self._settings.parallel)
        pool = ThreadPoolExecutor(max_workers=parallel, thread_name_prefix="jira")
        try:
            yield from self._pages(pool, parallel)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _pages(self, pool: ThreadPoolExecutor, parallel: int) -> Iterator[Page]:
        self._prepare(pool)
        listing = list_issues(self._client, self._site, self._key, self._cursor.since)
        ids = sorted(listing.ids)
        words = self._site.words
        reader = ChunkReader(Fetcher(self._client, self._site), words, listing.id_of_key, self._members.people)
        todo = [identity for identity in ids if identity > self._cursor.after]
        done, total = len(ids) - len(todo), len(ids)
        chunks = [todo[at : at + CHUNK] for at in range(0, len(todo), CHUNK)]
        if not chunks:
            yield self._page(Chunk(self._members.people), done, total)
        under_way: deque[Future[Chunk]] = deque()
        ahead = iter(chunks)
        for given in chunks:
            while len(under_way) < parallel and (more := next(ahead, None)):
                under_way.append(pool.submit(reader.read, more))
            chunk = under_way.popleft().result()
            done += len(given)
            known = (self._cursor.high, self._cursor.since, *(issue.updated_at for issue in chunk.issues))
            high = max((at for at in known if at is not None), default=None)
            self._cursor = msgspec.structs.replace(self._cursor, after=given[-1], high=high)
            yield self._page(chunk, done, total)
            self._first = False

    def _prepare(self, pool: ThreadPoolExecutor) -> None:
        """Ask for what the pages are read with; also where a pull is taken up again, as pages depend on it."""
        if self._cursor.began is None:
            began = server_instant(self._client, self._settings)
            self._cursor = msgspec.structs.replace(self._cursor, began=began)
        boards = project_boards(self._client, self._key)
        if boards and not self._site.words.fields.points:
            self._site = _with_estimation(self._client, self._site, boards[0])
        self._promised = promised(self._client, pool, self._settings, self._key, boards)
        self._members = members(self._client, self._settings.groups)

    def _page(self, chunk: Chunk, done: int, total: int) -> Page:
        """A page of a chunk; the first one also carries what the project as a whole has."""
        last = done == total
        if self._first:
            chunk.people.add_members()
        known = self._promised.commitments
        sprints = [chunk.sprints[i] for i in sorted(chunk.sprints) if ("sprint", i) not in known]
        odd = [*self._promised.unreadable, *self._members.unreadable]
        return Page(
            cursor=(self._cursor.next_pull() if last else self._cursor).text(),
            last=last,
            issues=tuple(chunk.issues),
            commitments=(*(self._promised.listed() if self._first else ()), *sprints),
            people=chunk.people.listed(),
            unreadable=(*(odd if self._first else ()), *chunk.unreadable),
            done=done,
            total=total,
        )


def _with_estimation(client: JiraClient, site: Site, board: Board) -> Site:
    """The site with story points in the field that a board estimates in, where no field has the usual name."""
    found = estimation_field(client, board)
    if found is None:
        return site
    fields = site.words.fields.with_points(found.field_id, found.display_name)
    return replace(site, words=replace(site.words, fields=fields))
