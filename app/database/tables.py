"""All tables, by name; each group stands in its own file."""

from __future__ import annotations

from app.database.declared_tables import declared_projects, declared_sides, goals, policy, schedule
from app.database.finding_tables import coverage, findings, scan_findings, scans
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
from app.database.metadata import metadata

__all__ = [
    "changes",
    "comments",
    "commitments",
    "coverage",
    "cross_links",
    "declared_projects",
    "declared_sides",
    "findings",
    "goals",
    "issues",
    "links",
    "memberships",
    "metadata",
    "observations",
    "people",
    "policy",
    "projects",
    "scan_findings",
    "scans",
    "schedule",
    "segments",
    "sources",
    "unreadable",
    "worklogs",
]
