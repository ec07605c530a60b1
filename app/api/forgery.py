"""No page from elsewhere makes a browser write here: by where a request comes from, and by what only own pages know.

A browser sends its cookies along whoever made it ask. So a writing with a session must come from a page of brug's own
and bring along what `GET /api/v1/me` and brug's own forms tell; a key in a header needs neither.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from starlette.responses import Response

from app.access.caller import Caller
from app.api.problems import problem

SAFE = ("GET", "HEAD", "OPTIONS")
"""Methods that write nothing."""

CSRF_HEADER = b"x-csrf-token"
LOOKED_AT = (b"host", b"origin", b"sec-fetch-site", b"content-type", CSRF_HEADER)
FORM = b"application/x-www-form-urlencoded"

Headers = Mapping[bytes, bytes]


def is_own(headers: Headers, scheme: str, url: str) -> bool | None:
    """Whether a page of brug's own asks; None where the browser, or whatever it is, does not say.

    `url` is where people reach brug, which a proxy in front of it may hide.
    """
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        # "none" is a person's own doing, such as a form that is sent again.
        return site in (b"same-origin", b"none")
    origin = headers.get(b"origin")
    if origin is None:
        return None
    host = headers.get(b"host", b"").decode("latin-1")
    return origin.decode("latin-1").lower() in (f"{scheme}://{host}".lower(), url.lower())


def refusal(headers: Headers, scope: Mapping[str, str], caller: Caller, url: str) -> Response | None:
    """Why a caller that a browser may be cannot write like this; None where it can."""
    own = is_own(headers, scope.get("scheme", "http"), url)
    if caller.csrf is None:
        # Without a session this machine's own word is enough, but not that of a page that it shows.
        return problem(403, "a page of another site asks for this") if own is False else None
    if not own:
        return problem(403, "a page of another site asks for this, or one that does not say where it comes from")
    given = headers.get(CSRF_HEADER)
    if given is None and _is_form(headers, scope["path"]):
        return None
    if given is None or not is_token(caller, given):
        return problem(403, "send X-CSRF-Token as GET /api/v1/me tells it, or a key as Authorization: Bearer KEY")
    return None


def is_token(caller: Caller, given: bytes) -> bool:
    """Whether this is what writings of a session must bring along."""
    return caller.csrf is not None and hmac.compare_digest(caller.csrf.encode(), given)


def _is_form(headers: Headers, path: str) -> bool:
    """Whether a page's form is sent, which brings it in its body: whoever reads that checks it (app/api/forms.py)."""
    return not path.startswith("/api/") and headers.get(b"content-type", b"").partition(b";")[0].strip() == FORM
