"""Who is told of what, and every message with its state."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from app.database.metadata import DOCUMENT, INSTANT, TEXT, metadata

# `kind` is alerts or digest: told of findings as they come and go, or of the whole portfolio once a week. `projects`
# are ids, `symptoms` names; NULL for all. `language` is NULL for that of the alerts. `stopped_because` says why nothing
# is sent any more, such as a receiver that is gone.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("target", TEXT, nullable=False),
    Column("projects", DOCUMENT),
    Column("symptoms", DOCUMENT),
    Column("min_severity", TEXT, nullable=False),
    Column("language", TEXT),
    Column("created_by", TEXT, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("stopped_at", INSTANT),
    Column("stopped_because", TEXT),
)

# The outbox. `kind` is new, worse, over, several or digest; `findings` are ids, and `whats` says of each
# whether it is new, worse or over; what is about more than one project has
# none. `scan` is the one that saw it. `reason` says why its receiver gets it: lead, project, digest, or the id of a
# subscription. `state` is due, sent, dead (given up, and why stands in `error`) or dropped (no longer worth telling).
alerts = Table(
    "alerts",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("project", TEXT),
    Column("scan", TEXT, nullable=False),
    Column("findings", DOCUMENT, nullable=False),
    Column("whats", DOCUMENT, nullable=False),
    Column("target", TEXT, nullable=False),
    Column("language", TEXT),
    Column("reason", TEXT, nullable=False),
    Column("state", TEXT, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("due_at", INSTANT, nullable=False),
    Column("sent_at", INSTANT),
    Column("attempts", Integer, nullable=False),
    Column("error", TEXT),
    Index(None, "state", "due_at"),
    Index(None, "created_at"),
)

# What a receiver was last told about a finding: `rank` is the severity's, `alert` the message.
told = Table(
    "told",
    metadata,
    Column("target", TEXT, primary_key=True),
    Column("finding", TEXT, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("alert", TEXT, nullable=False),
    Column("at", INSTANT, nullable=False),
)
