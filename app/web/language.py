"""Which language a page is shown in, and the switch between them: a cookie, which says nothing but that."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from app.api.cookies import cookie
from app.api.forms import form_of
from app.api.state import is_secure
from app.api.state import language_of as asked_for
from app.api.ways_on import own_path
from app.languages import LANGUAGES

COOKIE = "lang"
_A_YEAR = 365 * 86_400

router = APIRouter(include_in_schema=False)


def language_of(request: Request) -> str:
    """The language that a reader chose; else the best liked one of the browser, else the server's own."""
    chosen = cookie(request.headers.get("cookie", "").encode("latin-1"), COOKIE)
    return chosen if chosen in LANGUAGES else asked_for(request)


@router.post("/language")
async def choose(request: Request) -> Response:
    """Keep the language that the form names, and lead back to the page it came from."""
    form = await form_of(request, by_session=False)
    if form.get("lang") not in LANGUAGES:
        raise HTTPException(422, f"lang is none of {', '.join(LANGUAGES)}")
    answer = RedirectResponse(own_path(form.get("next")), 303, {"Cache-Control": "no-store"})
    answer.set_cookie(COOKIE, form["lang"], _A_YEAR, secure=is_secure(request), httponly=True, samesite="lax")
    return answer
