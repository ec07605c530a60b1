"""Projects: the declared ones one by one, with their versions, or all that can be seen."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import quote

import msgspec

from connectors.connector import ConnectorError, NotFound, SourceSettings, UnexpectedAnswer
from connectors.decoding import decode
from connectors.jira.client import JiraClient
from connectors.jira.facts import Facts
from connectors.jira.paging import paged
from connectors.jira.payloads import ProjectInfo
from connectors.jira.site import API, who_am_i
from connectors.records import Project

NEAREST = 5


class Projects:
    """The projects of a site. What was asked of one is kept for the pull that follows."""

    def __init__(self, client: JiraClient, settings: SourceSettings, facts: Facts) -> None:
        self._client = client
        self._settings = settings
        self._facts = facts
        self._kept: dict[str, ProjectInfo] = {}

    def listed(self) -> list[Project]:
        """All that the credentials can see. Raises ConnectorError."""
        return [self._record(info) for info in self._infos()]

    def named(self, keys: Collection[str]) -> list[Project]:
        """Those of the projects with these keys that the credentials can see. Raises ConnectorError."""
        with ThreadPoolExecutor(max(1, self._settings.parallel), thread_name_prefix="jira") as pool:
            asked = pool.map(self._asked, keys)
            if self._settings.is_new:
                # What goes wrong is told when it is needed.
                with suppress(ConnectorError):
                    self._facts.ask(pool, with_server=True)
            found = [info for info in asked if info is not None]
        if len(found) < len(keys):
            self._verify()
        self._kept.update((info.key, info) for info in found)
        return [self._record(info) for info in found]

    def now(self, key: str) -> ProjectInfo:
        """The project as the site knows it now: by an earlier key, too. Raises NotFound with what is near."""
        # Kept for one pull only: a later one is told of versions anew.
        if (kept := self._kept.pop(key, None)) is not None:
            return kept
        if (info := self._asked(key)) is not None:
            return info
        self._verify()
        keys = sorted(info.key for info in self._infos())
        near = difflib.get_close_matches(key.upper(), keys, NEAREST, cutoff=0.5) or keys[:NEAREST]
        seen = f"nearest visible: {', '.join(near)}" if near else "no project is visible to this account"
        raise NotFound(
            f"{self._settings.name}: no project {key} here; {seen}; correct its key, or give the account access to it"
        )

    def _asked(self, key: str) -> ProjectInfo | None:
        try:
            return self._client.get(f"{API}/project/{quote(key, safe='')}", ProjectInfo)
        except NotFound:
            return None

    def _verify(self) -> None:
        """Raise what is wrong with url or token, where that is why a project is not found."""
        _ = self._facts.server
        who_am_i(self._client, self._settings)

    def _infos(self) -> list[ProjectInfo]:
        if not self._facts.server.cloud:
            return self._client.get(f"{API}/project", list[ProjectInfo])
        raws = paged(self._client, f"{API}/project/search", orderBy="key")
        try:
            return [decode(raw, ProjectInfo) for raw in raws]
        except msgspec.DecodeError as error:
            text = f"{self._settings.name}: a project reads otherwise than expected: {error}; check the url"
            raise UnexpectedAnswer(text) from error

    def _record(self, info: ProjectInfo) -> Project:
        url = self._settings.url.rstrip("/")
        return Project(id=str(info.id), key=info.key, name=info.name, url=f"{url}/browse/{info.key}")
