"""What is declared, as the database has it: for detectors, connectors, scans and the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from sqlalchemy import Connection, select

from app.database import tables
from app.declaration.model import USUAL, DeclaredGoal, Schedule, Thresholds
from app.instants import start_of
from detectors.declared import Budget, Declared, Goal, SidePatterns


@dataclass(frozen=True, slots=True)
class Policy:
    """The thresholds that hold: for all, and by source and key for single projects, which go before."""

    version: str
    thresholds: Thresholds
    projects: dict[str, dict[str, Thresholds]]

    def of(self, source: str, key: str) -> Thresholds:
        """The thresholds of one project."""
        own = self.projects.get(source, {}).get(key, {})
        return {
            detector: {**self.thresholds.get(detector, {}), **own.get(detector, {})}
            for detector in sorted({*self.thresholds, *own})
        }


def declared(connection: Connection, holidays: str = "NL", source: str | None = None) -> Declared:
    """What detectors may read; with a source, only the goals that are everybody's or that source's."""
    goals = [stated.goal for stated in read_goals(connection) if source is None or stated.source in (None, source)]
    return Declared(read_side(connection, "business"), read_side(connection, "it"), tuple(goals), holidays)


def budget_of(document: Mapping[str, float | int | str] | None) -> Budget | None:
    """The budget that a project's row holds; None where none is declared."""
    if document is None:
        return None
    unit = next(name for name in ("hours", "points", "money") if name in document)
    days = {
        name: start_of(date.fromisoformat(str(document[name]))) for name in ("baseline", "until") if name in document
    }
    return Budget(
        cast(Literal["hours", "points", "money"], unit),
        float(document[unit]),
        float(document["rate"]) if "rate" in document else None,
        days.get("baseline"),
        days.get("until"),
    )


def groups(connection: Connection) -> tuple[str, ...]:
    """The group names that sides are declared by, which connectors ask the members of."""
    table = tables.declared_sides
    names = connection.execute(select(table.c.pattern).where(table.c.kind == "groups")).scalars()
    return tuple(sorted(set(names)))


def read_side(connection: Connection, side: str) -> SidePatterns:
    """Who speaks for a side, `business` or `it`."""
    table = tables.declared_sides
    found: dict[str, list[str]] = {"emails": [], "groups": [], "people": []}
    query = select(table).where(table.c.side == side).order_by(table.c.kind, table.c.position)
    for row in connection.execute(query):
        found[row.kind].append(row.pattern)
    return SidePatterns(tuple(found["emails"]), tuple(found["groups"]), tuple(found["people"]))


def read_goals(connection: Connection) -> list[DeclaredGoal]:
    """All goals, in the order in which they are declared."""
    return [
        DeclaredGoal(
            Goal(row.name, tuple(row.labels), tuple(row.epics), tuple(row.commitments), row.maintenance),
            row.source,
        )
        for row in connection.execute(select(tables.goals).order_by(tables.goals.c.position))
    ]


def read_schedule(connection: Connection) -> Schedule | None:
    """When to scan, as it is declared; None where that is not."""
    table = tables.schedule
    row = connection.execute(select(table).where(table.c.name == "scan")).one_or_none()
    return None if row is None else Schedule(row.cron, row.timezone)


def schedule_that_holds(connection: Connection) -> Schedule:
    """When to scan: as it is declared, or as usual."""
    return read_schedule(connection) or USUAL


def read_policy(connection: Connection) -> Policy:
    """The policy that holds; its version is empty where none was ever declared."""
    row = connection.execute(select(tables.policy).where(tables.policy.c.active)).one_or_none()
    if row is None:
        return Policy("", {}, {})
    document = row.document
    return Policy(
        row.version,
        cast(Thresholds, document["thresholds"]),
        cast(dict[str, dict[str, Thresholds]], document["projects"]),
    )
