"""Opening the database, reading and writing it, and what its failures mean to whoever runs brug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from app.errors import DatabaseError, DatabaseFull

# How long a writer waits for another process that is writing the same SQLite file.
BUSY_SECONDS = 60
_WRITES = "brug_writes"


def open_engine(url: str) -> Engine:
    """The engine for a database URL (sqlite or postgresql+psycopg); connects only when it is used.

    Makes the directory of a SQLite file. Raises DatabaseError where that cannot be.
    """
    target = make_url(url)
    if target.get_backend_name() != "sqlite":
        return create_engine(target, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    directory = Path(target.database or "").parent
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"cannot make the directory {directory} for the database: {error.strerror}; "
            "make it writable, or let BRUG_DATABASE_URL name another place"
        ) from error
    engine = create_engine(target, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read with, in one snapshot; raises DatabaseError where the database fails."""
    with database_errors(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed at the end, undone at an error. Raises DatabaseError where the database fails.

    On SQLite it takes the write lock at once, so that what it reads cannot change before it writes.
    """
    with database_errors(engine.url), engine.connect() as connection:
        connection.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def database_errors(url: URL) -> Iterator[None]:
    """Turns what a driver raises for a failing database into one line for whoever runs brug.

    Mistakes in brug's own statements pass as they are: nobody but a developer can put those right.
    """
    try:
        yield
    except DBAPIError as error:
        translated = _translated(error.orig, url)
        if translated is None:
            raise
        raise translated from error
    except (sqlite3.Error, psycopg.Error) as error:
        translated = _translated(error, url)
        if translated is None:
            raise
        raise translated from error


def _translated(error: BaseException | None, url: URL) -> DatabaseError | None:
    place = url.render_as_string(hide_password=True)
    text = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if isinstance(error, psycopg.errors.DiskFull) or "database or disk is full" in text:
        return DatabaseFull(f"no room left for the database {place}; make room and try again: nothing was half written")
    if _is_own_mistake(error, text):
        return None
    advice, temporary = "see that the server runs and BRUG_DATABASE_URL is right", True
    if isinstance(error, sqlite3.Error):
        advice = _SQLITE_ADVICE.get(text, "see that the file is there, is brug's, and can be written")
        temporary = "locked" in text
    elif isinstance(error, psycopg.errors.InsufficientPrivilege):
        advice, temporary = "give its user the right to make and write tables", False
    translated = DatabaseError(f"the database {place} cannot be used: {text}; {advice}")
    translated.temporary = temporary
    return translated


def _is_own_mistake(error: BaseException | None, text: str) -> bool:
    if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)):
        return True
    if isinstance(error, sqlite3.OperationalError):
        return "no such" in text or "syntax error" in text
    database = (sqlite3.DatabaseError, psycopg.OperationalError, psycopg.errors.InsufficientPrivilege)
    return not isinstance(error, database)


_SQLITE_ADVICE = {
    "file is not a database": "BRUG_DATABASE_URL names a file of something else",
    "database disk image is malformed": "put back a copy of it",
    "database is locked": "another brug is writing it: try again when that one is ready",
    "attempt to write a readonly database": "give yourself the right to write the file and its directory",
}


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    # Python's own transactions would begin late and commit around table changes; brug begins them itself.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    # Asked first: switching takes a lock that several starting processes would fight over.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
