"""The commitments of a database as they stand.

As the newest scan of the present saw a project, or, where a sync brought something since, as of that sync. So they
change when something is synced or scanned, and at no other time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Row, select

from app.access.sight import Sight
from app.commitments.days import changes_of, state_on
from app.commitments.document import Document, documents_of, mark_of, position_of
from app.commitments.kept_rows import Look, documents_kept, looks
from app.commitments.listing import CommitmentQuery, page_by
from app.database.engine import reading
from app.database.history_tables import segments
from app.histories import Histories
from app.kept import Kept
from app.paging import Page
from app.scan import scannable
from detectors.history import History

# What is kept of one project takes some hundred kilobytes.
_MOST = 2_000


class _Source(NamedTuple):
    """A project that may be seen, and the look at it that its commitments are of."""

    project: Row[Any]
    look: Look


class Commitments:
    """Releases, sprints, milestones and epics of all projects, whether any detector finds them worth a word or not.

    Each call takes what the caller may see.
    """

    def __init__(self, engine: Engine, holidays: str = "NL") -> None:
        self._engine, self._holidays = engine, holidays
        self._kept: Kept[tuple[Document, ...]] = Kept(_MOST)

    def page(self, sight: Sight, query: CommitmentQuery) -> Page:
        """A page of those that a query lets through. Raises WrongCursor."""
        with reading(self._engine) as connection:
            sources = [
                source
                for source in _sources(connection, sight)
                if _is_wanted(source.project.key, query.project) and _is_wanted(source.project.source, query.source)
            ]
        return page_by([document for source in sources for document in self._documents(source)], query)

    def one(self, sight: Sight, identity: str) -> Document | None:
        """One of them by its id; None where there is none to be seen."""
        source = self._source(sight, identity)
        documents = () if source is None else self._documents(source)
        return next((document for document in documents if document["id"] == identity), None)

    def history(self, sight: Sight, identity: str) -> list[Document] | None:
        """A row for each day on which it differed from the day before; None where there is none to be seen."""
        place = self._place(sight, identity)
        return None if place is None else changes_of(*place)

    def on(self, sight: Sight, identity: str, day: int) -> list[Document] | None:
        """The one row of how it stood when a day, given by its 00:00 UTC, began; None as above."""
        place = self._place(sight, identity)
        return None if place is None else [state_on(*place, day)]

    def _source(self, sight: Sight, identity: str) -> _Source | None:
        """The project that one is of."""
        with reading(self._engine) as connection:
            found = _sources(connection, sight)
            return next((source for source in found if identity.startswith(mark_of(source.project.id))), None)

    def _place(self, sight: Sight, identity: str) -> tuple[History, int, int] | None:
        """The history that one is of, its position there, and the moment up to which it is told."""
        source = self._source(sight, identity)
        if source is None:
            return None
        history = self._history(source)
        position = position_of(history, source.project.id, identity)
        return None if position is None else (history, position, source.look.moment)

    def _documents(self, source: _Source) -> tuple[Document, ...]:
        project, look = source

        def make() -> tuple[Document, ...]:
            with reading(self._engine) as connection:
                known = documents_kept(connection, project.id, look)
            if known is None:
                known = documents_of(self._history(source), project.id, look.moment)
            return tuple(document | {"project": project.key} for document in known)

        return self._kept.of(project.id, (look, project.key), make)

    def _history(self, source: _Source) -> History:
        return Histories(self._engine, self._holidays).alone(source.project.id)


def _sources(connection: Connection, sight: Sight) -> Iterator[_Source]:
    seen = looks(connection)
    synced = {row.project: row.as_of for row in connection.execute(select(segments.c.project, segments.c.as_of))}
    for project in scannable(connection, sight=sight):
        look = seen.get(project.id)
        if look is None or look.generation != project.generation:
            look = Look(project.generation, synced[project.id])
        yield _Source(project, look)


def _is_wanted(value: str, wanted: Sequence[str]) -> bool:
    return not wanted or value in wanted
