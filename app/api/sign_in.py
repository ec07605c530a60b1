"""Signing in and out: with a key that is posted, or through a provider that vouches for a person."""

from __future__ import annotations

import structlog
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from app.access.audit import record
from app.access.caller import THIS_MACHINE, Caller
from app.access.rates import Rates
from app.access.sessions import begin_session_of_key, end_session
from app.api.cookies import SESSION, cookie, give, take_back
from app.api.door import CALLER
from app.api.forms import form_of
from app.api.sign_in_pages import HEADERS, STYLE, STYLE_PATH, sign_in_page, signed_in_page
from app.api.sign_in_texts import TEXTS
from app.api.state import is_secure, state_of
from app.api.ways_on import SIGN_IN, own_path
from app.clock import now
from app.database.engine import writing
from app.web.language import language_of

WRONG_KEYS = 10
"""How many wrong keys a minute may come from one address."""

_log = structlog.get_logger()


def sign_in_room(through: str | None) -> APIRouter:
    """The paths of signing in with a key, and out. `through` names a provider that people can sign in at instead."""
    router = APIRouter(include_in_schema=False)
    attempts = Rates(WRONG_KEYS)

    @router.get(SIGN_IN)
    def page(request: Request, next: str = "/") -> Response:
        """The form, or who is in already."""
        caller, language = request.scope[CALLER], language_of(request)
        if isinstance(caller, Caller) and (caller.csrf is not None or caller is THIS_MACHINE):
            return signed_in_page(language, caller, own_path(next))
        return sign_in_page(language, own_path(next), through=through)

    @router.get(STYLE_PATH)
    def style() -> Response:
        """What the pages look like."""
        headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
        return Response(STYLE, headers=headers, media_type="text/css")

    @router.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        """Begin a session with the key of the form."""
        form = await form_of(request, by_session=False)
        following, language = own_path(form.get("next")), language_of(request)
        address = request.client.host if request.client else ""
        if seconds := attempts.would_wait(address):
            slow = TEXTS[language].slow.format(seconds=seconds)
            return sign_in_page(language, following, through=through, problem=slow, status=429, wait=seconds)
        value = await run_in_threadpool(_begin, request, form.get("key", "").strip())
        if value is None:
            attempts.wait(address)
            _log.warning("a wrong key to sign in with", address=address)
            wrong = TEXTS[language].wrong
            return sign_in_page(language, following, through=through, problem=wrong, status=403)
        return go_on(request, following, value)

    @router.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        """End the session that asks, if one does."""
        await form_of(request)
        await run_in_threadpool(_end, request)
        answer = RedirectResponse(SIGN_IN, 303, HEADERS)
        take_back(answer, SESSION, secure=is_secure(request))
        return answer

    return router


def go_on(request: Request, following: str, value: str) -> Response:
    """Lead a browser on into its session."""
    answer = RedirectResponse(following, 303, HEADERS)
    give(answer, SESSION, value, secure=is_secure(request))
    return answer


def _begin(request: Request, key: str) -> str | None:
    state = state_of(request)
    at = now(state.settings)
    with writing(state.engine) as connection:
        begun = begin_session_of_key(connection, key, at)
        if begun is None:
            return None
        value, caller = begun
        record(connection, caller, "signed in", caller.name, at, details={"by": "key"})
    return value


def _end(request: Request) -> None:
    caller, state = request.scope[CALLER], state_of(request)
    value = cookie(request.headers.get("cookie", "").encode("latin-1"), SESSION)
    if not isinstance(caller, Caller) or caller.csrf is None or value is None:
        return
    at = now(state.settings)
    with writing(state.engine) as connection:
        end_session(connection, value)
        record(connection, caller, "signed out", caller.name, at)
