"""What happens in each project: some of it the same in every organisation, some of it drawn from the seed."""

from __future__ import annotations

from functools import cache

from connectors.demo.plans.drawn import drawn
from connectors.demo.plans.plan import WEEKS, BudgetPlan, Period, ProjectPlan, ReleasePlan
from connectors.demo.plans.standing import STANDING

__all__ = ["WEEKS", "BudgetPlan", "Period", "ProjectPlan", "ReleasePlan", "plans"]


@cache
def plans(seed: int) -> tuple[ProjectPlan, ...]:
    """The plans of all projects of the organisation with this seed."""
    return STANDING + drawn(seed)
