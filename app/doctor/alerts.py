"""What doctor says of alerts: who is told, whether mail can leave, and what was given up."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from app.alerts.channels.addresses import plain_address
from app.alerts.listing import DEAD, DUE
from app.alerts.receivers import read_receivers
from app.database.alert_tables import alerts, subscriptions
from app.doctor.report import Line
from app.settings import Settings
from app.targets import masked
from detectors.texts import count


def alert_lines(connection: Connection, settings: Settings) -> Iterator[Line]:
    """How many are told of something, what waits, and what does not arrive, with what to do about it."""
    targets = {receiver.target for receiver in read_receivers(connection)}
    if not targets:
        yield Line(True, "nobody is told of findings: no lead, target or digest is declared, and nobody subscribed")
    else:
        waiting = connection.execute(select(func.count()).where(alerts.c.state == DUE)).scalar_one()
        receivers = count(len(targets), "target")
        yield Line(True, f"{receivers} told of findings, {count(waiting, 'message')} waiting")
    if settings.mail is None and any(plain_address(target) is not None for target in targets):
        what = "mail addresses are told of findings, and no mail server is set"
        yield Line(False, what, "let BRUG_MAIL name one, then: brug alerts test ADDRESS")
    dead = connection.execute(select(alerts.c.target, alerts.c.error).where(alerts.c.state == DEAD)).all()
    if dead:
        last = dead[-1]
        what = f"{count(len(dead), 'message')} given up; the last to {masked(last.target)}: {last.error}"
        yield Line(False, what, "see GET /api/v1/alerts?state=dead, and send again with POST /api/v1/alerts/{id}/retry")
    stopped = select(subscriptions).where(subscriptions.c.stopped_at.is_not(None)).order_by(subscriptions.c.id)
    for row in connection.execute(stopped):
        what = f"the subscription of {masked(row.target)} was stopped: {row.stopped_because}"
        yield Line(False, what, "end it with DELETE /api/v1/subscriptions/{id}, or subscribe its new address")
