"""What issues were estimated at, and when: the course of story points, or of hours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.past.course import Course
from detectors.past.replay import NEVER, Floats, Ints


@dataclass(eq=False, frozen=True, slots=True)
class EstimateSpans:
    """What each issue was estimated at from when on, in the order of row and time; NaN is none."""

    row: Ints
    from_at: Ints
    values: Floats


def estimate_spans(spans: pl.DataFrame) -> EstimateSpans:
    """From (row, from_at, until_at, value) spans, with values as text."""
    values = spans["value"].cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy()
    return EstimateSpans(spans["row"].to_numpy(), spans["from_at"].to_numpy(), values)


class Estimates:
    """The estimates of a project in one unit, looked up for many issues at once; 0 is none, and told as NaN."""

    def __init__(self, spans: EstimateSpans) -> None:
        row, from_at, values = spans.row, spans.from_at, spans.values
        self._values = np.append(np.where(values > 0, values, np.nan), np.nan)
        self._course = Course(row, from_at, np.arange(len(row)), len(row))
        given = np.flatnonzero(values > 0)
        self._given_at = np.append(from_at[given], NEVER)
        self._given = np.append(values[given], np.nan)
        self._givings = Course(row[given], from_at[given], np.arange(len(given)), -1)
        self._given_to = np.append(row[given], -1)

    def at(self, issues: Ints, instants: Ints) -> Floats:
        """The estimate of each issue at its instant; NaN where it had none."""
        return self._values[self._course.at(issues, instants)]

    def known(self, issues: Ints, instants: Ints) -> tuple[Floats, Ints]:
        """The estimate of each issue at its instant, else the first one given later, and since when that is known.

        It is known since ever where it stood at the instant; NaN and NEVER where none was ever given.
        """
        values = self.at(issues, instants)
        known_from = np.where(np.isnan(values), NEVER, -NEVER)
        rows = np.flatnonzero(np.isnan(values))
        later = self._first_after(issues[rows], instants[rows])
        values[rows], known_from[rows] = self._given[later], self._given_at[later]
        return values, known_from

    def _first_after(self, issues: Ints, instants: Ints) -> Ints:
        """The entry of the first estimate of each issue after its instant; the last entry where none was given."""
        none = len(self._given_to) - 1
        before = self._givings.at(issues, instants)
        # An issue that had none before has its first one where its own entries begin.
        begins = np.searchsorted(self._given_to[:none], issues)
        place = np.where(before >= 0, before + 1, begins)
        return np.where(self._given_to[place] == issues, place, none)
