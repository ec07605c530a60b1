"""What a scan of the present does to the findings that stand: open, seen again, over.

A finding is over only because a scan saw that it is: where its detector could judge nothing of the project this
time, it stays as it was. A dismissed finding stays dismissed; one that comes back after it was over is opened anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.database.finding_tables import findings
from app.findings.document import Document, decode, encode
from app.instants import parse_instant, rfc3339

OPEN, ACKNOWLEDGED, DISMISSED, RESOLVED = "open", "acknowledged", "dismissed", "resolved"
STATUSES = (OPEN, ACKNOWLEDGED, DISMISSED, RESOLVED)
STANDING = (OPEN, ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class Steps:
    """How many findings a scan opened, saw again, and saw to be over."""

    new: int = 0
    again: int = 0
    over: int = 0

    def __add__(self, other: Steps) -> Steps:
        return Steps(self.new + other.new, self.again + other.again, self.over + other.over)


def take_in(
    connection: Connection, project: str, seen: Sequence[Document], judging: Iterable[str], scan: str, now: int
) -> Steps:
    """Write what a scan of the present saw of a project, given by its id.

    `judging` names the detectors that could judge something; only their findings can be over. Must run inside
    the scan's own transaction.
    """
    kept = {row.id: row for row in connection.execute(select(findings).where(findings.c.project == project))}
    fresh = [_row(project, document, now) for document in seen if document["id"] not in kept]
    if fresh:
        connection.execute(insert(findings), fresh)
    changed = []
    for document in seen:
        before = kept.get(document["id"])
        if before is not None:
            status = OPEN if before.status == RESOLVED else before.status
            row = _row(project, {**document, "status": status}, now)
            changed.append(row | {"opened_at": now if before.status == RESOLVED else before.opened_at})
    over = _over(kept.values(), {document["id"] for document in seen}, set(judging), scan, now)
    for row in [*changed, *over]:
        values = {name: value for name, value in row.items() if name != "id"}
        connection.execute(update(findings).where(findings.c.id == row["id"]).values(values))
    return Steps(len(fresh), len(changed), len(over))


def _over(kept: Iterable[Row[Any]], seen: set[str], judging: set[str], scan: str, now: int) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for row in kept:
        standing = row.status in STANDING and row.detector in judging
        if standing and row.id not in seen:
            document = decode(row.document) | {"status": RESOLVED}
            found.append({"id": row.id, "status": RESOLVED, "resolved_at": now, "document": encode(document)})
    return found


def _row(project: str, document: Document, now: int) -> dict[str, object]:
    """A row of the findings table; what `document` says is also what the columns say."""
    as_of = parse_instant(document["as_of"])
    return {
        "id": document["id"],
        "source": document["source"],
        "project": project,
        "detector": document["detector"],
        "symptom": document["symptom"],
        "subject_type": document["subject"]["type"],
        "subject_id": document["subject"]["id"],
        "severity": document["severity"],
        "confidence": document["confidence"],
        "status": document["status"],
        "title": document["title"],
        "first_visible": parse_instant(document["first_visible"]),
        "as_of": as_of,
        "last_seen": as_of,
        "opened_at": now,
        "resolved_at": None,
        "scan": document["scan"],
        "document": encode(document | {"last_seen": rfc3339(as_of)}),
    }
