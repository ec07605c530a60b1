"""What detectors measured of histories, kept so that it is judged by one policy after another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from app.detection import Policy, Seen
from detectors.calendar import weekly_moments
from detectors.columns import empty
from detectors.detector import Detector, sweep
from detectors.finding import Finding, Judgement, Measures, Thresholds
from detectors.history import History

# What was measured is judged without it.
_NO_HISTORY = History(empty())

# Of a million issues one detector's measures of all weeks are more than this: then some are measured anew.
_MOST_BYTES = 200_000_000


class MeasuringOnce:
    """Measures by project and detector, for as long as what they were made of is the same, within so many bytes."""

    def __init__(self, most: int = _MOST_BYTES) -> None:
        self._most, self._bytes = most, 0
        self._kept: OrderedDict[tuple[str, str], tuple[object, Measures, int]] = OrderedDict()
        self._lock = Lock()

    def of(self, project: str, detector: Detector, made_of: object, make: Callable[[], Measures]) -> Measures:
        """What a detector measured of a project, by its id; made anew where it was made of something else than this."""
        key = project, detector.NAME
        with self._lock:
            before = self._kept.get(key)
            if before is not None and before[0] == made_of:
                self._kept.move_to_end(key)
                return before[1]
        measures = make()
        self._keep(key, made_of, measures)
        return measures

    def _keep(self, key: tuple[str, str], made_of: object, measures: Measures) -> None:
        size = sum(values.nbytes for values in measures.figures.values()) + measures.state.nbytes
        with self._lock:
            self._drop(key)
            # What the detector measured of other projects is wanted again first: it is what gives way last.
            others = [other for other in self._kept if other[1] != key[1]]
            while others and self._bytes + size > self._most:
                self._drop(others.pop(0))
            if self._bytes + size <= self._most:
                self._kept[key] = made_of, measures, size
                self._bytes += size

    def _drop(self, key: tuple[str, str]) -> None:
        _, _, size = self._kept.pop(key, (None, None, 0))
        self._bytes -= size


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


def measured_weekly(detector: Detector, history: History, moments: Sequence[int]) -> Measures:
    """What a detector measures at some moments, in rising order, and in every week from the project's beginning on.

    What is seen is dated by the first week of its row, so all of them count. Of nothing it measures nothing.
    """
    if not history.size:
        return Measures.of([], [], [], [])
    weeks = weekly_moments(min(int(history.created_at.min()), moments[0]), moments[-1])
    return detector.measure(history, sorted({*weeks, *moments}))


def seen_by(
    policy: Policy, measured: Sequence[tuple[Detector, Measures]], moments: Sequence[int]
) -> list[tuple[Seen, ...]]:
    """What detectors see at each of some moments by a policy, of what they measured."""
    found: dict[int, list[Seen]] = {at: [] for at in moments}
    for detector, measures in measured:
        once = _Measured(detector, measures)
        swept = sweep(once, _NO_HISTORY, measures.moments.tolist(), policy.get(detector.NAME, {}))
        for at, judgements in zip(swept.moments, swept.judgements, strict=True):
            if at in found:
                found[at] += [Seen(detector, judgement) for judgement in judgements]
    return [tuple(seen) for seen in found.values()]
