"""Loading the histories that detectors read: a project's own, and those of the projects that it is linked to."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sqlalchemy import Engine, select

from app.cross_links import linked_elsewhere
from app.database.engine import reading
from app.database.history_tables import projects, segments
from app.declaration.reading_back import budget_of, declared
from app.facts import kept_in
from detectors.columns import empty, unpack
from detectors.history import History, Neighbour

# How many neighbours are kept for the next project: columns are most of what a scan holds in memory.
_KEPT = 8


class Histories:
    """The histories of a database's projects, with what the organisation declares, as they are when first read."""

    def __init__(self, engine: Engine, holidays: str = "NL") -> None:
        self._engine = engine
        self._holidays = holidays
        self._neighbour = lru_cache(_KEPT)(self.alone)

    def of(self, project: str) -> History:
        """A project's history, by its id. Its neighbours know of no neighbours of their own."""
        history = self.alone(project)
        with reading(self._engine) as connection:
            linked = linked_elsewhere(connection, project)
        pairs_of = {self._neighbour(other): pairs for other, pairs in linked.items()}
        history.neighbours = tuple(
            Neighbour.of(history, other, pairs) for other, pairs in pairs_of.items() if other.size
        )
        return history

    def alone(self, project: str) -> History:
        """A project's history that knows of no neighbours, by the project's id."""
        with reading(self._engine) as connection:
            row = connection.execute(
                select(projects, segments.c.bytes)
                .join(segments, segments.c.project == projects.c.id, isouter=True)
                .where(projects.c.id == project)
            ).one()
            return History(
                empty() if row.bytes is None else unpack(row.bytes),
                replace(declared(connection, holidays=self._holidays, source=row.source), budget=budget_of(row.budget)),
                row.source,
                row.key,
                row.name,
                row.url,
                facts={} if row.bytes is None else kept_in(row.bytes),
            )
