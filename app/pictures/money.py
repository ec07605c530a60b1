"""How a budget went, week by week: what was spent, what was earned by it, and what all of it will have cost."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.instants import DAY, day_of
from app.times import moments_of
from detectors.declared import Budget
from detectors.finding import FIRST_REASON
from detectors.history import History
from detectors.scope import budget_forecast
from detectors.scope.spending import spending_of

_LONGEST = 2 * 366 * DAY


@dataclass(frozen=True, slots=True)
class BudgetWeek:
    """A Monday (the last row: the day itself); amounts in the unit of the budget, None where nothing can be said.

    `earned` is the share of the work that is done, of the budget; from `low` to `high` is where four of five forecasts
    end.
    """

    on: str
    spent: float
    earned: float | None
    forecast: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class BudgetCourse:
    """A budget and its weeks; `because` is why the last week has no forecast, None where it has one or needs none."""

    budget: Budget
    weeks: tuple[BudgetWeek, ...]
    because: str | None


def course_of(history: History, until: int) -> BudgetCourse | None:
    """The weeks of a project's budget up to a moment; None where none is declared or it has not begun."""
    budget = history.declared.budget
    if budget is None or budget.amount <= 0:
        return None
    spending = spending_of(history, budget)
    end = min(until, spending.end_at)
    if spending.start_at > end:
        return None
    moments = moments_of(max(spending.start_at, end - _LONGEST), end)
    measures = budget_forecast.measure(history, moments)
    weeks = []
    for k, moment in enumerate(moments):
        figures = measures.at(0, k)
        done = _known(figures["done"])
        weeks.append(
            BudgetWeek(
                on=str(day_of(moment)),
                spent=round(spending.by(moment), 1),
                earned=None if done is None else round(done * budget.amount, 1),
                forecast=_known(figures["estimate"]),
                low=_known(figures["low"]),
                high=_known(figures["high"]),
            )
        )
    return BudgetCourse(budget, tuple(weeks), _because(measures.state[0, -1], measures.reasons))


def _because(state: int, reasons: list[str]) -> str | None:
    return reasons[state - FIRST_REASON] if state >= FIRST_REASON else None


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 1)
