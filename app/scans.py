"""The scans that were made, as documents."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.database.finding_tables import coverage, scan_findings, scans
from app.errors import BrugError
from app.instants import rfc3339


def list_scans(connection: Connection, limit: int, cursor: str | None) -> tuple[list[dict[str, Any]], str | None, int]:
    """A page of scans, the newest first; the cursor to go on with, and how many there are."""
    statement = select(scans).order_by(scans.c.started_at.desc(), scans.c.id.desc())
    if cursor is not None:
        last = connection.execute(select(scans).where(scans.c.id == cursor)).first()
        if last is None:
            raise BrugError("this cursor is of another list; start again without it")
        before = (scans.c.started_at < last.started_at) | (
            (scans.c.started_at == last.started_at) & (scans.c.id < last.id)
        )
        statement = statement.where(before)
    rows = connection.execute(statement.limit(limit + 1)).all()
    total = connection.execute(select(func.count()).select_from(scans)).scalar_one()
    page = rows[:limit]
    counts = _counts(connection, [row.id for row in page])
    following = page[-1].id if len(rows) > limit else None
    return [_document(row, counts.get(row.id, 0)) for row in page], following, total


def get_scan(connection: Connection, identity: str) -> dict[str, Any] | None:
    """One scan with its coverage; None where there is none of that id."""
    row = connection.execute(select(scans).where(scans.c.id == identity)).first()
    if row is None:
        return None
    seen = connection.execute(
        select(coverage).where(coverage.c.scan == identity).order_by(coverage.c.project, coverage.c.detector)
    )
    return _document(row, _counts(connection, [identity]).get(identity, 0)) | {
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


def _counts(connection: Connection, identities: list[str]) -> dict[str, int]:
    rows = connection.execute(
        select(scan_findings.c.scan, func.count())
        .where(scan_findings.c.scan.in_(identities))
        .group_by(scan_findings.c.scan)
    )
    return {row[0]: row[1] for row in rows}


def _document(row: Row[Any], found: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "as_of": rfc3339(row.as_of),
        "kind": row.kind,
        "status": row.status,
        "started_at": rfc3339(row.started_at),
        "finished_at": rfc3339(row.finished_at) if row.finished_at is not None else None,
        "policy_version": row.policy_version,
        "projects": row.projects,
        "findings": found,
        "error": row.error,
    }
