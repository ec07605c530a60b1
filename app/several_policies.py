"""What detectors see of one history by each of several policies: measured once, and judged by each."""

from __future__ import annotations

from collections.abc import Sequence

from app.detection import Outlook, Policy, Seen
from detectors.calendar import weekly_moments
from detectors.detector import Detector, sweep
from detectors.finding import Finding, Judgement, Measures, Thresholds
from detectors.history import History


class _Measured:
    """A detector that has measured already."""

    def __init__(self, detector: Detector, measures: Measures) -> None:
        self.NAME, self.SYMPTOM, self.THRESHOLDS = detector.NAME, detector.SYMPTOM, detector.THRESHOLDS
        self._detector, self._measures = detector, measures

    def measure(self, history: History, moments: Sequence[int]) -> Measures:
        """What was measured."""
        return self._measures

    def judge(self, measures: Measures, thresholds: Thresholds) -> list[Judgement]:
        """As the detector judges."""
        return self._detector.judge(measures, thresholds)

    def explain(self, history: History, judgement: Judgement) -> Finding:
        """As the detector explains."""
        return self._detector.explain(history, judgement)


def looks_by(
    history: History,
    moments: Sequence[int],
    wanted: Sequence[Detector],
    policies: Sequence[Policy],
) -> list[list[Outlook]]:
    """What some detectors see at each moment, in rising order, for each of some policies."""
    if not history.size:
        return [[Outlook(at, (), (), history) for at in moments] for _ in policies]
    # What is seen is dated by the first week of its row, so every week counts from the beginning of the project on.
    weeks = weekly_moments(min(int(history.created_at.min()), moments[0]), moments[-1])
    every = sorted({*weeks, moments[-1]})
    measured = [_Measured(detector, detector.measure(history, every)) for detector in wanted]
    found = []
    for policy in policies:
        sweeps = [sweep(one, history, every, policy.get(one.NAME, {})) for one in measured]
        seen = {at: k for k, at in enumerate(every)}
        found.append(
            [
                Outlook(at, tuple(Seen(s.detector, j) for s in sweeps for j in s.judgements[seen[at]]), (), history)
                for at in moments
            ]
        )
    return found
