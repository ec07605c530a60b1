"""Answers as bytes: encoded with msgspec or as CSV, with an ETag, and 304 where the caller has them already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from app.api.remembering import has_already
from app.export.columns import Column, Row
from app.export.csv_text import as_csv

TableFormat = Literal["json", "csv", "spreadsheet"]
Format = Annotated[
    TableFormat | None,
    Query(
        description="the form of the answer; where it is left out, Accept says it, and JSON it is otherwise. "
        "spreadsheet is CSV with times as spreadsheets read them: 2026-05-11 06:00:00, in UTC"
    ),
]
Cursor = Annotated[
    str | None, Query(max_length=4000, description="`next_cursor` of the page before; left out for the first page")
]

Limit = Annotated[int, Query(ge=1, le=500, description="how many a page")]
# A table is loaded whole, unless the caller says how much of it.
_WHOLE = 1_000_000
_SPREADSHEET = "spreadsheet"


def page_size(limit: int | None, csv: bool, otherwise: int) -> int:
    """How many rows to answer with: as many as are asked for; where that is left out, all as CSV and a page as JSON."""
    return limit or (_WHOLE if csv else otherwise)


def etag_of(body: bytes) -> str:
    """The ETag of a representation: the same bytes, the same tag."""
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def answer(request: Request, value: Any, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    """A value as JSON."""
    return _sent(request, msgspec.json.encode(value), "application/json", headers, status)


def page(request: Request, items: Sequence[Any], next_cursor: str | None, total: int) -> Response:
    """A page of a list, with a `Link` to the next one beside the cursor in the body."""
    return answer(request, listed(items, next_cursor, total), _link(request, next_cursor))


def listed(items: Sequence[Any], next_cursor: str | None = None, total: int | None = None) -> dict[str, Any]:
    """The document of a page of a list, by default of its only one."""
    return {"items": items, "next_cursor": next_cursor, "total": len(items) if total is None else total}


def table(request: Request, rows: Iterable[Row], columns: Sequence[Column], next_cursor: str | None = None) -> Response:
    """Rows as CSV; the cursor to go on with stands in a `Link`."""
    text = as_csv(rows, columns, for_spreadsheet=request.query_params.get("format") == _SPREADSHEET)
    return _sent(request, text.encode(), "text/csv; charset=utf-8", _link(request, next_cursor), 200)


def wants_csv(request: Request, format: str | None) -> bool:
    """Whether CSV is asked for: by `format`, or by an Accept header that likes it better than JSON."""
    if format is not None:
        return format in ("csv", _SPREADSHEET)
    liked = {"text/csv": 0.0, "application/json": 0.0, "*/*": 0.0}
    for part in request.headers.get("accept", "").split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        if name in liked:
            liked[name] = float(quality) if quality.replace(".", "", 1).isdecimal() else 0.0
    return liked["text/csv"] > max(liked["application/json"], liked["*/*"])


def _link(request: Request, next_cursor: str | None) -> dict[str, str]:
    if next_cursor is None:
        return {}
    others = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
    following = f"{request.url.path}?{urlencode([*others, ('cursor', next_cursor)])}"
    return {"Link": f'<{following}>; rel="next"'}


def _sent(request: Request, body: bytes, kind: str, headers: dict[str, str] | None, status: int) -> Response:
    etag = etag_of(body)
    headers = {
        **(headers or {}),
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Vary": "Accept, Accept-Language, Authorization, Cookie",
    }
    is_read = request.method in ("GET", "HEAD")
    if is_read and has_already(etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return Response(body, status, media_type=kind, headers=headers)
