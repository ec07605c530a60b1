"""What the page of thresholds is asked with: a field for each threshold, in the words of its detector."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from app.detection import known_thresholds

_LONGEST = 40


class _Asked(BaseModel):
    """`project` is whose thresholds, None for all; `version` the policy that they were read from.

    `reset` names a field whose value goes back; `saved` says that somebody comes from saving.
    """

    model_config = ConfigDict(extra="forbid")

    project: str | None = Field(default=None, max_length=200)
    version: str | None = Field(default=None, max_length=100)
    reset: str | None = Field(default=None, max_length=200)
    saved: str | None = Field(default=None, max_length=10)


def names() -> Iterator[tuple[str, str, str]]:
    """Every threshold: the name of its field, its detector and its own name."""
    for detector, own in known_thresholds().items():
        for name in own:
            yield f"{detector}.{name}", detector, name


def _made() -> type[_Asked]:
    fields: dict[str, Any] = {
        field.replace("-", "_").replace(".", "__"): (
            str | None,
            Field(default=None, alias=field, max_length=_LONGEST),
        )
        for field, _, _ in names()
    }
    return create_model("AskedThresholds", __base__=_Asked, __doc__="Values by the names of their fields.", **fields)


Asked = _made()
