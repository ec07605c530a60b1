"""Signing in through a provider: leading a person there, and beginning a session for whoever comes back."""

from __future__ import annotations

import hmac

import structlog
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.access.audit import record
from app.access.openid import Begun, Provider
from app.access.people import name_of, scope_of
from app.access.rates import Rates
from app.access.sealing import seal, unseal
from app.access.sessions import begin_session_of_person
from app.access.sign_in_errors import SignInError
from app.api.cookies import BEGUN, BEGUN_LASTS, cookie, give, take_back
from app.api.sign_in import go_on
from app.api.sign_in_pages import HEADERS, failed_page
from app.api.state import is_secure, language_of, state_of
from app.api.ways_on import own_path
from app.clock import now
from app.database.engine import writing
from app.openid_settings import OpenIdSettings

CALLBACK = "/sign-in/callback"

# What one address may make brug ask of the provider: an office may share one.
_A_MINUTE = 120

_log = structlog.get_logger()


def sign_in_through_room(settings: OpenIdSettings, secret: str, url: str) -> APIRouter:
    """The paths of signing in through a provider. `secret` is what it knows brug by, `url` where people reach brug."""
    router = APIRouter(include_in_schema=False)
    provider, visits = Provider(settings, secret, url + CALLBACK), Rates(_A_MINUTE)

    @router.get("/sign-in/start")
    def start(request: Request, next: str = "/") -> Response:
        """Lead a browser to the provider, with what it must come back with in a cookie."""
        if seconds := visits.wait(request.client.host if request.client else ""):
            return _slow(request, seconds)
        try:
            address, begun = provider.begin(own_path(next), now(state_of(request).settings) + BEGUN_LASTS)
        except SignInError as error:
            return _failed(request, error)
        answer = RedirectResponse(address, 303, HEADERS)
        give(answer, BEGUN, seal(begun, secret), secure=is_secure(request))
        return answer

    @router.get(CALLBACK)
    def back(request: Request) -> Response:
        """Begin a session for whoever comes back from the provider."""
        if seconds := visits.wait(request.client.host if request.client else ""):
            return _slow(request, seconds)
        answer = _came_back(request)
        take_back(answer, BEGUN, secure=is_secure(request))
        return answer

    def _came_back(request: Request) -> Response:
        asked, language = request.query_params, language_of(request)
        begun = _begun(request)
        if begun is None or not hmac.compare_digest(begun.state.encode(), asked.get("state", "").encode()):
            return failed_page(language, "forgotten", 400)
        if "error" in asked or "code" not in asked:
            # The provider's own words are whatever an address holds, so only a word of them is shown.
            error = "".join(c for c in asked.get("error", "no code") if c.isalnum() or c in "_ ")[:60]
            return failed_page(language, "denied", 403, f"{provider.name}: {error}")
        at = now(state_of(request).settings)
        try:
            claims = provider.finish(begun, asked["code"], at)
        except SignInError as error:
            return _failed(request, error)
        name, scope = name_of(claims), scope_of(claims, settings)
        if scope is None:
            _log.warning("somebody without rights wanted to sign in", name=name)
            return failed_page(language, "nobody", 403, name=name)
        with writing(state_of(request).engine) as connection:
            value, caller = begin_session_of_person(connection, name, scope, at)
            details = {"by": settings.issuer, "scope": scope}
            record(connection, caller, "signed in", caller.name, at, details=details)
        return go_on(request, begun.next, value)

    def _begun(request: Request) -> Begun | None:
        kept = cookie(request.headers.get("cookie", "").encode("latin-1"), BEGUN)
        return unseal(kept, secret, now(state_of(request).settings)) if kept else None

    return router


def _failed(request: Request, error: SignInError) -> Response:
    _log.warning("signing in through a provider failed", reason=error.reason, text=str(error))
    return failed_page(language_of(request), error.reason, error.status, str(error))


def _slow(request: Request, seconds: int) -> Response:
    answer = failed_page(language_of(request), "slow", 429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
