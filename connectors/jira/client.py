"""Asking Jira: one HTTP request, answered as a typed value or as an error that says what to do.

Errors::

    ConnectorError                     (connectors.connector)
    └── UnexpectedAnswer
        └── QueryRefused               Jira understood the request and refuses it, status 400
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import msgspec
import requests
import urllib3
from jira import JIRA
from requests.adapters import HTTPAdapter

from connectors.connector import (
    NotFound,
    Refused,
    SourceSettings,
    UnexpectedAnswer,
    Unreachable,
)
from connectors.jira.decoding import decode
from connectors.pacing import TRIES, Failing, Pace, retry_after_seconds

Answer = TypeVar("Answer")

CONNECT_SECONDS = 5.0
READ_SECONDS = 60.0
TRIES_TO_CONNECT = 3
"""A host that refuses or has no address is said to be out of reach within seconds."""

TRIES_WHEN_SLOW = 2


class QueryRefused(UnexpectedAnswer):
    """Jira refuses what was asked, status 400: an issue in a query that no longer exists, for instance."""


class JiraClient:
    """The REST API of one Jira site, through the session of the `jira` package.

    With a user and a token it signs in with Basic, with a token alone with Bearer, without a token not at
    all. May be used by several threads at once.
    """

    def __init__(self, settings: SourceSettings) -> None:
        self._source = settings.name
        self._url = settings.url.rstrip("/")
        self._pace = Pace(settings.name, told=settings.told)
        token = settings.token
        self._jira = JIRA(
            server=self._url,
            basic_auth=(settings.user, token) if settings.user and token else None,
            token_auth=token if token and not settings.user else None,
            get_server_info=False,
            max_retries=0,
        )
        self._session: requests.Session = self._jira._session
        pool = HTTPAdapter(pool_connections=1, pool_maxsize=max(1, settings.parallel))
        self._session.mount("https://", pool)
        self._session.mount("http://", pool)

    def get(self, path: str, answer: type[Answer], **parameters: str | int) -> Answer:
        """GET a path below the site's url, decoded as `answer`. Raises ConnectorError."""
        return self._pace.run(lambda: self._ask("GET", path, answer, parameters, None))

    def post(self, path: str, answer: type[Answer], body: Mapping[str, Any]) -> Answer:
        """POST a JSON body to a path that only reads, decoded as `answer`. Raises ConnectorError."""
        return self._pace.run(lambda: self._ask("POST", path, answer, {}, msgspec.json.encode(body)))

    def close(self) -> None:
        """Let go of connections."""
        self._session.close()

    def _ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        parameters: Mapping[str, str | int],
        body: bytes | None,
    ) -> Answer:
        where = f"{self._url}/{path}"
        try:
            # Past the package's own `request`: it retries and logs in its own way, and turns every
            # failing answer into one kind of error.
            response = requests.Session.request(
                self._session,
                method,
                where,
                params=parameters,
                data=body,
                headers={"Content-Type": "application/json"} if body is not None else None,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
            )
        except requests.RequestException as error:
            raise self._no_answer(error, where) from error
        if response.status_code != requests.codes.ok:
            raise self._failing_answer(response, where)
        try:
            return decode(response.content, answer)
        except msgspec.ValidationError as error:
            text = f"something else than Jira's API answers ({error}); check the url"
            raise UnexpectedAnswer(self._say(where, text)) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._no_json(response, where) from error

    def _no_answer(self, error: requests.RequestException, where: str) -> Exception:
        """The error for a request that got no whole answer."""
        if isinstance(error, requests.exceptions.SSLError):
            return UnexpectedAnswer(
                self._say(where, "the certificate cannot be verified; check the url, or trust its issuer")
            )
        if isinstance(error, requests.ReadTimeout):
            text = f"no answer within {READ_SECONDS:.0f} s; try again later"
            return Failing(Unreachable(self._say(where, text)), tries=TRIES_WHEN_SLOW)
        if isinstance(error, requests.ConnectTimeout) or _never_connected(error):
            text = "cannot be reached; check the url, the network and whether Jira is running"
            slow = isinstance(error, requests.ConnectTimeout)
            return Failing(Unreachable(self._say(where, text)), tries=TRIES_WHEN_SLOW if slow else TRIES_TO_CONNECT)
        if isinstance(error, (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
            return Failing(Unreachable(self._say(where, "the connection was dropped; try again later")))
        if isinstance(error, requests.exceptions.ContentDecodingError):
            return Failing(Unreachable(self._say(where, "the answer came in damaged; try again later")))
        return UnexpectedAnswer(self._say(where, f"the request cannot be made ({type(error).__name__}); check the url"))

    def _failing_answer(self, response: requests.Response, where: str) -> Exception:
        """The error for an answer with another status than 200."""
        status = response.status_code
        said = _messages(response)
        if status in (401, 403):
            text = f"refused ({status}{said}); check that user and token are right, not expired, and may read this"
            return Refused(self._say(where, text))
        if status == 404:
            return NotFound(self._say(where, f"not found{said}; check the url and what the account may see"))
        if status == 429 or status >= 500:
            retry_after = retry_after_seconds(response.headers.get("Retry-After"))
            what = "asks to slow down" if status == 429 else "is failing"
            error = Unreachable(self._say(where, f"the server {what} ({status}); try again later"))
            return Failing(error, tries=TRIES, retry_after=retry_after, is_limit=status == 429)
        if status == 400:
            return QueryRefused(self._say(where, f"the request is refused ({status}{said})"))
        return UnexpectedAnswer(
            self._say(where, f"an unexpected answer ({status}{said}); check that the url is that of a Jira site")
        )

    def _no_json(self, response: requests.Response, where: str) -> Failing:
        """The error for a 200 whose body is no JSON: a page of something in between, or one cut short."""
        start = response.content[:200].lstrip()
        if "html" in response.headers.get("Content-Type", "") or start.startswith(b"<"):
            text = "a web page answers instead of Jira's API, a login page perhaps; check the url and the token"
            return Failing(UnexpectedAnswer(self._say(where, text)), tries=TRIES_TO_CONNECT)
        return Failing(Unreachable(self._say(where, "the answer was cut short; try again later")))

    def _say(self, where: str, what: str) -> str:
        """One line: source, url without what is secret in it, and what happened."""
        parts = urlsplit(where)
        shown = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
        return re.sub(r"\s+", " ", f"{self._source}: {shown}: {what}")


def _never_connected(error: BaseException) -> bool:
    """Whether no connection was made at all: refused, or no such host."""
    reason = error.args[0] if error.args else None
    if isinstance(reason, urllib3.exceptions.MaxRetryError):
        return isinstance(reason.reason, urllib3.exceptions.NewConnectionError)
    return False


def _messages(response: requests.Response) -> str:
    """What Jira itself says, after a colon; nothing where it says nothing."""
    try:
        said = decode(response.content, dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    errors = said.get("errors")
    texts = [*(said.get("errorMessages") or []), *(errors.values() if isinstance(errors, dict) else [])]
    return f": {' '.join(map(str, texts))[:300]}" if texts else ""
