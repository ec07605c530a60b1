"""What is declared while brug runs, by the API and the pages alike: each change with the record of who made it.

The documents are what a reader is shown, and what tells whether something changed since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from app.access.audit import record
from app.access.caller import Caller
from app.access.sight import Sight
from app.database.history_tables import sources
from app.declaration.alerting import read_alerting, set_alerting
from app.declaration.apply import set_goals, set_side
from app.declaration.model import Alerting, DeclaredGoal, DeclaredSource
from app.declaration.projects import give, project_row, set_budgets
from app.declaration.reading_back import read_goals, read_side
from app.declaration.sources import set_source, switch_off
from app.errors import NotNow, nearest
from app.schedule.timetables import begin_new, timetables
from app.targets import masked
from detectors.declared import SidePatterns

SIDES = ("business", "it")
Document = dict[str, Any]


def sides_document(connection: Connection) -> Document:
    """Who speaks for business and IT."""
    return {side: _patterns(read_side(connection, side)) for side in SIDES}


def declare_sides(connection: Connection, caller: Caller, business: SidePatterns, it: SidePatterns, at: int) -> None:
    """Replace the patterns of both sides."""
    for side, patterns in (("business", business), ("it", it)):
        set_side(connection, side, patterns)
    details = {"business": _patterns(business), "it": _patterns(it)}
    record(connection, caller, "declared sides", "sides", at, details=details)


def goal_documents(connection: Connection) -> list[Document]:
    """All goals, in their order."""
    return [_goal(stated) for stated in read_goals(connection)]


def declare_goals(connection: Connection, caller: Caller, goals: Sequence[DeclaredGoal], at: int) -> None:
    """Replace all goals. Raises NotNow for one of a source that is not declared."""
    known = list(connection.execute(select(sources.c.name)).scalars())
    for stated in goals:
        if stated.source is not None and stated.source not in known:
            hint = nearest(stated.source, known)
            raise NotNow(f'goal "{stated.goal.name}": no source is declared with that name{hint}')
    set_goals(connection, tuple(goals))
    record(connection, caller, "declared goals", "goals", at, details={"items": [_goal(stated) for stated in goals]})


def declare_budgets(
    connection: Connection, caller: Caller, wanted: Mapping[str, Document], sight: Sight, at: int
) -> None:
    """Give projects, by id, their budgets; every other one of those in sight has none then."""
    set_budgets(connection, wanted, sight)
    record(connection, caller, "declared budgets", "budgets", at, details=dict(wanted))


def leads_document(connection: Connection, project: str, *, whole: bool) -> Document:
    """Who leads a project, by its id, and where it is alerted; the addresses masked unless `whole`."""
    row = project_row(connection, project)
    alerts = list(row.alerts or ())
    return {"leads": list(row.leads or ()), "alerts": alerts if whole else [masked(alert) for alert in alerts]}


def declare_leads(
    connection: Connection, caller: Caller, project: str, leads: Sequence[str], alerts: Sequence[str], at: int
) -> None:
    """Replace who leads a project, by its id, and where it is alerted."""
    give(connection, project_row(connection, project), leads=list(leads) or None, alerts=list(alerts) or None)
    details = {"leads": list(leads), "alerts": [masked(alert) for alert in alerts]}
    record(connection, caller, "declared leads", project, at, project=project, details=details)


def alerting_document(connection: Connection, *, whole: bool) -> Document:
    """How alerts are sent; the targets masked unless `whole`."""
    declared = read_alerting(connection)
    digest = list(declared.digest) if whole else [masked(target) for target in declared.digest]
    return {"digest": digest, "quiet": declared.quiet, "language": declared.language}


def declare_alerting(connection: Connection, caller: Caller, alerting: Alerting, at: int) -> None:
    """Replace how alerts are sent."""
    set_alerting(connection, alerting)
    digest = [masked(target) for target in alerting.digest]
    details = {"digest": digest, "quiet": alerting.quiet, "language": alerting.language}
    record(connection, caller, "declared alerts", "alerting", at, details=details)


def source_document(row: Row[Any]) -> Document:
    """What is declared of a source, by its row; its secrets are references."""
    return {
        "name": row.name, "kind": row.kind, "url": row.url, "user": row.user, "token": row.token_reference,
        "credentials": row.credentials, "projects": row.projects, "scan": row.scan, "active": bool(row.active),
    }  # fmt: skip


def declare_source(connection: Connection, caller: Caller, source: DeclaredSource, at: int) -> None:
    """Declare one source; the others stay as they are."""
    before = timetables(connection)
    set_source(connection, source)
    begin_new(connection, before, at)
    details = {
        "kind": source.kind, "url": source.url, "user": source.user, "token": source.token,
        "projects": None if source.projects is None else list(source.projects),
    }  # fmt: skip
    record(connection, caller, "declared a source", source.name, at, details=details)


def end_source(connection: Connection, caller: Caller, name: str, at: int) -> None:
    """Read a source no more; its history and findings stay."""
    before = timetables(connection)
    switch_off(connection, name)
    begin_new(connection, before, at)
    record(connection, caller, "switched off a source", name, at)


def _patterns(patterns: SidePatterns) -> Document:
    return {"emails": list(patterns.emails), "groups": list(patterns.groups), "people": list(patterns.people)}


def _goal(stated: DeclaredGoal) -> Document:
    return {
        "name": stated.goal.name,
        "source": stated.source,
        "labels": list(stated.goal.labels),
        "epics": list(stated.goal.epics),
        "commitments": list(stated.goal.commitments),
        "maintenance": stated.goal.maintenance,
    }
