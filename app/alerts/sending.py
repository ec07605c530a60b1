"""Sending what is due, until it arrives or there is no hope: by the leader alone, so each message goes out once.

A message is marked as sent after its receiver took it. A process that ends in between leaves it due, and the next
leader sends it again, with the same id: receivers that honour the id see it once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, Row, func, select, update

from app.alerts.channels.sending import send
from app.alerts.contents import Told, content_of
from app.alerts.listing import DEAD, DROPPED, DUE, SENT
from app.alerts.pauses import is_hopeless, pause_after
from app.alerts.receivers import SUBSCRIPTION
from app.alerts.rules import read_rules
from app.alerts.subscriptions import stop
from app.alerts.texts import render
from app.clock import now
from app.database.alert_tables import alerts
from app.database.engine import reading, writing
from app.errors import Undeliverable
from app.settings import Settings
from app.targets import masked

_log = structlog.get_logger("brug.alerts")

# How many messages are looked at in one go, and how many receivers are spoken to at once.
_MANY, _AT_ONCE = 200, 4
# Seconds after which no further message is begun in one go: the leader has more to do.
_LONG = 5.0

Fence = Callable[[Connection], None]
"""Raises where whoever writes leads no longer; called first in every writing transaction."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message. `error` is why it was not sent; `permanent` that no further try can help."""

    alert: Row[Any]
    sent: bool = False
    error: str | None = None
    permanent: bool = False
    gone: bool = False
    dropped: bool = False


def send_due(engine: Engine, settings: Settings, fence: Fence) -> int:
    """Send what is due, each receiver's messages in their order; gives how many arrived.

    Begins no further message after a few seconds; what is left is due still. Raises what `fence` raises, and
    DatabaseError.
    """
    with reading(engine) as connection:
        waiting = due(connection, now(settings))
    if not waiting:
        return 0
    began = time.monotonic()
    with ThreadPoolExecutor(_AT_ONCE, "alerts") as pool:
        return sum(pool.map(lambda some: _to_one(engine, settings, some, began, fence), by_target(waiting)))


def _to_one(engine: Engine, settings: Settings, waiting: Sequence[Row[Any]], began: float, fence: Fence) -> int:
    arrived = 0
    for alert in waiting:
        if time.monotonic() - began > _LONG:
            break
        # Looked at just before it goes out: whoever leads by now may have sent it.
        with writing(engine) as connection:
            fence(connection)
        outcome = _try(engine, settings, alert)
        with writing(engine) as connection:
            fence(connection)
            settle(connection, outcome, now(settings))
        _tell(outcome)
        arrived += outcome.sent
        if outcome.error is not None and not outcome.permanent:
            break  # whoever does not answer now will not for the next message
    return arrived


def _try(engine: Engine, settings: Settings, alert: Row[Any]) -> Outcome:
    with reading(engine) as connection:
        told: Told = content_of(connection, alert, read_rules(connection), settings)
    if told.content is None:
        return Outcome(alert, error=told.dropped, permanent=True, dropped=True)
    try:
        send(alert.target, alert.id, render(told.content), settings, now(settings))
    except Undeliverable as error:
        return Outcome(alert, error=str(error), permanent=error.permanent, gone=error.gone)
    except Exception as error:  # noqa: BLE001 - one message that cannot be sent must not keep the others
        return Outcome(alert, error=f"{type(error).__name__} while it was being sent")
    return Outcome(alert, sent=True)


def due(connection: Connection, at: int) -> list[Row[Any]]:
    """The messages that are due, those first that were tried least: what always fails keeps nothing else waiting."""
    order = (alerts.c.attempts, alerts.c.due_at, alerts.c.id)
    wanted = select(alerts).where(alerts.c.state == DUE, alerts.c.due_at <= at)
    return list(connection.execute(wanted.order_by(*order).limit(_MANY)))


def by_target(waiting: Iterable[Row[Any]]) -> list[list[Row[Any]]]:
    """Messages by receiver, in the order that they came in."""
    found: dict[str, list[Row[Any]]] = {}
    for alert in waiting:
        found.setdefault(alert.target, []).append(alert)
    return list(found.values())


def settle(connection: Connection, outcome: Outcome, at: int) -> None:
    """Write what became of a message: sent, due again after a pause and not in quiet hours, dropped or given up."""
    alert, here = outcome.alert, (alerts.c.id == outcome.alert.id, alerts.c.state == DUE)
    attempts = alert.attempts + (not outcome.dropped)
    values: dict[str, Any] = {"attempts": attempts, "error": outcome.error}
    if outcome.sent:
        connection.execute(update(alerts).where(*here).values(values | {"state": SENT, "sent_at": at}))
        return
    if outcome.permanent or is_hopeless(attempts, at - alert.created_at):
        values["state"] = DROPPED if outcome.dropped else DEAD
    connection.execute(update(alerts).where(*here).values(values))
    if not outcome.permanent:
        _hold_back(connection, alert.target, at)
    reason, _, subscription = alert.reason.partition(":")
    if outcome.gone and reason == SUBSCRIPTION:
        stop(connection, subscription, outcome.error or "the receiver is gone", at)


def _hold_back(connection: Connection, target: str, at: int) -> None:
    """Let all messages to a receiver that does not answer wait: it is asked once a pause, not once for each."""
    waiting = (alerts.c.target == target, alerts.c.state == DUE)
    failures = connection.execute(select(func.max(alerts.c.attempts)).where(*waiting)).scalar() or 1
    until = read_rules(connection).quiet.after(at + pause_after(failures))
    connection.execute(update(alerts).where(*waiting, alerts.c.due_at < until).values(due_at=until))


def _tell(outcome: Outcome) -> None:
    alert = outcome.alert
    named = {"id": alert.id, "to": masked(alert.target)}
    if outcome.sent:
        _log.info("sent", kind=alert.kind, **named)
    elif outcome.permanent and not outcome.dropped:
        _log.error("a message was given up", reason=outcome.error, **named)
    elif not outcome.dropped:
        _log.warning("a message could not be sent; it will be tried again", reason=outcome.error, **named)
