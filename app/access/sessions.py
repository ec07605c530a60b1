"""Sessions of browsers that signed in: begun, found again by their cookie, ended.

Only the hash of the cookie's random value is kept. A session that was begun by a key is that key's: it may and sees
what the key does, for as long as the key holds. A session of a person has the rights that the person had at its
beginning, and sees everything.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select

from app.access.caller import Caller
from app.access.keys import hash_of, key_callers
from app.database.access_tables import sessions

LASTS = 12 * 3_600_000
"""How long a session lasts, in milliseconds: a working day."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks in a session, and the instant at which it is over."""

    caller: Caller
    expires_at: int


def begin_session_of_key(connection: Connection, key: str, now: int) -> tuple[str, Caller] | None:
    """Begin a session with a key: the value for its cookie, and who it is; None where no such key holds."""
    wanted = hash_of(key)
    # How long it takes to compare hashes tells nothing of the key.
    for identity, (known, caller) in key_callers(connection).items():
        if known == wanted:
            return _begin(connection, identity, caller.name, caller.scope, now), caller
    return None


def begin_session_of_person(connection: Connection, name: str, scope: str, now: int) -> tuple[str, Caller]:
    """Begin a session of a person whom somebody else vouched for: the value for its cookie, and who it is."""
    value = _begin(connection, None, name, scope, now)
    return value, _person(hash_of(value), name, scope)


def end_session(connection: Connection, value: str) -> None:
    """End a session at once, by its cookie's value."""
    connection.execute(delete(sessions).where(sessions.c.hash == hash_of(value)))


def all_sessions(connection: Connection, by_key: Mapping[str, Caller], *, people: bool) -> dict[str, Session]:
    """Every session by its hash, given who asks with which key by the key's id. `people` says whether theirs count."""
    found: dict[str, Session] = {}
    for row in connection.execute(select(sessions)):
        caller = by_key.get(row.key) if row.key else _person(row.hash, row.name, row.scope) if people else None
        if caller is not None:
            found[row.hash] = Session(caller, row.expires_at)
    return found


def in_session(caller: Caller, value: str) -> Caller:
    """A caller with what its writings must bring along: derived from the cookie's value, so kept nowhere."""
    return replace(caller, csrf=hmac.digest(value.encode(), b"csrf", hashlib.sha256).hex())


def _begin(connection: Connection, key: str | None, name: str, scope: str, now: int) -> str:
    connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
    value = secrets.token_urlsafe(32)
    connection.execute(
        insert(sessions).values(
            hash=hash_of(value), key=key, name=name, scope=scope, created_at=now, expires_at=now + LASTS
        )
    )
    return value


def _person(identity: str, name: str, scope: str) -> Caller:
    return Caller(f"session:{identity[:24]}", name, scope)
