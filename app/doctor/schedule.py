"""What doctor says of the schedule: when the next runs are, and whether anybody enters them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from app.doctor.report import Line
from app.instants import rfc3339
from app.schedule.showing import next_due
from app.schedule.timetables import GENERAL, timetables

# How long after it was due (milliseconds) a run that nobody entered is worth a look.
_LATE = 3_600_000


def schedule_lines(connection: Connection, now: int) -> Iterator[Line]:
    """When each schedule is due next; where a run was due and no process entered it, what to do."""
    for timetable in timetables(connection):
        due = next_due(connection, timetable, now) or timetable.next_after(now)
        if due is None:
            continue
        of = "" if timetable.name == GENERAL else f" of {timetable.name}"
        if due < now - _LATE:
            what = f"a sync and scan{of} was due at {rfc3339(due)}, and no process began it"
            yield Line(False, what, "keep brug serve or brug worker running; the last missed one is made up")
        else:
            yield Line(True, f"the next sync and scan{of} is due at {rfc3339(due)} ({timetable.cron})")
