"""Lists that page by offset: boards, sprints, projects, members of groups."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from connectors.jira.client import JiraClient
from connectors.jira.payloads import Paged

PAGE = 50


def paged(client: JiraClient, path: str, **parameters: str | int) -> Iterator[msgspec.Raw]:
    """All values of a path that pages by offset. Raises ConnectorError."""
    start = 0
    while True:
        page = client.get(path, Paged, startAt=start, maxResults=PAGE, **parameters)
        yield from page.values
        start += len(page.values)
        ended = start >= page.total if page.total is not None else bool(page.is_last)
        if ended or page.is_last or not page.values:
            return
