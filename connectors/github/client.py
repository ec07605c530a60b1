"""Asking GitHub: one HTTP request, answered as a typed value or as an error that says what to do.

Errors::

    ConnectorError                     (connectors.connector)
    ├── Unreachable
    │   └── TooMuch                    GitHub gave up on a query: asking for less at once can help
    └── NotFound
        └── Gone                       it was there and was deleted (410), or went elsewhere (301)
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx
import msgspec

from connectors.connector import ConnectorError, NotFound, Refused, SourceSettings, UnexpectedAnswer, Unreachable
from connectors.decoding import decode
from connectors.github.access import access_of
from connectors.github.addresses import addresses_of
from connectors.github.payloads import GraphqlAnswer, GraphqlError, InstallationToken, RestMessage
from connectors.pacing import TRIES, Failing, Pace, retry_after_seconds

Answer = TypeVar("Answer")
Variables = Mapping[str, str | int | None]

CONNECT_SECONDS = 5.0
READ_SECONDS = 60.0
TRIES_TO_CONNECT = 3
TRIES_WHEN_TOO_MUCH = 3
SECONDARY_LIMIT_SECONDS = 60.0
"""GitHub's advice where a secondary limit does not say how long: at least a minute."""

_GRAPHQL, _REST = "graphql", "core"
"""What GitHub calls the two budgets."""

_DEEP = 2
"""An error further down concerns a part of the answer only, and is the reader's to judge."""

_LIMITED = re.compile(r"rate limit|abuse", re.IGNORECASE)
_GAVE_UP = re.compile(r"something went wrong|timeout|timedout|couldn't respond", re.IGNORECASE)


class TooMuch(Unreachable):
    """GitHub gave up on a query before it was answered."""


class Gone(NotFound):
    """What was asked for was deleted, or is elsewhere: `location` is where, as an address of the API."""

    def __init__(self, text: str, location: str | None) -> None:
        super().__init__(text)
        self.location = location


class GithubClient:
    """The GraphQL and REST APIs of one GitHub, for one account. May be used by several threads at once.

    `pace` is given where waiting has to go by another clock than the machine's.
    """

    def __init__(self, settings: SourceSettings, pace: Pace | None = None) -> None:
        self._source = settings.name
        self._pace = pace or Pace(settings.name, told=settings.told)
        self._addresses = addresses_of(settings.url)
        self._access = access_of(settings, self._grant_of(settings))
        self._http = httpx.Client(
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            # Without a limit of its own, as the callers' threads are the limit: a pool that is full closes an idle
            # connection to make room, at times one that another thread is just about to use (httpcore issue 1110);
            # that one then waits for an answer until its time is over.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=None),
            headers={"Accept": "application/vnd.github+json", "User-Agent": "brug"},
            follow_redirects=False,
            verify=_trusted(),
        )

    @property
    def signs_in(self) -> bool:
        """Whether requests are signed with anything."""
        return self._access.header() is not None

    def graphql(self, query: str, variables: Variables, what: str) -> GraphqlAnswer:
        """The answer to a query; what does not exist is missing in it, with an error of type NOT_FOUND beside.

        Errors about a part of the answer stand in it, too; those about the whole are raised.

        `what` names in errors what the query is about. Raises ConnectorError.
        """
        body = msgspec.json.encode({"query": query, "variables": dict(variables)})
        return self._pace.run(lambda: self._query(body, what), _GRAPHQL)

    def get(self, path: str, answer: type[Answer], **parameters: str | int) -> Answer:
        """GET a path below the REST address, or a whole address of it, decoded. Raises ConnectorError."""
        where = path if path.startswith("http") else f"{self._addresses.rest}/{path}"
        return self._pace.run(lambda: self._decoded(self._send("GET", where, parameters), answer), _REST)

    def interrupt(self) -> None:
        """Let requests that wait for their turn go away: nobody wants their answers any more."""
        self._pace.interrupt()

    def close(self) -> None:
        """Let go of connections."""
        self._http.close()

    # -- one request -----------------------------------------------------------------------------

    def _query(self, body: bytes, what: str) -> GraphqlAnswer:
        response = self._send("POST", self._addresses.graphql, {}, body)
        answer = self._decoded(response, GraphqlAnswer)
        for error in answer.errors:
            if error.type == "RATE_LIMITED":
                raise self._limited(response, f"{what}: {error.message}")
        serious = [error for error in answer.errors if error.type != "NOT_FOUND" and len(error.path) < _DEEP]
        if answer.data is None or serious:
            raise self._query_failed(answer, serious, what)
        return answer

    def _query_failed(self, answer: GraphqlAnswer, serious: list[GraphqlError], what: str) -> Exception:
        said = "; ".join(error.message for error in (serious or answer.errors)) or answer.message or "no reason given"
        place = self._addresses.graphql
        if any(error.type in ("FORBIDDEN", "INSUFFICIENT_SCOPES") for error in serious):
            return Refused(self._say(place, f"{what}: refused ({said}); give the token the rights that it names"))
        if _GAVE_UP.search(said) or any(error.type in ("INTERNAL", "SERVICE_UNAVAILABLE") for error in serious):
            error = TooMuch(self._say(place, f"{what}: GitHub could not answer ({said}); try again later"))
            return Failing(error, tries=TRIES_WHEN_TOO_MUCH)
        return UnexpectedAnswer(self._say(place, f"{what}: the query is refused ({said})"))

    def _send(
        self,
        method: str,
        where: str,
        parameters: Mapping[str, str | int],
        body: bytes | None = None,
    ) -> httpx.Response:
        """The answer with status 200 or 201; signs, and renews a signature once where that can help."""
        signature = self._access.header()
        response = self._request(method, where, parameters, body, signature)
        if response.status_code == 401 and self._access.renew(signature):
            response = self._request(method, where, parameters, body, self._access.header())
        if response.status_code not in (200, 201):
            raise self._failing_answer(response, where)
        self._heed(response, _GRAPHQL if body is not None else _REST)
        return response

    def _request(
        self,
        method: str,
        where: str,
        parameters: Mapping[str, str | int],
        body: bytes | None,
        signature: str | None,
    ) -> httpx.Response:
        headers = {"Authorization": signature} if signature else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            return self._http.request(method, where, params=parameters or None, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._no_answer(error, where) from error

    def _decoded(self, response: httpx.Response, answer: type[Answer]) -> Answer:
        where = str(response.url)
        try:
            return decode(response.content, answer)
        except msgspec.ValidationError as error:
            text = f"something else than GitHub's API answers ({error}); check the url"
            raise UnexpectedAnswer(self._say(where, text)) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._no_json(response, where) from error

    def _grant_of(self, settings: SourceSettings) -> Callable[[str], InstallationToken]:
        def grant(signature: str) -> InstallationToken:
            installation = settings.app.installation if settings.app else ""
            where = f"{self._addresses.rest}/app/installations/{installation}/access_tokens"
            return self._pace.run(lambda: self._granted(where, f"Bearer {signature}"))

        return grant

    def _granted(self, where: str, signature: str) -> InstallationToken:
        response = self._request("POST", where, {}, b"{}", signature)
        if response.status_code not in (200, 201):
            raise self._failing_answer(response, where)
        return self._decoded(response, InstallationToken)

    # -- what went wrong -------------------------------------------------------------------------

    def _no_answer(self, error: Exception, where: str) -> Exception:
        """The error for a request that got no whole answer."""
        if isinstance(error, httpx.ConnectError) and "CERTIFICATE" in str(error).upper():
            return UnexpectedAnswer(
                self._say(where, "the certificate cannot be verified; check the url, or trust its issuer")
            )
        if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
            text = "cannot be reached; check the url and the network"
            slow = isinstance(error, httpx.ConnectTimeout)
            return Failing(Unreachable(self._say(where, text)), tries=2 if slow else TRIES_TO_CONNECT)
        if isinstance(error, httpx.TimeoutException):
            text = f"no answer within {READ_SECONDS:.0f} s; try again later"
            return Failing(TooMuch(self._say(where, text)), tries=2)
        if isinstance(error, (httpx.TransportError, httpx.DecodingError)):
            return Failing(Unreachable(self._say(where, "the connection was dropped; try again later")))
        return UnexpectedAnswer(self._say(where, f"the request cannot be made ({type(error).__name__}); check the url"))

    def _failing_answer(self, response: httpx.Response, where: str) -> Exception:
        """The error for an answer with another status than 200."""
        status, said = response.status_code, _message(response)
        if status in (403, 429) and (
            status == 429
            or "retry-after" in response.headers
            or response.headers.get("x-ratelimit-remaining") == "0"
            or _LIMITED.search(said)
        ):
            return self._limited(response, said)
        if status in (401, 403):
            single = " (authorise the token for the organisation's single sign-on)" * (
                "x-github-sso" in response.headers
            )
            text = f"refused ({status}{said}); check that the token is right, not expired, and may read this{single}"
            return Refused(self._say(where, text))
        if status in (301, 302, 307, 308, 410):
            return Gone(self._say(where, f"no longer here ({status})"), response.headers.get("location"))
        if status == 404:
            return NotFound(self._say(where, f"not found{said}; check its name and what the token may see"))
        if status >= 500:
            error = (TooMuch if status in (502, 504) else Unreachable)(
                self._say(where, f"the server is failing ({status}); try again later")
            )
            return Failing(error, retry_after=retry_after_seconds(response.headers.get("retry-after")))
        return UnexpectedAnswer(
            self._say(where, f"an unexpected answer ({status}{said}); check that the url is that of a GitHub API")
        )

    def _limited(self, response: httpx.Response, said: str) -> Failing:
        """Too many requests: the answer says until when to wait, in one of two ways."""
        seconds = retry_after_seconds(response.headers.get("retry-after"))
        if seconds is None and response.headers.get("x-ratelimit-remaining") == "0":
            seconds = _until_reset(response)
        if seconds is None:
            seconds = SECONDARY_LIMIT_SECONDS
        text = self._say(str(response.url), f"GitHub asks to slow down ({response.status_code}{said}); try again later")
        return Failing(Unreachable(text), tries=TRIES, retry_after=seconds, is_limit=True)

    def _heed(self, response: httpx.Response, budget: str) -> None:
        """Let the shared pace know what is left of a budget: GraphQL counts points, REST requests, each its own."""
        seconds = _until_reset(response)
        remaining = _whole(response.headers.get("x-ratelimit-remaining"))
        if seconds is not None and remaining is not None:
            limit = _whole(response.headers.get("x-ratelimit-limit"))
            self._pace.heed(remaining, seconds, limit, budget)

    def _no_json(self, response: httpx.Response, where: str) -> Failing:
        start = response.content[:200].lstrip()
        if "html" in response.headers.get("content-type", "") or start.startswith(b"<"):
            text = "a web page answers instead of GitHub's API, a login page perhaps; check the url and the token"
            return Failing(UnexpectedAnswer(self._say(where, text)), tries=TRIES_TO_CONNECT)
        return Failing(Unreachable(self._say(where, "the answer was cut short; try again later")))

    def _say(self, where: str, what: str) -> str:
        """One line: source, address without what is secret in it, and what happened."""
        parts = urlsplit(where)
        shown = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
        return re.sub(r"\s+", " ", f"{self._source}: {shown}: {what}")


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted: reading them takes longer than many a request, so they are read once."""
    return httpx.create_ssl_context()


def _until_reset(response: httpx.Response) -> float | None:
    """The seconds until a budget begins anew, as the headers tell; None where they do not."""
    try:
        return max(0.0, float(response.headers["x-ratelimit-reset"]) - time.time())
    except (KeyError, ValueError):
        return None


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None


def _message(response: httpx.Response) -> str:
    """What GitHub itself says, after a colon; nothing where it says nothing."""
    try:
        said = decode(response.content, RestMessage).message
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""
    return f": {said[:300]}" if said else ""


__all__ = ["ConnectorError", "GithubClient", "Gone", "TooMuch"]
