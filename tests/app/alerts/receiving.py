"""Real servers that get messages: SMTP and HTTP, on free ports of this machine."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.trackers import free_port


@dataclass
class Mailbox:
    """What a mail server got; it answers `answer` to each mail, and `to_receiver` to each receiver."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    receivers: list[list[str]] = field(default_factory=list)
    answer: str = "250 OK"
    to_receiver: str = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.to_receiver.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_receiver

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default))
            self.receivers.append(envelope.rcpt_tos)
        return self.answer


@contextmanager
def mailbox(secured: ssl.SSLContext | None = None, *, at_once: bool = False, password: str = "") -> Iterator[Mailbox]:
    """A running mail server; with TLS, at once or by STARTTLS, where it has a certificate, and then for a password."""
    box = Mailbox(free_port())

    def known(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=given == LoginPassword(b"brug", password.encode()), handled=False)

    wanted: dict[str, Any] = {"authenticator": known, "auth_required": True} if password else {}
    if secured is not None and at_once:
        wanted |= {"ssl_context": secured, "auth_require_tls": False}
    elif secured is not None:
        # Whoever wants TLS gets it before anything else is said.
        wanted |= {"tls_context": secured, "require_starttls": True}
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **wanted)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@dataclass
class Hook:
    """What an HTTP server got: path, headers and body of each request; it answers `status`."""

    port: int = 0
    status: int = 204
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def hook(secured: ssl.SSLContext | None = None) -> Iterator[Hook]:
    """A running HTTP server; with TLS where it has a certificate."""
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append((self.path, dict(self.headers), body))
            self.send_response(kept.status)
            if 300 <= kept.status < 400:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if secured is not None:
        server.socket = secured.wrap_socket(server.socket, server_side=True)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
