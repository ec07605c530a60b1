"""Every writing, with who did it: written in the same transaction as what it tells of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from app.access.caller import Caller
from app.access.sight import Sight
from app.database.access_tables import audit
from app.database.newest import newest_first
from app.ids import fresh_id
from app.instants import rfc3339


def record(
    connection: Connection,
    caller: Caller,
    action: str,
    about: str,
    now: int,
    *,
    project: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Write down who did what to what; `project` is the id of the one that it concerns, None for the organisation."""
    connection.execute(
        insert(audit).values(
            id=fresh_id(),
            at=now,
            by=caller.name,
            action=action,
            about=about,
            project=project,
            details=details,
        )
    )


def list_audit(
    connection: Connection, sight: Sight, limit: int, cursor: str | None
) -> tuple[list[dict[str, Any]], str | None, int]:
    """A page of what was written, the newest first; the cursor to go on with, and how many entries there are."""
    rows, following, total = newest_first(connection, audit.c.at, sight.of(audit.c.project), limit, cursor)
    found = [
        {
            "id": row.id,
            "at": rfc3339(row.at),
            "by": row.by,
            "action": row.action,
            "about": row.about,
            "project": row.project,
            "details": row.details,
        }
        for row in rows
    ]
    return found, following, total
