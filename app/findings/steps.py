"""What happened to a finding, step by step: over the scans, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from app.access.sight import Sight
from app.database.finding_tables import finding_steps, findings
from app.instants import rfc3339


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken. `by` is None for a scan's; `until` an instant."""

    finding: str
    at: int
    step: str
    status: str
    severity: str
    by: str | None = None
    scan: str | None = None
    text: str | None = None
    until: int | None = None


def keep(connection: Connection, taken: Iterable[Taken]) -> None:
    """Write steps, each after those of its finding that are there."""
    steps = list(taken)
    if not steps:
        return
    table = finding_steps
    last: dict[str, int] = {}
    wanted = sorted({step.finding for step in steps})
    for start in range(0, len(wanted), 5_000):
        some = table.c.finding.in_(wanted[start : start + 5_000])
        query = select(table.c.finding, func.max(table.c.sequence)).where(some).group_by(table.c.finding)
        last |= {row[0]: row[1] for row in connection.execute(query)}
    rows = []
    for step in steps:
        last[step.finding] = last.get(step.finding, -1) + 1
        rows.append(
            {
                "finding": step.finding, "sequence": last[step.finding], "at": step.at, "step": step.step,
                "by": step.by, "scan": step.scan, "status": step.status, "severity": step.severity,
                "text": step.text, "until": step.until,
            }
        )  # fmt: skip
    connection.execute(insert(table), rows)


def history(connection: Connection, finding: str, sight: Sight) -> list[dict[str, Any]] | None:
    """The steps of a finding, the oldest first; None where there is none of that id."""
    known = select(findings.c.id).where(findings.c.id == finding, sight.of(findings.c.project))
    if connection.execute(known).first() is None:
        return None
    query = select(finding_steps).where(finding_steps.c.finding == finding).order_by(finding_steps.c.sequence)
    return [
        {
            "at": rfc3339(row.at),
            "step": row.step,
            "by": row.by,
            "scan": row.scan,
            "status": row.status,
            "severity": row.severity,
            "text": row.text,
            "until": rfc3339(row.until) if row.until is not None else None,
        }
        for row in connection.execute(query)
    ]
