"""Jobs as documents, page by page, for whoever may see their projects."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Table, and_, or_, select

from app.access.sight import Sight
from app.database.newest import Newest, newest_first
from app.instants import rfc3339


def list_jobs(
    connection: Connection, table: Table, sight: Sight, limit: int, cursor: str | None, identity: str | None = None
) -> Newest:
    """A page of jobs that concern a project that may be seen, the newest first; the next cursor, and their number."""
    wanted = _concerns(connection, table, sight)
    if identity is not None:
        wanted = and_(wanted, table.c.id == identity)
    return newest_first(connection, table.c.requested_at, wanted, limit, cursor)


def job_document(row: Row[Any], sight: Sight) -> dict[str, Any]:
    """What all jobs have in common. How far a job is over other projects too is not for those who do not see them."""
    own = is_own(row, sight)
    return {
        "id": row.id,
        "status": row.status,
        "requested_by": row.requested_by if own else None,
        "requested_at": rfc3339(row.requested_at),
        "started_at": rfc3339(row.started_at),
        "due_at": rfc3339(row.due_at) if row.due_at is not None else None,
        "finished_at": rfc3339(row.finished_at) if row.finished_at is not None else None,
        "progress": {"done": row.done, "total": row.total, "project": row.about} if own else None,
        "error": row.error if own else None,
    }


def is_own(row: Row[Any], sight: Sight) -> bool:
    """Whether a job is at nothing but projects that may be seen."""
    if sight.projects is None:
        return True
    return row.projects is not None and sight.projects.issuperset(row.projects)


def _concerns(connection: Connection, table: Table, sight: Sight) -> Any:
    """Jobs of all projects, and those of one that may be seen."""
    if sight.projects is None:
        return table.c.id.is_not(None)
    found = [
        row.id
        for row in connection.execute(select(table.c.id, table.c.projects).where(table.c.projects.is_not(None)))
        if not sight.projects.isdisjoint(row.projects)
    ]
    return or_(table.c.projects.is_(None), table.c.id.in_(found))
