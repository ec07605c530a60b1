"""What is counted of commitments: members, what is left of them, weight, and what came and went since the baseline.

The same figures as detectors judge by, for any commitments at any moments, also for those that none finds worth a word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detectors.history import History
from detectors.past.cells import counted, summed
from detectors.past.course import Course
from detectors.past.replay import NEVER, Flags, Floats, Ints
from detectors.scope.growth import Growths
from detectors.views import Views
from detectors.weights import UNITS


@dataclass(eq=False, frozen=True, slots=True)
class Figures:
    """Arrays with an entry a view.

    `members` and `unresolved` count who is in it, and who of them has no resolution, at the moment itself; `weight` is
    what the members weigh together in `unit`, a place in `UNITS`. `committed`, `agreed_weight`, `added`, `removed` and
    `growth` are those of `scope-growth`: 0 without a baseline, and NaN for growth where nothing weighs anything.
    """

    members: Ints
    unresolved: Ints
    weight: Floats
    has_baseline: Flags
    committed: Ints
    agreed_weight: Floats
    unit: Ints
    added: Ints
    removed: Ints
    growth: Floats


def figures_of(views: Views) -> Figures:
    """The figures of some views."""
    number = len(views)
    view, issue = views.members_at(views.moment)
    members = np.bincount(view, minlength=number)
    is_left = ~_is_resolved(views.history, issue, views.moment[view])
    has_baseline = views.has_baseline
    rows = np.flatnonzero(has_baseline)
    agreed = views.only(has_baseline)
    growths = Growths(agreed)

    def spread_out(values: Ints) -> Ints:
        found = np.zeros(number, dtype=np.int64)
        found[rows] = values
        return found

    weight, agreed_weight, growth = members.astype(np.float64), np.zeros(number), np.full(number, np.nan)
    weight[rows] = _weight_of_members(growths)
    agreed_weight[rows], growth[rows] = growths.agreed_weight, growths.growth
    return Figures(
        members=members,
        unresolved=counted(view, is_left, number),
        weight=weight,
        has_baseline=has_baseline,
        committed=spread_out(agreed.committed),
        agreed_weight=agreed_weight,
        unit=spread_out(growths.unit),
        added=spread_out(growths.number(growths.is_added)),
        removed=spread_out(growths.number(growths.is_removed)),
        growth=growth,
    )


def _is_resolved(history: History, issues: Ints, instants: Ints) -> Flags:
    """Which issues had a resolution, each at an instant of its own."""
    resolved = history.resolved
    until = Course(resolved.issue, resolved.from_at, resolved.until_at, int(-NEVER)).at(issues, instants)
    return until > instants


def _weight_of_members(growths: Growths) -> Floats:
    """What all who are in it weigh together, by view, in the unit of the baseline: parts, rework and latecomers too."""
    views, size = growths.views, max(growths.history.size, 1)
    view, issue = views.members_at(views.moment)
    cell = np.searchsorted(growths.view * size + growths.issue, view * size + issue)
    weighed = growths.stakes.in_baseline[growths.stake] | growths.is_agreed | growths.is_added
    weights = growths.weights.copy()
    beside = np.zeros(len(weights), dtype=np.bool_)
    beside[cell] = ~weighed[cell]
    for place, unit in enumerate(UNITS):
        rows = np.flatnonzero(beside & (growths.unit[growths.view] == place))
        if unit == "items" or not len(rows):
            continue
        values, known_from = growths.stakes.estimates(growths.history.estimates(unit))
        known = known_from[growths.stake[rows]] <= growths.moment[rows]
        weights[rows[known]] = values[growths.stake[rows[known]]]
        unknown = rows[~known]
        for k in np.unique(growths.view[unknown]).tolist():
            own = slice(*np.searchsorted(growths.view, [k, k + 1]))
            # What was not estimated weighs the median already, which leaves the median as it is.
            weights[unknown[growths.view[unknown] == k]] = np.median(weights[own][weighed[own]])
    return summed(view, weights[cell], len(views))
