"""Findings of a backtest as instances: one for each time that something stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.evaluation.labels import Place, place_of
from app.findings.document import Document
from app.instants import parse_instant
from detectors.calendar import DAY
from detectors.finding import Symptom

GAP = 35 * DAY
"""A finding that comes back within so long a time is the same one still."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A finding for as long as it stood; `onset` is when it first could be seen."""

    project: str
    symptom: Symptom
    detector: str
    place: Place
    onset: int
    seen: int
    confidence: float
    evidence: frozenset[str]


def instances(documents: Iterable[Document]) -> list[Instance]:
    """The instances of the findings of a backtest, by detector and subject."""
    by_subject: dict[tuple[str, ...], list[Document]] = {}
    for document in documents:
        subject = document["subject"]
        key = (document["project"], document["symptom"], document["detector"], subject["kind"], subject["id"])
        by_subject.setdefault(key, []).append(document)
    found = []
    for times in by_subject.values():
        times.sort(key=lambda document: str(document["first_visible"]))
        joined: list[Instance] = []
        for document in times:
            one = _instance(document)
            if joined and one.onset - joined[-1].seen <= GAP:
                first = joined.pop()
                one = _instance(document, onset=first.onset)
            joined.append(one)
        found += joined
    return found


def _instance(document: Document, onset: int | None = None) -> Instance:
    subject = document["subject"]
    return Instance(
        document["project"].lower(),
        document["symptom"],
        document["detector"],
        place_of(subject["kind"], subject["type"], subject["id"], subject["name"]),
        parse_instant(document["first_visible"]) if onset is None else onset,
        parse_instant(document["last_seen"]),
        document["confidence"],
        frozenset(entry["issue"].lower() for entry in document["evidence"]),
    )
