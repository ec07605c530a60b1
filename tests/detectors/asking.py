"""Asking a detector about a story on a day."""

from __future__ import annotations

from collections.abc import Mapping

from detectors.calendar import weekly_moments
from detectors.detector import Coverage, Detector, sweep
from detectors.finding import JUDGED, Finding, Judgement
from detectors.history import History
from tests.detectors.story import midnight


def findings(
    detector: Detector, history: History, day: str, policy: Mapping[str, float] | None = None
) -> list[Finding]:
    """What the detector says at 00:00 UTC of a day, by its own thresholds or those of a policy."""
    return [detector.explain(history, j) for j in _sweep(detector, history, day, policy)[0]]


def coverage(detector: Detector, history: History, day: str) -> Coverage:
    """What it could and could not judge then."""
    return _sweep(detector, history, day)[1]


def figures(detector: Detector, history: History, day: str) -> dict[str, dict[str, float]]:
    """What it measures at 00:00 UTC of a day, flagged or not: the figures of each subject that it judges, by name."""
    measures = detector.measure(history, [midnight(day)])
    return {
        subject.name: measures.at(s, 0) for s, subject in enumerate(measures.subjects) if measures.state[s, 0] == JUDGED
    }


def names(found: list[Finding]) -> list[str]:
    return [f.subject.name for f in found]


def _sweep(
    detector: Detector, history: History, day: str, policy: Mapping[str, float] | None = None
) -> tuple[tuple[Judgement, ...], Coverage]:
    moment = midnight(day)
    weeks = [w for w in weekly_moments(int(history.created_at.min()), moment) if w < moment] if history.size else []
    swept = sweep(detector, history, [*weeks, moment], policy or {})
    return swept.judgements[-1], swept.coverage[-1]
