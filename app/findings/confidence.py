"""How sure a finding is, as it came out on organisations of which every symptom is known.

Detectors weigh their evidence, each by itself and with caution. Measured together on labelled organisations
(docs/evaluation.md) they were right more often than they said, and the more so the less sure they were. So two fifths
of the doubt are left out. A figure here is a promise: change it only where the table of reliability says so.
"""

from __future__ import annotations

_DOUBT_LEFT = 0.6


def calibrated(weighed: float) -> float:
    """The share of such findings that are right, from the confidence that a detector gives (0 to 1)."""
    return round(1 - _DOUBT_LEFT * (1 - weighed), 2)
