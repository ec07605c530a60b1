"""Issues that are held but no longer listed: deleted, transferred, or no longer visible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor

import msgspec

from connectors.connector import NotFound, Refused
from connectors.decoding import decode
from connectors.github import query
from connectors.github.client import GithubClient, Gone
from connectors.github.instants import milliseconds
from connectors.github.payloads import Elsewhere, Updated
from connectors.github.repository import Repository, numbered
from connectors.records import Departure

AT_ONCE = 100
UNSEEN = "deleted, or no longer visible to this token"
_PAGE = re.compile(r"https?://[^/]+/(?P<repository>[^/]+/[^/]+)/(?:issues|pull|discussions)/(?P<number>\d+)")


def existing(repository: Repository, numbers: Sequence[int], pool: Executor) -> dict[int, int]:
    """Those of some numbers that exist now, with their last update. Raises ConnectorError."""
    pieces = [numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)]
    found: dict[int, int] = {}
    for piece in pool.map(lambda piece: _existing(repository, piece), pieces):
        found |= piece
    return found


def _existing(repository: Repository, numbers: Sequence[int]) -> dict[int, int]:
    parts = repository.ask(query.updates(len(numbers)), numbered(numbers))
    found: dict[int, int] = {}
    for k, number in enumerate(numbers):
        raw = parts.raws.get(f"n{k}")
        if raw is not None:
            try:
                found[number] = milliseconds(decode(raw, Updated).updated_at)
            except msgspec.ValidationError:
                # It is there, and worth reading anew.
                found[number] = -1
    return found


def departures(client: GithubClient, repository: Repository, numbers: Iterable[int]) -> list[Departure]:
    """Where each of these numbers went. Raises ConnectorError."""
    return [Departure(str(number), _reason(client, repository, number)) for number in numbers]


def _reason(client: GithubClient, repository: Repository, number: int) -> str:
    """REST knows what GraphQL does not: 301 for a transferred issue, 410 for a deleted one."""
    try:
        client.get(repository.rest(f"issues/{number}"), Elsewhere)
    except Gone as gone:
        return _moved(client, gone.location) if gone.location else "deleted"
    except (NotFound, Refused):
        return UNSEEN
    return UNSEEN


def _moved(client: GithubClient, location: str) -> str:
    try:
        page = client.get(location, Elsewhere).html_url
    except (NotFound, Refused):
        return "moved to a repository that this token cannot see"
    found = _PAGE.match(page)
    return f"moved to {found['repository']}#{found['number']}" if found else f"moved to {page}"
