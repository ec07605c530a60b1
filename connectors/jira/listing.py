"""Which issues a project has: only their ids, thousands a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from connectors.jira.client import JiraClient
from connectors.jira.instants import query_minute
from connectors.jira.payloads import Identified, IdentifiedPage, IdentifiedTokenPage
from connectors.jira.site import API, Site

CLOUD_PAGE = 5000
DATA_CENTER_PAGE = 1000
OVERLAP_MILLISECONDS = 120_000
"""An incremental pull looks back so far: indexes lag behind, and queries count in whole minutes."""

LISTINGS = 3
"""Pages by offset shift while people work; a list that misses issues is made again, so often at most."""


@dataclass(slots=True)
class Listing:
    """The ids of a project's issues, and the id of each key where the list tells keys."""

    ids: set[int] = field(default_factory=set)
    id_of_key: dict[str, str] = field(default_factory=dict)

    def add(self, found: Identified) -> int:
        """Add one issue of a page and give its id."""
        self.ids.add(int(found.id))
        if found.key:
            self.id_of_key[found.key] = str(found.id)
        return int(found.id)


def list_issues(client: JiraClient, site: Site, project_key: str, since: int | None) -> Listing:
    """All issues of a project, or those updated since an instant. Raises ConnectorError."""
    query = f'project = "{project_key}"'
    if since is not None:
        query += f' AND updated >= "{query_minute(since - OVERLAP_MILLISECONDS, site.zone)}"'
    query += " ORDER BY key ASC"
    listing = Listing()
    if site.cloud:
        # Keys are asked for only where the epic link field, which names epics by key, makes them useful.
        wanted = "key" if site.words.fields.epic else "id"
        for found in _by_token(client, query, wanted):
            listing.add(found)
        return listing
    for _ in range(LISTINGS):
        if _by_offset(client, query, listing):
            break
    return listing


def _by_token(client: JiraClient, query: str, wanted: str) -> Iterator[Identified]:
    token = None
    while True:
        body: dict[str, Any] = {"jql": query, "fields": [wanted], "maxResults": CLOUD_PAGE}
        if token:
            body["nextPageToken"] = token
        page = client.post(f"{API}/search/jql", IdentifiedTokenPage, body)
        yield from page.issues
        token = page.next_page_token
        if not token:
            return


def _by_offset(client: JiraClient, query: str, listing: Listing) -> bool:
    """Add what one walk over the pages finds; True where nothing can have slipped through between them."""
    start = 0
    seen: set[int] = set()
    while True:
        body = {"jql": query, "fields": ["id"], "startAt": start, "maxResults": DATA_CENTER_PAGE}
        page = client.post(f"{API}/search", IdentifiedPage, body)
        seen.update(listing.add(found) for found in page.issues)
        start += len(page.issues)
        if start >= page.total or not page.issues:
            return len(seen) >= page.total
