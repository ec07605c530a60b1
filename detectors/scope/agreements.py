"""What of a budget's items was added to what was agreed, and when each was agreed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detectors.calendar import DAY
from detectors.guards import is_breakdown
from detectors.history import History
from detectors.past.cells import spread
from detectors.past.replay import Flags, Ints
from detectors.promises import promises_of
from detectors.scope.growth import Growths
from detectors.scope.spending import Spending
from detectors.views import Views

# In a project without releases what came within so many working days after the budget's baseline was agreed with it.
WINDOW = 10


@dataclass(eq=False, frozen=True, slots=True)
class Agreements:
    """Items at moments, an entry for each: whether it was added to what was agreed, is rework, when it was agreed."""

    added: Flags
    rework: Flags
    agreed_at: Ints


def agreements_of(history: History, spending: Spending, moments: Ints, column: Ints, issues: Ints) -> Agreements:
    """What was added, by the releases, milestones or epics of some issues; for others by the budget's own baseline.

    Of each of some issues, as seen at the moment that stands in its column of `moments`.
    """
    shape = len(moments), history.size
    added, rework, agreed, placed = (np.zeros(shape, dtype=np.bool_) for _ in range(4))
    closes_at = history.working_days.after(spending.start_at, WINDOW) + DAY
    agreed_at = np.full(shape, closes_at, dtype=np.int64)
    members, promises = history.members, promises_of(history)
    item, place = spread(*history.stays_of(issues))
    at, rows = column[item], history.by_issue[place]
    begun = members.from_at[rows] <= moments[at]
    at, rows = at[begun], rows[begun]
    # An epic tells of those that no release or milestone carries.
    for is_of_type in (promises.carries, promises.is_epic):
        left = ~placed[at, members.issue[rows]]
        at, rows = at[left], rows[left]
        own = is_of_type[members.commitment[rows]]
        placed[at[own], members.issue[rows[own]]] = True
        seen = _growths(history, moments, at[own], members.commitment[rows[own]])
        basis, came, when = seen.stakes.in_baseline[seen.stake], seen.stakes.agreed_at[seen.stake], seen.column
        agreed[when[basis], seen.issue[basis]] = True
        added[when[seen.is_added], seen.issue[seen.is_added]] = True
        rework[when[seen.is_rework], seen.issue[seen.is_rework]] = True
        for cells in (seen.is_added, basis):
            agreed_at[when[cells], seen.issue[cells]] = came[cells]
    known = np.flatnonzero(history.created_at <= closes_at)
    is_loose = (history.created_at > closes_at) & ~history.is_clone
    is_loose[is_loose] = ~is_breakdown(history, np.flatnonzero(is_loose), known)
    loose = np.flatnonzero(is_loose[issues] & ~placed[column, issues])
    when, issue = column[loose], issues[loose]
    is_bug = history.is_bug[issue]
    rework[when[is_bug], issue[is_bug]] = True
    added[when[~is_bug], issue[~is_bug]] = True
    agreed_at[when, issue] = history.created_at[issue]
    return Agreements((added & ~agreed)[column, issues], (rework & ~agreed)[column, issues], agreed_at[column, issues])


def _growths(history: History, moments: Ints, column: Ints, commitments: Ints) -> Growths:
    """What came into some commitments, each at a moment; those without a baseline tell nothing."""
    keys = np.unique(commitments * len(moments) + column)
    views = Views(history, moments, keys // len(moments), keys % len(moments))
    return Growths(views.only(views.has_baseline))
