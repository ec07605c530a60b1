"""What a member of a commitment is estimated at altogether: by itself, or by the parts that it was broken into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from detectors.history import History
from detectors.replay import Floats, Ints

Unit = Literal["points", "hours"]

# Parts of parts are looked at to this depth, as for breakdown in the baseline.
PARTS_OF_PARTS = 4


@dataclass(eq=False, frozen=True, slots=True)
class _Derived:
    parts: dict[int, list[int]]
    idle: dict[Unit, dict[int, list[tuple[int, float]]]]


_kept: WeakKeyDictionary[History, _Derived] = WeakKeyDictionary()


def _derived(history: History) -> _Derived:
    if history not in _kept:
        parts: dict[int, list[int]] = {}
        for part in np.flatnonzero(history.parent >= 0):
            parts.setdefault(int(history.parent[part]), []).append(int(part))
        _kept[history] = _Derived(parts, {})
    return _kept[history]


def topmost(history: History, issues: Ints) -> Ints:
    """Those of some issues that are not a part of another of them."""
    above = history.parent[issues]
    inside = np.zeros(len(issues), dtype=np.bool_)
    for _ in range(PARTS_OF_PARTS):
        inside |= (above >= 0) & np.isin(above, issues)
        above = np.where(above >= 0, history.parent[above], -1)
    return issues[~inside]


def agreed_estimates(history: History, unit: Unit, issues: Ints, agreed_at: Ints, until: int) -> Floats:
    """What issues were estimated at when they were agreed; a first estimate by `until` counts back.

    A parent counts as the greater of its own estimate and the sum of its parts at that time. NaN where nothing was
    estimated.
    """
    agreed_at = np.minimum(agreed_at, until)
    values = _first_known(history, unit, issues, agreed_at, until)
    parts = _derived(history).parts
    for k, issue in enumerate(issues.tolist()):
        if issue in parts:
            values[k] = _with_parts(history, unit, issue, float(values[k]), int(agreed_at[k]), until, int(agreed_at[k]))
    return values


def estimates_since(history: History, unit: Unit, issues: Ints, agreed_at: Ints, until: int) -> Floats:
    """What issues are estimated at by an instant, not counting what was changed since without any meaning.

    Without meaning are changes by administration, and of an item that was done already.
    """
    values = _steady(history, unit, issues, np.minimum(agreed_at, until), until)
    parts = _derived(history).parts
    for k, issue in enumerate(issues.tolist()):
        if issue in parts:
            values[k] = _with_parts(history, unit, issue, float(values[k]), int(agreed_at[k]), until, until)
    return values


def _with_parts(
    history: History, unit: Unit, issue: int, own: float, agreed_at: int, until: int, seen_at: int
) -> float:
    """The greater of an issue's own estimate and that of its parts as they stood at `seen_at`."""
    total = _parts_total(history, unit, issue, agreed_at, until, seen_at, PARTS_OF_PARTS)
    return total if np.isnan(own) or total > own else own


def _parts_total(
    history: History, unit: Unit, issue: int, agreed_at: int, until: int, seen_at: int, depth: int
) -> float:
    """The sum of what the parts of an issue are estimated at; NaN where it has no estimated ones."""
    known = [
        part
        for part in _derived(history).parts.get(issue, ())
        if history.created_at[part] <= seen_at < history.departed_at[part]
        # A copy is administration, and a bug made later is rework.
        and not history.is_clone[part]
        and not (history.is_bug[part] and history.created_at[part] > agreed_at)
    ]
    if not known or not depth:
        return float("nan")
    issues = np.array(known, dtype=np.int64)
    own = (
        _first_known(history, unit, issues, np.full(len(issues), seen_at), until)
        if seen_at == agreed_at
        else _steady(history, unit, issues, np.full(len(issues), agreed_at), until)
    )
    below = [_parts_total(history, unit, part, agreed_at, until, seen_at, depth - 1) for part in known]
    totals = np.fmax(own, below)
    return float(np.nansum(totals)) if (~np.isnan(totals)).any() else float("nan")


def _first_known(history: History, unit: Unit, issues: Ints, at: Ints, until: int) -> Floats:
    return history.estimates(unit).known_by(issues, at, until)


def _steady(history: History, unit: Unit, issues: Ints, agreed_at: Ints, until: int) -> Floats:
    """Own estimates at an instant less meaningless changes since the agreement; of a removed one, what it was."""
    values = history.estimates(unit).at(issues, np.full(len(issues), until))
    before = _first_known(history, unit, issues, agreed_at, until)
    values = np.where(np.isnan(values), before, values)
    idle = _idle_changes(history, unit)
    for k, issue in enumerate(issues.tolist()):
        for at, difference in idle.get(issue, ()):
            if agreed_at[k] < at <= until:
                values[k] -= difference
    return values


def _idle_changes(history: History, unit: Unit) -> dict[int, list[tuple[int, float]]]:
    """By issue, the changes from one estimate to another that mean nothing: (when, difference)."""
    kept = _derived(history).idle
    if unit not in kept:
        changes = history.changes_of("points" if unit == "points" else "estimate").select(
            "row",
            "at",
            "silent",
            pl.col("from_value").cast(pl.Float64, strict=False).alias("before"),
            pl.col("to_value").cast(pl.Float64, strict=False).alias("after"),
        )
        changes = changes.filter((pl.col("row") >= 0) & (pl.col("before") > 0) & (pl.col("after") > 0))
        done_at = history.finished_at[changes["row"].to_numpy()] if changes.height else np.zeros(0, dtype=np.int64)
        changes = changes.filter(pl.col("silent") | (pl.col("at") > pl.Series("done_at", done_at, dtype=pl.Int64)))
        found: dict[int, list[tuple[int, float]]] = {}
        for row, at, before, after in changes.select("row", "at", "before", "after").iter_rows():
            found.setdefault(row, []).append((at, after - before))
        kept[unit] = found
    return kept[unit]
