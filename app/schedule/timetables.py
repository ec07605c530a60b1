"""The schedules that there are: the organisation's, and one for each source or project with its own crontab line.

What has its own is left out of the one around it. A schedule begins when it is declared: nothing before is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from app.database.declared_tables import declared_projects
from app.database.history_tables import sources
from app.database.schedule_tables import runs
from app.declaration.reading_back import schedule_that_holds
from app.schedule.occasions import last_until, next_after
from app.selection import Selection

GENERAL = "scan"


@dataclass(frozen=True, slots=True)
class Timetable:
    """A schedule by its name: a crontab line in a time zone, and what is synced and scanned then.

    `source` and `project` (its key) say whose own it is, both None for the organisation's.
    """

    name: str
    cron: str
    timezone: str
    selection: Selection
    source: str | None = None
    project: str | None = None

    def last_until(self, now: int) -> int | None:
        """The last occasion at or before an instant."""
        return last_until(self.cron, self.timezone, now)

    def next_after(self, now: int) -> int | None:
        """The first occasion after an instant."""
        return next_after(self.cron, self.timezone, now)


def timetables(connection: Connection) -> list[Timetable]:
    """All schedules that hold, the organisation's first; none while no source is declared."""
    general = schedule_that_holds(connection)
    active = connection.execute(select(sources).where(sources.c.active).order_by(sources.c.name)).all()
    names = {source.name for source in active}
    projects = connection.execute(
        select(declared_projects)
        .where(declared_projects.c.scan.is_not(None), declared_projects.c.source.in_(names))
        .order_by(declared_projects.c.source, declared_projects.c.key)
    ).all()
    own = frozenset((project.source, project.key) for project in projects)
    found, zone = [], general.timezone
    shared = frozenset(source.name for source in active if source.scan is None)
    if shared:
        left = frozenset(one for one in own if one[0] in shared)
        whole = len(shared) == len(names)
        found.append(Timetable(GENERAL, general.scan, zone, Selection(None if whole else shared, left)))
    for source in active:
        if source.scan is not None:
            left = frozenset(one for one in own if one[0] == source.name)
            selection = Selection(frozenset({source.name}), left)
            found.append(Timetable(f"source {source.name}", source.scan, zone, selection, source.name))
    for project in projects:
        here = project.source, project.key
        selection = Selection(frozenset({project.source}), only=here)
        found.append(Timetable(f"project {' '.join(here)}", project.scan, zone, selection, *here))
    return found


def newest_run(connection: Connection, timetable: Timetable, now: int) -> int | None:
    """When the newest run of a schedule was due; None before it began.

    A run that lies more than one occasion ahead was entered by a clock that was wrong, and does not count.
    """
    following = timetable.next_after(now)
    query = select(func.max(runs.c.due_at)).where(runs.c.schedule == timetable.name)
    return connection.execute(query if following is None else query.where(runs.c.due_at <= following)).scalar()


def begin(connection: Connection, timetable: Timetable, now: int) -> None:
    """Write down that a schedule begins: what was due last counts as done, with no jobs."""
    due = timetable.last_until(now)
    here = (runs.c.schedule == timetable.name, runs.c.due_at == due)
    if due is not None and connection.execute(select(runs.c.due_at).where(*here)).first() is None:
        values = {"schedule": timetable.name, "due_at": due, "entered_at": now, "sync": "", "scan": ""}
        connection.execute(insert(runs).values(**values))


def begin_new(connection: Connection, before: Iterable[Timetable], now: int) -> None:
    """Begin the schedules that did not hold before, or at other times."""
    known = {(one.name, one.cron, one.timezone) for one in before}
    for timetable in timetables(connection):
        if (timetable.name, timetable.cron, timetable.timezone) not in known:
            begin(connection, timetable, now)
