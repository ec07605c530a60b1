"""Who is told of what, as people change it: subscriptions, messages sent again, a sample; each with its record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine

from app.access.audit import record
from app.access.caller import ADMIN, Caller
from app.alerts.channels.addresses import checked
from app.alerts.channels.sending import send
from app.alerts.listing import retry
from app.alerts.subscriptions import Wish, subscribe, unsubscribe
from app.alerts.texts.sample import sample
from app.database.engine import reading
from app.declaration.reading_back import schedule_that_holds
from app.errors import SettingError
from app.ids import fresh_id
from app.settings import Settings
from app.targets import masked


def make_subscription(connection: Connection, caller: Caller, wish: Wish, at: int) -> dict[str, Any]:
    """Have a target told of what is wished for, in projects that the caller sees; gives the subscription.

    One that names no projects is about all of them, for a caller that sees but some about those.
    """
    if wish.projects is None and caller.sight.projects is not None:
        wish = Wish(
            wish.target, wish.kind, sorted(caller.sight.projects), wish.symptoms, wish.min_severity, wish.language
        )
    made = subscribe(connection, wish, by=caller.name, now=at)
    details = {"target": masked(wish.target), "projects": wish.projects, "symptoms": wish.symptoms}
    record(connection, caller, "made a subscription", made["id"], at, details=details)
    return made


def end_subscription(connection: Connection, caller: Caller, identity: str, at: int) -> bool:
    """Tell somebody no more; says whether there was a subscription of that id that the caller sees."""
    if not unsubscribe(connection, identity, caller.sight):
        return False
    record(connection, caller, "ended a subscription", identity, at)
    return True


def send_again(connection: Connection, caller: Caller, identity: str, at: int) -> dict[str, Any] | None:
    """Send a message at once that was given up or waits; None where the caller sees none of that id. Raises NotNow."""
    again = retry(connection, identity, caller.sight, at, whole=caller.may(ADMIN))
    if again is not None:
        record(connection, caller, "sent a message again", identity, at, project=again["project"])
    return again


def send_sample(engine: Engine, settings: Settings, target: str, now: int) -> None:
    """Send a message about a made-up finding to a target. Raises SettingError for what is none, and Undeliverable."""
    try:
        checked(target)
    except ValueError as error:
        raise SettingError(str(error)) from None
    identity = fresh_id()
    with reading(engine) as connection:
        zone = schedule_that_holds(connection).timezone
    send(target, identity, sample(identity, settings, now, timezone=zone), settings, now)
