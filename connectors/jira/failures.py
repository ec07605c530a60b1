"""What went wrong with a request, as an error that says what to do and whether trying again can help.

Errors::

    ConnectorError                     (connectors.connector)
    └── UnexpectedAnswer
        └── QueryRefused               Jira understood the request and refuses it, status 400
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import msgspec
import requests
import urllib3

from connectors.connector import NotFound, Refused, UnexpectedAnswer, Unreachable
from connectors.decoding import decode
from connectors.pacing import TRIES, Failing, retry_after_seconds

TRIES_TO_CONNECT = 3
"""A host that refuses or has no address is said to be out of reach within seconds."""

TRIES_WHEN_SLOW = 2
TRIES_WHEN_NO_API = 6
"""A login page may be a proxy's hiccup."""


class QueryRefused(UnexpectedAnswer):
    """Jira refuses what was asked, status 400: an issue in a query that no longer exists, for instance."""


class Failures:
    """The errors of one source: each names the source and where it was asked, without what is secret there."""

    def __init__(self, source: str) -> None:
        self._source = source

    def no_answer(self, error: requests.RequestException, where: str, waited_seconds: float) -> Exception:
        """The error for a request that got no whole answer; `waited_seconds` is how long it was waited for."""
        if isinstance(error, requests.exceptions.SSLError):
            return UnexpectedAnswer(
                self.say(where, "the certificate cannot be verified; check the url, or trust its issuer")
            )
        if isinstance(error, requests.ReadTimeout):
            text = f"no answer within {waited_seconds:.0f} s; try again later"
            return Failing(Unreachable(self.say(where, text)), tries=TRIES_WHEN_SLOW)
        if isinstance(error, requests.ConnectTimeout) or _never_connected(error):
            text = "cannot be reached; check the url, the network and whether Jira is running"
            slow = isinstance(error, requests.ConnectTimeout)
            return Failing(Unreachable(self.say(where, text)), tries=TRIES_WHEN_SLOW if slow else TRIES_TO_CONNECT)
        if isinstance(error, (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
            return Failing(Unreachable(self.say(where, "the connection was dropped; try again later")))
        if isinstance(error, requests.exceptions.ContentDecodingError):
            return Failing(Unreachable(self.say(where, "the answer came in damaged; try again later")))
        return UnexpectedAnswer(self.say(where, f"the request cannot be made ({type(error).__name__}); check the url"))

    def failing_answer(self, response: requests.Response, where: str) -> Exception:
        """The error for an answer with another status than 200."""
        status = response.status_code
        said = _messages(response)
        if status in (401, 403):
            text = f"refused ({status}{said}); check that user and token are right, not expired, and may read this"
            return Refused(self.say(where, text))
        if status == 404:
            return NotFound(self.say(where, f"not found{said}; check the url and what the account may see"))
        if status == 429 or status >= 500:
            retry_after = retry_after_seconds(response.headers.get("Retry-After"))
            what = "asks to slow down" if status == 429 else "is failing"
            error = Unreachable(self.say(where, f"the server {what} ({status}); try again later"))
            return Failing(error, tries=TRIES, retry_after=retry_after, is_limit=status == 429)
        if status == 400:
            return QueryRefused(self.say(where, f"the request is refused ({status}{said})"))
        return UnexpectedAnswer(
            self.say(where, f"an unexpected answer ({status}{said}); check that the url is that of a Jira site")
        )

    def not_granted(self, response: requests.Response, where: str) -> Exception:
        """The error for a grant that is not renewed."""
        if response.status_code in (400, 401, 403):
            text = (
                f"the grant is not renewed ({response.status_code}{_messages(response)}); "
                "it was revoked or has ended: grant access anew, and check client id and secret"
            )
            return Refused(self.say(where, text))
        return self.failing_answer(response, where)

    def no_json(self, response: requests.Response, where: str) -> Failing:
        """The error for a 200 whose body is no JSON: a page of something in between, or one cut short."""
        start = response.content[:200].lstrip()
        if "html" in response.headers.get("Content-Type", "") or start.startswith(b"<"):
            text = "a web page answers instead of Jira's API, a login page perhaps; check the url and the token"
            return Failing(UnexpectedAnswer(self.say(where, text)), tries=TRIES_WHEN_NO_API)
        return Failing(Unreachable(self.say(where, "the answer was cut short; try again later")))

    def no_api(self, error: msgspec.ValidationError, where: str) -> UnexpectedAnswer:
        """The error for JSON that is not what Jira's API answers."""
        return UnexpectedAnswer(self.say(where, f"something else than Jira's API answers ({error}); check the url"))

    def say(self, where: str, what: str) -> str:
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
    if description := said.get("error_description"):
        texts.append(description)
    return f": {' '.join(map(str, texts))[:300]}" if texts else ""
