"""Making the database match a declaration, and saying what changed. What is no longer declared is switched off."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from app.database import tables
from app.declaration.alerting import set_alerting
from app.declaration.model import (
    USUAL,
    Declaration,
    DeclaredGoal,
    DeclaredProject,
    DeclaredSource,
    Schedule,
    Thresholds,
)
from app.declaration.projects import GIVEN
from app.declaration.reading_back import read_goals, read_policy, read_schedule, read_side
from app.declaration.sources import read_sources, set_source, switch_off
from app.schedule.timetables import begin_new, timetables
from detectors.declared import SidePatterns


def apply(connection: Connection, declaration: Declaration, now: int) -> list[str]:
    """Make the database match a declaration, in the connection's transaction; one line for each change.

    Applying the same again changes nothing and gives no lines.
    """
    before = timetables(connection)
    lines = _sources(connection, declaration.sources)
    lines += _projects(connection, declaration.projects)
    for side, patterns in (("business", declaration.business), ("it", declaration.it)):
        lines += set_side(connection, side, patterns)
    lines += set_goals(connection, declaration.goals)
    own: dict[str, dict[str, Thresholds]] = {}
    for project in declaration.projects:
        if project.policy:
            own.setdefault(project.source, {})[project.key] = project.policy
    lines += set_policy(connection, declaration.policy, own, now)
    lines += set_schedule(connection, declaration.schedule)
    lines += set_alerting(connection, declaration.alerting)
    begin_new(connection, before, now)
    return lines


def _sources(connection: Connection, sources: tuple[DeclaredSource, ...]) -> list[str]:
    known, lines = [row.name for row in read_sources(connection) if row.active], []
    for source in sources:
        lines += set_source(connection, source)
    for name in sorted(set(known) - {source.name for source in sources}):
        lines += switch_off(connection, name)
    return lines


def _projects(connection: Connection, projects: tuple[DeclaredProject, ...]) -> list[str]:
    table, lines = tables.declared_projects, []
    known = {(row.source, row.key): row for row in connection.execute(select(table))}
    for project in projects:
        values = {
            "leads": None if project.leads is None else list(project.leads),
            "budget": project.budget,
            "alerts": None if project.alerts is None else list(project.alerts),
            "policy": project.policy,
        }
        row = known.pop((project.source, project.key), None)
        if row is None:
            connection.execute(
                insert(table).values(source=project.source, key=project.key, scan=project.scan, **values)
            )
        else:
            here = (table.c.source == project.source, table.c.key == project.key)
            connection.execute(update(table).where(*here).values(scan=project.scan, **values))
        before = {name: None if row is None else row._mapping[name] for name in GIVEN}
        changed = _give(connection, project.source, project.key, values, before)
        if row is not None and row.scan != project.scan:
            changed.append("scan")
        if row is None:
            lines.append(f"added project {project.key} of {project.source}")
        elif changed:
            lines.append(f"changed project {project.key} of {project.source}: {', '.join(changed)}")
    for source, key in sorted(known):
        connection.execute(delete(table).where(table.c.source == source, table.c.key == key))
        _give(connection, source, key, dict.fromkeys(GIVEN), {})
        lines.append(f"removed what was declared for project {key} of {source}")
    return lines


def _give(
    connection: Connection, source: str, key: str, values: Mapping[str, object], before: Mapping[str, object]
) -> list[str]:
    """Give a project's row, where there is one, what is declared; names what was different, there or before."""
    table = tables.projects
    here = (table.c.source == source, table.c.key == key)
    different = {name for name in GIVEN if name in before and before[name] != values[name]}
    for row in connection.execute(select(table).where(*here)):
        different |= {name for name in GIVEN if row._mapping[name] != values[name]}
    connection.execute(update(table).where(*here).values(**values))
    return [name for name in GIVEN if name in different]


def set_side(connection: Connection, side: str, patterns: SidePatterns) -> list[str]:
    """Declare who speaks for a side, `business` or `it`; one line where that changed."""
    if read_side(connection, side) == patterns:
        return []
    table = tables.declared_sides
    connection.execute(delete(table).where(table.c.side == side))
    for kind in ("emails", "groups", "people"):
        for position, pattern in enumerate(getattr(patterns, kind)):
            connection.execute(insert(table).values(side=side, kind=kind, position=position, pattern=pattern))
    return [f"changed side {side}"]


def set_goals(connection: Connection, goals: tuple[DeclaredGoal, ...]) -> list[str]:
    """Declare the goals; a line for each that was added, changed or removed."""
    before = read_goals(connection)
    if tuple(before) == goals:
        return []
    table = tables.goals
    connection.execute(delete(table))
    for position, stated in enumerate(goals):
        goal = stated.goal
        lists = {"labels": list(goal.labels), "epics": list(goal.epics), "commitments": list(goal.commitments)}
        connection.execute(
            insert(table).values(
                position=position, name=goal.name, source=stated.source, maintenance=goal.maintenance, **lists
            )
        )
    old = {(stated.source, stated.goal.name): stated for stated in before}
    new = {(stated.source, stated.goal.name): stated for stated in goals}
    lines = [f'added goal "{key[1]}"' for key in new if key not in old]
    lines += [f'changed goal "{key[1]}"' for key in new if key in old and old[key] != new[key]]
    lines += [f'removed goal "{key[1]}"' for key in old if key not in new]
    return lines or ["changed the order of the goals"]


def set_policy(
    connection: Connection, thresholds: Thresholds, projects: dict[str, dict[str, Thresholds]], now: int
) -> list[str]:
    """Make these thresholds hold, under the hash of their document; one line where that changed."""
    document = {"thresholds": thresholds, "projects": projects}
    version = hashlib.sha256(msgspec.json.encode(document, order="deterministic")).hexdigest()[:12]
    if read_policy(connection).version == version or not (thresholds or projects or read_policy(connection).version):
        return []
    table = tables.policy
    connection.execute(update(table).where(table.c.active).values(active=False))
    again = connection.execute(update(table).where(table.c.version == version).values(active=True, at=now))
    if again.rowcount == 0:
        connection.execute(insert(table).values(version=version, document=document, at=now, active=True))
    return [f"changed policy: version {version}"]


def set_schedule(connection: Connection, schedule: Schedule | None) -> list[str]:
    """Declare when to scan, None for as usual; one line where that changed."""
    if read_schedule(connection) == schedule:
        return []
    table = tables.schedule
    connection.execute(delete(table).where(table.c.name == "scan"))
    if schedule is None:
        return [f"changed schedule: {USUAL.scan} ({USUAL.timezone}), as usual"]
    connection.execute(insert(table).values(name="scan", cron=schedule.scan, timezone=schedule.timezone))
    return [f"changed schedule: {schedule.scan} ({schedule.timezone})"]
