"""Who gets in: keys and what they are bound to, sessions of people; what was written by whom, and answered before."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from app.database.metadata import DOCUMENT, INSTANT, TEXT, metadata

# Only the hash of a key is kept. `scope` is read, write or admin; a key that `is_bound` sees what key_projects says.
keys = Table(
    "keys",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("scope", TEXT, nullable=False),
    Column("is_bound", Boolean, nullable=False),
    Column("hash", TEXT, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("revoked_at", INSTANT),
)

# `key` of a project is as it was written; `project` is brug's id of it, empty while no project of that key was synced.
key_projects = Table(
    "key_projects",
    metadata,
    Column("key", TEXT, ForeignKey("keys.id"), primary_key=True),
    Column("project_key", TEXT, primary_key=True),
    Column("project", TEXT, primary_key=True),
)

# A browser that signed in: by a key, whose rights it has while that holds, or as a person, with rights of its own.
sessions = Table(
    "sessions",
    metadata,
    Column("hash", TEXT, primary_key=True),
    Column("key", TEXT, ForeignKey("keys.id")),
    Column("name", TEXT, nullable=False),
    Column("scope", TEXT, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("expires_at", INSTANT, nullable=False),
    Index(None, "expires_at"),
)

# Every writing, by whom. `project` is brug's id of the one that it concerns, NULL for the organisation.
audit = Table(
    "audit",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("at", INSTANT, nullable=False),
    Column("by", TEXT, nullable=False),
    Column("action", TEXT, nullable=False),
    Column("about", TEXT, nullable=False),
    Column("project", TEXT),
    Column("details", DOCUMENT),
    Index(None, "at"),
)

# What was answered to a request with an Idempotency-Key, to be answered again; `fingerprint` is that of the request.
answered = Table(
    "answered",
    metadata,
    Column("caller", TEXT, primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("fingerprint", TEXT, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", DOCUMENT, nullable=False),
    Column("body", TEXT, nullable=False),
    Column("at", INSTANT, nullable=False),
    Index(None, "at"),
)
