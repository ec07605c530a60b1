"""What goes on in a project of the simulated organisation, as data.

Weeks count from the start of the simulated history; a release is due on the Friday before the week of `due`.
What is planted is either a symptom or, in `also`, something that only looks like one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

WEEKS = 78

Unit = Literal["points", "hours", "none"]
Side = Literal["business", "it"]
Measured = Literal["hours", "points", "money"]
Planted = Literal["moved-deadline", "mismatched", "changed-requirement", "off-strategy", "estimate-growth"]


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """One release: when it starts and is due, how many items it has, and what goes on in it.

    `planted` says how much of what: for `moved-deadline` the number of pushes, for `estimate-growth` the growth
    as a share of the weight, for the others the share of the items.
    """

    name: str
    start: int
    due: int
    items: int
    late: int | None = None  # working days after the due day; None: in time
    growth: float = 0.0  # items added after the planning window, as a share of `items`
    growth_until: float = 0.6  # the share of the planned duration within which they come
    origin: Side = "business"  # who adds them
    unconsulted: bool = False
    late_sprints: int = 0  # so many of its first sprints end with much open
    crowded_sprint: int | None = None  # this one of its sprints gets work after its planning
    effort: float = 1.0  # hours that are spent for each that was estimated
    planted: Mapping[Planted, float] = field(default_factory=dict)
    also: frozenset[str] = frozenset()

    @property
    def is_healthy(self) -> bool:
        """Whether no symptom is planted in it."""
        return not (
            (self.late or 0) > 2
            or self.growth
            or self.unconsulted
            or self.late_sprints
            or self.crowded_sprint is not None
            or self.planted
        )


@dataclass(frozen=True, slots=True)
class BudgetPlan:
    """A budget for the work of one release: what was estimated at its start, and some room.

    `room` is a share of the estimates; None where the budget is what will in fact be spent, and a little more.
    """

    release: int
    kind: Measured
    room: float | None
    is_overrun: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Weeks in which something goes on in a project beside its releases, and how much of it."""

    start: int
    end: int
    amount: float


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """One project: how it works, its releases in order, and what goes on beside them.

    `asked_by` says who asks the questions that stay without answer in the weeks of `unanswered`. `late_requests`
    are the weeks in which the business asks for something that comes too late. `unrequested` are the weeks in
    which so large a share of the pull requests names no issue.
    """

    key: str
    name: str
    scrum: bool
    unit: Unit
    goal: str
    releases: tuple[ReleasePlan, ...]
    budget: BudgetPlan | None = None
    unanswered: Period | None = None
    asked_by: Side = "it"
    late_requests: tuple[int, ...] = ()
    has_pull_requests: bool = False
    unrequested: Period | None = None
    also: frozenset[str] = frozenset()

    @property
    def is_healthy(self) -> bool:
        """Whether no symptom is planted in it."""
        beside = (self.unanswered, self.unrequested, self.late_requests, self.budget and self.budget.is_overrun)
        spent = self.budget and any(release.effort > 1 for release in self.releases)
        return all(release.is_healthy for release in self.releases) and not any(beside) and not spent
