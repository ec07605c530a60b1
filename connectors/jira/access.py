"""Getting in: with a token of a person's, as a visitor, or by a grant that is renewed (OAuth 2.0, 3LO)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from connectors.connector import OAuth, Refused, SourceSettings
from connectors.jira.payloads import AccessToken, Resource

_EARLY_SECONDS = 120.0
"""An access token is renewed so long before it ends: a long request must not outlive it."""


class Bearer(AuthBase):
    """Signs a request with an access token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """The request with the token in its header."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """Where the site's API stands, and what requests to it are signed with; None for the session's own way."""

    url: str
    auth: AuthBase | None = None


class Access(Protocol):
    """A way in."""

    def entry(self) -> Entry:
        """How to get in now. Raises ConnectorError."""
        ...

    def renew(self, refused: Entry) -> bool:
        """Whether another way than this refused one is worth a try."""
        ...


class FixedAccess:
    """A token that stays as it is, or none; the session of the `jira` package signs with it."""

    def __init__(self, url: str) -> None:
        self._entry = Entry(url.rstrip("/"))

    def entry(self) -> Entry:
        """The site itself."""
        return self._entry

    def renew(self, refused: Entry) -> bool:
        """A token of a person's cannot be renewed from here."""
        return False


class OAuthAccess:
    """A grant: gives an access token for an hour or so, renewed in time, for the site at `url`.

    `renewed` exchanges a refresh token, `resources` lists the sites that an access token opens. Each renewal
    ends the refresh token before: the new one is kept before anything else happens, as without it nobody gets in
    again. May be used by several threads at once: one renews, the others wait for it.
    """

    def __init__(
        self,
        settings: SourceSettings,
        oauth: OAuth,
        renewed: Callable[[str], AccessToken],
        resources: Callable[[Bearer], list[Resource]],
    ) -> None:
        self._source = settings.name
        self._site = settings.url.rstrip("/")
        self._api = oauth.api_url.rstrip("/")
        self._keep = oauth.keep
        self._refresh_token = oauth.refresh_token
        self._renewed = renewed
        self._resources = resources
        self._lock = threading.Lock()
        self._url: str | None = None
        self._entry: Entry | None = None
        self._ends_at = 0.0

    def entry(self) -> Entry:
        """The site behind the gateway, signed with a token that lasts. Raises ConnectorError."""
        with self._lock:
            if self._entry is None or time.monotonic() > self._ends_at - _EARLY_SECONDS:
                self._entry = self._enter()
            return self._entry

    def renew(self, refused: Entry) -> bool:
        """Drop the refused token, if it is still the one in use."""
        with self._lock:
            if self._entry is refused:
                self._entry = None
        return True

    def _enter(self) -> Entry:
        given = self._renewed(self._refresh_token)
        if given.refresh_token:
            self._refresh_token = given.refresh_token
            self._keep(given.refresh_token)
        self._ends_at = time.monotonic() + given.expires_in
        auth = Bearer(given.access_token)
        if self._url is None:
            self._url = f"{self._api}/ex/jira/{self._site_id(auth)}"
        return Entry(self._url, auth)

    def _site_id(self, auth: Bearer) -> str:
        open_sites = self._resources(auth)
        for resource in open_sites:
            if _place(resource.url) == _place(self._site):
                return resource.id
        names = ", ".join(sorted(resource.url for resource in open_sites)) or "none"
        raise Refused(
            f"{self._source}: the grant does not open {self._site}, only: {names}; "
            "correct the url, or let somebody with access to the site grant it"
        )


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.casefold(), parts.path.rstrip("/")
