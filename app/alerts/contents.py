"""What a message in the outbox says, read when it is sent: so it tells of things as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from app.access.sight import EVERYTHING, Sight
from app.alerts.content import Content, Item, Portfolio, PortfolioProject
from app.alerts.deciding import DIGEST
from app.alerts.receivers import SUBSCRIPTION
from app.alerts.rules import Rules
from app.database import tables
from app.findings.document import TRANSLATIONS, decode, in_language
from app.findings.life_cycle import DISMISSED, GONE
from app.portfolio import summary
from app.settings import Settings

# How many values one statement names at most.
_MANY = 5_000


@dataclass(frozen=True, slots=True)
class Told:
    """What is read for one message: its content, or why it is not worth telling any more."""

    content: Content | None
    dropped: str | None = None


def content_of(connection: Connection, alert: Row[Any], rules: Rules, settings: Settings) -> Told:
    """The content of a message in the outbox, in its receiver's language."""
    language = alert.language or settings.language
    items = tuple(_items(connection, dict(zip(alert.findings, alert.whats, strict=True)), language))
    portfolio = _portfolio(connection, alert) if alert.kind == DIGEST else None
    if not items and portfolio is None:
        return Told(None, "what it tells of was dismissed before it was sent")
    return Told(
        Content(
            id=alert.id,
            kind=alert.kind,
            language=language,
            reason=alert.reason.partition(":")[0],
            items=items,
            portfolio=portfolio,
            created_at=alert.created_at,
            timezone=rules.quiet.timezone,
            url=settings.url,
            holidays=settings.holidays,
        )
    )


def _items(connection: Connection, whats: dict[str, str], language: str) -> Iterator[Item]:
    table, wanted = tables.findings, list(whats)
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(wanted), _MANY):
        query = select(table).where(table.c.id.in_(wanted[start : start + _MANY]))
        found |= {row.id: row for row in connection.execute(query)}
    projects = tables.projects.c
    shown = {row.id: row for row in connection.execute(select(projects.id, projects.key, projects.name))}
    for identity, what in whats.items():
        row = found.get(identity)
        # What was dismissed since stays quiet, unless the news is that it is over.
        if row is None or (row.status == DISMISSED and what != GONE):
            continue
        document = decode(row.document) | {TRANSLATIONS: decode(row.translations)}
        project = shown[row.project]
        yield Item(what, in_language(document, language), project.key, project.name)


def _portfolio(connection: Connection, alert: Row[Any]) -> Portfolio | None:
    """The portfolio that the receiver of a digest watches over; None for whoever gets digests of single projects."""
    sight = _sight(connection, alert)
    if sight is None:
        return None
    told = summary(connection, sight)
    return Portfolio(
        **told["rag"],
        standing=sum(told["findings"].values()),
        projects=tuple(
            PortfolioProject(p["key"], p["name"], p["rag"]["overall"], p["findings"], p["worst"])
            for p in told["projects"]
        ),
    )


def _sight(connection: Connection, alert: Row[Any]) -> Sight | None:
    reason, _, identity = alert.reason.partition(":")
    if reason == DIGEST:
        return EVERYTHING
    if reason != SUBSCRIPTION:
        return None
    row = connection.execute(select(tables.subscriptions).where(tables.subscriptions.c.id == identity)).first()
    if row is None or row.kind != DIGEST:
        return None
    return EVERYTHING if row.projects is None else Sight(frozenset(row.projects))
