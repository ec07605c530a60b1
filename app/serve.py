"""Serving the API in one process, with the schedule beside it."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from sqlalchemy import Engine

from app.access.keys import were_made
from app.api.application import create_app
from app.database.engine import reading
from app.errors import BrugError
from app.loopback import is_loopback
from app.schedule import start_schedule
from app.settings import Settings


def serve(engine: Engine, settings: Settings, *, schedule: bool, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. Raises BrugError where the address or a setting cannot be used."""
    with reading(engine) as connection:
        is_open = settings.openid is None and not were_made(connection)
    if is_open and not is_loopback(settings.host):
        raise BrugError(
            f"{settings.host} can be reached from other machines, and no key has been made yet; make one first, "
            "such as: brug key create pmo --scope admin"
        )
    app = create_app(engine, settings)
    listening = _listen(settings)
    address = f"http://{settings.host}:{listening.getsockname()[1]}"
    scheduler = start_schedule(engine, settings) if schedule else None
    tell(f"brug serves its API at {address}/api/v1 (documentation: {address}/docs); Ctrl-C ends it")
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        tell("stopped")  # Ctrl-C is how serving ends, not an error
    finally:
        if scheduler is not None:
            scheduler.shutdown(wait=False)


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
