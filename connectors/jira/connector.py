"""Jira as a source: open it, list its projects, pull pages since a cursor, check what it can see."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from connectors.connector import NOTHING, Check, Connector, Held, SourceSettings
from connectors.jira.checks import checks
from connectors.jira.client import JiraClient
from connectors.jira.cursor import read_cursor
from connectors.jira.facts import Facts
from connectors.jira.projects import Projects
from connectors.jira.pull import Pull
from connectors.records import Page, Project


def open_jira(settings: SourceSettings) -> Connector:
    """A Jira site, Cloud or Data Center. Nothing is asked of it yet."""
    return JiraConnector(settings)


class JiraConnector:
    """A Jira site; what it is gets asked once, when first needed."""

    def __init__(self, settings: SourceSettings) -> None:
        self._settings = settings
        self._client = JiraClient(settings)
        self._facts = Facts(self._client, settings)
        self._projects = Projects(self._client, settings, self._facts)

    def projects(self, keys: Collection[str] | None = None) -> list[Project]:
        """The projects with these keys that the credentials can see, all for None. Raises ConnectorError."""
        return self._projects.listed() if keys is None else self._projects.named(keys)

    def pages(self, project: Project, cursor: str | None, held: Held = NOTHING) -> Iterator[Page]:
        """The project's history from a cursor on; ends with a `last` page. Raises ConnectorError."""
        start = read_cursor(cursor, self._settings.name)
        info = self._projects.now(project.key)
        yield from Pull(self._client, self._facts, self._settings, info, start, held).pages()

    def check(self) -> list[Check]:
        """What the credentials can see, and what is missing for which detector. Raises ConnectorError."""
        return checks(self._client, self._facts, self._settings, self.projects())

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()
