"""What the items of a commitment weigh: points, else hours, else one each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detectors.history import History
from detectors.past.cells import counted
from detectors.past.replay import Flags, Floats, Ints

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
    return weights_at_each(history, [(issues, agreed_at, moment)])[0]


def weights_at_each(history: History, asked: Sequence[tuple[Ints, Ints, int]]) -> list[Weights]:
    """The same for several sets of issues: each with the instants, and its moment."""
    if not asked:
        return []
    issues, agreed_at = (np.concatenate([of[n] for of in asked]) for n in range(2))
    bounds = np.cumsum([len(of) for of, _, _ in asked])
    owner = np.repeat(np.arange(len(asked)), np.diff(bounds, prepend=0))
    moment = np.array([at for _, _, at in asked], dtype=np.int64)[owner]
    at = np.minimum(agreed_at, moment)
    unit, values = weigh(owner, len(asked), moment, lambda name: history.estimates(name).known(issues, at))
    parts = np.split(values, bounds[:-1])
    return [Weights(UNITS[of], part) for of, part in zip(unit.tolist(), parts, strict=True)]


def weigh(
    owner: Ints, owners: int, moment: Ints, estimates: Callable[[str], tuple[Floats, Ints]]
) -> tuple[Ints, Floats]:
    """The unit of each owner, a place in `UNITS`, and what each of its items weighs in it.

    owner, moment: of each item, by owner; estimates: those of all items in a unit, and since when each is known.
    """
    number = np.bincount(owner, minlength=owners)
    unit, weights = np.zeros(owners, dtype=np.int64), np.ones(len(owner))
    for name in ("points", "hours"):
        if (unit[number > 0] > 0).all():
            break
        values, known_from = estimates(name)
        known = known_from <= moment
        enough = (unit == 0) & (number > 0) & (counted(owner, known, owners) >= ESTIMATED * number)
        unit[enough] = UNITS.index(name)
        own = enough[owner]
        weights[own & known] = values[own & known]
        unknown = np.flatnonzero(own & ~known)
        weights[unknown] = _medians(owner, known, values, owner[unknown])
    return unit, weights


def _medians(owner: Ints, known: Flags, values: Floats, wanted: Ints) -> Floats:
    """The median of the known values of some owners: what an item that was not estimated weighs."""
    owners, place = np.unique(wanted, return_inverse=True)
    bounds = zip(*(np.searchsorted(owner, owners, side=side).tolist() for side in ("left", "right")), strict=True)
    return np.array([_median(values[first:last][known[first:last]]) for first, last in bounds])[place]


def _median(values: Floats) -> float:
    """What `np.median` gives of some numbers, without what it takes to be asked for anything."""
    in_order, number = np.sort(values), len(values)
    return float(in_order[(number - 1) // 2] + in_order[number // 2]) / 2
