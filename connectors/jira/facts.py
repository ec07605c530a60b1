"""What an open source is asked once, and only when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import cached_property

from connectors.connector import SourceSettings
from connectors.jira.client import JiraClient
from connectors.jira.fields import SiteFields
from connectors.jira.groups import Members, members
from connectors.jira.site import Server, ask_fields, ask_server, ask_statuses
from connectors.jira.statuses import Statuses
from connectors.jira.translate import Vocabulary


class Facts:
    """A source's server, its words and who is in the declared groups. Each may raise ConnectorError."""

    def __init__(self, client: JiraClient, settings: SourceSettings) -> None:
        self._client = client
        self._settings = settings

    @cached_property
    def server(self) -> Server:
        """Which Jira answers."""
        return ask_server(self._client, self._settings)

    @cached_property
    def fields(self) -> SiteFields:
        """Which of its fields are what."""
        return ask_fields(self._client)

    @cached_property
    def statuses(self) -> Statuses:
        """Its statuses."""
        return ask_statuses(self._client)

    @property
    def words(self) -> Vocabulary:
        """What it calls things."""
        return Vocabulary(self._settings.url.rstrip("/"), self.fields, self.statuses)

    @cached_property
    def members(self) -> Members:
        """The people of the groups that sides are declared by."""
        return members(self._client, self._settings.groups)

    def clock(self) -> int | None:
        """A moment that is past by the site's clock now, in milliseconds; None where it does not tell."""
        return ask_server(self._client, self._settings).at

    def ask(self, pool: Executor, with_server: bool) -> None:
        """Ask at once for what reading issues takes and is not known yet. Raises ConnectorError."""
        questions: list[Callable[[], object]] = [lambda: self.fields, lambda: self.statuses, lambda: self.members]
        if with_server:
            questions.append(lambda: self.server)
        asked: list[Future[object]] = [pool.submit(question) for question in questions]
        for answer in asked:
            answer.result()
