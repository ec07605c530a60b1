"""The three steps of a detector as values: measures, judgements, findings.

Instants are milliseconds since 1970-01-01 UTC; faces turn them into text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, overload

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from detectors.past.replay import Flags, Floats, Ints

Numbers = Floats | Ints | Flags
Symptom = Literal["delivery", "consultation", "scope"]
Severity = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")


class Subject(Struct, frozen=True):
    """What a finding is about. `identity` is the tracker's id, which stays when a key changes."""

    kind: Literal["commitment", "project", "issue"]
    type: str
    id: str
    name: str
    url: str
    identity: str


class Evidence(Struct, frozen=True):
    """One fact that anybody can look up: which issue, when, whose side acted, and what happened."""

    issue: str
    url: str
    at: int
    side: str
    what: str


class Finding(Struct, frozen=True):
    """What a detector says of one subject at one moment, with questions for both sides."""

    detector: str
    symptom: Symptom
    subject: Subject
    severity: Severity
    confidence: float
    title: str
    summary: str
    questions: dict[str, str]
    measures: dict[str, float | int | str | None]
    impact: dict[str, float]
    evidence: tuple[Evidence, ...]
    first_visible: int
    as_of: int


NOTHING_TO_SAY, JUDGED, FIRST_REASON = 0, 1, 2


@dataclass(eq=False)
class Measures:
    """The figures of every subject at every moment.

    Each of `figures` has a row a subject and a column a moment, NaN where it has no value; one that is called `unit`
    is a place in `weights.UNITS`. `state` has the same shape: NOTHING_TO_SAY (the subject is not alive then), JUDGED,
    or FIRST_REASON + the position in `reasons` of why nothing can be said.
    """

    moments: Ints
    subjects: tuple[Subject, ...]
    positions: tuple[int, ...]
    figures: dict[str, Floats]
    state: NDArray[np.int16]
    reasons: list[str]

    @classmethod
    def of(
        cls,
        moments: Sequence[int],
        subjects: Sequence[Subject],
        positions: Sequence[int],
        figures: Sequence[str],
    ) -> Measures:
        """Empty measures: every figure NaN, nothing to say anywhere."""
        shape = (len(subjects), len(moments))
        return cls(
            moments=np.asarray(moments, dtype=np.int64),
            subjects=tuple(subjects),
            positions=tuple(positions),
            figures={name: np.full(shape, np.nan) for name in figures},
            state=np.zeros(shape, dtype=np.int16),
            reasons=[],
        )

    def record(self, subject: int | Ints, moment: int | Ints, **figures: float | Numbers) -> None:
        """Keep the figures of a subject at a moment (both positions) and count it as judged; or of many at once."""
        self.state[subject, moment] = JUDGED
        for name, value in figures.items():
            self.figures[name][subject, moment] = value

    def cannot(self, subject: int | Ints, moment: int | Ints, because: str) -> None:
        """Keep why a subject cannot be judged at a moment; or why many cannot."""
        if not np.size(subject):
            return
        if because not in self.reasons:
            self.reasons.append(because)
        self.state[subject, moment] = FIRST_REASON + self.reasons.index(because)

    def at(self, subject: int, moment: int) -> dict[str, float]:
        """The figures of a subject at a moment, both as positions."""
        return {name: float(values[subject, moment]) for name, values in self.figures.items()}


class Judgement(Struct, frozen=True):
    """A subject crossed a threshold at a moment.

    `position` is the subject's position in the history (of a commitment or issue; 0 for a project).
    """

    subject: Subject
    position: int
    at: int
    figures: dict[str, float]
    severity: Severity
    confidence: float
    first_visible: int = 0


Thresholds = Mapping[str, float]


def severity_by(value: float, medium: float, high: float, critical: float) -> Severity:
    """The severity of a figure by the least value of each."""
    # A share of exactly half as much again is that, whatever is left over in the last binary digit.
    reached = value * (1 + 1e-9)
    if reached >= critical:
        return "critical"
    if reached >= high:
        return "high"
    return "medium" if reached >= medium else "low"


@overload
def wilson_lower(share: float, n: float, z: float = ...) -> float: ...
@overload
def wilson_lower(share: Floats, n: Floats | Ints, z: float = ...) -> Floats: ...
def wilson_lower(share: float | Floats, n: float | Floats | Ints, z: float = 1.6449) -> float | Floats:
    """The lower bound of the Wilson score interval of a share of n, 0 of none; z is 1.6449 for a 90% interval.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.
    """
    size = np.where(np.asarray(n) > 0, n, 1)
    centre = share + z * z / (2 * size)
    spread = z * np.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    lower = np.where(np.asarray(n) > 0, np.maximum(0.0, (centre - spread) / (1 + z * z / size)), 0.0)
    return lower if lower.ndim else float(lower)
