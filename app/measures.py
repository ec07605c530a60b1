"""The measured figures of a project's subjects, week by week, whether a detector flags them or not.

What a detector could not judge is there as well, with the reason: a gap in a line that nobody explains is taken for
nothing to see.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Row, select

from app.access.sight import Sight
from app.cross_links import linked_elsewhere
from app.database.engine import reading
from app.database.history_tables import projects
from app.declaration.reading_back import declared, read_policy
from app.detection import Policy, detectors
from app.findings.confidence import calibrated
from app.histories import Histories
from app.instants import day_of
from app.kept import Kept
from app.paging import Order, Page, page_of
from app.portfolio import find_project
from app.scan import thresholds_of
from app.times import moments_of
from detectors.detector import Detector
from detectors.finding import FIRST_REASON, JUDGED, NOTHING_TO_SAY, Measures, Thresholds
from detectors.history import History
from detectors.weights import UNITS

Document = dict[str, Any]

# Periods of projects that are kept for their next page.
_MOST = 4


@dataclass(frozen=True, slots=True)
class MeasureQuery:
    """Which detectors, by name (none are all), and which period, from 00:00 UTC of a day to that of another."""

    since: int
    until: int
    detector: Sequence[str] = ()
    limit: int = 200
    cursor: str | None = None


class ProjectMeasures:
    """The measures of a database's projects; what one page was taken from is kept for the next."""

    def __init__(self, engine: Engine, holidays: str = "NL") -> None:
        self._engine, self._holidays = engine, holidays
        self._kept: Kept[tuple[Document, ...]] = Kept(_MOST)

    def page(self, sight: Sight, project: str, query: MeasureQuery) -> tuple[Document, Page] | None:
        """What project, by brug's id or the tracker's key, and a page of it; None where there is none to be seen.

        Of the project its `source` and `key` are told. By detector, subject and time. Raises WrongCursor.
        """
        with reading(self._engine) as connection:
            row = find_project(connection, project, sight)
            if row is None:
                return None
            thresholds = thresholds_of(read_policy(connection), row.source, row.key)
            parts = (thresholds, *made_of(connection, row, self._holidays))

        def make() -> tuple[Document, ...]:
            history = Histories(self._engine, self._holidays).of(row.id)
            return tuple(measures_of(history, query, thresholds))

        key = (row.id, tuple(sorted(query.detector)), query.since, query.until)
        found = self._kept.of(key, parts, make)
        order = Order("measures", lambda document: str(document["detector"]), _place)
        return {"source": row.source, "key": row.key}, page_of(found, order, query.limit, query.cursor)


def made_of(connection: Connection, row: Row[Any], holidays: str) -> tuple[object, ...]:
    """All that what is made of a project's history depends on, beside thresholds; `row` is the project's."""
    linked = linked_elsewhere(connection, row.id)
    neighbours = select(projects.c.id, projects.c.generation).where(projects.c.id.in_(sorted(linked)))
    told = declared(connection, holidays=holidays, source=row.source)
    generations = [tuple(other) for other in connection.execute(neighbours.order_by(projects.c.id))]
    return row.generation, row.key, row.name, row.url, row.budget, told, linked, generations


def measures_of(history: History, query: MeasureQuery, policy: Policy) -> Iterator[Document]:
    """The documents of a history, by detector."""
    if not history.size:
        return
    moments = moments_of(query.since, query.until)
    for detector in detectors():
        if not query.detector or detector.NAME in query.detector:
            measures = detector.measure(history, moments)
            yield from _documents(detector, measures, policy.get(detector.NAME, {}))


def _documents(detector: Detector, measures: Measures, thresholds: Thresholds) -> Iterator[Document]:
    judged = {
        (judgement.subject.identity, judgement.at): judgement
        for judgement in detector.judge(measures, {**detector.THRESHOLDS, **thresholds})
    }
    for s, k in np.argwhere(measures.state != NOTHING_TO_SAY).tolist():
        subject, at, state = measures.subjects[s], int(measures.moments[k]), int(measures.state[s, k])
        judgement = judged.get((subject.identity, at))
        yield {
            "detector": detector.NAME,
            "on": str(day_of(at)),
            "subject": {
                "kind": subject.kind,
                "type": subject.type,
                "id": subject.id,
                "name": subject.name,
                "url": subject.url,
            },
            "measures": _figures(measures.at(s, k)) if state == JUDGED else {},
            "severity": judgement.severity if judgement is not None else None,
            "confidence": calibrated(judgement.confidence) if judgement is not None else None,
            "because": None if state == JUDGED else measures.reasons[state - FIRST_REASON],
        }


def _figures(figures: dict[str, float]) -> dict[str, float | str | None]:
    return {name: _figure(name, value) for name, value in figures.items()}


def _figure(name: str, value: float) -> float | str | None:
    if math.isnan(value):
        return None
    return UNITS[int(value)] if name == "unit" and value in range(len(UNITS)) else value


def _place(document: Document) -> str:
    subject = document["subject"]
    return f"{subject['type']} {subject['id']} {document['on']}"
