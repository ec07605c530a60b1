"""Which scans there were by the end of a week, and what the newest of them could judge in each project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from app.access.sight import Sight
from app.database.finding_tables import coverage, scans
from app.jobs.ledger import DONE
from app.scan import PRESENT


@dataclass(frozen=True, slots=True)
class ScanSeen:
    """A scan of the present that looked at some of the projects that may be seen. `at` is when it was made."""

    id: str
    at: int
    as_of: int
    projects: frozenset[str]


def scans_seen(connection: Connection, sight: Sight) -> list[ScanSeen]:
    """All such scans, in the order in which they were made."""
    query = (
        select(scans.c.id, scans.c.started_at, scans.c.as_of, coverage.c.project)
        .join(coverage, coverage.c.scan == scans.c.id)
        .where(scans.c.kind == PRESENT, scans.c.status == DONE, sight.of(coverage.c.project))
        .distinct()
    )
    by_scan: defaultdict[tuple[int, int, str], set[str]] = defaultdict(set)
    for row in connection.execute(query):
        by_scan[row.started_at, row.as_of, row.id].add(row.project)
    return [ScanSeen(id, at, as_of, frozenset(seen)) for (at, as_of, id), seen in sorted(by_scan.items())]


def judged_by(connection: Connection, made: Iterable[ScanSeen]) -> dict[str, list[Row[Any]]]:
    """By project's id: the rows of coverage of the last of some scans that looked at it."""
    newest = {project: scan.id for scan in made for project in scan.projects}
    found: dict[str, list[Row[Any]]] = {project: [] for project in newest}
    wanted = coverage.c.scan.in_(sorted(set(newest.values())))
    for row in connection.execute(select(coverage).where(wanted).order_by(coverage.c.detector)):
        if newest.get(row.project) == row.scan:
            found[row.project].append(row)
    return found
