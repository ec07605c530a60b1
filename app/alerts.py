"""Who is told of what, and every message with its state."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.access.sight import Sight
from app.database.alert_tables import alerts, subscriptions
from app.database.newest import newest_first
from app.errors import NotNow
from app.ids import fresh_id
from app.instants import rfc3339
from app.targets import masked

DUE, SENT, DEAD = "due", "sent", "dead"
STATES = (DUE, SENT, DEAD)


def list_subscriptions(connection: Connection, sight: Sight, *, whole: bool) -> list[dict[str, Any]]:
    """All subscriptions that may be seen, the oldest first; their targets masked unless `whole`."""
    rows = connection.execute(select(subscriptions).order_by(subscriptions.c.created_at, subscriptions.c.id))
    return [_subscription(row, whole) for row in rows if _is_seen(row, sight)]


def subscribe(
    connection: Connection,
    target: str,
    projects: list[str] | None,
    symptoms: list[str] | None,
    min_severity: str,
    *,
    by: str,
    now: int,
) -> dict[str, Any]:
    """Have a target told of findings of some projects (ids, None for all), symptoms and severities."""
    identity = fresh_id()
    row = {
        "id": identity, "target": target, "projects": projects, "symptoms": symptoms, "min_severity": min_severity,
        "created_by": by, "created_at": now,
    }  # fmt: skip
    connection.execute(insert(subscriptions).values(row))
    made = connection.execute(select(subscriptions).where(subscriptions.c.id == identity)).one()
    return _subscription(made, whole=True)


def unsubscribe(connection: Connection, identity: str, sight: Sight) -> bool:
    """End a subscription; says whether there was one of that id that may be seen."""
    row = connection.execute(select(subscriptions).where(subscriptions.c.id == identity)).first()
    if row is None or not _is_seen(row, sight):
        return False
    connection.execute(delete(subscriptions).where(subscriptions.c.id == identity))
    return True


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

    Raises NotNow where it was sent.
    """
    here = alerts.c.id == identity
    row = connection.execute(select(alerts).where(here, sight.of(alerts.c.project))).first()
    if row is None:
        return None
    if row.state == SENT:
        raise NotNow(f'message "{identity}" was sent already')
    connection.execute(update(alerts).where(here).values(state=DUE, due_at=now, error=None))
    return _alert(connection.execute(select(alerts).where(here)).one(), whole)


def _is_seen(row: Row[Any], sight: Sight) -> bool:
    return sight.projects is None or (row.projects is not None and sight.projects.issuperset(row.projects))


def _subscription(row: Row[Any], whole: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "target": row.target if whole else masked(row.target),
        "projects": row.projects,
        "symptoms": row.symptoms,
        "min_severity": row.min_severity,
        "created_by": row.created_by,
        "created_at": rfc3339(row.created_at),
    }


def _alert(row: Row[Any], whole: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "project": row.project,
        "findings": row.findings,
        "target": row.target if whole else masked(row.target),
        "state": row.state,
        "created_at": rfc3339(row.created_at),
        "due_at": rfc3339(row.due_at),
        "sent_at": None if row.sent_at is None else rfc3339(row.sent_at),
        "attempts": row.attempts,
        "error": row.error,
    }
