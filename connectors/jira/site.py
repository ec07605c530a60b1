"""What must be known of a Jira site before its issues can be read."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.connector import NotFound, Refused, SourceSettings, UnexpectedAnswer
from connectors.jira.client import JiraClient
from connectors.jira.fields import discover
from connectors.jira.instants import instant_or_none
from connectors.jira.payloads import FieldInfo, ServerInfo, Status, User
from connectors.jira.statuses import Statuses
from connectors.jira.translate import Vocabulary

# Version 2 on both deployments: its texts are plain, version 3 gives documents.
API = "rest/api/2"
AGILE = "rest/agile/1.0"


@dataclass(frozen=True, slots=True)
class Server:
    """Which Jira answers; `at` is what its clock said when it was asked, in milliseconds."""

    cloud: bool
    version: str
    at: int | None

    @property
    def deployment(self) -> str:
        """What Atlassian calls it."""
        return "Jira Cloud" if self.cloud else "Jira Data Center"


def ask_server(client: JiraClient, settings: SourceSettings) -> Server:
    """Ask a site what it is. Raises UnexpectedAnswer where the url is no Jira's, or ConnectorError."""
    try:
        info = client.get(f"{API}/serverInfo", ServerInfo)
    except NotFound as error:
        text = f"{settings.name}: no Jira answers below this url; check it, with its context path: {error}"
        raise UnexpectedAnswer(text) from error
    return Server(
        cloud=info.deployment_type.casefold() == "cloud",
        version=info.version,
        at=instant_or_none(info.server_time),
    )


def ask_words(client: JiraClient, settings: SourceSettings) -> Vocabulary:
    """Ask a site what it calls things. Raises ConnectorError."""
    fields = discover(client.get(f"{API}/field", list[FieldInfo]))
    statuses = Statuses.of(client.get(f"{API}/status", list[Status]))
    return Vocabulary(settings.url.rstrip("/"), fields, statuses)


def who_am_i(client: JiraClient, settings: SourceSettings) -> str | None:
    """The name of the account that asks; None for a visitor without a token. Raises ConnectorError."""
    try:
        me = client.get(f"{API}/myself", User)
    except Refused:
        if settings.token or settings.oauth:
            raise
        return None
    return me.display_name or me.name or me.account_id
