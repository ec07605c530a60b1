"""Pulling a project: what there is to read first, then the issues, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec

from connectors.connector import Held, SourceSettings
from connectors.jira.background import Background
from connectors.jira.chunk import Chunk, ChunkReader
from connectors.jira.client import JiraClient
from connectors.jira.commitments import Promised, add_versions
from connectors.jira.cursor import Carrier, Cursor
from connectors.jira.facts import Facts
from connectors.jira.fetch import Fetcher
from connectors.jira.payloads import ProjectInfo
from connectors.jira.plan import Plan, Planner
from connectors.jira.reading import in_order
from connectors.jira.recent import look_of
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
        self._background: Background | None = None
        self._knows_sprints = False

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
        if self._cursor.since is None:
            # Also where a pull is taken up again, as its pages depend on it.
            self._ask_background(pool, with_server=True)
        planner = Planner(self._client, self._facts, self._settings, self._project, self._held)
        self._plan = plan = planner.plan(self._cursor, pool)
        self._cursor = plan.cursor
        self._first = plan.cursor.after == 0
        todo = [identity for identity in plan.ids if identity > self._cursor.after]
        add_versions(self._client, self._settings, self._project, self._promised)
        if todo or plan.sprints:
            self._ask_background(pool, with_server=False)
        if self._background:
            self._background.ask_sprints()
        done, total = len(plan.ids) - len(todo), len(plan.ids)
        if not todo:
            yield self._page(Chunk(self._facts.members.people), done, total)
            return
        words = self._background.words() if self._background else self._facts.words
        fetcher = Fetcher(self._client, bool(self._cursor.cloud), words)
        reader = ChunkReader(fetcher, words, plan.id_of_key, self._facts.members.people, self._cursor.began)
        for piece, chunk in in_order(fetcher, reader, todo, pool, parallel):
            done += len(piece)
            self._cursor = self._after(piece[-1], chunk)
            yield self._page(chunk, done, total)
            self._first = False

    def _ask_background(self, pool: ThreadPoolExecutor, with_server: bool) -> None:
        """Ask for all that issues are read with, if that was not done yet. Raises ConnectorError."""
        if self._background is None:
            self._background = Background(self._client, self._facts, pool, self._project)
            self._facts.ask(pool, with_server)

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

    def _page(self, chunk: Chunk, done: int, total: int) -> Page:
        """A page of a chunk; the first one also carries what the project as a whole has."""
        last = done == total
        odd: list[Unreadable] = []
        departures: list[Departure] = []
        self._add_sprints()
        if self._first:
            chunk.people.add_members()
            odd = [*self._promised.unreadable, *self._facts.members.unreadable]
            departures = [*self._plan.departures, *self._readable_again(odd)]
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

    def _add_sprints(self) -> None:
        """Wait for the sprints of the boards, once, and only when the issues are under way."""
        if self._background and not self._knows_sprints:
            self._background.add_sprints(self._settings, self._promised)
            self._knows_sprints = True

    def _commitments(self, chunk: Chunk) -> Iterator[Commitment]:
        """Those of the project, with its first page; then sprints of elsewhere that its issues are in."""
        shown = dict(chunk.sprints)
        if self._first:
            yield from self._promised.listed()
            shown = {**{i: sprint for i, sprint in self._plan.sprints.items() if sprint}, **shown}
        for identity in sorted(shown):
            if ("sprint", identity) not in self._promised.commitments:
                yield shown[identity]

    def _readable_again(self, odd: list[Unreadable]) -> Iterator[Departure]:
        """What was set aside of versions, sprints and members, and can be read now."""
        still = {record.id for record in odd}
        for name in self._plan.set_aside:
            kind = name.partition(" ")[0]
            asked = kind in ("version", "member") or (kind == "sprint" and self._background is not None)
            if asked and name not in still:
                yield Departure(name, "readable again")
