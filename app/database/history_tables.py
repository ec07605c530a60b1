"""What sync writes: sources, projects, and their history as rows with natural keys.

No history row has a number of its own making, so that an interrupted and an undisturbed sync give the same
rows. Foreign keys stand only between the few rows that are not history: checking them costs every bulk insert.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, LargeBinary, Table
from sqlalchemy import UniqueConstraint as Unique

from app.database.metadata import DOCUMENT, INSTANT, TEXT, metadata

# `projects` are the declared keys, NULL for all; `credentials` are references too, never secrets; `last_error`
# is why the last sync failed, NULL where it did not; `scan` is a crontab line of its own, NULL for that of the
# schedule.
sources = Table(
    "sources",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("kind", TEXT, nullable=False),
    Column("url", TEXT, nullable=False),
    Column("user", TEXT),
    Column("token_reference", TEXT),
    Column("credentials", DOCUMENT),
    Column("projects", DOCUMENT),
    Column("scan", TEXT),
    Column("active", Boolean, nullable=False),
    Column("last_error", TEXT),
    Column("synced_at", INSTANT),
)

# `complete` says that the last page was written; `unpacked` that rows are newer than the segment.
projects = Table(
    "projects",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("source", TEXT, ForeignKey("sources.name"), nullable=False),
    Column("external_id", TEXT, nullable=False),
    Column("key", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("url", TEXT, nullable=False),
    Column("leads", DOCUMENT),
    Column("budget", DOCUMENT),
    Column("alerts", DOCUMENT),
    Column("policy", DOCUMENT),
    Column("active", Boolean, nullable=False),
    Column("cursor", TEXT),
    Column("complete", Boolean, nullable=False),
    Column("unpacked", Boolean, nullable=False),
    Column("synced_at", INSTANT),
    Column("generation", Integer, nullable=False),
    Column("issues", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("comments", Integer, nullable=False),
    Column("first_at", INSTANT),
    Column("last_at", INSTANT),
    Column("unreadable", Integer, nullable=False),
    Unique("source", "external_id"),
    Index(None, "source", "key"),
)

people = Table(
    "people",
    metadata,
    Column("source", TEXT, primary_key=True),
    Column("person", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("email", TEXT),
    Column("groups", DOCUMENT, nullable=False),
    Column("is_bot", Boolean, nullable=False),
    Column("is_insider", Boolean),
)

# As first observed; the `current_` columns as last observed. The steps between are observations.
commitments = Table(
    "commitments",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("type", TEXT, primary_key=True),
    Column("commitment", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    Column("url", TEXT, nullable=False),
    Column("state", TEXT, nullable=False),
    Column("start_at", INSTANT),
    Column("due_at", INSTANT),
    Column("delivered_at", INSTANT),
    Column("first_seen_at", INSTANT, nullable=False),
    Column("current_name", TEXT, nullable=False),
    Column("current_state", TEXT, nullable=False),
    Column("current_start_at", INSTANT),
    Column("current_due_at", INSTANT),
    Column("current_delivered_at", INSTANT),
)

# `field` is name, state, start_at, due_at or delivered_at; an instant is written as its milliseconds.
observations = Table(
    "observations",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("type", TEXT, primary_key=True),
    Column("commitment", TEXT, primary_key=True),
    Column("at", INSTANT, primary_key=True, autoincrement=False),
    Column("field", TEXT, primary_key=True),
    Column("from_value", TEXT),
    Column("to_value", TEXT),
)

# `departed_at` is when a sync saw that the source no longer lists the issue, `departure` why; NULL while it does.
issues = Table(
    "issues",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("issue", TEXT, primary_key=True),
    Column("key", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("type_name", TEXT, nullable=False),
    Column("title", TEXT, nullable=False),
    Column("description", TEXT, nullable=False),
    Column("url", TEXT, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("updated_at", INSTANT, nullable=False),
    Column("status", TEXT, nullable=False),
    Column("status_category", TEXT, nullable=False),
    Column("resolution", TEXT),
    Column("resolved_at", INSTANT),
    Column("due_on", Date),
    Column("creator", TEXT),
    Column("reporter", TEXT),
    Column("assignee", TEXT),
    Column("parent", TEXT),
    Column("labels", DOCUMENT, nullable=False),
    Column("points", Float),
    Column("estimate_hours", Float),
    Column("remaining_hours", Float),
    Column("spent_hours", Float),
    Column("departed_at", INSTANT),
    Column("departure", TEXT),
    Index(None, "key"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("issue", TEXT, primary_key=True),
    Column("type", TEXT, primary_key=True),
    Column("commitment", TEXT, primary_key=True),
)

changes = Table(
    "changes",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("issue", TEXT, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", INSTANT, nullable=False),
    Column("by", TEXT),
    Column("batch", TEXT, nullable=False),
    Column("field", TEXT, nullable=False),
    Column("from_value", TEXT),
    Column("to_value", TEXT),
    Column("from_text", TEXT),
    Column("to_text", TEXT),
)
# Issues are found by the keys that they once had, too.
Index(
    "ix_changes_former_key",
    changes.c.from_text,
    sqlite_where=changes.c.field == "key",
    postgresql_where=changes.c.field == "key",
)

comments = Table(
    "comments",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("issue", TEXT, primary_key=True),
    Column("id", TEXT, primary_key=True),
    Column("at", INSTANT, nullable=False),
    Column("by", TEXT),
    Column("text", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
)

worklogs = Table(
    "worklogs",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("issue", TEXT, primary_key=True),
    Column("id", TEXT, primary_key=True),
    Column("at", INSTANT, nullable=False),
    Column("by", TEXT),
    Column("hours", Float, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("issue", TEXT, primary_key=True),
    Column("other", TEXT, primary_key=True),
    Column("type", TEXT, primary_key=True),
)

# Issues of two projects, perhaps of two sources, that belong together; every pair stands here in both directions.
cross_links = Table(
    "cross_links",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("issue", TEXT, primary_key=True),
    Column("other_project", TEXT, primary_key=True),
    Column("other_issue", TEXT, primary_key=True),
)

# Records set aside because they could not be read, until the issue is read again.
unreadable = Table(
    "unreadable",
    metadata,
    Column("project", TEXT, primary_key=True),
    Column("issue", TEXT, primary_key=True),
    Column("reason", TEXT, nullable=False),
    Column("payload", TEXT, nullable=False),
    Column("at", INSTANT, nullable=False),
)

# One history segment a project; `as_of` is the sync that last changed it.
segments = Table(
    "segments",
    metadata,
    Column("project", TEXT, ForeignKey("projects.id"), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("as_of", INSTANT, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)
