"""The scans that were made, are under way or wait, as documents."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.access.sight import Sight
from app.database.finding_tables import coverage, scan_findings, scans
from app.errors import NotNow
from app.instants import rfc3339
from app.jobs.documents import job_document, list_jobs
from app.jobs.ledger import enter
from app.scan import PAST, PRESENT


def list_scans(
    connection: Connection, sight: Sight, limit: int, cursor: str | None
) -> tuple[list[dict[str, Any]], str | None, int]:
    """A page of scans, the newest first; the cursor to go on with, and how many there are."""
    rows, following, total = list_jobs(connection, scans, sight, limit, cursor)
    counts = _counts(connection, [row.id for row in rows], sight)
    return [_document(row, counts.get(row.id, 0), sight) for row in rows], following, total


def get_scan(connection: Connection, identity: str, sight: Sight) -> dict[str, Any] | None:
    """One scan with its coverage; None where there is none of that id that may be seen."""
    rows, _, _ = list_jobs(connection, scans, sight, 1, None, identity)
    if not rows:
        return None
    found = _counts(connection, [identity], sight).get(identity, 0)
    seen = connection.execute(
        select(coverage)
        .where(coverage.c.scan == identity, sight.of(coverage.c.project))
        .order_by(coverage.c.project, coverage.c.detector)
    )
    return _document(rows[0], found, sight) | {
        "coverage": [
            {
                "project": c.project,
                "detector": c.detector,
                "judged": c.judged,
                "cannot_judge": c.cannot_judge,
                "because": c.because,
            }
            for c in seen
        ]
    }


def ask_for_scan(
    connection: Connection,
    projects: list[str] | None,
    as_of: int | None,
    *,
    by: str,
    now: int,
    due_at: int | None = None,
) -> str:
    """Write down a scan of some projects, by their ids, or of all, at a moment (None: when it begins); gives its id.

    `due_at` is when the schedule wanted it. Raises NotNow for a moment in the future.
    """
    if as_of is not None and as_of > now:
        raise NotNow(f"{rfc3339(as_of)} lies in the future; it is {rfc3339(now)} now")
    kind = PRESENT if as_of is None else PAST
    values = {"as_of": now if as_of is None else as_of, "kind": kind, "policy_version": ""}
    return enter(connection, scans, values, projects=projects, by=by, now=now, due_at=due_at)


def _counts(connection: Connection, identities: list[str], sight: Sight) -> dict[str, int]:
    rows = connection.execute(
        select(scan_findings.c.scan, func.count())
        .where(scan_findings.c.scan.in_(identities), sight.of(scan_findings.c.project))
        .group_by(scan_findings.c.scan)
    )
    return {row[0]: row[1] for row in rows}


def _document(row: Row[Any], found: int, sight: Sight) -> dict[str, Any]:
    projects = None if row.projects is None else [p for p in row.projects if sight.covers(p)]
    if projects is None and sight.projects is not None:
        projects = sorted(sight.projects)
    return job_document(row, sight) | {
        "as_of": rfc3339(row.as_of),
        "kind": row.kind,
        "policy_version": row.policy_version,
        "projects": projects,
        "findings": found,
    }
