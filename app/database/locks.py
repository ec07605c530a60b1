"""Doing something one at a time, over all processes that use a database."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, text


class Lock(IntEnum):
    """What is done one at a time. Any numbers will do, as long as every brug takes the same."""

    MIGRATE = 0x62727567
    JOBS = 0x62727568
    POLICY = 0x62727569


# Milliseconds.
_STANDS_STILL = 8_000


def not_for_long(connection: Connection) -> None:
    """Let PostgreSQL undo the transaction where its process stands still within it, such as one that is paused.

    For transactions that hold what every process needs, and are over in a moment.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = {_STANDS_STILL}"))


def hold(connection: Connection, lock: Lock) -> None:
    """Wait for a lock, and hold it until the transaction ends. A writing transaction on SQLite is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": int(lock)})
