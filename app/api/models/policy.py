"""The shapes of thresholds. Which there are is known by the detectors that are installed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model

from app.api.models.shared import Instant, Name, Shape
from app.declaration.model import Thresholds
from app.declaration.policies import LARGEST_THRESHOLD
from app.detection import detectors

_Number = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0, le=LARGEST_THRESHOLD)]


def _thresholds() -> type[BaseModel]:
    """A shape with a field a detector, each with a field a threshold."""
    fields: dict[str, Any] = {}
    for detector in detectors():
        own: dict[str, Any] = {
            name: (_Number | None, Field(default=None, description=f"{default:g} where nothing is declared"))
            for name, default in detector.THRESHOLDS.items()
        }
        name = detector.NAME.replace("-", "_")
        title = f"{detector.NAME.title().replace('-', '')}Thresholds"
        shape = create_model(title, __base__=Shape, __doc__=f"Thresholds of {detector.NAME}.", **own)
        fields[name] = (shape | None, Field(default=None, alias=detector.NAME))
    return create_model("Thresholds", __base__=Shape, __doc__="Thresholds by detector and name.", **fields)


ThresholdsModel = _thresholds()


def given(thresholds: BaseModel) -> Thresholds:
    """The thresholds that a caller gave, by detector and name."""
    found: Thresholds = thresholds.model_dump(by_alias=True, exclude_none=True)
    return {detector: own for detector, own in found.items() if own}


class ProjectPolicyModel(Shape):
    """Thresholds of one project, which go before those of all."""

    project: str
    source: str
    key: str
    thresholds: ThresholdsModel  # type: ignore[valid-type]


class PolicyModel(Shape):
    """The thresholds that hold, since when, and those that the detectors come with."""

    version: str
    at: Instant | None
    thresholds: ThresholdsModel  # type: ignore[valid-type]
    projects: list[ProjectPolicyModel]
    defaults: dict[str, dict[str, float]]


class SetProjectPolicy(Shape):
    """Thresholds of one project, by id or key."""

    project: Name
    thresholds: ThresholdsModel  # type: ignore[valid-type]


class SetPolicy(Shape):
    """All thresholds that are to hold: what is left out is as the detectors come with it."""

    thresholds: ThresholdsModel  # type: ignore[valid-type]
    projects: Annotated[list[SetProjectPolicy], Field(default_factory=list, max_length=10_000)]
