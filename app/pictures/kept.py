"""The pictures of projects, kept in this process for as long as what they are made of is the same."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from app.access.sight import Sight
from app.commitments.document import position_of
from app.database.engine import reading
from app.histories import Histories
from app.kept import Kept
from app.measures import made_of
from app.pictures.money import BudgetCourse, course_of
from app.pictures.scope import Scope, scope_of
from app.pictures.voices import VoicesOfWeek, voices_of
from app.portfolio import find_project

# A picture is some ten kilobytes.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn of a project; `scope` is that of one commitment, None where nothing was agreed."""

    voices: tuple[VoicesOfWeek, ...]
    budget: BudgetCourse | None
    scope: Scope | None


class Pictures:
    """The pictures of a database's projects."""

    def __init__(self, engine: Engine, holidays: str = "NL") -> None:
        self._engine, self._holidays = engine, holidays
        self._kept: Kept[Picture] = Kept(_MOST)

    def of(self, sight: Sight, project: str, commitment: str | None, until: int) -> Picture | None:
        """The picture of a project, by id or key, up to a moment; None where there is none to be seen."""
        with reading(self._engine) as connection:
            row = find_project(connection, project, sight)
            if row is None:
                return None
            parts = (until, *made_of(connection, row, self._holidays))

        def make() -> Picture:
            history = Histories(self._engine, self._holidays).alone(row.id)
            if not history.size:
                return Picture((), None, None)
            position = None if commitment is None else position_of(history, row.id, commitment)
            scope = None if position is None else scope_of(history, position, until)
            return Picture(voices_of(history, until), course_of(history, until), scope)

        return self._kept.of((row.id, commitment), parts, make)
