"""Fetching issues and pull requests whole: many at a time, and what a page cut in follow-up queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from connectors.decoding import decode
from connectors.github.client import GithubClient
from connectors.github.payloads import Continued, Item, ReviewThread, Thread, Timeline
from connectors.github.query import COMMENTS_PAGE, THREADS_PAGE, Schema
from connectors.github.repository import Repository, numbered
from connectors.github.translate import WholeItem

TIMELINES_AT_ONCE = 40
THREADS_AT_ONCE = 1000
"""GitHub refuses queries for over 500,000 nodes; these stay well below, and answer in a few seconds."""


@dataclass(slots=True)
class _Left:
    """What is still to be asked of an item: of its timeline after a cursor, of its threads from a cursor on."""

    number: int
    whole: WholeItem
    timeline: str | None = None
    threads: int = 0
    threads_after: str | None = None


@dataclass(slots=True)
class Fetched:
    """Some items: read whole, odd (with the reason and how they came), or not there any more."""

    whole: dict[int, WholeItem] = field(default_factory=dict)
    odd: dict[int, tuple[Exception, str]] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)


class Fetcher:
    """Fetches the items of one repository."""

    def __init__(self, client: GithubClient, repository: Repository, schema: Schema) -> None:
        self._client = client
        self._repository = repository
        self._schema = schema

    def fetch(self, numbers: Sequence[int]) -> Fetched:
        """Items by number with all that belongs to them. Raises ConnectorError."""
        parts = self._repository.ask(self._schema.items(len(numbers)), numbered(numbers))
        found = Fetched()
        left: list[_Left] = []
        for k, number in enumerate(numbers):
            raw = parts.raws.get(f"n{k}")
            if raw is None and f"n{k}" not in parts.damaged:
                found.missing.append(number)
                continue
            try:
                item = _item(parts.get(f"n{k}"), number)
            except (msgspec.MsgspecError, ValueError) as error:
                found.odd[number] = (error, "" if raw is None else bytes(raw).decode(errors="replace"))
                continue
            whole = found.whole[number] = WholeItem(item)
            left.append(_Left(number, whole, threads=item.review_threads.total_count if item.review_threads else 0))
            self._take(left[-1], item.timeline_items)
        while left := [entry for entry in left if entry.timeline or entry.threads]:
            self._follow(left, found)
        return found

    def _follow(self, left: Sequence[_Left], found: Fetched) -> None:
        """One more page of everything that is not complete, as much of it at once as GitHub bears."""
        timelines = [entry for entry in left if entry.timeline][:TIMELINES_AT_ONCE]
        threads: list[_Left] = []
        weight = 0
        for entry in left:
            size = min(entry.threads, THREADS_PAGE)
            if entry.threads and (not threads or weight + size <= THREADS_AT_ONCE):
                threads.append(entry)
                weight += size
        variables: dict[str, str | int | None] = {}
        for k, entry in enumerate(timelines):
            variables |= {f"tn{k}": entry.number, f"ta{k}": entry.timeline}
        for k, entry in enumerate(threads):
            variables |= {
                f"rn{k}": entry.number,
                f"ra{k}": entry.threads_after,
                f"rf{k}": min(entry.threads, THREADS_PAGE),
            }
        parts = self._repository.ask(self._schema.more(len(timelines), len(threads)), variables)
        asked = [
            *((f"t{k}", entry) for k, entry in enumerate(timelines)),
            *((f"r{k}", e) for k, e in enumerate(threads)),
        ]
        for name, entry in asked:
            try:
                self._continue(entry, name, parts.get(name))
            except (msgspec.MsgspecError, ValueError) as error:
                found.odd[entry.number] = (error, "")
                found.whole.pop(entry.number, None)
                entry.timeline, entry.threads = None, 0

    def _continue(self, entry: _Left, name: str, raw: msgspec.Raw | None) -> None:
        if raw is None:
            raise ValueError("it went away while it was read")
        more = decode(raw, Continued)
        if name.startswith("t"):
            if more.timeline_items is None:
                raise ValueError("a page of its timeline is missing")
            self._take(entry, more.timeline_items)
            return
        threads = more.review_threads
        if threads is None:
            raise ValueError("a page of its review threads is missing")
        for thread in threads.nodes:
            if thread is not None:
                self._take_thread(entry.whole, thread)
        goes_on = threads.page_info.has_next_page and bool(threads.page_info.end_cursor)
        entry.threads_after = threads.page_info.end_cursor
        entry.threads = THREADS_PAGE if goes_on else 0

    @staticmethod
    def _take(entry: _Left, page: Timeline) -> None:
        entry.whole.events += page.nodes
        entry.timeline = page.page_info.end_cursor if page.page_info.has_next_page else None

    def _take_thread(self, whole: WholeItem, thread: ReviewThread) -> None:
        page = thread.comments
        whole.review_comments += [comment for comment in page.nodes if comment is not None]
        while page.page_info.has_next_page and len(page.nodes) == COMMENTS_PAGE:
            variables = {"id": thread.id, "after": page.page_info.end_cursor}
            answer = self._client.graphql(self._schema.thread, variables, self._repository.name)
            raw = answer.part("node")
            if raw is None:
                raise ValueError("a page of a review thread is missing")
            page = decode(raw, Thread).comments
            whole.review_comments += [comment for comment in page.nodes if comment is not None]


def _item(raw: msgspec.Raw | None, number: int) -> Item:
    """An item's payload. Raises msgspec.ValidationError or ValueError where it is odd."""
    if raw is None:
        raise ValueError("nothing was given")
    item = decode(raw, Item)
    if item.number != number:
        raise ValueError(f"number {number} was asked for, and {item.number} was given")
    return item
