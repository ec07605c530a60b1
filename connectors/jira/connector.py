"""Jira as a source: open it, list its projects, pull pages since a cursor, check what it can see."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from urllib.parse import quote

import msgspec

from connectors.connector import NOTHING, Check, Connector, Held, NotFound, SourceSettings, UnexpectedAnswer
from connectors.jira.checks import checks
from connectors.jira.client import JiraClient
from connectors.jira.commitments import paged
from connectors.jira.cursor import read_cursor
from connectors.jira.decoding import decode
from connectors.jira.payloads import ProjectInfo
from connectors.jira.pull import Pull
from connectors.jira.site import API, Site, open_site
from connectors.records import Page, Project

NEAREST = 5


def open_jira(settings: SourceSettings) -> Connector:
    """A Jira site, Cloud or Data Center. Nothing is asked of it yet."""
    return JiraConnector(settings)


class JiraConnector:
    """A Jira site; what it is gets asked once, when first needed."""

    def __init__(self, settings: SourceSettings) -> None:
        self._settings = settings
        self._client = JiraClient(settings)
        self._asked: Site | None = None

    def projects(self, keys: Collection[str] | None = None) -> list[Project]:
        """The projects with these keys that the credentials can see, all for None. Raises ConnectorError."""
        return [self._project(info) for info in self._project_infos() if keys is None or info.key in keys]

    def pages(self, project: Project, cursor: str | None, held: Held = NOTHING) -> Iterator[Page]:
        """The project's history from a cursor on; ends with a `last` page. Raises ConnectorError."""
        start = read_cursor(cursor, self._settings.name)
        key = self._find(project.key).key
        yield from Pull(self._client, self._site, self._settings, key, start).pages()

    def check(self) -> list[Check]:
        """What the credentials can see, and what is missing for which detector. Raises ConnectorError."""
        return checks(self._client, self._site, self.projects(), self._settings.groups)

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    @property
    def _site(self) -> Site:
        if self._asked is None:
            self._asked = open_site(self._client, self._settings)
        return self._asked

    def _project_infos(self) -> list[ProjectInfo]:
        if not self._site.cloud:
            return self._client.get(f"{API}/project", list[ProjectInfo])
        raws = paged(self._client, f"{API}/project/search", orderBy="key")
        try:
            return [decode(raw, ProjectInfo) for raw in raws]
        except msgspec.DecodeError as error:
            text = f"{self._settings.name}: a project reads otherwise than expected: {error}; check the url"
            raise UnexpectedAnswer(text) from error

    def _project(self, info: ProjectInfo) -> Project:
        url = self._settings.url.rstrip("/")
        return Project(id=str(info.id), key=info.key, name=info.name, url=f"{url}/browse/{info.key}")

    def _find(self, key: str) -> ProjectInfo:
        """The project as the site knows it now: by an earlier key, too. Raises NotFound with what is near."""
        # The site first: a wrong url or token is then said as such.
        _ = self._site
        try:
            return self._client.get(f"{API}/project/{quote(key, safe='')}", ProjectInfo)
        except NotFound as error:
            keys = sorted(info.key for info in self._project_infos())
            near = difflib.get_close_matches(key.upper(), keys, NEAREST, cutoff=0.5) or keys[:NEAREST]
            seen = f"nearest visible: {', '.join(near)}" if near else "no project is visible to this account"
            raise NotFound(
                f"{self._settings.name}: no project {key} here; {seen}; "
                "correct its key, or give the account access to it"
            ) from error
