"""The due dates of issues: what each was, and who changed it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.calendar import instant_of
from detectors.facts import Fact
from detectors.history import History
from detectors.past.replay import Flags, Ints


@dataclass(eq=False, frozen=True, slots=True)
class Dues:
    """The due dates of issues from when on: (issue, from_at, due_at), by issue and time, without the times of none.

    Beside them, in the same order, every change of one: (changed, changed_at, changed_by, is_silent).
    """

    issue: Ints
    from_at: Ints
    due_at: Ints
    changed: Ints
    changed_at: Ints
    changed_by: Ints
    is_silent: Flags


@Fact
def dues_of(history: History) -> Dues:
    """The due dates of a project's issues."""
    spans = history.spans_of("due_on", "due").filter(pl.col("value").fill_null("") != "")
    changes = history.changes_of("due")
    days = [instant_of(np.datetime64(value[:10])) for value in spans["value"]]
    return Dues(
        spans["row"].to_numpy(),
        spans["from_at"].to_numpy(),
        np.array(days, dtype=np.int64),
        changes["row"].to_numpy(),
        changes["at"].to_numpy(),
        changes["person"].to_numpy(),
        changes["silent"].to_numpy(),
    )
