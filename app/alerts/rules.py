"""The rules that messages are sent by: when, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.declaration.alerting import read_alerting
from app.declaration.reading_back import schedule_that_holds
from app.quiet_hours import USUAL, QuietHours, parse_quiet


@dataclass(frozen=True, slots=True)
class Rules:
    """When messages go out, and in which language (None: the server's own)."""

    quiet: QuietHours
    language: str | None = None


def read_rules(connection: Connection) -> Rules:
    """The rules that hold."""
    declared, zone = read_alerting(connection), schedule_that_holds(connection).timezone
    hours = USUAL if declared.quiet is None else parse_quiet(declared.quiet)
    return Rules(QuietHours(*hours, zone), declared.language)
