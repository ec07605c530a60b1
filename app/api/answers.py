"""Answers as bytes: encoded with msgspec, with an ETag, and 304 where the caller has them already."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.api.remembering import has_already


def etag_of(body: bytes) -> str:
    """The ETag of a representation: the same bytes, the same tag."""
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def answer(request: Request, value: Any, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    """A value as JSON."""
    body = msgspec.json.encode(value)
    etag = etag_of(body)
    headers = {
        **(headers or {}),
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Vary": "Accept, Accept-Language, Authorization, Cookie",
    }
    if request.method in ("GET", "HEAD") and has_already(etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return Response(body, status, media_type="application/json", headers=headers)


def page(request: Request, items: list[Any], next_cursor: str | None, total: int) -> Response:
    """A page of a list, with a `Link` to the next one beside the cursor in the body."""
    headers = {}
    if next_cursor is not None:
        others = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
        following = f"{request.url.path}?{urlencode([*others, ('cursor', next_cursor)])}"
        headers["Link"] = f'<{following}>; rel="next"'
    return answer(request, {"items": items, "next_cursor": next_cursor, "total": total}, headers)
