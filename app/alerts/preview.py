"""What would go out now, in words: the messages that wait, and those that a scan would add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from app.alerts.contents import content_of
from app.alerts.listing import DUE
from app.alerts.rules import read_rules
from app.alerts.texts import render
from app.database.alert_tables import alerts
from app.settings import Settings
from app.targets import masked


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as it would go out: to whom (masked), from which instant on, why it was not taken before, its words."""

    to: str
    due_at: int
    attempts: int
    error: str | None
    subject: str
    text: str


def waiting(connection: Connection, settings: Settings) -> list[Preview]:
    """The messages that wait to be sent, the first that is due first."""
    order = select(alerts).where(alerts.c.state == DUE).order_by(alerts.c.due_at, alerts.c.id)
    shown = [preview(connection, alert, settings) for alert in connection.execute(order).all()]
    return [one for one in shown if one is not None]


def preview(connection: Connection, alert: Row[Any], settings: Settings) -> Preview | None:
    """A message of the outbox in words; None where it is not worth telling any more."""
    content = content_of(connection, alert, read_rules(connection), settings).content
    if content is None:
        return None
    words = render(content)
    return Preview(masked(alert.target), alert.due_at, alert.attempts, alert.error, words.subject, words.text)
