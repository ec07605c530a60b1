"""Styles and scripts, under an address that is another one whenever anything in them changes.

So a browser may keep them for good. The digest stands before the path, not in the file's name: modules find each other
by relative paths.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_FOR_GOOD = "public, max-age=31536000, immutable"

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it is sent: plain, and packed for browsers that take it so."""

    body: bytes
    packed: bytes
    kind: str


@cache
def _files() -> dict[str, _File]:
    """All files by their paths."""
    found = {}
    for path, file in _walk(files("app.web") / "static", ""):
        kind = _KINDS.get(path.rpartition(".")[2])
        if kind is not None:
            body = file.read_bytes()
            found[path] = _File(body, gzip.compress(body, 9, mtime=0), kind)
    return found


def _walk(folder: Traversable, above: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = above + entry.name
        found += _walk(entry, path + "/") if entry.is_dir() else [(path, entry)]
    return found


@cache
def _digest() -> str:
    whole = hashlib.sha256()
    for path, file in _files().items():
        whole.update(f"{path}\0".encode() + file.body + b"\0")
    return whole.hexdigest()[:12]


def address_of(path: str) -> str:
    """The address of a file, such as `css/base.css`. Raises KeyError where there is none."""
    if path not in _files():
        raise KeyError(path)
    return f"/static/{_digest()}/{path}"


@router.get("/static/{digest}/{path:path}")
def static(request: Request, digest: str, path: str) -> Response:
    """A file; of another version than this one only what is there now, and not to be kept."""
    file = _files().get(path)
    if file is None:
        raise HTTPException(404, f'there is no file "{path}"')
    headers = {
        "Cache-Control": _FOR_GOOD if digest == _digest() else "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.packed, media_type=file.kind, headers=headers | {"Content-Encoding": "gzip"})
    return Response(file.body, media_type=file.kind, headers=headers)
