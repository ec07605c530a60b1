"""Who is told of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.access.sight import Sight
from app.database.alert_tables import subscriptions
from app.ids import fresh_id
from app.instants import rfc3339
from app.targets import masked

ALERTS, DIGEST = "alerts", "digest"
KINDS = (ALERTS, DIGEST)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a target is to be told of: projects (ids) and symptoms, None for all; the whole portfolio for a digest."""

    target: str
    kind: str = ALERTS
    projects: list[str] | None = None
    symptoms: list[str] | None = None
    min_severity: str = "medium"
    language: str | None = None


def list_subscriptions(connection: Connection, sight: Sight, *, whole: bool) -> list[dict[str, Any]]:
    """All subscriptions that may be seen, the oldest first; their targets masked unless `whole`."""
    rows = connection.execute(select(subscriptions).order_by(subscriptions.c.created_at, subscriptions.c.id))
    return [_subscription(row, whole) for row in rows if _is_seen(row, sight)]


def subscribe(connection: Connection, wish: Wish, *, by: str, now: int) -> dict[str, Any]:
    """Have a target told of what is wished for."""
    identity = fresh_id()
    row = {
        "id": identity, "kind": wish.kind, "target": wish.target, "projects": wish.projects, "symptoms": wish.symptoms,
        "min_severity": wish.min_severity, "language": wish.language, "created_by": by, "created_at": now,
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


def stop(connection: Connection, identity: str, because: str, at: int) -> None:
    """Send nothing more to a subscription; it stays in the list with the reason."""
    going = (subscriptions.c.id == identity, subscriptions.c.stopped_at.is_(None))
    connection.execute(update(subscriptions).where(*going).values(stopped_at=at, stopped_because=because))


def _is_seen(row: Row[Any], sight: Sight) -> bool:
    return sight.projects is None or (row.projects is not None and sight.projects.issuperset(row.projects))


def _subscription(row: Row[Any], whole: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "target": row.target if whole else masked(row.target),
        "projects": row.projects,
        "symptoms": row.symptoms,
        "min_severity": row.min_severity,
        "language": row.language,
        "created_by": row.created_by,
        "created_at": rfc3339(row.created_at),
        "stopped_at": None if row.stopped_at is None else rfc3339(row.stopped_at),
        "stopped_because": row.stopped_because,
    }
