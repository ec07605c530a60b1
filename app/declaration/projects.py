"""What a project is given: leads, budget, where it is alerted, thresholds of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.access.sight import Sight
from app.database import tables

GIVEN = ("leads", "budget", "alerts", "policy")


def give(connection: Connection, project: Row[Any], **values: object) -> None:
    """Give a project, by its row, some of `leads`, `budget`, `alerts` and `policy`; the rest stays as it is."""
    declared, known = tables.declared_projects, tables.projects
    here = (declared.c.source == project.source, declared.c.key == project.key)
    if connection.execute(select(declared.c.key).where(*here)).first() is None:
        connection.execute(insert(declared).values(source=project.source, key=project.key, **values))
    else:
        connection.execute(update(declared).where(*here).values(**values))
    connection.execute(update(known).where(known.c.id == project.id).values(**values))


def budgets(connection: Connection, sight: Sight) -> list[dict[str, Any]]:
    """The budgets of projects that may be seen, in the order of source and key."""
    table = tables.projects
    query = select(table).where(table.c.budget.is_not(None), sight.of(table.c.id))
    return [
        {"project": row.id, "source": row.source, "key": row.key, **_shown(row.budget)}
        for row in connection.execute(query.order_by(table.c.source, table.c.key))
    ]


def set_budgets(connection: Connection, wanted: Mapping[str, dict[str, Any]], sight: Sight) -> None:
    """Give projects, by id, their budgets; every other one that may be seen has none then."""
    table = tables.projects
    for row in connection.execute(select(table).where(sight.of(table.c.id))).all():
        if row.budget != wanted.get(row.id):
            give(connection, row, budget=wanted.get(row.id))


def project_row(connection: Connection, identity: str) -> Row[Any]:
    """The row of a project that is there."""
    return connection.execute(select(tables.projects).where(tables.projects.c.id == identity)).one()


def _shown(budget: Mapping[str, Any]) -> dict[str, Any]:
    names = ("hours", "points", "money", "rate", "baseline", "until")
    return {name: budget.get(name) for name in names}
