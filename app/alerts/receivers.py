"""Who is told: project leads, the targets of a project, subscriptions, and who gets the portfolio once a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.alerts.channels.addresses import plain_address
from app.alerts.subscriptions import ALERTS
from app.database import tables
from app.findings.rows import RANK

LEAD, PROJECT, SUBSCRIPTION, DIGEST = "lead", "project", "subscription", "digest"
"""Why somebody is told."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A target and what it is told of: of some projects (ids) and symptoms, None for all, from a severity on.

    `reason` says why it is told, one of the above; `subscription` is the id of one. `language` is None for the
    server's own. Whoever gets the portfolio gets nothing else by the same way.
    """

    target: str
    reason: str
    projects: frozenset[str] | None = None
    symptoms: frozenset[str] | None = None
    min_rank: int = 0
    language: str | None = None
    subscription: str | None = None
    portfolio: bool = False

    def covers(self, project: str, symptom: str, rank: int) -> bool:
        """Whether it is told of such a finding at all."""
        return (
            (self.projects is None or project in self.projects)
            and (self.symptoms is None or symptom in self.symptoms)
            and rank >= self.min_rank
        )


def read_receivers(connection: Connection) -> list[Receiver]:
    """Everybody who is told of something, in a fixed order: leads, projects' targets, subscriptions, the digest's."""
    rules = connection.execute(select(tables.alerting)).first()
    language = None if rules is None else rules.language
    found = [*_of_projects(connection, language), *_subscribed(connection, language)]
    digest = [] if rules is None else list(rules.digest)
    return found + [Receiver(target, DIGEST, language=language, portfolio=True) for target in digest]


def _of_projects(connection: Connection, language: str | None) -> Iterator[Receiver]:
    table = tables.projects
    rows = connection.execute(select(table).where(table.c.active).order_by(table.c.source, table.c.key)).all()
    for reason, name in ((LEAD, "leads"), (PROJECT, "alerts")):
        for row in rows:
            for target in row._mapping[name] or ():
                # A lead may be a name only: nobody can be reached by that.
                if name == "leads" and plain_address(target) is None and "://" not in target:
                    continue
                yield Receiver(target, reason, frozenset([row.id]), language=language)


def _subscribed(connection: Connection, language: str | None) -> Iterator[Receiver]:
    table = tables.subscriptions
    going = select(table).where(table.c.stopped_at.is_(None)).order_by(table.c.created_at, table.c.id)
    for row in connection.execute(going):
        yield Receiver(
            row.target,
            SUBSCRIPTION,
            None if row.projects is None else frozenset(row.projects),
            None if row.symptoms is None else frozenset(row.symptoms),
            RANK[row.min_severity],
            row.language or language,
            row.id,
            portfolio=row.kind != ALERTS,
        )
