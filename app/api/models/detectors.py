"""The shapes of detectors."""

from __future__ import annotations

from app.api.models.shared import PageModel, Shape, Symptom


class DetectorModel(Shape):
    """What a detector says of itself; `sections` by their headings, in the reader's language."""

    name: str
    symptom: Symptom
    title: str
    sections: dict[str, str]
    thresholds: dict[str, float]


class DetectorsModel(PageModel[DetectorModel]):
    """All detectors."""
