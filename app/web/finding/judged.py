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
from app.web.formats import number, share
from app.web.thresholds.names import named
from app.web.thresholds.texts import TEXTS

_THRESHOLDS = 3
"""Where in a detector's page they are explained: the fourth part of each."""


@dataclass(frozen=True, slots=True)
class Number:
    """One threshold: what it is about, its value with what that counts, and whether the organisation chose it."""

    words: str
    value: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """The thresholds as they hold now; whether the finding was judged by these; what its detector says of them.

    `words` alternate: text, then a name or number that is written as in brug.toml, and so on.
    """

    numbers: Sequence[Number]
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
        [
            Number(_words(detector.NAME, name, language), _value(detector.NAME, name, value, language), name in own)
            for name, value in {**detector.THRESHOLDS, **own}.items()
        ],
        document["policy_version"] == version_of(policy),
        told.split("`"),
    )


def _words(detector: str, name: str, language: str) -> str:
    return named(detector, name).words.get(language, name)


def _value(detector: str, name: str, value: float, language: str) -> str:
    kind = named(detector, name).kind
    if kind == "share":
        return share(value, language)
    return f"{number(value, 4, language=language)} {TEXTS[language].unit.get(kind, '')}".rstrip()
