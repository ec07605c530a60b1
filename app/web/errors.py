"""Errors as pages, where a browser asks for a page: in the same look, in the reader's language, with what to do."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.forgery import FORM
from app.api.problems import PROBLEM
from app.api.ways_on import is_page
from app.web.language import language_of
from app.web.rendering import page

_KINDS = {403: "forbidden", 404: "nowhere", 409: "not_now", 422: "wrong", 429: "slow", 503: "database"}


@dataclass(frozen=True, slots=True)
class Texts:
    """What error pages say in one language, by the kind of error."""

    titles: dict[str, str]
    what_to_do: dict[str, str]
    back: str


TEXTS = {
    "en": Texts(
        titles={
            "forbidden": "You may not see or do this",
            "nowhere": "There is no such page",
            "not_now": "This cannot be done now",
            "wrong": "The address is not right",
            "slow": "That went too fast",
            "database": "The database does not answer",
            "broken": "Something went wrong",
        },
        what_to_do={
            "forbidden": "Ask whoever runs brug for the rights that this needs.",
            "nowhere": "It may have gone, or you may not see it. Begin at the portfolio.",
            "not_now": "Go back, look at how things stand now, and try again.",
            "wrong": "Something in the address is not what this page knows. Begin at the portfolio.",
            "slow": "Wait a minute, then load the page again.",
            "database": "Load the page again in a minute. If it stays so, tell whoever runs brug.",
            "broken": "It is not your doing. Tell whoever runs brug: its log says what happened.",
        },
        back="To the portfolio",
    ),
    "nl": Texts(
        titles={
            "forbidden": "Dit mag u niet zien of doen",
            "nowhere": "Deze pagina is er niet",
            "not_now": "Dit kan nu niet",
            "wrong": "Het adres klopt niet",
            "slow": "Dat ging te snel",
            "database": "De database antwoordt niet",
            "broken": "Er ging iets mis",
        },
        what_to_do={
            "forbidden": "Vraag wie brug beheert om de rechten die hiervoor nodig zijn.",
            "nowhere": "Misschien is zij weg, of mag u haar niet zien. Begin bij de portefeuille.",
            "not_now": "Ga terug, kijk hoe het er nu voor staat, en probeer het opnieuw.",
            "wrong": "Iets in het adres kent deze pagina niet. Begin bij de portefeuille.",
            "slow": "Wacht een minuut en laad de pagina dan opnieuw.",
            "database": "Laad de pagina over een minuut opnieuw. Blijft het zo, zeg het dan aan wie brug beheert.",
            "broken": "Het ligt niet aan u. Zeg het aan wie brug beheert: in het logboek staat wat er gebeurde.",
        },
        back="Naar de portefeuille",
    ),
}


class AsPages:
    """Turns a problem document into a page where a person waits for one; all other answers go on as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and look at what comes back."""
        if scope["type"] != "http" or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, receive, send)
        try:
            await self._app(scope, receive, answer.take)
        except Exception:
            if not answer.has_begun:
                await answer.show(500, "", {})
            # Whoever serves writes it to the log.
            raise


class _Answer:
    """An answer on its way out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._problem: Message | None = None
        self._body = b""
        self.has_begun = False

    async def take(self, message: Message) -> None:
        """Send a message on, or keep what a problem document consists of until it is whole."""
        if message["type"] == "http.response.start" and _header(message, b"content-type") == PROBLEM.encode():
            self._problem = message
            return
        if self._problem is None:
            self.has_begun = True
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            kept = {
                n.decode(): v.decode("latin-1") for n, v in self._problem["headers"] if n in (b"retry-after", b"allow")
            }
            await self.show(self._problem["status"], msgspec.json.decode(self._body)["detail"], kept)

    async def show(self, status: int, detail: str, headers: dict[str, str]) -> None:
        """Send the page of an error."""
        self.has_begun = True
        request = Request(self._scope, self._receive)
        kind = _KINDS.get(status, "broken" if status >= 500 else "wrong")
        # What is not there needs no more words, and they would not be the reader's.
        detail = "" if kind == "nowhere" else detail
        texts = TEXTS[language_of(request)]
        made = page(request, "error.html", texts, status=status, headers=headers, kind=kind, detail=detail)
        await made(self._scope, self._receive, self._send)


def _wants_page(scope: Scope) -> bool:
    """Whether a person waits: for a page that was asked for, or for what comes of a form that was sent."""
    headers = dict(scope["headers"])
    accept, kind = headers.get(b"accept", b""), headers.get(b"content-type", b"")
    is_form = scope["method"] == "POST" and b"text/html" in accept and kind.partition(b";")[0].strip() == FORM
    return is_page(scope, accept) or (is_form and not scope["path"].startswith("/api/"))


def _header(message: Message, name: bytes) -> bytes:
    return next((value for key, value in message["headers"] if key == name), b"")
