"""The changes of estimates: what issues were estimated at anew, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detectors.facts import Fact
from detectors.history import History
from detectors.past.replay import Flags, Floats, Ints


@dataclass(eq=False, frozen=True, slots=True)
class Reestimates:
    """Changes by issue and time: what each was estimated at before and after, NaN for nothing, in points or hours."""

    issue: Ints
    at: Ints
    person: Ints
    silent: Flags
    in_points: Flags
    before: Floats
    after: Floats

    def of(self, unit: str) -> Flags:
        """Which are of estimates in `points`, or in `hours`."""
        return self.in_points if unit == "points" else ~self.in_points


@Fact
def reestimates_of(history: History) -> Reestimates:
    """All changes of estimates in a project's history."""
    changes = history.changes_of("points", "estimate")
    return Reestimates(
        changes["row"].to_numpy(),
        changes["at"].to_numpy(),
        changes["person"].to_numpy(),
        changes["silent"].to_numpy(),
        (changes["field"] == "points").to_numpy(),
        _numbers(changes["from_value"]),
        _numbers(changes["to_value"]),
    )


def _numbers(values: pl.Series) -> Floats:
    return values.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
