"""The shapes of what the organisation says of itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool

from app.api.models.shared import Address, Day, Name, PageModel, Shape
from app.api.moments import Day as GivenDay

_Names = Annotated[list[Name], Field(default_factory=list, max_length=10_000)]
_Amount = Annotated[float, Field(strict=True, gt=0, le=1e12, allow_inf_nan=False)]


class SideModel(Shape):
    """Who speaks for a side: anybody whom one of these matches. `*` in an e-mail pattern stands for anything."""

    emails: _Names
    groups: _Names
    people: _Names


class SidesModel(Shape):
    """Both sides. Who matches both is unknown."""

    business: Annotated[SideModel, Field(default_factory=SideModel)]
    it: Annotated[SideModel, Field(default_factory=SideModel)]


class GoalModel(Shape):
    """A line of the shared strategy, with what serves it; without a source it is everybody's."""

    name: Name
    source: Name | None = None
    labels: _Names
    epics: _Names
    commitments: _Names
    maintenance: StrictBool = False


class GoalsModel(PageModel[GoalModel]):
    """Goals, in their order."""


class SetGoals(Shape):
    """All goals, in their order: those that are left out are no goals any more."""

    items: Annotated[list[GoalModel], Field(max_length=1_000)]


class BudgetModel(Shape):
    """What a project may cost: one of hours, points or money; `rate` is what an hour costs, for money."""

    project: str
    source: str
    key: str
    hours: float | None
    points: float | None
    money: float | None
    rate: float | None
    baseline: Day | None
    until: Day | None


class BudgetsModel(PageModel[BudgetModel]):
    """Budgets."""


class _SetBudget(Shape):
    project: Name
    baseline: GivenDay | None = None
    until: GivenDay | None = None


class HoursBudget(_SetBudget):
    """A budget in hours, for a project by id or key, from `baseline` until `until`."""

    hours: _Amount


class PointsBudget(_SetBudget):
    """A budget in story points."""

    points: _Amount


class MoneyBudget(_SetBudget):
    """A budget in money, with what an hour costs."""

    money: _Amount
    rate: _Amount


class SetBudgets(Shape):
    """The budgets of all projects that the caller sees: those that are left out have none any more."""

    items: Annotated[list[HoursBudget | PointsBudget | MoneyBudget], Field(max_length=10_000)]


class LeadsModel(Shape):
    """Who leads a project, by e-mail, and where it is alerted (addresses such as mailto://… or slack://…).

    Of an address that holds a secret, only whoever has scope admin sees it whole.
    """

    leads: _Names
    alerts: Annotated[list[Address], Field(default_factory=list, max_length=100)]


class LeadsShownModel(Shape):
    """Who leads a project, and where it is alerted; the addresses masked for whoever may not declare."""

    leads: list[str]
    alerts: list[str]
