"""What a project spent against its budget: effort as it was logged, or points as they were completed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.calendar import DAY
from detectors.declared import Budget
from detectors.facts import Fact
from detectors.history import History
from detectors.past.cells import summed
from detectors.past.replay import NEVER, Floats, Ints
from detectors.promises import AFTERMATH
from detectors.scope.breakdown import PARTS_OF_PARTS


@dataclass(eq=False, frozen=True, slots=True)
class Spending:
    """Rows in order of time: `issue` is a position, `amount` is in the unit of the budget.

    What was spent on a part is spent on the whole that it is a part of.
    `start_at` and `end_at` bound the period of the budget: an instant and the end of its last day.
    """

    budget: Budget
    start_at: int
    end_at: int
    at: Ints
    issue: Ints
    amount: Floats

    @property
    def rate(self) -> float:
        """What an hour (or a point) costs in the unit of the budget."""
        return self.budget.rate or 1.0 if self.budget.unit == "money" else 1.0

    def by(self, moment: int) -> float:
        """What was spent of the budget by a moment."""
        first, last = np.searchsorted(self.at, [self.start_at, self.until(moment)])
        return float(self.amount[first:last].sum())

    def until(self, moment: int) -> int:
        """The instant before which spending counts at a moment."""
        return min(moment + 1, self.end_at)

    def of_issues(self, size: int, start: int, end: int) -> Floats:
        """What each of `size` issues took from an instant (included) to another (not included)."""
        first, last = np.searchsorted(self.at, [start, end])
        return summed(self.issue[first:last], self.amount[first:last], size)

    def is_alive(self, moment: int) -> bool:
        """Whether the budget is worth a word: it has begun, and did not end long ago."""
        return self.start_at <= moment <= self.end_at + AFTERMATH


def spending_of(history: History, budget: Budget) -> Spending:
    """All that a project's history tells of what was spent, in the unit of its budget."""
    return history.once(_everything) if budget == history.declared.budget else _gather(history, budget)


def _everything(history: History) -> Spending:
    if history.declared.budget is None:
        raise ValueError(f"no budget is declared for {history.project}")
    return _gather(history, history.declared.budget)


def whole_of(history: History, issues: Ints) -> Ints:
    """What each issue is a part of, at the top, epics apart; itself where it is a part of nothing."""
    is_epic = history.of_kind("epic")
    for _ in range(PARTS_OF_PARTS):
        above = history.parent[issues]
        issues = np.where((above >= 0) & ~is_epic[above], above, issues)
    return issues


def _gather(history: History, budget: Budget) -> Spending:
    logged = _logged(history)
    at, issue, amount = _completed(history) if budget.unit == "points" else (logged.at, logged.issue, logged.hours)
    kept = (issue >= 0) & ~np.isnan(amount)
    issue = np.where(kept, whole_of(history, issue), issue)
    order = np.argsort(at[kept], kind="stable")
    first = int(history.created_at.min()) if history.size else 0
    rate = budget.rate or 1.0 if budget.unit == "money" else 1.0
    return Spending(
        budget,
        budget.baseline_at if budget.baseline_at is not None else first,
        budget.until_at + DAY if budget.until_at is not None else int(NEVER - AFTERMATH),
        at[kept][order],
        issue[kept][order],
        amount[kept][order] * rate,
    )


@dataclass(eq=False, frozen=True, slots=True)
class _Logged:
    """Hours that were spent on issues."""

    at: Ints
    issue: Ints
    hours: Floats


@Fact
def _logged(history: History) -> _Logged:
    """Hours by worklogs, dated by their start; where there are none at all, by the changes of what was spent."""
    logs = history.columns.worklogs
    if logs.height:
        rows = history.rows_of_issues(logs["issue"])
        return _Logged(logs["at"].to_numpy(), rows, logs["hours"].cast(pl.Float64).to_numpy())
    changes = history.changes_of("spent")
    before, after = (
        changes[name].cast(pl.Float64, strict=False).fill_null(0).to_numpy() for name in ("from_value", "to_value")
    )
    return _Logged(changes["at"].to_numpy(), changes["row"].to_numpy(), after - before)


def _completed(history: History) -> tuple[Ints, Ints, Floats]:
    """Points of what was done, dated by when it first was; a bulk close completes nothing."""
    done = np.flatnonzero((history.finished_at < NEVER) & ~history.silently_finished)
    at = history.finished_at[done]
    points = history.estimates("points")
    # The points of a whole stand for those of its parts.
    above = history.parent[done]
    counted = np.isnan(points.at(np.maximum(above, 0), at)) | (above < 0)
    return at[counted], done[counted], points.at(done[counted], at[counted])
