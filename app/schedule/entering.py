"""What is due is entered by the leader: a sync and the scan after it, as jobs that any process does."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, insert, select

from app.database.history_tables import projects
from app.database.schedule_tables import runs
from app.scans import ask_for_scan
from app.schedule.timetables import GENERAL, Timetable, begin, newest_run, timetables
from app.selection import Selection
from app.syncs import ask_for_scheduled_sync

BY = "the schedule"


def is_due(connection: Connection, now: int) -> bool:
    """Whether there is anything to enter."""
    return any(True for _ in _due(connection, now))


def enter_due(connection: Connection, now: int) -> list[str]:
    """Enter what is due and was not entered, in the connection's transaction; gives the names of its schedules.

    Of several occasions of a schedule that passed without a run the last one is made up, and only that. A schedule
    of which nothing is known begins now. Must run after `fenced`, in the same transaction.
    """
    entered = []
    for timetable, due in list(_due(connection, now)):
        if due is None:
            begin(connection, timetable, now)
            continue
        covered = _known(connection, timetable.selection)
        sync = ask_for_scheduled_sync(connection, covered, by=BY, now=now, due_at=due)
        scan = ask_for_scan(connection, covered, None, by=BY, now=now, due_at=due)
        values = {"schedule": timetable.name, "due_at": due, "entered_at": now, "sync": sync, "scan": scan}
        connection.execute(insert(runs).values(**values))
        entered.append(timetable.name)
    return entered


def selection_of(connection: Connection, job: str) -> Selection:
    """What a sync or scan of the schedule covers, as it is declared now; nothing where that schedule is no more."""
    timetable = _timetable_of(connection, job)
    return Selection(frozenset()) if timetable is None else timetable.selection


def is_general(connection: Connection, job: str) -> bool:
    """Whether a scan counts as the organisation's: of its own schedule or, where every source has one, of a source."""
    timetable = _timetable_of(connection, job)
    if timetable is None or timetable.project is not None:
        return False
    return timetable.name == GENERAL or all(other.name != GENERAL for other in timetables(connection))


def _timetable_of(connection: Connection, job: str) -> Timetable | None:
    """The schedule that a sync or scan was entered for; None where it is no more, or somebody asked for the job."""
    name = connection.execute(select(runs.c.schedule).where((runs.c.sync == job) | (runs.c.scan == job))).scalar()
    return next((timetable for timetable in timetables(connection) if timetable.name == name), None)


def _due(connection: Connection, now: int) -> Iterator[tuple[Timetable, int | None]]:
    """Schedules with the occasion that is to be entered, None where one is to begin."""
    for timetable in timetables(connection):
        due, newest = timetable.last_until(now), newest_run(connection, timetable, now)
        if due is not None and (newest is None or newest < due):
            yield timetable, None if newest is None else due


def _known(connection: Connection, selection: Selection) -> list[str] | None:
    """The ids of the projects that it covers, as far as they are known; None for all, and where none is known yet."""
    if selection.is_whole:
        return None
    rows = connection.execute(select(projects).where(projects.c.active).order_by(projects.c.id))
    return [row.id for row in rows if selection.takes(row.source, row.key)] or None
