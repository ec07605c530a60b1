"""What must be known of a Jira site before its issues can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

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
class Site:
    """A site: its deployment, who asks, in which time zone queries are read, and what it calls things."""

    cloud: bool
    version: str
    who: str | None
    zone: tzinfo
    words: Vocabulary

    @property
    def deployment(self) -> str:
        """What Atlassian calls it."""
        return "Jira Cloud" if self.cloud else "Jira Data Center"


def open_site(client: JiraClient, settings: SourceSettings) -> Site:
    """Ask a site what it is. Raises ConnectorError."""
    server = server_info(client, settings)
    me = who_am_i(client, settings)
    url = settings.url.rstrip("/")
    fields = discover(client.get(f"{API}/field", list[FieldInfo]))
    statuses = Statuses.of(client.get(f"{API}/status", list[Status]))
    return Site(
        cloud=server.deployment_type.casefold() == "cloud",
        version=server.version,
        who=(me.display_name or me.name or me.account_id) if me else None,
        zone=_zone(me, server),
        words=Vocabulary(url, fields, statuses),
    )


def server_info(client: JiraClient, settings: SourceSettings) -> ServerInfo:
    """The site's version, deployment and clock. Raises UnexpectedAnswer where the url is no Jira's."""
    try:
        return client.get(f"{API}/serverInfo", ServerInfo)
    except NotFound as error:
        text = f"{settings.name}: no Jira answers below this url; check it, with its context path: {error}"
        raise UnexpectedAnswer(text) from error


def server_instant(client: JiraClient, settings: SourceSettings) -> int | None:
    """What the site's own clock says, in milliseconds; None where it does not tell."""
    return instant_or_none(server_info(client, settings).server_time)


def who_am_i(client: JiraClient, settings: SourceSettings) -> User | None:
    """The account that asks; None for a visitor without a token."""
    try:
        return client.get(f"{API}/myself", User)
    except Refused:
        if settings.token:
            raise
        return None


def _zone(me: User | None, server: ServerInfo) -> tzinfo:
    """The time zone of the account; a visitor gets the server's own, which its clock tells."""
    if me and me.time_zone:
        try:
            return ZoneInfo(me.time_zone)
        except (KeyError, ValueError, OSError):
            # A zone that this machine does not know: the server's offset is the nearest.
            pass
    if server.server_time:
        return datetime.fromisoformat(server.server_time).tzinfo or UTC
    return UTC
