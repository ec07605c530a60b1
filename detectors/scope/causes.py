"""What a budget went to: what was agreed, what was added, larger estimates, and more effort than estimated.

Everything spent on an item is split in four that add up to it. With the agreed estimate *e0*, the present one *e1*,
the amount *s* spent on it, and the progress *p* (1 when done, else the share of the estimate that was spent, at most
1): of an agreed item *p e0* is as planned, *p (e1 − e0)* comes from its estimate, *s − p e1* from effort; of an added
one *p e1* is scope, *s − p e1* effort. This is earned value (planned, earned, actual) told item by item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detectors.history import History
from detectors.past.replay import Flags, Floats, Ints
from detectors.scope.agreements import agreements_of
from detectors.scope.breakdown import Unit, agreed_estimates, estimates_since
from detectors.scope.spending import Spending
from detectors.weights import ESTIMATED

# From so many items on the usual effort of a point is known.
LEAST_USUAL = 5


@dataclass(frozen=True, slots=True)
class Causes:
    """What an amount over the budget comes from; the three add up to it. `planned` is what was spent as agreed."""

    scope: float
    estimates: float
    effort: float
    planned: float = 0.0

    @property
    def creep(self) -> float:
        """The share that scope and estimates carry."""
        over = self.scope + self.estimates + self.effort
        return (self.scope + self.estimates) / over if over > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Items:
    """The items that a budget is spent on, at a moment: estimates and amounts in the unit of the budget.

    `agreed` and `now` are NaN where nothing was estimated; `spent` is within the budget's period, `ever` at all.
    """

    issues: Ints
    agreed: Floats
    now: Floats
    spent: Floats
    ever: Floats
    done: Flags
    added: Flags
    rework: Flags


def items_at(history: History, spending: Spending, moment: int, planned: Ints | None = None) -> Items | None:
    """What a budget was spent on by a moment, with what else is `planned`; None where too little is estimated."""
    return items_of_each(history, spending, [moment], [planned])[0]


def items_of_each(
    history: History, spending: Spending, moments: Sequence[int], planned: Sequence[Ints | None]
) -> list[Items | None]:
    """The same at each of some moments, each with what is planned then."""
    if not moments:
        return []
    spent = [spending.of_issues(history.size, spending.start_at, spending.until(moment)) for moment in moments]
    issues = [np.flatnonzero(of > 0) for of in spent]
    issues = [of if more is None else np.union1d(of, more) for of, more in zip(issues, planned, strict=True)]
    column = np.repeat(np.arange(len(moments)), [len(of) for of in issues])
    issue = np.concatenate([np.zeros(0, dtype=np.int64), *issues])
    at = np.array(moments, dtype=np.int64)
    agreements = agreements_of(history, spending, at, column, issue)
    until = np.minimum(at, spending.end_at)[column]
    found: list[Items | None] = [None] * len(moments)
    units: tuple[Unit, ...] = ("points",) if spending.budget.unit == "points" else ("hours", "points")
    for unit in units:
        missing = [k for k, items in enumerate(found) if items is None]
        factor = 1.0 if unit == spending.budget.unit else _usual(history, spending, unit)
        if factor is None or not missing:
            continue
        asked = np.flatnonzero(np.isin(column, missing))
        of = issue[asked], agreements.agreed_at[asked], until[asked]
        agreed, now = np.full((2, len(issue)), np.nan)
        agreed[asked], now[asked] = agreed_estimates(history, unit, *of), estimates_since(history, unit, *of)
        for k in missing:
            own = slice(*np.searchsorted(column, [k, k + 1]).tolist())
            mine, known = issues[k], ~np.isnan(agreed[own]) | agreements.rework[own]
            if _share(known, spent[k][mine]) >= ESTIMATED:
                found[k] = Items(
                    mine,
                    agreed[own] * factor,
                    now[own] * factor,
                    spent[k][mine],
                    spending.of_issues(history.size, 0, spending.until(moments[k]))[mine],
                    ~history.open_at(mine, moments[k]),
                    agreements.added[own],
                    agreements.rework[own],
                )
    return found


def _share(known: Flags, spent: Floats) -> float:
    """The lesser share of known items: by what was spent on them, and, of those not begun, by their number."""
    open_ones = spent <= 0
    by_amount = float(spent[known].sum() / spent.sum()) if spent.sum() else 1.0
    return min(by_amount, float(known[open_ones].mean()) if open_ones.any() else 1.0)


def _usual(history: History, spending: Spending, unit: Unit) -> float | None:
    """What a point cost before the budget began, so the rate of its baseline; None where too few items tell.

    For hours it is the rate of money.
    """
    if unit == "hours":
        return spending.rate
    start = spending.start_at
    done = np.flatnonzero((history.finished_at <= start) & ~history.silently_finished)
    points = history.estimates(unit).at(done, np.full(len(done), start))
    cost = spending.of_issues(history.size, 0, start)[done]
    both = (cost > 0) & (points > 0)
    return float(cost[both].sum() / points[both].sum()) if both.sum() >= LEAST_USUAL else None


def shares_of(items: Items) -> tuple[Floats, Floats, Floats, Floats]:
    """For each item what it took as planned, as scope, by its larger estimate, and by more effort: all of `spent`.

    An item without an estimate counts as having taken what was thought; rework as nothing but effort.
    """
    share = np.divide(items.spent, items.ever, out=np.ones(len(items.issues)), where=items.ever > 0)
    known = ~np.isnan(items.now)
    reached = np.divide(items.ever, items.now, out=np.ones(len(items.issues)), where=known & (items.now > 0))
    progress = np.where(items.done, 1.0, np.minimum(reached, 1.0)) * share
    now = np.where(items.rework, 0.0, np.where(known, progress * items.now, items.spent))
    agreed = np.where(np.isnan(items.agreed) | items.rework, now, progress * items.agreed)
    return (
        np.where(items.added, 0.0, agreed),
        np.where(items.added, now, 0.0),
        np.where(items.added, 0.0, now - agreed),
        items.spent - now,
    )


def causes_of(items: Items, budget: float) -> Causes:
    """What everything over a budget comes from; savings and slack are taken off each cause in proportion.

    Where what was agreed was alone more than the budget, that is neither scope nor estimates, and counts as effort.
    """
    planned, scope, estimates, effort = (float(part.sum()) for part in shares_of(items))
    over = float(items.spent.sum()) - budget
    return replace(spread(over, scope, estimates, effort + max(planned - budget, 0.0)), planned=planned)


def spread(over: float, scope: float, estimates: float, effort: float) -> Causes:
    """An amount over a budget, spread over its causes in proportion to how much each took more than planned."""
    raw = np.maximum([scope, estimates, effort], 0.0)
    if over <= 0:
        return Causes(0.0, 0.0, 0.0)
    if not raw.sum():
        return Causes(0.0, 0.0, over)
    first, second, _ = (raw / raw.sum() * over).tolist()
    return Causes(first, second, max(over - first - second, 0.0))
