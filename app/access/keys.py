"""Keys: made and shown once, kept as a hash, bound to projects or not, revoked.

A key is a random text of 256 bits, so one round of SHA-256 is enough to keep it by: nothing shorter can be guessed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.access.caller import SCOPES, Caller
from app.access.sight import EVERYTHING, Sight
from app.database.access_tables import key_projects, keys
from app.database.declared_tables import declared_projects
from app.database.history_tables import projects, sources
from app.errors import BrugError, UnknownProject, nearest
from app.ids import fresh_id

_PREFIX = "brug_"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret. `projects` are keys of projects, None where it is bound to none."""

    id: str
    name: str
    scope: str
    projects: tuple[str, ...] | None
    created_at: int
    revoked_at: int | None


def create_key(
    connection: Connection, name: str, scope: str, wanted: Sequence[str] | None, now: int
) -> tuple[Key, str]:
    """Make a key, and give it with its secret, which is kept nowhere.

    `wanted` are keys of projects to bind it to. Raises UnknownProject for one that nothing is known of, BrugError
    where the name is taken or empty.
    """
    name = name.strip()
    if not name or len(name) > 100 or not name.isprintable():
        raise BrugError("a key needs a name of 1 to 100 characters")
    if scope not in SCOPES:
        raise BrugError(f'"{scope}" is no scope{nearest(scope, SCOPES)}; valid are {", ".join(SCOPES)}')
    taken = select(keys.c.id).where(keys.c.name == name, keys.c.revoked_at.is_(None))
    if connection.execute(taken).first() is not None:
        raise BrugError(f'there is a key with the name "{name}" already; revoke that one, or choose another name')
    bound = None if wanted is None else tuple(dict.fromkeys(wanted))
    rows = [row for key in bound or () for row in _binding(connection, key)]
    identity, secret = fresh_id(), _PREFIX + secrets.token_urlsafe(32)
    key = Key(identity, name, scope, bound, now, None)
    connection.execute(
        insert(keys).values(
            id=identity, name=name, scope=scope, is_bound=bound is not None, hash=hash_of(secret), created_at=now
        )
    )
    if rows:
        connection.execute(insert(key_projects), [{"key": identity, **row} for row in rows])
    return key, secret


def list_keys(connection: Connection) -> list[Key]:
    """All keys that were ever made, the oldest first; of those made at one moment, what was revoked."""
    bound: dict[str, list[str]] = {}
    for row in connection.execute(select(key_projects).order_by(key_projects.c.project_key)):
        bound.setdefault(row.key, []).append(row.project_key)
    return [
        _key(row, tuple(dict.fromkeys(bound.get(row.id, ()))))
        for row in connection.execute(select(keys).order_by(keys.c.created_at, keys.c.revoked_at.is_(None), keys.c.id))
    ]


def revoke_key(connection: Connection, wanted: str, now: int) -> Key:
    """End a key, by its id or name, at once and for good. Raises BrugError where none of that name holds."""
    holding = [key for key in list_keys(connection) if key.revoked_at is None]
    found = next((key for key in holding if wanted in (key.id, key.name)), None)
    if found is None:
        hint = nearest(wanted, [key.name for key in holding])
        raise BrugError(f'no key with the name or id "{wanted}" holds{hint}; see brug key list')
    connection.execute(update(keys).where(keys.c.id == found.id).values(revoked_at=now))
    return found


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def were_made(connection: Connection) -> bool:
    """Whether a key was ever made: from then on nobody gets in without one."""
    return connection.execute(select(keys.c.id).limit(1)).first() is not None


def key_callers(connection: Connection) -> dict[str, tuple[str, Caller]]:
    """Who asks with which key: (hash, caller) by the key's id, of all that hold."""
    found: dict[str, tuple[str, Caller]] = {}
    for row in connection.execute(select(keys).where(keys.c.revoked_at.is_(None))):
        sight = _sight(connection, row.id) if row.is_bound else EVERYTHING
        found[row.id] = row.hash, Caller(f"key:{row.id}", row.name, row.scope, sight)
    return found


def _binding(connection: Connection, key: str) -> list[dict[str, str]]:
    """The rows that bind to a project: by brug's id where it was synced, else by a key that is declared."""
    ids = connection.execute(select(projects.c.id).where(projects.c.key == key)).scalars().all()
    if ids:
        return [{"project_key": key, "project": identity} for identity in ids]
    known = set(connection.execute(select(projects.c.key)).scalars())
    known.update(connection.execute(select(declared_projects.c.key)).scalars())
    for listed in connection.execute(select(sources.c.projects)).scalars():
        known.update(listed or ())
    if key not in known:
        raise UnknownProject(f'no project "{key}" is known here{nearest(key, known)}; declare or sync it first')
    return [{"project_key": key, "project": ""}]


def _sight(connection: Connection, key: str) -> Sight:
    rows = connection.execute(select(key_projects).where(key_projects.c.key == key)).all()
    waiting = [row.project_key for row in rows if not row.project]
    ids = {row.project for row in rows if row.project}
    if waiting:
        ids.update(connection.execute(select(projects.c.id).where(projects.c.key.in_(waiting))).scalars())
    return Sight(frozenset(ids))


def _key(row: Row[Any], bound: tuple[str, ...]) -> Key:
    return Key(row.id, row.name, row.scope, bound if row.is_bound else None, row.created_at, row.revoked_at)
