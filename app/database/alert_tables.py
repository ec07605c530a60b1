"""Who is told of what, and every message with its state."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from app.database.metadata import DOCUMENT, INSTANT, TEXT, metadata

# `projects` are ids, `symptoms` names; NULL for all.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("target", TEXT, nullable=False),
    Column("projects", DOCUMENT),
    Column("symptoms", DOCUMENT),
    Column("min_severity", TEXT, nullable=False),
    Column("created_by", TEXT, nullable=False),
    Column("created_at", INSTANT, nullable=False),
)

# The outbox. `kind` is new, worse, over or digest; `state` is due, sent or dead; `findings` are ids; a digest of the
# portfolio has no project.
alerts = Table(
    "alerts",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("project", TEXT),
    Column("findings", DOCUMENT, nullable=False),
    Column("target", TEXT, nullable=False),
    Column("state", TEXT, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("due_at", INSTANT, nullable=False),
    Column("sent_at", INSTANT),
    Column("attempts", Integer, nullable=False),
    Column("error", TEXT),
    Index(None, "state", "due_at"),
    Index(None, "created_at"),
)
