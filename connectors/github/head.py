"""A repository at a glance: which items changed since a moment, its milestones, its newest number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from connectors.connector import UnexpectedAnswer
from connectors.decoding import decode
from connectors.github import query
from connectors.github.instants import milliseconds
from connectors.github.payloads import Head, MilestonePage, Numbered, Updated, UpdatedPage
from connectors.github.repository import Repository

Entry = TypeVar("Entry", Updated, Numbered)

TRIES = 5
"""A page with an entry that makes no sense is asked for again: the entry may be fine the next time."""


@dataclass(slots=True)
class Glance:
    """What a glance shows: `updated_at` by number, as far back as was asked; `count` is of all items."""

    updated_at: dict[int, int] = field(default_factory=dict)
    count: int = 0
    top: int = 0
    newest: int | None = None
    milestones: list[msgspec.Raw] = field(default_factory=list)


def glance(repository: Repository, since: int | None) -> Glance:
    """A repository as it stands; items with their last update as far back as `since`, for None only the newest.

    Raises ConnectorError.
    """
    for trial in range(TRIES):
        try:
            return _glance(repository, since)
        except msgspec.ValidationError as error:
            if trial == TRIES - 1:
                text = f"{repository.name}: its list of issues reads otherwise than expected: {error}; check the url"
                raise UnexpectedAnswer(text) from error
    raise AssertionError("unreachable")


def _glance(repository: Repository, since: int | None) -> Glance:
    parts = repository.ask(query.HEAD)
    head = decode(msgspec.json.encode(parts.raws), Head)
    found = Glance(count=head.issues.total_count + head.pull_requests.total_count)
    for page, more in ((head.issues, query.MORE_ISSUES), (head.pull_requests, query.MORE_PULLS)):
        for number, at in _updates(repository, page, more, since):
            found.updated_at[number] = at
    newest = [entry.number for part in (head.newest_issue, head.newest_pull) for entry in _each(part.nodes, Numbered)]
    found.top = max([*newest, *found.updated_at], default=0)
    found.newest = max(found.updated_at.values(), default=None)
    for raws in _milestones(repository, head.milestones):
        found.milestones += raws
    return found


def _updates(repository: Repository, page: UpdatedPage, more: str, since: int | None) -> Iterator[tuple[int, int]]:
    """Numbers with their last update, the newest first, back to a moment."""
    while True:
        entries = [(entry.number, milliseconds(entry.updated_at)) for entry in _each(page.nodes, Updated)]
        yield from entries
        is_back = since is None or any(at < since for _, at in entries)
        if is_back or not page.page_info.has_next_page or not page.page_info.end_cursor:
            return
        page = decode(repository.read(more, "page", {"after": page.page_info.end_cursor}), UpdatedPage)


def _milestones(repository: Repository, page: MilestonePage) -> Iterator[list[msgspec.Raw]]:
    while True:
        yield page.nodes
        if not page.page_info.has_next_page or not page.page_info.end_cursor:
            return
        raw = repository.read(query.MORE_MILESTONES, "milestones", {"after": page.page_info.end_cursor})
        page = decode(raw, MilestonePage)


def _each(raws: list[msgspec.Raw], type_: type[Entry]) -> list[Entry]:
    return [decode(raw, type_) for raw in raws]
