"""What the items of a commitment weigh: points, else hours, else one each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detectors.history import History
from detectors.replay import Floats, Ints

# Under this share of estimated members every item weighs 1.
ESTIMATED = 0.7
UNITS = ("items", "points", "hours")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each of some issues, in `unit` (points, hours or items)."""

    unit: str
    values: Floats


def weights_at(history: History, issues: Ints, agreed_at: Ints, moment: int) -> Weights:
    """The weights of issues by their estimates at the instants given, as known by a moment.

    A first estimate given later, but by the moment, counts back. An unestimated item weighs the median of the
    estimated ones.
    """
    for unit in ("points", "hours"):
        estimates = history.estimates(unit)
        values = estimates.known_by(issues, agreed_at, moment)
        known = ~np.isnan(values)
        if len(issues) and known.mean() >= ESTIMATED:
            return Weights(unit, np.where(known, values, np.median(values[known])))
    return Weights("items", np.ones(len(issues)))
