"""The weekly digest: for a PMO the portfolio, for others what was not worth a message of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, or_, select

from app.access.sight import Sight
from app.alerts.deciding import DIGEST, Letter
from app.alerts.receivers import Receiver
from app.database import tables
from app.declaration.reading_back import schedule_that_holds
from app.findings.life_cycle import DISMISSED, GONE, NEW, OVER, RESOLVED, STANDING
from app.findings.taking_in import News
from app.instants import DAY

_WEEK = 7 * DAY
_LONG_AGO = 4 * _WEEK
# How many values one statement names at most.
_MANY = 5_000


@dataclass
class _Since:
    """The findings that were opened or over since an instant, read once however many receivers ask."""

    connection: Connection
    kept: dict[int, dict[str, list[Row[Any]]]] = field(default_factory=dict)

    def __call__(self, instant: int, projects: frozenset[str] | None) -> list[Row[Any]]:
        """Those of some projects (ids, None for all), the worst first."""
        if instant not in self.kept:
            self.kept[instant] = self._read(instant)
        found = self.kept[instant]
        some = found if projects is None else projects & found.keys()
        return sorted((row for project in some for row in found[project]), key=lambda row: (-row.rank, row.id))

    def _read(self, instant: int) -> dict[str, list[Row[Any]]]:
        table = tables.findings
        fresh = table.c.status.in_(STANDING) & (table.c.opened_at > instant)
        over = (table.c.status == RESOLVED) & (table.c.resolved_at > instant)
        columns = [table.c[name] for name in ("id", "project", "symptom", "status", "rank", "opened_at")]
        rows = list(self.connection.execute(select(*columns).where(or_(fresh, over))))
        quiet = _dismissed(self.connection, [row.id for row in rows if row.status == RESOLVED])
        found: dict[str, list[Row[Any]]] = {}
        for row in rows:
            if row.id not in quiet:
                found.setdefault(row.project, []).append(row)
        return found


def digests(connection: Connection, receivers: Sequence[Receiver], now: int) -> list[Letter]:
    """The digests that are due: one a target and calendar week of the organisation, where there is something to say."""
    since, zone = _Since(connection), schedule_that_holds(connection).timezone
    last = _last(connection)
    written: list[Letter] = []
    for target, some in _by_target(receivers):
        before = last.get(target)
        if before is not None and _week_of(before, zone) == _week_of(now, zone):
            continue
        start = now - _WEEK if before is None else before
        for portfolio in (one for one in some if one.portfolio):
            news = tuple(_news(row) for row in since(start, portfolio.projects))
            if news or _stands(connection, Sight(portfolio.projects)):
                written.append(Letter(portfolio, DIGEST, news))
        # Here what was told says what is new, so that nothing is missed when a week's scan fails.
        others = [one for one in some if not one.portfolio]
        if others:
            written += _of_the_rest(connection, target, others, since(now - _LONG_AGO, _projects(others)))
    return written


def _of_the_rest(
    connection: Connection, target: str, receivers: Sequence[Receiver], rows: Iterable[Row[Any]]
) -> Iterator[Letter]:
    """What a target was not told of yet, in one letter."""
    table = tables.told
    heard = {row.finding: row for row in connection.execute(select(table).where(table.c.target == target))}
    news: list[News] = []
    to: Receiver | None = None
    for row in rows:
        covering = next((r for r in receivers if r.covers(row.project, row.symptom, row.rank)), None)
        before = heard.get(row.id)
        if covering is None or not _is_unheard(row, before):
            continue
        to = to or covering
        news.append(_news(row))
    if to is not None:
        yield Letter(to, DIGEST, tuple(news))


def _projects(receivers: Iterable[Receiver]) -> frozenset[str] | None:
    """The projects that some receivers are told of together; None for all."""
    found: set[str] = set()
    for receiver in receivers:
        if receiver.projects is None:
            return None
        found |= receiver.projects
    return frozenset(found)


def _is_unheard(row: Row[Any], before: Row[Any] | None) -> bool:
    if row.status == RESOLVED:
        return before is not None and before.kind != GONE
    return before is None or (before.kind == GONE and row.opened_at > before.at)


def _news(row: Row[Any]) -> News:
    return News(row.id, row.project, row.symptom, GONE if row.status == RESOLVED else NEW, row.rank)


def _dismissed(connection: Connection, over: Sequence[str]) -> set[str]:
    """Those of some findings that are over which were dismissed when they ended: they stay quiet."""
    table = tables.finding_steps
    quiet: set[str] = set()
    for start in range(0, len(over), _MANY):
        some = table.c.finding.in_(over[start : start + _MANY])
        # A finding opens before it ends, so the step before is its own; the last of its ends is what counts.
        steps = pairwise(connection.execute(select(table).where(some).order_by(table.c.finding, table.c.sequence)))
        ends = {row.finding: before.status == DISMISSED for before, row in steps if row.step == OVER}
        quiet |= {finding for finding, is_quiet in ends.items() if is_quiet}
    return quiet


def _by_target(receivers: Iterable[Receiver]) -> Iterable[tuple[str, list[Receiver]]]:
    found: dict[str, list[Receiver]] = {}
    for receiver in receivers:
        found.setdefault(receiver.target, []).append(receiver)
    return found.items()


def _last(connection: Connection) -> dict[str, int]:
    table = tables.alerts
    query = select(table.c.target, func.max(table.c.created_at)).where(table.c.kind == DIGEST).group_by(table.c.target)
    return {row[0]: row[1] for row in connection.execute(query)}


def _stands(connection: Connection, sight: Sight) -> bool:
    table = tables.findings
    wanted = (table.c.status.in_(STANDING), sight.of(table.c.project))
    return connection.execute(select(table.c.id).where(*wanted).limit(1)).first() is not None


def _week_of(instant: int, zone: str) -> tuple[int, int]:
    day = datetime.fromtimestamp(instant / 1000, UTC).astimezone(ZoneInfo(zone)).isocalendar()
    return day.year, day.week
