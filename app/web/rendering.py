"""Pages from templates: with what all of them show, in the reader's language, and with the headers that keep them safe.

Templates escape whatever they are given. What comes from a tracker is text there, whatever it looks like.
"""

from __future__ import annotations

import secrets
from datetime import date
from functools import partial
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from app.access.caller import Caller
from app.api.answers import etag_of
from app.api.door import CALLER, VERSION
from app.api.remembering import has_already
from app.api.state import state_of
from app.api.ways_on import own_path
from app.clock import day_of, now
from app.languages import LANGUAGES
from app.version import VERSION as OF_BRUG
from app.web import formats
from app.web.language import language_of
from app.web.reasons import reason
from app.web.static_files import address_of
from app.web.words import WORDS

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with that, browsers keep silent of where a form comes from.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
    "Vary": "Accept-Language, Cookie, HX-Request",
}

# Another process may know other templates or count the versions of its data anew.
_THIS_PROCESS = secrets.token_hex(4)


def page(
    request: Request,
    template: str,
    texts: object,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> Response:
    """A template as the answer. It finds `t`, the page's own texts, beside `values` and what all pages know."""
    language = language_of(request)
    known = _known(request, language)
    body = _environment(language).get_template(template).render(known | {"t": texts, "language": language} | values)
    sent = HTMLResponse(body, status, {**HEADERS, **(headers or {})})
    if status == 200 and (tag := _tag(request)) is not None:
        sent.headers["ETag"] = tag
    return sent


def unchanged(request: Request) -> Response | None:
    """The answer 304 where the browser has this page already; None where it has to be made.

    A page is the same for whoever asks in the same session and language, while the data and the day are.
    """
    tag = _tag(request)
    if tag is None or not has_already(tag.removeprefix("W/"), request.headers.get("if-none-match", "")):
        return None
    return Response(status_code=304, headers={**HEADERS, "ETag": tag})


def today(request: Request) -> date:
    """The day it is, in UTC."""
    return day_of(now(state_of(request).settings))


def _tag(request: Request) -> str | None:
    caller, version = request.scope.get(CALLER), request.scope.get(VERSION)
    if not version or not isinstance(caller, Caller):
        return None
    parts = (
        _THIS_PROCESS, version, today(request), caller.id, caller.csrf, caller.scope, language_of(request),
        request.url.path, request.scope["query_string"], request.headers.get("hx-request"),
    )  # fmt: skip
    return "W/" + etag_of(repr(parts).encode())


def _known(request: Request, language: str) -> dict[str, Any]:
    """What every page shows or needs: who asks, where it is, the ways on, the words that pages share."""
    caller = request.scope.get(CALLER)
    path = request.url.path
    query = request.scope["query_string"].decode("latin-1")
    rooms = request.app.state.navigation if isinstance(caller, Caller) else ()
    return {
        "w": WORDS[language],
        "who": caller if isinstance(caller, Caller) else None,
        "ways": [(room.path, room.names[language], _is_at(path, room.path)) for room in rooms if room.path is not None],
        "languages": LANGUAGES,
        "here": own_path(path + (f"?{query}" if query else "")) if request.method == "GET" else "/",
        "version": OF_BRUG,
    }


def _is_at(path: str, room: str) -> bool:
    """Whether a page is that of a room, or one below it."""
    return path == room or (room != "/" and path.startswith(f"{room}/"))


def _environment(language: str) -> Environment:
    if language not in _ENVIRONMENTS:
        _ENVIRONMENTS[language] = _made(language)
    return _ENVIRONMENTS[language]


_ENVIRONMENTS: dict[str, Environment] = {}


def _made(language: str) -> Environment:
    made = Environment(
        loader=PackageLoader("app.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("day", "instant_day", "short_day", "month", "moment", "number", "share", "counted"):
        made.filters[name] = partial(getattr(formats, name), language=language)
    made.filters["reason"] = partial(reason, language=language)
    made.filters["shortened"] = formats.shortened
    made.tests["web_address"] = formats.is_web_address
    made.globals["static"] = address_of
    return made
