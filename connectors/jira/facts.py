"""What an open source is asked once, and only when it is needed."""

from __future__ import annotations

from functools import cached_property

from connectors.connector import SourceSettings
from connectors.jira.client import JiraClient
from connectors.jira.groups import Members, members
from connectors.jira.site import Server, ask_server, ask_words
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
    def words(self) -> Vocabulary:
        """What it calls things."""
        return ask_words(self._client, self._settings)

    @cached_property
    def members(self) -> Members:
        """The people of the groups that sides are declared by."""
        return members(self._client, self._settings.groups)

    def clock(self) -> int | None:
        """What the site's clock says now, in milliseconds; None where it does not tell."""
        return ask_server(self._client, self._settings).at
