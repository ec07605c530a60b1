"""The shapes of measures."""

from __future__ import annotations

from app.api.models.shared import Day, PageModel, Severity, Shape, SubjectModel


class MeasureModel(Shape):
    """The figures of one subject at 00:00 UTC of a day, flagged or not.

    `measures` has the detector's figures by name, null where one has no value; it is empty where the detector could not
    judge, and `because` says why. `severity` and `confidence` are those of a finding at that moment, null without one.
    """

    detector: str
    on: Day
    subject: SubjectModel
    measures: dict[str, float | str | None]
    severity: Severity | None
    confidence: float | None
    because: str | None


class MeasuresModel(PageModel[MeasureModel]):
    """Measures of a project."""
