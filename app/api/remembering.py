"""Answers kept as bytes until something in the database changes, or the day: what is asked again is not made again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.caller import Caller
from app.api.door import CALLER, VERSION
from app.clock import now
from app.instants import DAY
from app.settings import Settings

_MOST_BYTES = 64_000_000
_LARGEST = 4_000_000

# What an answer depends on, beside who asks and what for.
_ASKED_BY = (b"accept", b"accept-language")

_Key = tuple[object, ...]


class Remembering:
    """Answers a GET from memory while the data are as they were, and with 304 where the caller has it already.

    Only answers with an ETag are kept, for callers that see the same. The version of the data is that of the
    request's arrival, so an answer that was made while they changed counts as old.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._kept: OrderedDict[_Key, tuple[str, list[tuple[bytes, bytes]], bytes]] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on and keep what comes back."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        asked = {name: value for name, value in scope["headers"] if name in _ASKED_BY or name == b"if-none-match"}
        key = _key(scope, asked, now(self._settings) // DAY)
        known = self._kept.get(key)
        if known is not None and known[0] == scope[VERSION]:
            self._kept.move_to_end(key)
            await _send(known[1], known[2], asked.get(b"if-none-match", b""), send)
            return
        await self._app(scope, receive, self._keeping(key, scope[VERSION], send))

    def _keeping(self, key: _Key, version: str, send: Send) -> Send:
        start: dict[str, Any] = {}

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body" and start.get("status") == 200:
                headers = start["headers"]
                whole = not message.get("more_body", False)
                if whole and version and any(name == b"etag" for name, _ in headers):
                    self._keep(key, version, headers, message.get("body", b""))
                start.clear()
            await send(message)

        return keep

    def _keep(self, key: _Key, version: str, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        if len(body) > _LARGEST:
            return
        before = self._kept.pop(key, None)
        self._size += len(body) - (len(before[2]) if before else 0)
        self._kept[key] = version, headers, body
        while self._size > _MOST_BYTES:
            _, (_, _, oldest) = self._kept.popitem(last=False)
            self._size -= len(oldest)


def has_already(etag: str, if_none_match: str) -> bool:
    """Whether an If-None-Match header names an ETag (RFC 9110, 13.1.2: by weak comparison)."""
    known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in known or "*" in known


def _key(scope: Scope, asked: dict[bytes, bytes], day: int) -> _Key:
    caller = scope[CALLER]
    assert isinstance(caller, Caller)  # noqa: S101
    by = tuple(asked.get(name, b"") for name in _ASKED_BY)
    return day, scope["path"], scope["query_string"], by, caller.scope, caller.sight.projects


async def _send(headers: list[tuple[bytes, bytes]], body: bytes, if_none_match: bytes, send: Send) -> None:
    if if_none_match:
        etag = next(value for name, value in headers if name == b"etag").decode("latin-1")
        if has_already(etag, if_none_match.decode("latin-1")):
            left_out = (b"content-length", b"content-type")
            kept = [header for header in headers if header[0] not in left_out]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
