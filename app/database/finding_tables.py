"""What scans write: scans, what they could judge, findings with their life cycle, and what each scan saw."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table

from app.database.job_tables import job_columns
from app.database.metadata import INSTANT, TEXT, metadata

# `kind` is present or past. A scan that waits has no policy yet: the one that holds when it begins is its own.
scans = Table(
    "scans",
    metadata,
    Column("as_of", INSTANT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("policy_version", TEXT, nullable=False),
    *job_columns(),
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

# `project` is the project's id here; `document` is the finding as last seen, in JSON, without `translations`: its texts
# in other languages. `words` is what a text is searched in. `rank` is that of the severity, `answered_rank` what it was
# when somebody acknowledged or dismissed the finding. `resolved_by` is NULL where a scan saw that it is over.
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
    Column("resolved_by", TEXT),
    Column("dismissed_until", INSTANT),
    Column("rank", Integer, nullable=False),
    Column("answered_rank", Integer),
    Column("scan", TEXT, nullable=False),
    Column("document", TEXT, nullable=False),
    Column("translations", TEXT, nullable=False),
    Column("words", TEXT, nullable=False),
    # Whatever counts and sums reads one of these alone, and none of the texts.
    Index("ix_findings_portfolio", "project", "symptom", "status", "severity", "first_visible", "resolved_at"),
    Index(
        "ix_findings_figures",
        "rank",
        "id",
        "status",
        "symptom",
        "project",
        "source",
        "detector",
        "subject_type",
        "severity",
        "first_visible",
    ),
    # A list in order reads only its page.
    Index(None, "confidence", "id"),
    Index(None, "first_visible", "id"),
    Index(None, "last_seen", "id"),
    Index(None, "title", "id"),
)

# What happened to a finding, step by step: opened, again, changed, over, acknowledged, dismissed, reopened, resolved,
# note. `by` is NULL where a scan did it.
finding_steps = Table(
    "finding_steps",
    metadata,
    Column("finding", TEXT, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", INSTANT, nullable=False),
    Column("step", TEXT, nullable=False),
    Column("by", TEXT),
    Column("scan", TEXT),
    Column("status", TEXT, nullable=False),
    Column("severity", TEXT, nullable=False),
    Column("text", TEXT),
    Column("until", INSTANT),
)

scan_findings = Table(
    "scan_findings",
    metadata,
    Column("scan", TEXT, ForeignKey("scans.id"), primary_key=True),
    Column("finding", TEXT, primary_key=True),
    Column("project", TEXT, nullable=False),
    Column("document", TEXT, nullable=False),
    Index(None, "finding"),
)

# The commitments of each project as the newest scan of the present saw them: `documents` in JSON, in the order of the
# history of that `generation`.
seen_commitments = Table(
    "seen_commitments",
    metadata,
    Column("project", TEXT, ForeignKey("projects.id"), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("as_of", INSTANT, nullable=False),
    Column("documents", TEXT, nullable=False),
)
