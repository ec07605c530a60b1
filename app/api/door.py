"""Who gets in, decided before anything else sees a request.

With a key in a header, by its rights; else with the cookie of a session, by those of whoever signed in. While no key
was ever made, and nobody can sign in otherwise: this machine, by a loopback name, and nobody else.
"""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access.caller import THIS_MACHINE, Caller
from app.access.rates import Rates
from app.access.register import Register
from app.api import forgery
from app.api.cookies import SESSION, cookie
from app.api.problems import problem
from app.api.ways_on import is_page, to_sign_in
from app.clock import now
from app.database.versions import DataVersion
from app.errors import DatabaseError
from app.loopback import is_loopback
from app.settings import Settings

CALLER = "brug.caller"
VERSION = "brug.version"
"""Where a request's scope holds who asks, and the version of the data when it came in."""

# Whether the server lives, what its API looks like, and how to get in, tells nothing of anybody's projects.
_FREE = ("/healthz", "/readyz", "/openapi.json", "/docs", "/redoc", "/sign-in", "/sign-out", "/language")
_FREE_BELOW = ("/static-offline-docs/", "/static/", "/sign-in/")

_LOOKED_AT = frozenset((b"authorization", b"cookie", b"accept", *forgery.LOOKED_AT))
_BEARER = {"WWW-Authenticate": "Bearer"}


class Door:
    """Lets in who may ask, at the rate at which they may, and refuses everybody else with a problem document."""

    def __init__(
        self, app: ASGIApp, register: Register, version: DataVersion, rates: Rates, settings: Settings
    ) -> None:
        self._app, self._register, self._version, self._rates = app, register, version, rates
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with the caller in the scope, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        found: Caller | Response | None
        try:
            version = self._version.now() if self._version.is_immediate else await run_in_threadpool(self._version.now)
            found = self._caller(scope, version)
        except (DatabaseError, SQLAlchemyError):
            version, found = "", None
            if not _is_free(scope["path"]):
                found = problem(503, "the database does not answer; try again later", headers={"Retry-After": "10"})
        if isinstance(found, Caller) and (seconds := self._wait(found)):
            detail = f"{found.name} asks faster than it may; ask again in {seconds} seconds"
            found = problem(429, detail, headers={"Retry-After": str(seconds)})
        if isinstance(found, Response):
            await found(scope, receive, send)
            return
        scope[CALLER], scope[VERSION] = found, version
        await self._app(scope, receive, send)

    def _wait(self, caller: Caller) -> int:
        return 0 if caller is THIS_MACHINE else self._rates.wait(caller.id)

    def _caller(self, scope: Scope, version: str) -> Caller | Response | None:
        """Who asks, or the answer that refuses; None is somebody unknown at a free place."""
        headers = {name: value for name, value in scope["headers"] if name in _LOOKED_AT}
        given = headers.get(b"authorization", b"").decode("latin-1")
        if given:
            return self._with_key(given, version)
        if self._register.is_open(version):
            if not _is_this_machine(scope, headers.get(b"host", b"")):
                return problem(403, "no key has been made, so brug answers only on this machine's own addresses")
            return self._writing(scope, headers, THIS_MACHINE)
        value = cookie(headers.get(b"cookie", b""), SESSION)
        caller = self._register.in_session(value, version, now(self._settings)) if value else None
        if caller is not None:
            return self._writing(scope, headers, caller)
        return None if _is_free(scope["path"]) else _unknown(scope, headers, had_session=value is not None)

    def _with_key(self, given: str, version: str) -> Caller | Response:
        kind, _, secret = given.partition(" ")
        if kind.lower() != "bearer":
            return problem(401, "send a key as Authorization: Bearer KEY", _BEARER)
        known = self._register.caller(secret.strip(), version)
        detail = "this key is unknown, or was revoked; brug key create makes another"
        return known if known is not None else problem(401, detail, _BEARER)

    def _writing(self, scope: Scope, headers: forgery.Headers, caller: Caller) -> Caller | Response:
        if scope["method"] in forgery.SAFE:
            return caller
        return forgery.refusal(headers, scope, caller, self._settings.url) or caller


def _is_free(path: str) -> bool:
    return path in _FREE or path.startswith(_FREE_BELOW)


def _unknown(scope: Scope, headers: forgery.Headers, *, had_session: bool) -> Response:
    """What is answered to whoever may not be here unknown: a way to sign in for a person, a problem for a program."""
    if is_page(scope, headers.get(b"accept", b"")):
        return to_sign_in(scope["path"], scope["query_string"])
    if had_session:
        return problem(401, "this session is over; sign in again at /sign-in", _BEARER)
    return problem(401, "a key is needed: Authorization: Bearer KEY", _BEARER)


def _is_this_machine(scope: Scope, given: bytes) -> bool:
    """The `Host` counts too: a page from elsewhere could make a browser on this machine ask."""
    host = given.decode("latin-1")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    client = scope.get("client")
    return (client is None or is_loopback(client[0])) and is_loopback(name)
