"""The shapes of detectors."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, WithJsonSchema

from app.api.models.shared import PageModel, Shape, Symptom
from app.detection import known_thresholds
from app.errors import nearest


def _installed(name: str) -> str:
    known = known_thresholds()
    if name not in known:
        raise ValueError(f'there is no detector "{name}"{nearest(name, known)}; known are {", ".join(known)}')
    return name


_SHAPE: dict[str, Any] = {"type": "string", "enum": list(known_thresholds())}

DetectorName = Annotated[str, AfterValidator(_installed), WithJsonSchema(_SHAPE)]
"""The name of a detector that is installed."""


class DetectorModel(Shape):
    """What a detector says of itself; `sections` by their headings, in the reader's language."""

    name: str
    symptom: Symptom
    title: str
    sections: dict[str, str]
    thresholds: dict[str, float]


class DetectorsModel(PageModel[DetectorModel]):
    """All detectors."""
