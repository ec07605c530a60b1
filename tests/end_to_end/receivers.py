"""Receivers of messages: a web server that takes, refuses, falls silent or is gone, and a real mail server."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks import Webhook

from tests.trackers import free_port

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
# Longer than brug waits for an answer.
_SILENCE = 60.0


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that a receiver took: its id, which is the same at every try, and what it tells."""

    id: str
    receiver: str
    body: Any


@dataclass
class Receivers:
    """What was taken, and how often each message was offered. `answers` says by path what is answered at the n-th try.

    A status of 0 is no answer at all: the receiver holds the line until it is closed.
    """

    answers: dict[str, Callable[[int], int]] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    tries: Counter[tuple[str, str]] = field(default_factory=Counter)
    ended: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, receiver: str, identity: str, otherwise: int) -> int:
        """The status to answer with when a message is offered once more."""
        with self._lock:
            self.tries[receiver, identity] += 1
            given = self.answers.get(receiver)
            return otherwise if given is None else given(self.tries[receiver, identity])

    def take(self, identity: str, receiver: str, body: Any) -> None:
        with self._lock:
            self.taken.append(Taken(identity, receiver, body))


class _Web(BaseHTTPRequestHandler):
    receivers: Receivers

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        receiver, identity = self.path, self.headers["webhook-id"]
        if not self._is_signed(body.decode(), identity):
            self.receivers.refused.append(f"{receiver}: {identity}")
            self._answer(401)
            return
        status = self.receivers.answer(receiver, identity, 204)
        if status == 0:
            self.receivers.ended.wait(_SILENCE)
            self.close_connection = True
            return
        if status < 300:
            self.receivers.take(identity, receiver, msgspec.json.decode(body))
        self._answer(status)

    def _is_signed(self, body: str, identity: str) -> bool:
        # `verify` also wants a time near the present; brug's clock is in another year here.
        at = datetime.fromtimestamp(int(self.headers["webhook-timestamp"]), UTC)
        return Webhook(SECRET).sign(identity, at, body) in self.headers["webhook-signature"].split()

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Mail:
    def __init__(self, receivers: Receivers) -> None:
        self._receivers = receivers

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        receiver, identity = ",".join(envelope.rcpt_tos), str(mail["Message-ID"]).strip("<>").partition("@")[0]
        status = self._receivers.answer(receiver, identity, 250)
        if status != 250:
            return f"{status} not now"
        self._receivers.take(identity, receiver, mail)
        return "250 taken"


@contextmanager
def receiving() -> Iterator[tuple[Receivers, str, str]]:
    """Receivers, the host and port of their web server, and those of their mail server."""
    receivers = Receivers()
    web = ThreadingHTTPServer(("127.0.0.1", 0), type("Web", (_Web,), {"receivers": receivers}))
    web.daemon_threads = True
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    mail = Controller(_Mail(receivers), hostname="127.0.0.1", port=free_port())
    mail.start()
    try:
        yield receivers, f"127.0.0.1:{web.server_port}", f"127.0.0.1:{mail.port}"
    finally:
        receivers.ended.set()
        mail.stop()
        web.shutdown()
        web.server_close()
        thread.join()
