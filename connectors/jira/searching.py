"""Searching issues on either deployment: pages by token on Cloud, by offset on Data Center."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Any

import msgspec

from connectors.jira.client import JiraClient
from connectors.jira.failures import QueryRefused
from connectors.jira.payloads import ApproximateCount, SearchPage
from connectors.jira.site import API

CLOUD_PAGE = 100
CLOUD_IDS_PAGE = 5000
DATA_CENTER_PAGE = 1000

WALKS = 5
"""Pages by offset shift while people work; a walk over them that misses issues is made again, so often at most."""


def count(client: JiraClient, cloud: bool, query: str) -> int:
    """How many issues a query finds; on Cloud the index may lag behind. Raises ConnectorError."""
    if cloud:
        return client.post(f"{API}/search/approximate-count", ApproximateCount, {"jql": query}).count
    return client.post(f"{API}/search", SearchPage, {"jql": query, "fields": ["id"], "maxResults": 0}).total


def search(client: JiraClient, cloud: bool, query: str, fields: Sequence[str]) -> Iterator[SearchPage]:
    """The pages of a search, once; by offset something may slip through between two. Raises ConnectorError."""
    if not cloud:
        yield from _by_offset(client, query, fields)
        return
    size = CLOUD_IDS_PAGE if set(fields) <= {"id", "key"} else CLOUD_PAGE
    body: dict[str, Any] = {"jql": query, "fields": list(fields), "maxResults": size}
    while True:
        page = client.post(f"{API}/search/jql", SearchPage, body)
        yield page
        if not page.next_page_token:
            return
        body["nextPageToken"] = page.next_page_token


def search_all(
    client: JiraClient,
    cloud: bool,
    query: str,
    fields: Sequence[str],
    take: Callable[[msgspec.Raw], int | None],
    pool: Executor,
) -> None:
    """Hand all that a search finds to `take`, which gives an issue's id. Raises ConnectorError.

    On Data Center several pages are asked for at once.
    """
    seen: set[int | None] = set()
    size = DATA_CENTER_PAGE
    for _ in range(WALKS):
        total = given = 0
        for page in search(client, cloud, query, fields) if cloud else _side_by_side(client, query, fields, size, pool):
            seen.update(map(take, page.issues))
            total, given = page.total, max(given, len(page.issues))
        if cloud or len(seen) >= total:
            return
        # Something slips through where one page ends. On the next walk they end elsewhere, so it is another thing.
        size = max(1, min(size, given) * 9 // 10)


def named(client: JiraClient, field: str, names: Sequence[object], asked: dict[str, Any]) -> list[msgspec.Raw]:
    """The issues of a list of ids or keys on Data Center; those that do not exist are left out.

    `asked` are further parts of the request. Raises ConnectorError.
    """
    try:
        return _named(client, f"{field} in ({','.join(map(str, names))}) ORDER BY key ASC", names, asked)
    except QueryRefused:
        # Data Center refuses a query that names an issue which is gone: halving finds which one.
        if len(names) == 1:
            return []
        middle = len(names) // 2
        return [*named(client, field, names[:middle], asked), *named(client, field, names[middle:], asked)]


def _by_offset(client: JiraClient, query: str, fields: Sequence[str]) -> Iterator[SearchPage]:
    start = 0
    while True:
        page = _page_at(client, query, fields, start)
        yield page
        start += len(page.issues)
        if start >= page.total or not page.issues:
            return


def _side_by_side(
    client: JiraClient, query: str, fields: Sequence[str], size: int, pool: Executor
) -> Iterator[SearchPage]:
    """The pages of a search by offset, the first two at once: how many there are is seen from the first."""

    def page_at(start: int) -> Callable[[], SearchPage]:
        return pool.submit(_page_at, client, query, fields, start, size).result

    first, second = page_at(0), page_at(size)
    page = first()
    yield page
    # A site may be set to give fewer a page.
    given = len(page.issues)
    others = [second if at == size else page_at(at) for at in (range(given, page.total, given) if given else ())]
    for other in others:
        yield other()


def _page_at(
    client: JiraClient, query: str, fields: Sequence[str], start: int, size: int = DATA_CENTER_PAGE
) -> SearchPage:
    body = {"jql": query, "fields": list(fields), "startAt": start, "maxResults": size}
    return client.post(f"{API}/search", SearchPage, body)


def _named(client: JiraClient, query: str, names: Sequence[object], asked: dict[str, Any]) -> list[msgspec.Raw]:
    """All pages of a search; a site may give fewer a page than asked for."""
    found: list[msgspec.Raw] = []
    while True:
        body = {"jql": query, "startAt": len(found), "maxResults": len(names), "validateQuery": False, **asked}
        page = client.post(f"{API}/search", SearchPage, body)
        found += page.issues
        if not page.issues or len(found) >= min(page.total, len(names)):
            return found
