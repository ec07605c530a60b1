"""A proxy that writes down what is asked through it, so that the same can be asked again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import msgspec
from aiohttp import web
from yarl import URL

_HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "date", "server"}
_LARGEST_BODY = 64 * 1024**2


class Asked(msgspec.Struct, frozen=True):
    """One request and how it was answered: `target` is path and query, `size` the bytes of the answer's body."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    status: int
    size: int


@contextmanager
def recording(url: str) -> Iterator[tuple[str, list[Asked]]]:
    """A proxy before the server at `url`: its own url, and the requests in the order in which they were answered."""
    asked: list[Asked] = []
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="recording", daemon=True)
    thread.start()
    proxy = _Proxy(url, asked)
    try:
        port = asyncio.run_coroutine_threadsafe(proxy.open(), loop).result()
        yield f"http://127.0.0.1:{port}", asked
    finally:
        asyncio.run_coroutine_threadsafe(proxy.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _Proxy:
    """Passes requests on as they are, and answers back unopened."""

    def __init__(self, url: str, asked: list[Asked]) -> None:
        self._url = url
        self._asked = asked
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> int:
        """Listen on a free port of this machine, and give it."""
        application = web.Application(client_max_size=_LARGEST_BODY)
        application.router.add_route("*", "/{path:.*}", self._pass_on)
        self._session = aiohttp.ClientSession(auto_decompress=False)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port: int = self._runner.addresses[0][1]
        return port

    async def close(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()
        if self._session:
            await self._session.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        assert self._session is not None
        body = await request.read()
        # The host stays the proxy's, so that links in answers lead through it, too.
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _HOP_BY_HOP}
        where = URL(self._url + request.raw_path, encoded=True)
        async with self._session.request(
            request.method, where, headers=headers, data=body or None, allow_redirects=False
        ) as answer:
            given = await answer.read()
            passed = [(name, value) for name, value in answer.headers.items() if name.lower() not in _HOP_BY_HOP]
            if "Content-Encoding" in answer.headers:
                passed.append(("Content-Encoding", answer.headers["Content-Encoding"]))
        kept = {name: value for name, value in headers.items() if name.lower() != "host"}
        self._asked.append(Asked(request.method, request.raw_path, kept, body, answer.status, len(given)))
        return web.Response(body=given, status=answer.status, headers=passed)
