"""A server in front of the stand-in that forwards, remembers what was asked, and answers otherwise where told."""

from __future__ import annotations

import contextlib
import http.client
import json
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_OF_THE_CONNECTION = {"connection", "content-length", "transfer-encoding", "date", "server"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def query(self) -> str:
        """The GraphQL query that it holds; nothing where it holds none."""
        return str(json.loads(self.body).get("query", "")) if self.path.endswith("/graphql") else ""

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of that query."""
        found: dict[str, Any] = json.loads(self.body).get("variables", {}) if self.path.endswith("/graphql") else {}
        return found


@dataclass(slots=True)
class Answer:
    """One answer; header names are in lower case."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, value: object, status: int = 200, **headers: str) -> Answer:
        """An answer in JSON; _ in a header's name stands for -."""
        given = {name.replace("_", "-"): text for name, text in headers.items()}
        return cls(status, json.dumps(value).encode(), {"content-type": "application/json", **given})

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Proxy:
    """A running proxy.

    `instead` may answer in the place of the stand-in, `altered` may change what it answers, `rewritten` what it is
    asked.
    """

    url: str
    instead: Callable[[Asked], Answer | None] = lambda _: None
    altered: Callable[[Asked, Answer], Answer] = lambda _, answer: answer
    rewritten: Callable[[Asked], Asked] = lambda asked: asked
    asked: list[Asked] = field(default_factory=list)


@contextlib.contextmanager
def in_front_of(target: str) -> Iterator[Proxy]:
    """A proxy on a free port. It keeps the client's Host, so that links in answers lead through it, too."""
    server = _Server(("127.0.0.1", 0), _Handler)
    proxy = Proxy(f"http://127.0.0.1:{server.server_address[1]}")
    _Handler.reached[server] = (proxy, urlsplit(target).netloc)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        del _Handler.reached[server]


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of what went wrong, but not of a client that was killed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    reached: dict[object, tuple[Proxy, str]] = {}  # noqa: RUF012

    def do_GET(self) -> None:
        proxy, target = self.reached[self.server]
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        asked = Asked(self.command, self.path, {name.lower(): text for name, text in self.headers.items()}, body)
        proxy.asked.append(asked)
        answer = proxy.instead(asked) or proxy.altered(asked, _forwarded(target, proxy.rewritten(asked)))
        self.send_response(answer.status)
        for name, text in answer.headers.items():
            if name not in _OF_THE_CONNECTION:
                self.send_header(name, text)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing is told."""


def _forwarded(target: str, asked: Asked) -> Answer:
    with contextlib.closing(http.client.HTTPConnection(target, timeout=60)) as connection:
        # Packed answers could not be changed.
        headers = {
            name: text for name, text in asked.headers.items() if name not in ("accept-encoding", "content-length")
        }
        connection.request(asked.method, asked.path, asked.body or None, headers)
        got = connection.getresponse()
        return Answer(got.status, got.read(), {name.lower(): text for name, text in got.getheaders()})
