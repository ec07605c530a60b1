"""The shapes of backtests."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.api.models.findings import FindingModel
from app.api.models.shared import Day, Shape


class BacktestWeekModel(Shape):
    """How many findings stood, were new and were over on a day."""

    on: Day
    open: int
    new: int
    over: int


class BacktestModel(Shape):
    """What weekly scans of a period would have found: each finding once for each time that it stood.

    A finding's evidence is that of the week in which it was worst.
    """

    since: Annotated[Day, Field(alias="from")]
    until: Day
    findings: list[FindingModel]
    weeks: list[BacktestWeekModel]
