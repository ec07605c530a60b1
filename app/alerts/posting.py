"""The leader's second duty: sending what is due, in a thread of its own, so that no slow receiver holds it up."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from sqlalchemy import Engine

from app.alerts.sending import send_due
from app.schedule.leading import Lease, fenced
from app.settings import Settings


class Post:
    """Sends what is due in the outbox of a database, one round at a time."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine, self._settings = engine, settings
        self._pool = ThreadPoolExecutor(1, "post")
        self._round: Future[int] | None = None

    def __call__(self, lease: Lease) -> None:
        """Begin a round where none is under way. Raises what the last one ended with, such as NoLongerLeading."""
        if self._round is not None:
            if not self._round.done():
                return
            ended, self._round = self._round, None
            ended.result()
        self._round = self._pool.submit(send_due, self._engine, self._settings, partial(fenced, lease=lease))

    def close(self) -> None:
        """Begin nothing more, and wait for what is under way, so that it is written down while this process leads."""
        self._pool.shutdown()
