"""What doctor says of who speaks in a project: how many on each side, as detectors see them now."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.doctor.report import Line
from detectors.history import History
from detectors.sides import BUSINESS, IT, UNKNOWN, sides_at

_NEEDS = "unconsulted-build cannot judge, and scope-growth and late-delivery are less sure"


def speaker_lines(history: History, now: int) -> Iterator[Line]:
    """How many people stand on each side, bots left out; never who."""
    sides = sides_at(history, now).side[~history.is_bot]
    business, it, unknown = (int(np.count_nonzero(sides == side)) for side in (BUSINESS, IT, UNKNOWN))
    yield Line(True, f"{business} people of the business, {it} of IT, {unknown} of unknown side")
    for found, name in ((business, "the business"), (it, "IT")):
        if not found:
            entry = "[sides.business]" if name == "the business" else "[sides.it]"
            yield Line(
                False,
                f"nobody is known to speak for {name}: {_NEEDS}",
                f"declare {entry} in brug.toml: by e-mails, groups or teams that the account can see, or people",
            )
