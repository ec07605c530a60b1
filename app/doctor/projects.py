"""What doctor says of a project: what was read of it, what is missing for which detector, what could not be judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select

from app.database import tables
from app.database.engine import reading
from app.doctor.coverage import coverage_lines
from app.doctor.report import Line
from app.doctor.speakers import speaker_lines
from app.histories import Histories
from app.instants import rfc3339
from detectors.texts import count, sentence_list

PROMISES = ("release", "sprint", "milestone", "epic")


def project_lines(
    engine: Engine, histories: Histories, project: Row[Any], coverage: Sequence[Mapping[str, Any]], now: int
) -> Iterator[Line]:
    """All lines about a project's row; `coverage` is what the newest scan says of each detector."""
    if not project.complete:
        yield Line(False, "its first sync has not come to an end", "run: brug sync; it goes on where it stopped")
    if not project.issues:
        yield Line(
            False, "no issues: there is nothing to judge", "if there should be some, see what the account may read"
        )
        return
    with reading(engine) as connection:
        yield from _history(connection, project)
        yield from _promises(connection, project)
        yield from _sizes(connection, project)
        yield from _left_out(connection, project)
    history = histories.of(project.id)
    if history.size:
        yield from speaker_lines(history, now)
        yield from _milestone_titles(history.unresolved_milestones)
    yield from coverage_lines(coverage)


def _history(connection: Connection, project: Row[Any]) -> Iterator[Line]:
    worklogs = _count(connection, "worklogs", project.id)
    read = f"{count(project.issues, 'issue')}, {count(project.changes, 'change')}, {count(project.comments, 'comment')}"
    period = f"{rfc3339(project.first_at)[:10]} to {rfc3339(project.last_at)[:10]}"
    logged = count(worklogs, "worklog") if worklogs else "no worklogs (who builds is told by other acts)"
    yield Line(True, f"{read}, {logged}, {period}")
    if not project.changes:
        yield Line(
            False,
            "no changes: what was so on an earlier day cannot be told, so no detector can judge how it came to be",
            "see whether the tracker keeps the history of its issues, and whether the account may read it",
        )


def _promises(connection: Connection, project: Row[Any]) -> Iterator[Line]:
    table = tables.commitments
    rows = connection.execute(select(table).where(table.c.project == project.id)).all()
    counted = Counter(row.type for row in rows)
    if set(counted) <= {"epic"}:
        yield Line(
            False,
            "no release, sprint or milestone: late-delivery and scope-growth see no promise but epics",
            "plan in versions or sprints (Jira) or milestones (GitHub), and see that the account may read them",
        )
    if counted:
        yield Line(True, ", ".join(count(counted[kind], kind) for kind in PROMISES if counted[kind]))
    for kind in ("release", "sprint", "milestone"):
        open_ones = [row for row in rows if row.type == kind and row.current_state in ("planned", "active")]
        undated = [row.current_name for row in open_ones if row.current_due_at is None]
        if undated:
            which = f"{len(undated)} of {count(len(open_ones), f'open {kind}')}"
            yield Line(
                False,
                f"{which} without a due date: late-delivery cannot judge them ({sentence_list(undated)})",
                "give them one in the tracker; it counts from the sync that sees it",
            )


def _sizes(connection: Connection, project: Row[Any]) -> Iterator[Line]:
    table = tables.issues
    here = (table.c.project == project.id, table.c.departed_at.is_(None))
    points, hours = connection.execute(
        select(func.count(table.c.points), func.count(table.c.estimate_hours)).where(*here)
    ).one()
    if points or hours:
        yield Line(True, f"story points on {points}, estimated hours on {hours} of {count(project.issues, 'issue')}")
    else:
        yield Line(
            False,
            "no story points and no estimates: scope-growth counts each item as 1",
            "estimate in the tracker, or accept that a large wish counts as much as a small one",
        )


def _left_out(connection: Connection, project: Row[Any]) -> Iterator[Line]:
    """What is no longer listed, and what could not be read."""
    table = tables.issues
    gone = connection.execute(
        select(table.c.departure).where(table.c.project == project.id, table.c.departed_at.is_not(None))
    ).scalars()
    reasons = Counter(re.sub(r"^moved to .*", "moved elsewhere", reason or "no longer listed") for reason in gone)
    if reasons:
        told = "; ".join(f"{n} {reason}" for reason, n in reasons.most_common())
        yield Line(True, f"{count(sum(reasons.values()), 'departed issue')}, whose history stays: {told}")
    odd = tables.unreadable
    by_reason: dict[str, list[str]] = {}
    for row in connection.execute(select(odd).where(odd.c.project == project.id).order_by(odd.c.issue)):
        by_reason.setdefault(row.reason, []).append(row.issue)
    for reason, ids in sorted(by_reason.items()):
        yield Line(
            False,
            f"{count(len(ids), 'record')} set aside: {reason} ({sentence_list(ids)})",
            "each sync tries them again; what stays unreadable is no part of any finding",
        )


def _milestone_titles(unresolved: int) -> Iterator[Line]:
    if unresolved:
        yield Line(
            False,
            f"{count(unresolved, 'milestone event')} with a title that no known milestone had: scope-growth and "
            "late-delivery leave them out",
            "nothing can be done about the past; renames are seen from the first sync on",
        )


def _count(connection: Connection, name: str, project: str) -> int:
    table = tables.metadata.tables[name]
    return connection.execute(select(func.count()).where(table.c.project == project)).scalar_one()
