"""How far an installation has come: what a newcomer has done already, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.access.sight import Sight
from app.alerts.subscriptions import list_subscriptions
from app.database import tables
from app.declaration.alerting import read_alerting
from app.declaration.reading_back import read_goals, read_side
from app.jobs.ledger import DONE
from app.scan import PRESENT, scannable
from detectors.declared import SidePatterns


@dataclass(frozen=True, slots=True)
class Beginning:
    """Which steps are done. A project without a history counts in none of them."""

    has_source: bool
    has_history: bool
    is_scanned: bool
    has_sides: bool

    @property
    def is_over(self) -> bool:
        """Whether there is something to see, and both sides are known by declaration."""
        return self.has_source and self.has_history and self.is_scanned and self.has_sides


@dataclass(frozen=True, slots=True)
class Step:
    """A step of setting up, by its name, and whether it is done."""

    name: str
    is_done: bool


def checklist(connection: Connection, sight: Sight) -> tuple[Step, ...]:
    """All steps of setting up in their order, for whoever sees so much."""
    steps, projects = beginning(connection, sight), tables.projects
    own = connection.execute(select(projects).where(projects.c.active, sight.of(projects.c.id))).all()
    told = list_subscriptions(connection, sight, whole=False) or (sight.is_whole and read_alerting(connection).digest)
    return (
        Step("source", steps.has_source),
        Step("sync", steps.has_history),
        Step("sides", steps.has_sides),
        Step("scan", steps.is_scanned),
        Step("goals", bool(read_goals(connection))),
        Step("budgets", any(row.budget for row in own)),
        Step("leads", any(row.leads or row.alerts for row in own)),
        Step("alerts", bool(told)),
    )


def beginning(connection: Connection, sight: Sight) -> Beginning:
    """How far it has come, for whoever sees so much."""
    sources, scans = tables.sources, tables.scans
    active = connection.execute(select(func.count()).select_from(sources).where(sources.c.active)).scalar_one()
    ended = (scans.c.kind == PRESENT, scans.c.status == DONE)
    scanned = connection.execute(select(scans.c.id).where(*ended).limit(1)).first()
    declared = all(read_side(connection, side) != SidePatterns() for side in ("business", "it"))
    return Beginning(active > 0, bool(scannable(connection, sight=sight)), scanned is not None, declared)
