"""Everybody who may ask, held in memory until something in the database changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Engine

from app.access.caller import Caller
from app.access.keys import hash_of, key_callers, were_made
from app.access.sessions import Session, all_sessions, in_session
from app.database.engine import reading


@dataclass(frozen=True, slots=True)
class _Known:
    version: str
    is_open: bool
    by_hash: Mapping[str, Caller] = field(repr=False)
    sessions: Mapping[str, Session] = field(repr=False)


class Register:
    """The keys and sessions of a database. `people` says whether people sign in without a key, too."""

    def __init__(self, engine: Engine, *, people: bool = False) -> None:
        self._engine, self._people = engine, people
        self._lock = Lock()
        self._known: _Known | None = None

    def is_open(self, version: str) -> bool:
        """Whether no key was ever made and nobody can sign in, so that this machine needs neither."""
        return self._at(version).is_open

    def caller(self, secret: str, version: str) -> Caller | None:
        """Who asks with a key; None where it holds no more, or never did."""
        # How long it takes to look up a hash tells nothing of the secret.
        return self._at(version).by_hash.get(hash_of(secret))

    def in_session(self, value: str, version: str, now: int) -> Caller | None:
        """Who asks with a cookie of this value; None where its session is over, or never was."""
        session = self._at(version).sessions.get(hash_of(value))
        return in_session(session.caller, value) if session is not None and now < session.expires_at else None

    def _at(self, version: str) -> _Known:
        known = self._known
        if known is None or known.version != version:
            with self._lock, reading(self._engine) as connection:
                keys = key_callers(connection)
                by_key = {identity: caller for identity, (_, caller) in keys.items()}
                sessions = all_sessions(connection, by_key, people=self._people)
                is_open = not self._people and not were_made(connection)
                known = self._known = _Known(version, is_open, dict(keys.values()), sessions)
        return known
