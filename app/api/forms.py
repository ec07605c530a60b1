"""What a page's form sends: read in one place, which also checks that it is a page of brug's own."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.access.caller import Caller
from app.api.door import CALLER
from app.api.forgery import CSRF_HEADER, FORM, LOOKED_AT, is_own, is_token
from app.api.state import state_of

_MOST_BYTES = 20_000


async def form_of(request: Request, *, by_session: bool = True, most: int = _MOST_BYTES) -> dict[str, str]:
    """The fields of a form, the last one of each name.

    `by_session` says that whoever has a session must bring along its `csrf`, as a field or in the header; only signing
    in needs none. `most` is how many bytes it may be. Raises HTTPException 403, 413 or 415.
    """
    headers = {name: value for name, value in request.scope["headers"] if name in LOOKED_AT}
    if not is_own(headers, request.url.scheme, state_of(request).settings.url):
        raise HTTPException(403, "a page of another site asks for this, or one that does not say where it comes from")
    body = await _body(request, headers.get(b"content-type", b""), most)
    fields = dict(parse_qsl(body, keep_blank_values=True))
    caller = request.scope[CALLER]
    if by_session and isinstance(caller, Caller) and caller.csrf is not None:
        given = headers.get(CSRF_HEADER) or fields.get("csrf", "").encode("utf-8", "surrogateescape")
        if not is_token(caller, given):
            raise HTTPException(403, "this form is of another session; load its page again")
    return fields


async def _body(request: Request, kind: bytes, most: int) -> str:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise HTTPException(413, f"a form of at most {most} bytes is read")
    if body and kind.partition(b";")[0].strip() != FORM:
        raise HTTPException(415, f"send a form: {FORM.decode()}")
    return body.decode("utf-8", "replace")
