"""What an organisation declares about itself: sides, goals, policy, schedule, and what projects are given."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, text

from app.database.metadata import DOCUMENT, INSTANT, TEXT, metadata

# `side` is business or it; `kind` is emails, groups or people.
declared_sides = Table(
    "declared_sides",
    metadata,
    Column("side", TEXT, primary_key=True),
    Column("kind", TEXT, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("pattern", TEXT, nullable=False),
)

# What is declared for a project by its key; sync hands it to the project's row, which may not exist yet. `scan` is a
# crontab line of its own, NULL for that of its source or the schedule.
declared_projects = Table(
    "declared_projects",
    metadata,
    Column("source", TEXT, ForeignKey("sources.name"), primary_key=True),
    Column("key", TEXT, primary_key=True),
    Column("leads", DOCUMENT),
    Column("budget", DOCUMENT),
    Column("alerts", DOCUMENT),
    Column("policy", DOCUMENT),
    Column("scan", TEXT),
)

# A goal without a source is everybody's.
goals = Table(
    "goals",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", TEXT, nullable=False),
    Column("source", TEXT),
    Column("labels", DOCUMENT, nullable=False),
    Column("epics", DOCUMENT, nullable=False),
    Column("commitments", DOCUMENT, nullable=False),
    Column("maintenance", Boolean, nullable=False),
)

# Every policy that ever held, by the hash of its document; exactly one holds now.
policy = Table(
    "policy",
    metadata,
    Column("version", TEXT, primary_key=True),
    Column("document", DOCUMENT, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("active", Boolean, nullable=False),
    Index("ix_policy_one_active", "active", unique=True, sqlite_where=text("active"), postgresql_where=text("active")),
)

# `name` says what is due: scan.
schedule = Table(
    "schedule",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("cron", TEXT, nullable=False),
    Column("timezone", TEXT, nullable=False),
)

# How alerts are sent, in one row: `digest` are targets that get the week's portfolio; the quiet hours are times of day
# in the schedule's time zone such as 19:00, both NULL for the usual ones, equal for none; `language` is NULL for the
# server's own.
alerting = Table(
    "alerting",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("digest", DOCUMENT, nullable=False),
    Column("quiet_from", TEXT),
    Column("quiet_until", TEXT),
    Column("language", TEXT),
)
