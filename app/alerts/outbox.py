"""Writing messages to be sent, in the transaction of the scan that gives cause for them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from app.alerts.deciding import Letter, Told, decide
from app.alerts.digests import digests
from app.alerts.listing import DUE
from app.alerts.receivers import SUBSCRIPTION, read_receivers
from app.alerts.rules import read_rules
from app.database import tables
from app.findings.taking_in import News
from app.ids import fresh_id

# How many values one statement names at most.
_MANY = 5_000


def write_alerts(connection: Connection, scan: str, news: Sequence[News], now: int, *, whole: bool) -> list[str]:
    """Write what a scan of the present gives to tell, and the week's digests after one of everything; gives the ids."""
    receivers = read_receivers(connection)
    if not receivers:
        return []
    heard = read_told(connection, {one.finding for one in news})
    written = _write(connection, scan, decide(news, receivers, heard, now), now)
    if whole:
        written += _write(connection, scan, digests(connection, receivers, now), now)
    return written


def read_told(connection: Connection, findings: set[str]) -> dict[tuple[str, str], Told]:
    """What receivers last heard of findings, by target and finding."""
    table, wanted = tables.told, sorted(findings)
    found: dict[tuple[str, str], Told] = {}
    for start in range(0, len(wanted), _MANY):
        some = table.c.finding.in_(wanted[start : start + _MANY])
        for row in connection.execute(select(table).where(some)):
            found[row.target, row.finding] = Told(row.kind, row.rank, row.at)
    return found


def _write(connection: Connection, scan: str, letters: Sequence[Letter], now: int) -> list[str]:
    due, written = read_rules(connection).quiet.after(now), []
    for letter in letters:
        to, identity = letter.to, fresh_id()
        written.append(identity)
        connection.execute(
            insert(tables.alerts).values(
                id=identity,
                kind=letter.kind,
                project=letter.project,
                scan=scan,
                findings=[one.finding for one in letter.news],
                whats=[one.what for one in letter.news],
                target=to.target,
                language=to.language,
                reason=f"{SUBSCRIPTION}:{to.subscription}" if to.subscription else to.reason,
                state=DUE,
                created_at=now,
                due_at=due,
                attempts=0,
            )
        )
        if not to.portfolio:
            _remember(connection, identity, letter, now)
    return written


def _remember(connection: Connection, alert: str, letter: Letter, now: int) -> None:
    table, target = tables.told, letter.to.target
    for one in letter.news:
        connection.execute(delete(table).where(table.c.target == target, table.c.finding == one.finding))
        heard = {"kind": one.what, "rank": one.rank, "alert": alert, "at": now}
        connection.execute(insert(table).values(target=target, finding=one.finding, **heard))
