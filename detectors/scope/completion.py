"""What a budget's work will have cost when it is done: earned value, with its uncertainty by resampling items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detectors.history import History
from detectors.past.replay import NEVER, Floats, Ints
from detectors.promises import promises_of
from detectors.scope.causes import Items, items_at
from detectors.scope.spending import Spending, whole_of

# With fewer items done their cost says little of the rest.
LEAST_DONE = 5
RUNS = 2000
# More items than this are resampled in so many groups.
_GROUPS = 400
# The pace of spending is that of so many working days.
_PACE = 20
_SEED = 20_120_604


@dataclass(frozen=True, slots=True)
class Completion:
    """The estimate at completion, its interval (10% to 90%), and the probability that it is over a limit.

    `items` are all items with what they will have taken; `done` is the share of the work done.
    """

    estimate: float
    low: float
    high: float
    probability: float
    done: float
    items: Items


def remaining_at(history: History, spending: Spending, moment: int) -> Ints | None:
    """What is still to be done for the budget; None where no release or milestone says so.

    It is what is open in the releases and milestones that are due within the period; where one has no due date, or
    the budget no end, in those that have started.
    """
    promises = promises_of(history)
    carrying = np.flatnonzero(promises.carries)
    at = np.full(len(carrying), moment)
    due = promises.due.at(carrying, at)
    within = (spending.start_at <= due) & (due < spending.end_at)
    is_undated = (due == NEVER) | (spending.budget.until_at is None)
    belongs = np.where(is_undated, promises.start(carrying, at)[0] != NEVER, within)
    belongs &= ~promises.is_cancelled(carrying, at)
    belongs[belongs] = promises.delivered(carrying[belongs], at[belongs]) == NEVER
    if not belongs.any():
        return None
    _, row = history.rows_of_each(carrying[belongs])
    members = history.members
    issues = np.unique(members.issue[row[(members.from_at[row] <= moment) & (moment < members.until_at[row])]])
    is_open = history.open_at(issues, moment) & ~history.of_kind("epic")[issues]
    return np.unique(whole_of(history, issues[is_open]))


def completion_at(history: History, spending: Spending, moment: int, remaining: Ints, limit: float) -> Completion | str:
    """The estimate at completion; a reason where none can be made."""
    return completion_of(items_at(history, spending, moment, remaining), remaining, limit)


def completion_of(items: Items | None, remaining: Ints, limit: float) -> Completion | str:
    """The same from the items that a budget is spent on, with those that remain.

    EAC = spent + remaining / cost index, where the cost index is the estimates of the items done over what they took.
    Resampling those items gives as many indexes, so an interval. Seeded: the same whenever it is asked.
    """
    if items is None:
        return "too few items were estimated"
    known = items.done & ~np.isnan(items.now) & (items.ever > 0) & ~items.rework
    if known.sum() < LEAST_DONE:
        return "fewer than 5 items completed"
    # What was done without an estimate took what was thought; what is open without one is as large as the others.
    thought = np.where(items.done, items.ever, np.nanmedian(items.now))
    now = np.where(np.isnan(items.now), thought, items.now)
    is_left = np.isin(items.issues, remaining)
    left = np.where(is_left, np.maximum(now - items.ever, 0.0), 0.0)
    costs = _costs(items.now[known], items.ever[known])
    spent = float(items.spent.sum())
    totals = spent + left.sum() * costs
    cost = float(items.ever[known].sum() / items.now[known].sum())
    earned = float(now[items.done].sum())
    will = replace(
        items,
        spent=items.spent + left * cost,
        ever=items.ever + left * cost,
        done=items.done | is_left,
    )
    low, high = np.quantile(totals, [0.1, 0.9])
    return Completion(
        spent + float(left.sum()) * cost,
        float(low),
        float(high),
        float((totals > limit).mean()),
        earned / (earned + float(left.sum())) if earned else 0.0,
        will,
    )


def _costs(estimated: Floats, took: Floats) -> Floats:
    """What a unit of estimate may cost: the ratio of sums of resampled items, a run each."""
    groups = np.arange(len(estimated)) % _GROUPS
    sums = np.array([np.bincount(groups, weights=took), np.bincount(groups, weights=estimated)])
    cost, estimate = sums @ _drawn(min(len(estimated), _GROUPS))
    return np.asarray(cost / estimate, dtype=np.float64)


@lru_cache(maxsize=4)
def _drawn(size: int) -> Floats:
    """How often each of some groups is drawn, (group, run): the same for every forecast of as many."""
    return _draws(size).astype(np.float64)


# Drawing takes long and small numbers little room, so whatever was drawn stays. No group is ever drawn 256 times.
@lru_cache(maxsize=_GROUPS + 1)
def _draws(size: int) -> NDArray[np.uint8]:
    drawn = np.random.default_rng(_SEED).multinomial(size, np.full(size, 1 / size), size=RUNS)
    return np.ascontiguousarray(drawn.T, dtype=np.uint8)


def runs_out_on(history: History, spending: Spending, moment: int) -> int | None:
    """The day on which the budget is used up at the pace of the last four weeks; None where nothing is spent."""
    days = history.working_days
    since = max(spending.start_at, days.after(moment, -_PACE))
    worked = days.between(since, moment)
    recent = float(spending.of_issues(history.size, since, spending.until(moment)).sum())
    left = spending.budget.amount - spending.by(moment)
    if worked <= 0 or recent <= 0:
        return None
    # A budget that lasts longer than anybody plans has no day on which it ends.
    needed = left * worked / recent
    return days.after(moment, int(np.ceil(needed))) if needed < 2600 else None
