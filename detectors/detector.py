"""What a detector is, and the sweep that runs one over many moments.

A detector is a module with `NAME`, `SYMPTOM`, `THRESHOLDS` and three pure functions. One from outside plugs in
by the entry point `brug.detectors`: its value is such a module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from msgspec import structs

from detectors.finding import FIRST_REASON, JUDGED, Finding, Judgement, Measures, Symptom, Thresholds
from detectors.history import History


class Detector(Protocol):
    """The face of a detector module. Its docstring is its page in the docs."""

    NAME: str
    SYMPTOM: Symptom
    THRESHOLDS: dict[str, float]

    def measure(self, history: History, moments: Sequence[int]) -> Measures:
        """The figures of every subject at every moment, using nothing dated after it."""
        ...

    def judge(self, measures: Measures, thresholds: Thresholds) -> list[Judgement]:
        """Which of them cross a threshold, each moment by itself."""
        ...

    def explain(self, history: History, judgement: Judgement) -> Finding:
        """The finding for a judgement: evidence, impact, questions."""
        ...


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many subjects a detector judged at a moment, and how many it could not judge, by reason."""

    detector: str
    judged: int
    cannot_judge: dict[str, int]


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a detector saw at every moment: the judgements of each, and its coverage."""

    detector: Detector
    moments: tuple[int, ...]
    judgements: tuple[tuple[Judgement, ...], ...]
    coverage: tuple[Coverage, ...]

    def after(self, earlier: Sweep, since: int) -> Sweep:
        """The same with what had stood before: `earlier` ends where `since`, the first moment of all, follows on."""
        stood = {judgement.subject.identity: judgement.first_visible for judgement in earlier.judgements[-1]}

        def dated(judgement: Judgement) -> Judgement:
            before = stood.get(judgement.subject.identity) if judgement.first_visible == since else None
            return judgement if before is None else structs.replace(judgement, first_visible=before)

        return replace(self, judgements=tuple(tuple(map(dated, at_once)) for at_once in self.judgements))


def sweep(detector: Detector, history: History, moments: Sequence[int], thresholds: Thresholds) -> Sweep:
    """Measure once, judge every moment, and date each judgement by the first moment of its unbroken row.

    moments: instants in rising order. `first_visible` looks back over them only, so give every weekly moment
    from the beginning of the project on.
    """
    measures = detector.measure(history, moments)
    by_moment: list[list[Judgement]] = [[] for _ in moments]
    column = {int(at): k for k, at in enumerate(moments)}
    for judgement in detector.judge(measures, {**detector.THRESHOLDS, **thresholds}):
        by_moment[column[judgement.at]].append(judgement)
    since: dict[str, int] = {}
    dated: list[tuple[Judgement, ...]] = []
    for at, judgements in zip(moments, by_moment, strict=True):
        since = {j.subject.identity: since.get(j.subject.identity, at) for j in judgements}
        dated.append(
            tuple(
                Judgement(
                    j.subject,
                    j.position,
                    j.at,
                    j.figures,
                    j.severity,
                    j.confidence,
                    since[j.subject.identity],
                )
                for j in judgements
            )
        )
    return Sweep(
        detector,
        tuple(moments),
        tuple(dated),
        _coverage(detector.NAME, measures),
    )


def _coverage(name: str, measures: Measures) -> tuple[Coverage, ...]:
    """What could be judged at each moment, and what not for which reason."""
    judged = (measures.state == JUDGED).sum(axis=0).tolist()
    because = [(measures.state == FIRST_REASON + n).sum(axis=0).tolist() for n in range(len(measures.reasons))]
    return tuple(
        Coverage(
            name,
            count,
            {reason: counts[k] for reason, counts in zip(measures.reasons, because, strict=True) if counts[k]},
        )
        for k, count in enumerate(judged)
    )
