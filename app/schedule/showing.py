"""The schedules as documents: when each is due next, what came of the last run, and which sources fell behind."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from app.access.sight import EVERYTHING, Sight
from app.database.finding_tables import scans
from app.database.history_tables import projects, sources
from app.database.job_tables import syncs
from app.database.schedule_tables import runs
from app.instants import rfc3339
from app.jobs.ledger import DONE
from app.schedule.timetables import Timetable, newest_run, timetables


def schedule_documents(connection: Connection, now: int, sight: Sight = EVERYTHING) -> list[dict[str, Any]]:
    """Every schedule that covers a project that may be seen, the organisation's first."""
    query = select(projects).where(projects.c.active, sight.of(projects.c.id))
    shown = connection.execute(query.order_by(projects.c.source, projects.c.key)).all()
    found = []
    for timetable in timetables(connection):
        covered = [project for project in shown if timetable.selection.takes(project.source, project.key)]
        if not covered and not sight.is_whole:
            continue
        due, following = _last_due(connection, timetable), next_due(connection, timetable, now)
        succeeded = _last_success(connection, timetable)
        found.append(
            {
                "name": timetable.name,
                "source": timetable.source,
                "project": timetable.project,
                "cron": timetable.cron,
                "timezone": timetable.timezone,
                "last_due_at": None if due is None else rfc3339(due),
                "last_success_at": None if succeeded is None else rfc3339(succeeded),
                "next_due_at": None if following is None else rfc3339(following),
                "projects": [{"id": p.id, "source": p.source, "key": p.key} for p in covered],
            }
        )
    return found


def _last_due(connection: Connection, timetable: Timetable) -> int | None:
    """When the newest run that was entered was due; None before the first."""
    query = select(func.max(runs.c.due_at)).where(runs.c.schedule == timetable.name, runs.c.scan != "")
    return connection.execute(query).scalar()


def next_due(connection: Connection, timetable: Timetable, now: int) -> int | None:
    """When the run is due that follows the newest one; it lies in the past where no process entered it.

    None before the schedule began.
    """
    newest = newest_run(connection, timetable, now)
    return None if newest is None else timetable.next_after(newest)


def overdue_sources(connection: Connection, now: int) -> list[str]:
    """The names of active sources that were not synced for two periods of the schedule that covers them.

    That is: twice it was time for a sync since the last one that succeeded. One that never was synced counts where
    the last two runs failed for it, or none was entered for so long.
    """
    tables = timetables(connection)
    found = []
    for source in connection.execute(select(sources).where(sources.c.active).order_by(sources.c.name)):
        timetable = next((t for t in tables if t.project is None and t.selection.reaches(source.name)), None)
        last = None if timetable is None else timetable.last_until(now)
        before = None if timetable is None or last is None else timetable.last_until(last - 1)
        if timetable is None or before is None:
            continue
        if source.synced_at is None:
            is_overdue = _failed_twice(connection, timetable, source.name, before)
        else:
            is_overdue = source.synced_at < before
        if is_overdue:
            found.append(source.name)
    return found


def _failed_twice(connection: Connection, timetable: Timetable, source: str, before: int) -> bool:
    query = (
        select(runs.c.due_at, syncs.c.report)
        .join(syncs, runs.c.sync == syncs.c.id, isouter=True)
        .where(runs.c.schedule == timetable.name)
        .order_by(runs.c.due_at.desc())
        .limit(2)
    )
    rows = connection.execute(query).all()
    if rows and rows[0].due_at < before:
        return True
    failed = [any(f["source"] == source for f in (row.report or {"failures": []})["failures"]) for row in rows]
    return len(failed) == 2 and all(failed)


def _last_success(connection: Connection, timetable: Timetable) -> int | None:
    query = (
        select(func.max(scans.c.finished_at))
        .join(runs, runs.c.scan == scans.c.id)
        .where(runs.c.schedule == timetable.name, scans.c.status == DONE)
    )
    return connection.execute(query).scalar()
