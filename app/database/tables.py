"""All tables, by name; each group stands in its own file."""

from __future__ import annotations

from app.database.access_tables import answered, audit, key_projects, keys, sessions
from app.database.alert_tables import alerts, subscriptions, told
from app.database.declared_tables import alerting, declared_projects, declared_sides, goals, policy, schedule
from app.database.finding_tables import (
    coverage,
    finding_steps,
    findings,
    scan_findings,
    scans,
    seen_commitments,
)
from app.database.history_tables import (
    changes,
    comments,
    commitments,
    cross_links,
    issues,
    links,
    memberships,
    observations,
    people,
    projects,
    segments,
    sources,
    unreadable,
    worklogs,
)
from app.database.job_tables import syncs
from app.database.metadata import metadata
from app.database.schedule_tables import leases, runs

__all__ = [
    "alerting",
    "alerts",
    "answered",
    "audit",
    "changes",
    "comments",
    "commitments",
    "coverage",
    "cross_links",
    "declared_projects",
    "declared_sides",
    "finding_steps",
    "findings",
    "goals",
    "issues",
    "key_projects",
    "keys",
    "leases",
    "links",
    "memberships",
    "metadata",
    "observations",
    "people",
    "policy",
    "projects",
    "runs",
    "scan_findings",
    "scans",
    "schedule",
    "seen_commitments",
    "segments",
    "sessions",
    "sources",
    "subscriptions",
    "syncs",
    "told",
    "unreadable",
    "worklogs",
]
