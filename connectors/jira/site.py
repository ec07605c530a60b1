"""What must be known of a Jira site before its issues can be read."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.connector import NotFound, Refused, SourceSettings, UnexpectedAnswer
from connectors.jira.client import JiraClient
from connectors.jira.fields import SiteFields, discover
from connectors.jira.instants import instant_or_none
from connectors.jira.payloads import FieldInfo, ServerInfo, Status, User
from connectors.jira.statuses import Statuses

# Version 2 on both deployments: its texts are plain, version 3 gives documents.
API = "rest/api/2"
AGILE = "rest/agile/1.0"

CLOCKS_APART = 5_000
"""The clocks of a site's machines may differ by so many milliseconds."""


@dataclass(frozen=True, slots=True)
class Server:
    """Which Jira answers; `at`, in milliseconds, was past by its clock when it was asked."""

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
    at = instant_or_none(info.server_time)
    return Server(
        cloud=info.deployment_type.casefold() == "cloud",
        version=info.version,
        at=None if at is None else at - CLOCKS_APART,
    )


def ask_fields(client: JiraClient) -> SiteFields:
    """Ask a site for its fields. Raises ConnectorError."""
    return discover(client.get(f"{API}/field", list[FieldInfo]))


def ask_statuses(client: JiraClient) -> Statuses:
    """Ask a site for its statuses. Raises ConnectorError."""
    return Statuses.of(client.get(f"{API}/status", list[Status]))


def who_am_i(client: JiraClient, settings: SourceSettings) -> str | None:
    """The name of the account that asks; None for a visitor without a token. Raises ConnectorError."""
    try:
        me = client.get(f"{API}/myself", User)
    except Refused:
        if settings.token or settings.oauth:
            raise
        return None
    return me.display_name or me.name or me.account_id
