"""What a caller may see: all projects, or some. The one place that decides it.

Whatever reads projects, or anything that belongs to one, takes a Sight and asks it; none of them decides by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, true


@dataclass(frozen=True, slots=True)
class Sight:
    """The projects that may be seen, by brug's ids; None for all."""

    projects: frozenset[str] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is hidden."""
        return self.projects is None

    def covers(self, project: str) -> bool:
        """Whether a project, by its id, may be seen."""
        return self.projects is None or project in self.projects

    def of(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition on a column that holds ids of projects."""
        return true() if self.projects is None else column.in_(sorted(self.projects))


EVERYTHING = Sight()
"""The sight of whoever runs brug, and of keys that are bound to no projects."""
