"""What a member of a commitment is estimated at altogether: by itself, or by the parts that it was broken into.

All functions work on columns: an entry a question, each with its own instants.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from detectors.history import History
from detectors.past.cells import Set, counted, spread, summed
from detectors.past.course import Course
from detectors.past.replay import Flags, Floats, Ints
from detectors.scope.reestimates import reestimates_of

Unit = Literal["points", "hours"]

# Parts of parts are looked at to this depth, as for breakdown in the baseline.
PARTS_OF_PARTS = 4

# The estimates of some issues by themselves, each agreed at an instant and looked at by another.
_Own = Callable[[Ints, Ints, Ints], Floats]


@dataclass(eq=False, frozen=True, slots=True)
class _Parts:
    """Which issues are parts, by the issue that they are parts of: `part[bounds[i]:bounds[i + 1]]`."""

    part: Ints
    bounds: Ints


@dataclass(eq=False, frozen=True, slots=True)
class _Idle:
    """By how much the estimate of each issue changed without meaning, from the beginning to any instant."""

    course: Course
    totals: Floats

    def by(self, issues: Ints, instants: Ints) -> Floats:
        return self.totals[self.course.at(issues, instants)]


def _parts(history: History) -> _Parts:
    part = np.flatnonzero(history.parent >= 0)
    part = part[np.argsort(history.parent[part], kind="stable")]
    return _Parts(part, np.searchsorted(history.parent[part], np.arange(history.size + 1)))


def topmost(history: History, owner: Ints, issues: Ints) -> Flags:
    """Which of some issues are not a part of another of the same owner."""
    inside = np.zeros(len(issues), dtype=np.bool_)
    rows = np.flatnonzero(history.parent[issues] >= 0)
    above, members = history.parent[issues[rows]], Set(owner, issues, history.size)
    for _ in range(PARTS_OF_PARTS):
        inside[rows] |= members.has(owner[rows], above)
        above = np.where(above >= 0, history.parent[above], -1)
    return ~inside


def agreed_estimates(history: History, unit: Unit, issues: Ints, agreed_at: Ints, until: Ints) -> Floats:
    """What issues were estimated at when they were agreed; a first estimate by `until` counts back.

    A parent counts as the greater of its own estimate and the sum of its parts at that time. NaN where nothing was
    estimated.
    """
    agreed_at = np.minimum(agreed_at, until)
    return _with_parts(history, partial(_first_known, history, unit), issues, agreed_at, until, agreed_at)


def estimates_since(history: History, unit: Unit, issues: Ints, agreed_at: Ints, until: Ints) -> Floats:
    """What issues are estimated at by an instant, not counting what was changed since without any meaning.

    Without meaning are changes by administration, and of an item that was done already.
    """
    agreed_at = np.minimum(agreed_at, until)
    return _with_parts(history, partial(_steady, history, unit), issues, agreed_at, until, until)


def _with_parts(
    history: History, own: _Own, issues: Ints, agreed_at: Ints, until: Ints, seen_at: Ints, depth: int = PARTS_OF_PARTS
) -> Floats:
    """The greater of each issue's own estimate and the sum of its parts as they stood at `seen_at`."""
    values = own(issues, agreed_at, until)
    parts = history.once(_parts)
    owner, place = spread(parts.bounds[issues], np.diff(parts.bounds)[issues])
    part, created = parts.part[place], history.created_at[parts.part[place]]
    counts = (created <= seen_at[owner]) & (seen_at[owner] < history.departed_at[part])
    # A copy is administration, and a bug made later is rework.
    counts &= ~history.is_clone[part] & ~(history.is_bug[part] & (created > agreed_at[owner]))
    owner, part = owner[counts], part[counts]
    if not depth or not len(part):
        return values
    totals = _with_parts(history, own, part, agreed_at[owner], until[owner], seen_at[owner], depth - 1)
    known = ~np.isnan(totals)
    sums = summed(owner[known], totals[known], len(issues))
    return np.fmax(values, np.where(counted(owner, known, len(issues)) > 0, sums, np.nan))


def _first_known(history: History, unit: Unit, issues: Ints, agreed_at: Ints, until: Ints) -> Floats:
    values, known_from = history.estimates(unit).known(issues, agreed_at)
    return np.where(known_from <= until, values, np.nan)


def _steady(history: History, unit: Unit, issues: Ints, agreed_at: Ints, until: Ints) -> Floats:
    """Own estimates at an instant less meaningless changes since the agreement; of a removed one, what it was."""
    values = history.estimates(unit).at(issues, until)
    values = np.where(np.isnan(values), _first_known(history, unit, issues, agreed_at, until), values)
    idle = history.once(_IDLE[unit])
    return values - (idle.by(issues, until) - idle.by(issues, agreed_at))


def _idle_points(history: History) -> _Idle:
    return _idle_changes(history, "points")


def _idle_hours(history: History) -> _Idle:
    return _idle_changes(history, "hours")


_IDLE: dict[Unit, Callable[[History], _Idle]] = {"points": _idle_points, "hours": _idle_hours}


def _idle_changes(history: History, unit: Unit) -> _Idle:
    """The changes from one estimate to another that mean nothing."""
    every = reestimates_of(history)
    rows = np.flatnonzero(every.of(unit) & (every.before > 0) & (every.after > 0))
    row, at = every.issue[rows], every.at[rows]
    idle = every.silent[rows] | (at > history.finished_at[row])
    by = np.where(idle, every.after[rows] - every.before[rows], 0.0)
    totals = np.cumsum(by)
    of_issue = totals - (totals - by)[np.searchsorted(row, row)]
    return _Idle(Course(row, at, np.arange(len(row)), len(row)), np.append(of_issue, 0.0))
