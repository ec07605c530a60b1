"""The jobs that are written down, scans and syncs alike: begun, told of, ended, cancelled, taken up again."""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from app.access.caller import COMMAND_LINE
from app.database.finding_tables import scans
from app.database.job_tables import syncs
from app.database.locks import Lock, hold
from app.ids import fresh_id

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
STATUSES = (QUEUED, RUNNING, DONE, FAILED, CANCELLED)
TABLES = (scans, syncs)

# A process that was not heard of for so long is gone.
_SILENT = 30_000


class Cancelled(Exception):
    """Somebody asked to end the job."""


class Interrupted(Exception):
    """The process ends, and another one will take the job up again."""


@cache
def _marked(process: int) -> str:
    return f"{socket.gethostname()}:{process}:{secrets.token_hex(4)}"


def worker() -> str:
    """This process, as the ledger names it: another name after a fork, or when its number is used again."""
    return _marked(os.getpid())


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
) -> str:
    """Write down a job, to be done when its turn comes or, where it begins, by this process now; gives its id.

    `projects` are ids, None for all.
    """
    identity = fresh_id()
    some = None if projects is None else list(projects)
    job = {
        "id": identity, "status": RUNNING if begins else QUEUED, "projects": some,
        "requested_by": by, "requested_at": now, "started_at": now, "done": 0, "is_cancelled": False,
        "worker": worker() if begins else None, "alive_at": instant() if begins else None,
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

    In the connection's transaction, one process at a time.
    """
    hold(connection, Lock.JOBS)
    under_way = [
        row.projects
        for other in TABLES
        for row in connection.execute(select(other.c.projects).where(other.c.status == RUNNING))
    ]
    waiting = select(table).where(table.c.status == QUEUED).order_by(table.c.requested_at, table.c.id)
    for row in connection.execute(waiting):
        if not any(_overlap(row.projects, projects) for projects in under_way):
            begun = {"status": RUNNING, "started_at": now, "worker": worker(), "alive_at": instant()}
            connection.execute(update(table).where(table.c.id == row.id).values(begun))
            return row
        # What waits has its turn before what was asked for later.
        under_way.append(row.projects)
    return None


def tell(connection: Connection, table: Table, job: str, **progress: int | str | None) -> bool:
    """Write down how far a running job is, and that its process lives; says whether it is to end."""
    here = table.c.id == job
    connection.execute(update(table).where(here, table.c.status == RUNNING).values(alive_at=instant(), **progress))
    return bool(connection.execute(select(table.c.is_cancelled).where(here)).scalar())


def end(connection: Connection, table: Table, job: str, status: str, at: int, **values: Any) -> None:
    """Write down how a job ended, or that it waits again."""
    ended: dict[str, Any] = {
        "status": status,
        "finished_at": None if status == QUEUED else at,
        "worker": None,
        "alive_at": None,
    }
    connection.execute(update(table).where(table.c.id == job).values(**ended, **values))


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
    hold(connection, Lock.JOBS)
    for table in TABLES:
        for row in connection.execute(select(table).where(table.c.status == RUNNING)).all():
            if not _is_gone(row):
                continue
            if row.requested_by == COMMAND_LINE.name:
                end(connection, table, row.id, FAILED, at, error="its process ended before it was done; run it again")
            else:
                end(connection, table, row.id, CANCELLED if row.is_cancelled else QUEUED, at, done=0)


def _is_gone(row: Row[Any]) -> bool:
    if row.worker is None or row.alive_at is None:
        return True
    host, process, _ = row.worker.rsplit(":", 2)
    if host != socket.gethostname():
        return bool(instant() - row.alive_at > _SILENT)
    # A process with the number of this one that is not this one was before it.
    return row.worker != worker() if int(process) == os.getpid() else not _is_there(int(process))


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _overlap(one: Sequence[str] | None, other: Sequence[str] | None) -> bool:
    return one is None or other is None or not set(one).isdisjoint(other)
