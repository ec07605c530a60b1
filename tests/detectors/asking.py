"""Asking a detector about a story on a day."""

from __future__ import annotations

from detectors.calendar import weekly_moments
from detectors.detector import Coverage, Detector, sweep
from detectors.finding import Finding, Judgement
from detectors.history import History
from tests.detectors.story import midnight


def findings(detector: Detector, history: History, day: str) -> list[Finding]:
    """What the detector says at 00:00 UTC of a day."""
    return [detector.explain(history, j) for j in _sweep(detector, history, day)[0]]


def coverage(detector: Detector, history: History, day: str) -> Coverage:
    """What it could and could not judge then."""
    return _sweep(detector, history, day)[1]


def names(found: list[Finding]) -> list[str]:
    return [f.subject.name for f in found]


def _sweep(detector: Detector, history: History, day: str) -> tuple[tuple[Judgement, ...], Coverage]:
    moment = midnight(day)
    weeks = [w for w in weekly_moments(int(history.created_at.min()), moment) if w < moment] if history.size else []
    swept = sweep(detector, history, [*weeks, moment], {})
    return swept.judgements[-1], swept.coverage[-1]
