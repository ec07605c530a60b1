"""Every message with its state, and sending one again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select, update

from app.access.sight import Sight
from app.database.alert_tables import alerts
from app.database.newest import newest_first
from app.errors import NotNow
from app.instants import rfc3339
from app.targets import masked

DUE, SENT, DEAD, DROPPED = "due", "sent", "dead", "dropped"
STATES = (DUE, SENT, DEAD, DROPPED)


def list_alerts(
    connection: Connection, sight: Sight, states: list[str], limit: int, cursor: str | None, *, whole: bool
) -> tuple[list[dict[str, Any]], str | None, int]:
    """A page of messages, the newest first; the cursor to go on with, and how many there are."""
    wanted = sight.of(alerts.c.project)
    if states:
        wanted &= alerts.c.state.in_(states)
    rows, following, total = newest_first(connection, alerts.c.created_at, wanted, limit, cursor)
    return [_alert(row, whole) for row in rows], following, total


def retry(connection: Connection, identity: str, sight: Sight, now: int, *, whole: bool) -> dict[str, Any] | None:
    """Send a message again that was given up; None where there is none of that id that may be seen.

    Raises NotNow where it was sent, or is not worth telling any more.
    """
    here = alerts.c.id == identity
    row = connection.execute(select(alerts).where(here, sight.of(alerts.c.project))).first()
    if row is None:
        return None
    if row.state == SENT:
        raise NotNow(f'message "{identity}" was sent already')
    if row.state == DROPPED:
        raise NotNow(f'message "{identity}" was not sent, and will not be: {row.error}')
    connection.execute(update(alerts).where(here).values(state=DUE, due_at=now, error=None))
    return _alert(connection.execute(select(alerts).where(here)).one(), whole)


def _alert(row: Row[Any], whole: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "project": row.project,
        "findings": row.findings,
        "reason": row.reason.partition(":")[0],
        "target": row.target if whole else masked(row.target),
        "state": row.state,
        "created_at": rfc3339(row.created_at),
        "due_at": rfc3339(row.due_at),
        "sent_at": None if row.sent_at is None else rfc3339(row.sent_at),
        "attempts": row.attempts,
        "error": row.error,
    }
