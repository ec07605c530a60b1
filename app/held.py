"""What brug already holds of a project, as a connector asks for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Engine, Select, Table, select

from app.database import tables
from app.database.engine import reading

# SQLite takes a limited number of values in one statement.
_AT_ONCE = 5_000
# An issue that was set aside is worth another try, whatever the tracker says of its last update.
_SET_ASIDE = -1


class HeldIssues:
    """The issues of a project (by its id) that are held, read when asked for. Departed ones are not held."""

    def __init__(self, engine: Engine, project: str) -> None:
        self._engine = engine
        self._project = project

    def ids(self) -> Collection[str]:
        """The ids of all issues that are held, also of those that could not be read."""
        with reading(self._engine) as connection:
            return {
                row.issue
                for table in (tables.issues, tables.unreadable)
                for row in connection.execute(self._of(table, select(table.c.issue)))
            }

    def set_aside(self) -> Collection[str]:
        """The ids of those that could not be read."""
        with reading(self._engine) as connection:
            table = tables.unreadable
            return set(connection.execute(self._of(table, select(table.c.issue))).scalars())

    def updated_at(self, ids: Collection[str]) -> Mapping[str, int]:
        """When those of these issues that are held were last updated, in milliseconds."""
        wanted = list(ids)
        found: dict[str, int] = {}
        issues, unreadable = tables.issues, tables.unreadable
        with reading(self._engine) as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                query = self._of(issues, select(issues.c.issue, issues.c.updated_at)).where(issues.c.issue.in_(some))
                found |= {row.issue: row.updated_at for row in connection.execute(query)}
                odd = self._of(unreadable, select(unreadable.c.issue)).where(unreadable.c.issue.in_(some))
                found |= {row.issue: _SET_ASIDE for row in connection.execute(odd)}
        return found

    def _of(self, table: Table, query: Select[Any]) -> Select[Any]:
        here = query.where(table.c.project == self._project)
        return here.where(table.c.departed_at.is_(None)) if table is tables.issues else here
