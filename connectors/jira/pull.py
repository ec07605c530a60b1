"""Pulling a project: its ids first, then its issues in chunks, several at once, given in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import msgspec

from connectors.connector import Held, SourceSettings
from connectors.jira.chunk import CHUNK, Chunk, ChunkReader
from connectors.jira.client import JiraClient
from connectors.jira.commitments import Promised, add_sprints, add_versions, estimation_field, project_boards
from connectors.jira.cursor import Carrier, Cursor
from connectors.jira.facts import Facts
from connectors.jira.fetch import Fetcher
from connectors.jira.payloads import Board, ProjectInfo
from connectors.jira.plan import Plan, Planner
from connectors.jira.recent import look_of
from connectors.jira.translate import Vocabulary
from connectors.records import Commitment, Departure, Page, Unreadable


class Pull:
    """One pull of one project. `cursor` is the one to start with."""

    def __init__(
        self,
        client: JiraClient,
        facts: Facts,
        settings: SourceSettings,
        project: ProjectInfo,
        cursor: Cursor,
        held: Held,
    ) -> None:
        self._client = client
        self._facts = facts
        self._settings = settings
        self._project = project
        self._cursor = cursor
        self._held = held
        self._first = True
        self._promised = Promised()
        self._plan = Plan(cursor)

    def pages(self) -> Iterator[Page]:
        """The pages from the cursor on. Raises ConnectorError."""
        parallel = max(1, self._settings.parallel)
        pool = ThreadPoolExecutor(max_workers=parallel, thread_name_prefix="jira")
        try:
            yield from self._pages(pool, parallel)
        finally:
            # Whoever sits out a pause in a thread of the pool would keep this from ending.
            self._client.interrupt()
            pool.shutdown(wait=True, cancel_futures=True)

    def _pages(self, pool: ThreadPoolExecutor, parallel: int) -> Iterator[Page]:
        planner = Planner(self._client, self._facts, self._settings, self._project, self._held)
        self._plan = plan = planner.plan(self._cursor)
        self._cursor = plan.cursor
        self._first = plan.cursor.after == 0
        todo = [identity for identity in plan.ids if identity > self._cursor.after]
        add_versions(self._client, self._settings, self._project, self._promised)
        boards: list[Board] = []
        if todo or plan.sprints or self._cursor.since is None:
            # Also where a pull is taken up again, as its pages depend on it.
            boards = project_boards(self._client, self._project.key)
            add_sprints(self._client, pool, self._settings, boards, self._promised)
        done, total = len(plan.ids) - len(todo), len(plan.ids)
        if not todo:
            yield self._page(Chunk(self._facts.members.people), done, total, bool(boards))
            return
        reader = self._reader(boards)
        chunks = [todo[at : at + CHUNK] for at in range(0, len(todo), CHUNK)]
        under_way: deque[Future[Chunk]] = deque()
        ahead = iter(chunks)
        for given in chunks:
            while len(under_way) < parallel and (more := next(ahead, None)):
                under_way.append(pool.submit(reader.read, more))
            chunk = under_way.popleft().result()
            done += len(given)
            self._cursor = self._after(given[-1], chunk)
            yield self._page(chunk, done, total, bool(boards))
            self._first = False

    def _reader(self, boards: list[Board]) -> ChunkReader:
        words = self._facts.words
        if boards and not words.fields.points:
            words = _with_estimation(self._client, words, boards[0])
        fetcher = Fetcher(self._client, bool(self._cursor.cloud), words)
        return ChunkReader(fetcher, words, self._plan.id_of_key, self._facts.members.people)

    def _after(self, last: int, chunk: Chunk) -> Cursor:
        """The cursor once a chunk is written, with the open sprints that its issues are in."""
        known = (self._cursor.high, *(issue.updated_at for issue in chunk.issues))
        open_sprints = dict(self._cursor.open)
        for sprint, issue in chunk.carriers.items():
            shown = chunk.sprints[sprint]
            if shown.state == "delivered":
                open_sprints.pop(sprint, None)
            else:
                open_sprints[sprint] = Carrier(issue, look_of(shown))
        high = max((at for at in known if at is not None), default=None)
        return msgspec.structs.replace(self._cursor, after=last, high=high, open=open_sprints)

    def _page(self, chunk: Chunk, done: int, total: int, boards_asked: bool) -> Page:
        """A page of a chunk; the first one also carries what the project as a whole has."""
        last = done == total
        odd: list[Unreadable] = []
        departures: list[Departure] = []
        if self._first:
            chunk.people.add_members()
            odd = [*self._promised.unreadable, *self._facts.members.unreadable]
            departures = [*self._plan.departures, *self._readable_again(odd, boards_asked)]
        return Page(
            cursor=(self._cursor.next_pull() if last else self._cursor).text(),
            last=last,
            issues=tuple(chunk.issues),
            commitments=tuple(self._commitments(chunk)),
            people=chunk.people.listed(),
            unreadable=(*odd, *chunk.unreadable),
            departures=tuple(departures),
            done=done,
            total=total,
        )

    def _commitments(self, chunk: Chunk) -> Iterator[Commitment]:
        """Those of the project, with its first page; then sprints of elsewhere that its issues are in."""
        shown = dict(chunk.sprints)
        if self._first:
            yield from self._promised.listed()
            shown = {**{i: sprint for i, sprint in self._plan.sprints.items() if sprint}, **shown}
        for identity in sorted(shown):
            if ("sprint", identity) not in self._promised.commitments:
                yield shown[identity]

    def _readable_again(self, odd: list[Unreadable], boards_asked: bool) -> Iterator[Departure]:
        """What was set aside of versions, sprints and members, and can be read now."""
        still = {record.id for record in odd}
        for name in self._plan.set_aside:
            kind = name.partition(" ")[0]
            asked = kind in ("version", "member") or (kind == "sprint" and boards_asked)
            if asked and name not in still:
                yield Departure(name, "readable again")


def _with_estimation(client: JiraClient, words: Vocabulary, board: Board) -> Vocabulary:
    """The words with story points in the field that a board estimates in, where no field has the usual name."""
    found = estimation_field(client, board)
    if found is None:
        return words
    return replace(words, fields=words.fields.with_points(found.field_id, found.display_name))
