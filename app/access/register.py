"""Everybody who may ask, held in memory until something in the database changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Engine

from app.access.caller import Caller
from app.access.keys import hash_of, key_callers, were_made
from app.database.engine import reading


@dataclass(frozen=True, slots=True)
class _Known:
    version: str
    is_open: bool
    by_hash: Mapping[str, Caller] = field(repr=False)


class Register:
    """The keys of a database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._known: _Known | None = None

    def is_open(self, version: str) -> bool:
        """Whether no key was ever made, so that this machine needs none."""
        return self._at(version).is_open

    def caller(self, secret: str, version: str) -> Caller | None:
        """Who asks with a key; None where it holds no more, or never did."""
        # How long it takes to look up a hash tells nothing of the secret.
        return self._at(version).by_hash.get(hash_of(secret))

    def _at(self, version: str) -> _Known:
        known = self._known
        if known is None or known.version != version:
            with self._lock, reading(self._engine) as connection:
                by_hash = dict(key_callers(connection).values())
                known = self._known = _Known(version, not were_made(connection), by_hash)
        return known
