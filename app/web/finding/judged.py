"""By which thresholds a finding was judged, with what its detector says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.declaration.reading_back import read_policy
from app.detection import detectors
from app.detector_pages import detector_pages
from app.scan import thresholds_of, version_of

_THRESHOLDS = 3
"""Where in a detector's page they are explained: the fourth part of each."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The numbers by name, as they hold now; whether the finding was judged by these; what is said of them.

    `own` are the names of those that the organisation chose itself. `words` alternate: text, then a name or number
    that is written as in brug.toml, and so on.
    """

    numbers: Mapping[str, float]
    own: frozenset[str]
    is_present: bool
    words: Sequence[str]


def judged_by(connection: Connection, document: Mapping[str, Any], language: str) -> Judged | None:
    """What holds for the project of a finding's document; None for a detector that is no longer there."""
    detector = next((one for one in detectors() if document["detector"] == one.NAME), None)
    if detector is None:
        return None
    policy = read_policy(connection)
    own = thresholds_of(policy, document["source"], document["project"]).get(detector.NAME, {})
    pages = {page.name: page for page in detector_pages(language)}
    parts = list(pages[detector.NAME].sections.values())
    told = " ".join(parts[_THRESHOLDS].split()) if len(parts) > _THRESHOLDS else ""
    return Judged(
        {**detector.THRESHOLDS, **own},
        frozenset(own),
        document["policy_version"] == version_of(policy),
        told.split("`"),
    )
