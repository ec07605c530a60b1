"""Which issues a project has: only their ids, thousands a page."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, field

import msgspec

from connectors.decoding import decode
from connectors.jira.client import JiraClient
from connectors.jira.payloads import Identified
from connectors.jira.searching import search_all


@dataclass(slots=True)
class Listing:
    """The ids of a project's issues, and the id of each key where the list tells keys."""

    ids: set[int] = field(default_factory=set)
    id_of_key: dict[str, str] = field(default_factory=dict)

    def add(self, raw: msgspec.Raw) -> int | None:
        """Add one issue of a page and give its id; None for one without, which cannot be told apart."""
        try:
            found = decode(raw, Identified)
            identity = int(found.id)
        except ValueError:
            return None
        self.ids.add(identity)
        if found.key:
            self.id_of_key[found.key] = str(found.id)
        return identity


def list_issues(client: JiraClient, cloud: bool, project_key: str, pool: Executor, with_keys: bool = False) -> Listing:
    """All issues of a project, without their keys unless asked for. Raises ConnectorError."""
    listing = Listing()
    query = f'project = "{project_key}" ORDER BY key ASC'
    search_all(client, cloud, query, ["key" if with_keys else "id"], listing.add, pool)
    return listing
