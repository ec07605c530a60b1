"""What a budget went to: what was agreed, what was added, larger estimates, and more effort than estimated.

Everything spent on an item is split in four that add up to it. With the agreed estimate *e0*, the present one *e1*,
the amount *s* spent on it, and the progress *p* (1 when done, else the share of the estimate that was spent, at most
1): of an agreed item *p e0* is as planned, *p (e1 − e0)* comes from its estimate, *s − p e1* from effort; of an added
one *p e1* is scope, *s − p e1* effort. This is earned value (planned, earned, actual) told item by item.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detectors.calendar import DAY
from detectors.guards import is_breakdown
from detectors.history import History
from detectors.past.replay import Flags, Floats, Ints
from detectors.promises import promises_of
from detectors.scope.breakdown import Unit, agreed_estimates, estimates_since
from detectors.scope.growth import Growths
from detectors.scope.spending import Spending
from detectors.views import Views
from detectors.weights import ESTIMATED

# In a project without releases what came within so many working days after the budget's baseline was agreed with it.
WINDOW = 10
# From so many items on the usual effort of a point is known.
LEAST_USUAL = 5


@dataclass(frozen=True, slots=True)
class Agreement:
    """For each issue of a project: whether it was added to what was agreed, or is rework, and when it was agreed."""

    added: Flags
    rework: Flags
    agreed_at: Ints


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


def agreement_at(history: History, spending: Spending, issues: Ints, moment: int) -> Agreement:
    """What was added, by the releases, milestones or epics of some issues; for others by the budget's own baseline."""
    added = np.zeros(history.size, dtype=np.bool_)
    rework, agreed, placed = added.copy(), added.copy(), added.copy()
    closes_at = history.working_days.after(spending.start_at, WINDOW) + DAY
    agreed_at = np.full(history.size, closes_at, dtype=np.int64)
    members, promises = history.members, promises_of(history)
    rows = history.memberships_of(issues)
    rows = rows[members.from_at[rows] <= moment]
    # An epic tells of those that no release or milestone carries.
    for is_of_type in (promises.carries, promises.is_epic):
        rows = rows[~placed[members.issue[rows]]]
        own = rows[is_of_type[members.commitment[rows]]]
        placed[members.issue[own]] = True
        seen = _growths(history, np.unique(members.commitment[own]), moment)
        basis, came = seen.stakes.in_baseline[seen.stake], seen.stakes.agreed_at[seen.stake]
        agreed[seen.issue[basis]] = True
        added[seen.issue[seen.is_added]] = True
        rework[seen.issue[seen.is_rework]] = True
        for cells in (seen.is_added, basis):
            agreed_at[seen.issue[cells]] = came[cells]
    loose = issues[~placed[issues] & (history.created_at[issues] > closes_at)]
    known = np.flatnonzero(history.created_at <= closes_at)
    loose = loose[~history.is_clone[loose] & ~is_breakdown(history, loose, known)]
    rework[loose[history.is_bug[loose]]] = True
    added[loose[~history.is_bug[loose]]] = True
    agreed_at[loose] = history.created_at[loose]
    return Agreement(added & ~agreed, rework & ~agreed, agreed_at)


def _growths(history: History, commitments: Ints, moment: int) -> Growths:
    """What came into some commitments; those without a baseline tell nothing."""
    moments = np.array([moment], dtype=np.int64)
    views = Views(history, moments, commitments, np.zeros(len(commitments), dtype=np.int64))
    return Growths(views.only(views.has_baseline))


def items_at(history: History, spending: Spending, moment: int, planned: Ints | None = None) -> Items | None:
    """What a budget was spent on by a moment, with what else is `planned`; None where too little is estimated."""
    end = spending.until(moment)
    spent = spending.of_issues(history.size, spending.start_at, end)
    issues = np.flatnonzero(spent > 0) if planned is None else np.union1d(np.flatnonzero(spent > 0), planned)
    agreement = agreement_at(history, spending, issues, moment)
    seen_at = min(moment, spending.end_at)
    units: tuple[Unit, ...] = ("points",) if spending.budget.unit == "points" else ("hours", "points")
    for unit in units:
        estimated = _estimated(history, unit, issues, agreement.agreed_at, seen_at)
        known = ~np.isnan(estimated[0]) | agreement.rework[issues]
        factor = 1.0 if unit == spending.budget.unit else _usual(history, spending, unit)
        if _share(known, spent[issues]) >= ESTIMATED and factor is not None:
            break
    else:
        return None
    return Items(
        issues,
        estimated[0] * factor,
        estimated[1] * factor,
        spent[issues],
        spending.of_issues(history.size, 0, end)[issues],
        ~history.open_at(issues, moment),
        agreement.added[issues],
        agreement.rework[issues],
    )


def _share(known: Flags, spent: Floats) -> float:
    """The lesser share of known items: by what was spent on them, and, of those not begun, by their number."""
    open_ones = spent <= 0
    by_amount = float(spent[known].sum() / spent.sum()) if spent.sum() else 1.0
    return min(by_amount, float(known[open_ones].mean()) if open_ones.any() else 1.0)


def _estimated(history: History, unit: Unit, issues: Ints, agreed_at: Ints, until: int) -> tuple[Floats, Floats]:
    asked = issues, agreed_at[issues], np.full(len(issues), until)
    return agreed_estimates(history, unit, *asked), estimates_since(history, unit, *asked)


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
