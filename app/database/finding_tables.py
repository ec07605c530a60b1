"""What scans write: scans, what they could judge, findings with their life cycle, and what each scan saw."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table

from app.database.metadata import DOCUMENT, INSTANT, TEXT, metadata

# `kind` is present or past; `status` is running, done or failed; `projects` are ids, NULL for all.
scans = Table(
    "scans",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("as_of", INSTANT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("started_at", INSTANT, nullable=False),
    Column("finished_at", INSTANT),
    Column("status", TEXT, nullable=False),
    Column("policy_version", TEXT, nullable=False),
    Column("projects", DOCUMENT),
    Column("error", TEXT),
    Index(None, "kind", "as_of"),
    Index(None, "status"),
)

coverage = Table(
    "coverage",
    metadata,
    Column("scan", TEXT, ForeignKey("scans.id"), primary_key=True),
    Column("project", TEXT, primary_key=True),
    Column("detector", TEXT, primary_key=True),
    Column("judged", Integer, nullable=False),
    Column("cannot_judge", Integer, nullable=False),
    Column("because", TEXT),
    Index(None, "project"),
)

# `project` is the project's id here; `document` is the finding as last seen, in JSON.
findings = Table(
    "findings",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("source", TEXT, nullable=False),
    Column("project", TEXT, nullable=False),
    Column("detector", TEXT, nullable=False),
    Column("symptom", TEXT, nullable=False),
    Column("subject_type", TEXT, nullable=False),
    Column("subject_id", TEXT, nullable=False),
    Column("severity", TEXT, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("status", TEXT, nullable=False),
    Column("title", TEXT, nullable=False),
    Column("first_visible", INSTANT, nullable=False),
    Column("as_of", INSTANT, nullable=False),
    Column("last_seen", INSTANT, nullable=False),
    Column("opened_at", INSTANT, nullable=False),
    Column("resolved_at", INSTANT),
    Column("scan", TEXT, nullable=False),
    Column("document", TEXT, nullable=False),
    Index(None, "project", "status"),
    Index(None, "source", "status"),
    Index(None, "status", "severity"),
    Index(None, "symptom", "status"),
    Index(None, "detector", "status"),
    Index(None, "first_visible"),
    Index(None, "last_seen"),
)

scan_findings = Table(
    "scan_findings",
    metadata,
    Column("scan", TEXT, ForeignKey("scans.id"), primary_key=True),
    Column("finding", TEXT, primary_key=True),
    Column("document", TEXT, nullable=False),
    Index(None, "finding"),
)
