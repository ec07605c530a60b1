"""Whether anything in the database changed since one looked last, for next to nothing."""

from __future__ import annotations

import sqlite3
from threading import Lock
from typing import Any

from sqlalchemy import Engine

from app.database.engine import database_errors


class DataVersion:
    """A text that is another one after every committed change, by whichever process.

    SQLite counts commits of other connections (PRAGMA data_version), and this one never writes. On PostgreSQL it is
    the snapshot: which transactions are over.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._connection: Any = None

    @property
    def is_immediate(self) -> bool:
        """Whether looking takes no waiting for a server."""
        return self._engine.dialect.name == "sqlite"

    def now(self) -> str:
        """The version as it is. Raises DatabaseError where the database fails."""
        with self._lock, database_errors(self._engine.url):
            try:
                return self._read()
            except Exception:
                self._close()
                raise

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._close()

    def _read(self) -> str:
        if self._connection is None:
            self._connection = self._open()
        if self.is_immediate:
            return str(self._connection.execute("PRAGMA data_version").fetchone()[0])
        return str(self._connection.execute("SELECT pg_current_snapshot()::text").fetchone()[0])

    def _open(self) -> Any:
        if self.is_immediate:
            return sqlite3.connect(str(self._engine.url.database), isolation_level=None, check_same_thread=False)
        # Taken out of the pool for good: it is this object's own. Once it is, the pool's face on it leads nowhere.
        connection = self._engine.raw_connection()
        driver: Any = connection.driver_connection
        connection.detach()
        driver.autocommit = True
        return driver

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
