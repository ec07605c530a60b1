"""The jobs that are written down, scans and syncs alike: begun, told of, ended, cancelled, taken up again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, insert, select, update

from app.access.caller import COMMAND_LINE
from app.database.finding_tables import scans
from app.database.job_tables import syncs
from app.database.locks import Lock, hold, not_for_long
from app.ids import fresh_id
from app.processes import is_there, this_process

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
STATUSES = (QUEUED, RUNNING, DONE, FAILED, CANCELLED)
TABLES = (scans, syncs)

# A process that was not heard of for so long is gone.
_SILENT = 30_000


class Cancelled(Exception):
    """Somebody asked to end the job."""


class Interrupted(Exception):
    """The process ends, and another one will take the job up again."""


class TakenOver(Exception):
    """This process was silent for so long that another one took the job up: nothing more is to be written."""


def instant() -> int:
    """The instant it is for the signs of life of processes, whatever brug's own clock is set to."""
    return time.time_ns() // 1_000_000


def enter(
    connection: Connection,
    table: Table,
    values: dict[str, Any],
    *,
    projects: Sequence[str] | None,
    by: str,
    now: int,
    begins: bool = False,
    due_at: int | None = None,
) -> str:
    """Write down a job, to be done when its turn comes or, where it begins, by this process now; gives its id.

    `projects` are ids, None for all. `due_at` is when the schedule wanted it.
    """
    identity = fresh_id()
    some = None if projects is None else list(projects)
    job = {
        "id": identity, "status": RUNNING if begins else QUEUED, "projects": some,
        "requested_by": by, "requested_at": now, "started_at": now, "due_at": due_at, "done": 0, "is_cancelled": False,
        "worker": this_process() if begins else None, "alive_at": instant() if begins else None,
    }  # fmt: skip
    connection.execute(insert(table).values(**values, **job))
    return identity


def is_waiting(connection: Connection) -> bool:
    """Whether a job waits, or one is under way whose process is gone."""
    for table in TABLES:
        for row in connection.execute(select(table).where(table.c.status.in_((QUEUED, RUNNING)))):
            if row.status == QUEUED or _is_gone(row):
                return True
    return False


def claim(connection: Connection, table: Table, now: int) -> Row[Any] | None:
    """Take the job that waits longest and whose projects no other job is at; None where there is none.

    A scan also waits for the syncs of its projects that were asked for before it, or with it. In the connection's
    transaction, one process at a time.
    """
    not_for_long(connection)
    hold(connection, Lock.JOBS)
    under_way = [
        row.projects
        for other in TABLES
        for row in connection.execute(select(other.c.projects).where(other.c.status == RUNNING))
    ]
    waiting = select(table).where(table.c.status == QUEUED).order_by(table.c.requested_at, table.c.id)
    for row in connection.execute(waiting):
        before = _syncs_before(connection, row.requested_at) if table is scans else ()
        if not any(_overlap(row.projects, projects) for projects in (*under_way, *before)):
            begun = {"status": RUNNING, "started_at": now, "worker": this_process(), "alive_at": instant()}
            connection.execute(update(table).where(table.c.id == row.id).values(begun))
            return row
        # What waits has its turn before what was asked for later.
        under_way.append(row.projects)
    return None


def tell(connection: Connection, table: Table, job: str, **progress: int | str | None) -> bool:
    """Write down how far a running job is, and that its process lives; says whether it is to end.

    Raises TakenOver.
    """
    own = (table.c.id == job, *_own(table))
    if connection.execute(update(table).where(*own).values(alive_at=instant(), **progress)).rowcount == 0:
        raise TakenOver(job)
    return bool(connection.execute(select(table.c.is_cancelled).where(table.c.id == job)).scalar())


def stay(connection: Connection) -> None:
    """Write down that this process lives, with all jobs that it is at, however long one says nothing."""
    for table in TABLES:
        connection.execute(update(table).where(*_own(table)).values(alive_at=instant()))


def must_be_ours(connection: Connection, table: Table, job: str) -> None:
    """Raise TakenOver where another process took the job up; none can, then, before the transaction ends."""
    own = select(table.c.id).where(table.c.id == job, *_own(table)).with_for_update()
    if connection.execute(own).first() is None:
        raise TakenOver(job)


def end(connection: Connection, table: Table, job: str, status: str, at: int, **values: Any) -> None:
    """Write down how a job of this process ended, or that it waits again; nothing where another one took it up."""
    _end(connection, table, (table.c.id == job, *_own(table)), status, at, values)


def cancel(connection: Connection, table: Table, job: str, at: int) -> None:
    """End a job: at once while it waits, at its next project or page while it runs. One that has ended stays so."""
    hold(connection, Lock.JOBS)
    here = table.c.id == job
    connection.execute(
        update(table).where(here, table.c.status == QUEUED).values(status=CANCELLED, finished_at=at, is_cancelled=True)
    )
    connection.execute(update(table).where(here, table.c.status == RUNNING).values(is_cancelled=True))


def take_up(connection: Connection, at: int) -> None:
    """Let jobs whose process is gone wait again, or fail where somebody at a command line started them."""
    not_for_long(connection)
    hold(connection, Lock.JOBS)
    for table in TABLES:
        for row in connection.execute(select(table).where(table.c.status == RUNNING)).all():
            if not _is_gone(row):
                continue
            # Not where it gave a sign of life, or came to its end, since the row was read.
            same = (
                table.c.id == row.id,
                table.c.status == RUNNING,
                table.c.alive_at.is_not_distinct_from(row.alive_at),
            )
            if row.requested_by == COMMAND_LINE.name:
                error = "its process ended before it was done; run it again"
                _end(connection, table, same, FAILED, at, {"error": error})
            else:
                _end(connection, table, same, CANCELLED if row.is_cancelled else QUEUED, at, {"done": 0})


def _own(table: Table) -> tuple[ColumnElement[bool], ...]:
    return table.c.status == RUNNING, table.c.worker == this_process()


def _end(
    connection: Connection,
    table: Table,
    which: Iterable[ColumnElement[bool]],
    status: str,
    at: int,
    values: dict[str, Any],
) -> None:
    ended: dict[str, Any] = {
        "status": status,
        "finished_at": None if status == QUEUED else at,
        "worker": None,
        "alive_at": None,
    }
    connection.execute(update(table).where(*which).values(**ended, **values))


def _syncs_before(connection: Connection, at: int) -> list[Sequence[str] | None]:
    """The projects of the syncs that wait and were asked for by then."""
    waiting = select(syncs.c.projects).where(syncs.c.status == QUEUED, syncs.c.requested_at <= at)
    return [row.projects for row in connection.execute(waiting)]


def _is_gone(row: Row[Any]) -> bool:
    if row.worker is None or row.alive_at is None:
        return True
    there = is_there(row.worker)
    if there is None:
        # A sign of life from the future is none either: a clock was set back.
        return bool(abs(instant() - row.alive_at) > _SILENT)
    return not there


def _overlap(one: Sequence[str] | None, other: Sequence[str] | None) -> bool:
    return one is None or other is None or not set(one).isdisjoint(other)
