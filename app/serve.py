"""Serving pages and the API in one process, which also works on the schedule; or working on it without serving."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from threading import Event

import uvicorn
from sqlalchemy import Engine

from app.access.keys import were_made
from app.api.application import create_app
from app.database.engine import reading
from app.errors import BrugError
from app.loopback import is_loopback
from app.settings import Settings
from app.working import Worker


def serve(engine: Engine, settings: Settings, *, schedule: bool, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. Raises BrugError where the address or a setting cannot be used."""
    with reading(engine) as connection:
        is_open = settings.openid is None and not were_made(connection)
    if is_open and not is_loopback(settings.host):
        raise BrugError(
            f"{settings.host} can be reached from other machines, and no key has been made yet; make one first, "
            "such as: brug key create pmo --scope admin"
        )
    app = create_app(engine, settings, leads=schedule)
    listening = _listen(settings)
    address = f"http://{settings.host}:{listening.getsockname()[1]}"
    tell(f"brug is at {address} (API: /api/v1, documentation: /docs); Ctrl-C ends it")
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        tell("stopped")  # Ctrl-C is how serving ends, not an error


def work(engine: Engine, settings: Settings, *, look: float, tell: Callable[[str], None]) -> None:
    """Do what a process that serves does by itself, without serving: until SIGTERM or Ctrl-C.

    `look` are the seconds between two looks at what is due.
    """
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    worker = Worker(engine, settings, tell=tell, look=look)
    worker.start()
    tell("brug works on the schedule and does what it is asked for; Ctrl-C ends it")
    stopping.wait()
    worker.stop()
    tell("stopped")


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP: only then are answers sent at once, instead of 40 ms later on a connection that is kept.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise BrugError(
            f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; choose another with --port"
        ) from error
    return listening
