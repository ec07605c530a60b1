"""The shapes of commitments."""

from __future__ import annotations

from typing import Literal

from pydantic import RootModel

from app.api.models.shared import Day, PageModel, Shape

CommitmentType = Literal["release", "sprint", "milestone", "epic"]
CommitmentState = Literal["planned", "active", "delivered", "cancelled"]


class BaselineModel(Shape):
    """What was agreed at the end of the planning window; `weight` counts what both sides agreed to add since, too."""

    members: int
    weight: float
    unit: Literal["points", "hours", "items"]


class CommitmentModel(Shape):
    """What was promised together. `external_id` is the tracker's.

    `added` and `removed` count items since the baseline, without breakdown and rework; `growth` is net weight over the
    weight of the baseline, null without one.
    """

    id: str
    source: str
    project: str
    type: CommitmentType
    external_id: str
    name: str
    url: str
    state: CommitmentState
    start_on: Day | None
    due_on: Day | None
    baseline_due_on: Day | None
    delivered_on: Day | None
    members: int
    unresolved: int
    baseline: BaselineModel | None
    added: int
    removed: int
    growth: float | None


class CommitmentsModel(PageModel[CommitmentModel]):
    """Commitments."""


class CommitmentDayModel(Shape):
    """A commitment at 00:00 UTC of a day; `weight` is that of all members, in the unit of the baseline."""

    on: Day
    members: int
    unresolved: int
    weight: float
    added: int
    removed: int
    due_on: Day | None


class CommitmentDaysModel(RootModel[list[CommitmentDayModel]]):
    """Days of a commitment, the earliest first."""
