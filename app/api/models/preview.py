"""The shapes of thresholds that are tried, and of what they would do."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.api import moments
from app.api.models.findings import FindingModel
from app.api.models.policy import ThresholdsModel
from app.api.models.shared import Day, Name, Shape


class PolicyTrialModel(Shape):
    """Thresholds to try; with a project, by id or key, as that project's own.

    The period is the past 52 weeks where it is left out.
    """

    thresholds: ThresholdsModel  # type: ignore[valid-type]
    project: Name | None = None
    since: Annotated[moments.Day | None, Field(alias="from")] = None
    until: moments.Day | None = None


class PreviewWeekModel(Shape):
    """How many findings stand on a day by the thresholds that hold, and how many would."""

    on: Day
    now: int
    then: int


class PolicyPreviewModel(Shape):
    """What other thresholds would give and take away; `policy_version` is of the policy that holds.

    `kept` counts what is found either way. All of it is of the detectors whose thresholds would differ.
    """

    since: Annotated[Day, Field(alias="from")]
    until: Day
    policy_version: str
    gained: list[FindingModel]
    lost: list[FindingModel]
    kept: int
    weeks: list[PreviewWeekModel]
