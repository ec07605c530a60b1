"""Pulling a repository: everything by number at first, then what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import msgspec

from connectors.connector import Held
from connectors.github.beginning import Beginning
from connectors.github.changed import differences, neighbours, numbers_of
from connectors.github.chunk import Chunk, ChunkReader
from connectors.github.client import GithubClient
from connectors.github.cursor import Cursor
from connectors.github.departures import departures
from connectors.github.events import touched_since
from connectors.github.fetch import Fetcher
from connectors.github.head import Glance, glance
from connectors.github.milestones import commitments, readable_again
from connectors.github.reading import in_order
from connectors.github.repository import Repository, SchemaSource
from connectors.github.teams import Members
from connectors.records import Commitment, Departure, Page, Unreadable

OVERLAP_MILLISECONDS = 120_000
"""The list of updates is read so far back beyond the newest one that was seen: what is held is compared anyway."""


class Pull:
    """One pull of one repository. `cursor` is the one to start with, `begun` what was asked before it, if anything."""

    def __init__(
        self,
        client: GithubClient,
        schema: SchemaSource,
        repository: Repository,
        members: Members,
        cursor: Cursor,
        *,
        begun: Beginning | None = None,
        parallel: int = 8,
    ) -> None:
        self._client = client
        self._schema = schema
        self._repository = repository
        self._members = members.people
        self._cursor = cursor
        self._begun = begun
        self._parallel = max(1, parallel)
        self._is_first_page = True
        self._set_aside: Collection[str] = ()

    def pages(self, held: Held) -> Iterator[Page]:
        """The pages from the cursor on. Raises ConnectorError."""
        self._set_aside = held.set_aside()
        pool = ThreadPoolExecutor(max_workers=self._parallel, thread_name_prefix="github")
        try:
            if self._cursor.since is None:
                yield from self._everything(pool, held)
            else:
                yield from self._changes(pool, held, self._cursor.since)
        finally:
            self._client.interrupt()
            pool.shutdown(wait=True, cancel_futures=True)

    def _everything(self, pool: Executor, held: Held) -> Iterator[Page]:
        """All numbers that there are: GitHub counts them up, so nothing has to be listed."""
        cursor, done = self._cursor, 0
        # All by the pool, whose size is how much may be asked at once.
        prepared = pool.submit(self._reader)
        if cursor.top is None:
            begun = self._begun or Beginning.asked(self._client, self._repository, pool)
            events, seen = begun.answer()
            cursor = Cursor(top=seen.top, newest=seen.newest, event=events.newest, event_at=events.newest_at)
        else:
            seen = glance(self._repository, None)
            done = len(numbers_of(held.ids()))
        numbers = range(cursor.after + 1, (cursor.top or 0) + 1)
        if not numbers:
            yield self._page(cursor.next_pull(), seen, Chunk(self._members), last=True, done=done, total=seen.count)
        for piece, chunk in in_order(prepared.result(), numbers, pool, self._parallel):
            cursor = msgspec.structs.replace(cursor, after=piece[-1])
            last = piece[-1] == numbers[-1]
            done += len(chunk.issues) + len(chunk.unreadable)
            after = cursor.next_pull() if last else cursor
            yield self._page(after, seen, chunk, last=last, done=done, total=max(seen.count, done))

    def _changes(self, pool: Executor, held: Held, since: int) -> Iterator[Page]:
        """What is not as it is held; the cursor moves on with the last page only, as reading again does no harm."""
        events = touched_since(self._client, self._repository, self._cursor)
        seen = glance(self._repository, since - OVERLAP_MILLISECONDS)
        different = differences(self._repository, seen, events, held, pool)
        to_read, done, near = sorted(different.to_read), 0, set[int]()
        gone = set(different.gone)
        ours = numbers_of(held.ids()) if to_read else set()
        for wave in (to_read, near):
            numbers = sorted(wave)
            for _, chunk in in_order(self._reader(), numbers, pool, self._parallel) if numbers else ():
                done += len(chunk.issues) + len(chunk.unreadable)
                gone |= ours & set(chunk.missing)
                if wave is to_read:
                    near |= neighbours(chunk.issues, self._repository.name, since) & ours - different.to_read - gone
                yield self._page(self._cursor, seen, chunk, done=done, total=len(to_read) + len(near))
        newest = max(since, seen.newest or 0)
        cursor = Cursor(since=newest, event=events.newest, event_at=events.newest_at)
        left = departures(self._client, self._repository, sorted(gone))
        yield self._page(cursor, seen, Chunk(self._members), departures=left, last=True, done=done, total=done)

    def _reader(self) -> ChunkReader:
        fetcher = Fetcher(self._client, self._repository, self._schema.schema)
        return ChunkReader(fetcher, self._repository.name, self._members)

    def _page(
        self,
        cursor: Cursor,
        seen: Glance,
        chunk: Chunk,
        *,
        departures: Iterable[Departure] = (),
        last: bool = False,
        done: int,
        total: int,
    ) -> Page:
        """A page of a chunk; the first one also carries what the repository as a whole has."""
        first, self._is_first_page = self._is_first_page, False
        promised: list[Commitment] = []
        odd: list[Unreadable] = []
        if first:
            chunk.people.add_members()
            promised, odd = commitments(seen.milestones, self._repository.url)
            departures = [*departures, *readable_again(self._set_aside, odd)]
        return Page(
            cursor=cursor.text(),
            last=last,
            issues=tuple(chunk.issues),
            commitments=tuple(promised),
            people=chunk.people.listed(),
            unreadable=(*odd, *chunk.unreadable),
            departures=tuple(departures),
            done=done,
            total=total,
        )
