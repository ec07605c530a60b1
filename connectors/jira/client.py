"""Asking Jira: one HTTP request, answered as a typed value or as an error that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import msgspec
import requests
import urllib3
from jira import JIRA
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase

from connectors.connector import OAuth, SourceSettings
from connectors.decoding import decode
from connectors.jira.access import Access, Bearer, FixedAccess, OAuthAccess
from connectors.jira.failures import Failures, Reply
from connectors.jira.payloads import AccessToken, Resource
from connectors.pacing import Pace

Answer = TypeVar("Answer")

CONNECT_SECONDS = 5.0
READ_SECONDS = 60.0
RENEWALS = 3
"""A renewed access token may be refused too, where others used it up or revoked it meanwhile."""


class JiraClient:
    """The REST API of one Jira site, through the session of the `jira` package.

    With a user and a token it signs in with Basic, with a token alone with Bearer, with a grant by OAuth 2.0,
    with none of them not at all. May be used by several threads at once.
    """

    def __init__(self, settings: SourceSettings) -> None:
        self._failures = Failures(settings.name)
        self._pace = Pace(settings.name, told=settings.told)
        token = None if settings.oauth else settings.token
        self._jira = JIRA(
            server=settings.url.rstrip("/"),
            basic_auth=(settings.user, token) if settings.user and token else None,
            token_auth=token if token and not settings.user else None,
            get_server_info=False,
            max_retries=0,
        )
        self._session: requests.Session = self._jira._session
        pool = HTTPAdapter(pool_connections=2, pool_maxsize=max(1, settings.parallel))
        self._session.mount("https://", pool)
        self._session.mount("http://", pool)
        self._access: Access = FixedAccess(settings.url)
        if settings.oauth:
            self._access = self._by_grant(settings, settings.oauth)

    def get(self, path: str, answer: type[Answer], **parameters: str | int) -> Answer:
        """GET a path below the site's url, decoded as `answer`. Raises ConnectorError."""
        return self._pace.run(lambda: self._ask("GET", path, answer, parameters, None))

    def post(self, path: str, answer: type[Answer], body: Mapping[str, Any]) -> Answer:
        """POST a JSON body to a path that only reads, decoded as `answer`. Raises ConnectorError."""
        return self._pace.run(lambda: self._ask("POST", path, answer, {}, msgspec.json.encode(body)))

    def interrupt(self) -> None:
        """Let nobody wait any longer for an answer; later requests are not concerned."""
        self._pace.interrupt()

    def close(self) -> None:
        """Let go of connections."""
        self._session.close()

    # -- one request -----------------------------------------------------------------------------

    def _ask(
        self, method: str, path: str, answer: type[Answer], parameters: Mapping[str, str | int], body: bytes | None
    ) -> Answer:
        for _ in range(RENEWALS + 1):
            entry = self._access.entry()
            where = f"{entry.url}/{path}"
            reply = self._request(method, where, parameters, body, entry.auth)
            if reply.status != requests.codes.unauthorized or not self._access.renew(entry):
                break
        if reply.status != requests.codes.ok:
            raise self._failures.failing_answer(reply, where)
        self._heed(reply)
        return self._decoded(reply, answer, where)

    def _request(
        self, method: str, where: str, parameters: Mapping[str, str | int], body: bytes | None, auth: AuthBase | None
    ) -> Reply:
        try:
            # Past the package's own `request`: it retries and logs in its own way, and turns every
            # failing answer into one kind of error.
            with requests.Session.request(
                self._session,
                method,
                where,
                params=parameters,
                data=body,
                headers={"Content-Type": "application/json"} if body is not None else None,
                auth=auth,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                stream=True,
            ) as response:
                # At once: in the small pieces of `response.content`, threads wait for one another at each piece.
                content = response.raw.read(decode_content=True)
                return Reply(response.status_code, response.headers, content)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise self._failures.no_answer(error, where, READ_SECONDS) from error

    def _decoded(self, reply: Reply, answer: type[Answer], where: str) -> Answer:
        try:
            return decode(reply.body, answer)
        except msgspec.ValidationError as error:
            raise self._failures.no_api(error, where) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._failures.no_json(reply, where) from error

    def _heed(self, reply: Reply) -> None:
        """Let the shared pace know what is left of the budget, where an answer tells."""
        remaining = reply.headers.get("X-RateLimit-Remaining", "")
        seconds = _until_reset(reply.headers)
        if remaining.isdecimal() and seconds is not None:
            limit = reply.headers.get("X-RateLimit-Limit", "")
            self._pace.heed(int(remaining), seconds, int(limit) if limit.isdecimal() else None)

    # -- by a grant ------------------------------------------------------------------------------

    def _by_grant(self, settings: SourceSettings, oauth: OAuth) -> OAuthAccess:
        def renewed(refresh_token: str) -> AccessToken:
            body = {
                "grant_type": "refresh_token",
                "client_id": oauth.client_id,
                "client_secret": oauth.client_secret,
                "refresh_token": refresh_token,
            }
            # The server lets a refresh token be used again for some minutes, so a lost answer can be asked for again.
            return self._pace.run(lambda: self._granted(oauth.token_url, msgspec.json.encode(body)))

        def resources(auth: Bearer) -> list[Resource]:
            where = f"{oauth.api_url.rstrip('/')}/oauth/token/accessible-resources"
            return self._pace.run(lambda: self._opened(where, auth))

        return OAuthAccess(settings, oauth, renewed, resources)

    def _granted(self, where: str, body: bytes) -> AccessToken:
        reply = self._request("POST", where, {}, body, None)
        if reply.status != requests.codes.ok:
            raise self._failures.not_granted(reply, where)
        return self._decoded(reply, AccessToken, where)

    def _opened(self, where: str, auth: Bearer) -> list[Resource]:
        reply = self._request("GET", where, {}, None, auth)
        if reply.status != requests.codes.ok:
            raise self._failures.not_granted(reply, where)
        return self._decoded(reply, list[Resource], where)


def _until_reset(told: Mapping[str, str]) -> float | None:
    """The seconds until the budget begins anew: Cloud tells a moment, Data Center how long a refill takes."""
    try:
        if written := told.get("X-RateLimit-Reset"):
            # Against the server's own clock, as this machine's may be wrong.
            date = told.get("Date")
            now = parsedate_to_datetime(date) if date else datetime.now(UTC)
            return max(0.0, (datetime.fromisoformat(written) - now).total_seconds())
        return float(told["X-RateLimit-Interval-Seconds"])
    except (KeyError, ValueError, TypeError):
        return None
