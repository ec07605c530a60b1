"""The cookies of signing in: no script reads them, no other site sends them along with a writing."""

from __future__ import annotations

from starlette.responses import Response

from app.access.sessions import LASTS

SESSION = "brug_session"
BEGUN = "brug_sign_in"
"""A session, and a sign-in through a provider that has begun."""

BEGUN_LASTS = 600_000
"""How long signing in at a provider may take, in milliseconds."""

_PATHS = {SESSION: "/", BEGUN: "/sign-in"}
_LAST = {SESSION: LASTS, BEGUN: BEGUN_LASTS}


def cookie(header: bytes, name: str) -> str | None:
    """The value of a cookie in a Cookie header; None where there is none."""
    wanted = name.encode() + b"="
    for part in header.split(b";"):
        one = part.strip()
        if one.startswith(wanted):
            return one[len(wanted) :].decode("latin-1")
    return None


def give(response: Response, name: str, value: str, *, secure: bool) -> None:
    """Have the browser keep a cookie; `secure` says that it is to be sent over https only."""
    response.set_cookie(
        name, value, _LAST[name] // 1000, path=_PATHS[name], secure=secure, httponly=True, samesite="lax"
    )


def take_back(response: Response, name: str, *, secure: bool) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(name, _PATHS[name], secure=secure, httponly=True, samesite="lax")
