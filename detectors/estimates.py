"""What issues were estimated at, and when: the course of story points, or of hours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.replay import Floats, Ints


@dataclass(frozen=True, slots=True)
class Estimates:
    """The estimates of a project in one unit, looked up for many issues at once."""

    _instants: Ints
    _keys: Ints
    _values: Floats
    first_at: dict[int, list[tuple[int, float]]]

    @classmethod
    def of(cls, spans: pl.DataFrame) -> Estimates:
        """From (row, from_at, until_at, value) spans in the order of row and time."""
        values = spans["value"].cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()
        row, from_at = spans["row"].to_numpy(), spans["from_at"].to_numpy()
        instants = np.unique(from_at)
        keys = row * (len(instants) + 1) + np.searchsorted(instants, from_at, side="right")
        given: dict[int, list[tuple[int, float]]] = {}
        for i, at, value in zip(row, from_at, values, strict=True):
            if value > 0:
                given.setdefault(int(i), []).append((int(at), float(value)))
        return cls(instants, keys, np.where(values > 0, values, np.nan), given)

    def at(self, issues: Ints, instants: Ints) -> Floats:
        """The estimate of each issue at its instant; NaN where it had none (0 is none)."""
        if not len(self._keys):
            return np.full(len(issues), np.nan)
        wanted = issues * (len(self._instants) + 1) + np.searchsorted(self._instants, instants, side="right")
        found = np.searchsorted(self._keys, wanted, side="right") - 1
        same = (found >= 0) & (self._keys[found] // (len(self._instants) + 1) == issues)
        return np.where(same, self._values[found], np.nan)

    def first_after(self, issue: int, at: int, until: int) -> float:
        """The first estimate given after one instant and not after another; NaN where none was."""
        for given_at, value in self.first_at.get(issue, ()):
            if at < given_at <= until:
                return value
        return float("nan")
