"""Who gets in, decided before anything else sees a request.

With a key, by its rights. While no key was ever made: this machine, by a loopback name, and nobody else.
"""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access.caller import THIS_MACHINE, Caller
from app.access.rates import Rates
from app.access.register import Register
from app.api.problems import problem
from app.database.versions import DataVersion
from app.errors import DatabaseError
from app.loopback import is_loopback

CALLER = "brug.caller"
VERSION = "brug.version"
"""Where a request's scope holds who asks, and the version of the data when it came in."""

# Whether the server lives, and what its API looks like, tells nothing of anybody's projects.
_FREE = ("/healthz", "/readyz", "/openapi.json", "/docs", "/redoc", "/static-offline-docs/", "/")


class Door:
    """Lets in who may ask, at the rate at which they may, and refuses everybody else with a problem document."""

    def __init__(self, app: ASGIApp, register: Register, version: DataVersion, rates: Rates) -> None:
        self._app, self._register, self._version, self._rates = app, register, version, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with the caller in the scope, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = None
        try:
            version = self._version.now() if self._version.is_immediate else await run_in_threadpool(self._version.now)
            caller = self._caller(scope, version)
        except (DatabaseError, SQLAlchemyError):
            version, caller = "", None
            if not _is_free(scope["path"]):
                refusal = problem(503, "the database does not answer; try again later", headers={"Retry-After": "10"})
        if refusal is None and isinstance(caller, str):
            status = 403 if caller is _NO_KEY_MADE else 401
            refusal = problem(status, caller, headers={} if status == 403 else {"WWW-Authenticate": "Bearer"})
        if refusal is None and isinstance(caller, Caller) and (seconds := self._wait(caller)):
            detail = f"{caller.name} asks faster than it may; ask again in {seconds} seconds"
            refusal = problem(429, detail, headers={"Retry-After": str(seconds)})
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        scope[CALLER], scope[VERSION] = caller, version
        await self._app(scope, receive, send)

    def _wait(self, caller: Caller) -> int:
        return 0 if caller is THIS_MACHINE else self._rates.wait(caller.id)

    def _caller(self, scope: Scope, version: str) -> Caller | str | None:
        """Who asks; a text says why nobody gets in; None is somebody unknown at a free place."""
        headers = {name: value for name, value in scope["headers"] if name in (b"host", b"authorization")}
        given = headers.get(b"authorization", b"").decode("latin-1")
        kind, _, secret = given.partition(" ")
        if given:
            known = self._register.caller(secret.strip(), version) if kind.lower() == "bearer" else None
            if known is not None:
                return known
            if kind.lower() != "bearer":
                return "send a key as Authorization: Bearer KEY"
            return "this key is unknown, or was revoked; brug key create makes another"
        if not self._register.is_open(version):
            return None if _is_free(scope["path"]) else "a key is needed: Authorization: Bearer KEY"
        return THIS_MACHINE if _is_this_machine(scope, headers.get(b"host", b"")) else _NO_KEY_MADE


_NO_KEY_MADE = "no key has been made, so brug answers only on this machine's own addresses"


def _is_free(path: str) -> bool:
    return path in _FREE or path.startswith(_FREE[-2])


def _is_this_machine(scope: Scope, given: bytes) -> bool:
    """The `Host` counts too: a page from elsewhere could make a browser on this machine ask."""
    host = given.decode("latin-1")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    client = scope.get("client")
    return (client is None or is_loopback(client[0])) and is_loopback(name)
