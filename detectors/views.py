"""Commitments as they are seen at moments: a view is one commitment at one moment at which it is worth a word.

Everything is laid flat: an array with an entry a view, and tables of (view, row) for what belongs to each. So one
moment and a hundred cost alike, and what is said of one view is what is said of many.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from detectors.baselines import Baselines, baselines_of
from detectors.calendar import DAY
from detectors.history import History
from detectors.past.cells import counted
from detectors.past.replay import NEVER, Flags, Ints
from detectors.promises import promises_of
from detectors.tables import carried

_GOES_ALONG = ("delivered_at", "until_at", "has_baseline", "was_carried", "is_carried")


class Views:
    """Some commitments, each at a moment; `commitment` and `moment` have an entry a view, by commitment and moment.

    `column` is the place of each view's moment among `moments`.
    """

    def __init__(self, history: History, moments: Ints, commitment: Ints, column: Ints) -> None:
        self.history, self.moments = history, moments
        self.commitment, self.column, self.moment = commitment, column, moments[column]
        self.promises = promises_of(history)

    def __len__(self) -> int:
        return len(self.commitment)

    def only(self, views: Flags) -> Views:
        """Some of the views; what is known of them already goes along."""
        if views.all():
            return self
        found, known = Views(self.history, self.moments, self.commitment[views], self.column[views]), vars(self)
        vars(found).update({name: known[name][views] for name in _GOES_ALONG if name in known})
        if "_of_baseline" in known:
            used, which = np.unique(self.baseline[views], return_inverse=True)
            found._of_baseline = self.baselines.only(used), which
        return found

    @cached_property
    def delivered_at(self) -> Ints:
        """When each commitment was delivered; NEVER while it is open."""
        return self.promises.delivered(self.commitment, self.moment)

    @cached_property
    def until_at(self) -> Ints:
        """The instant up to which membership counts: after its delivery a commitment is tidied up, not changed."""
        grace = np.where(self.promises.is_sprint[self.commitment], -1, DAY - 1)
        delivered = self.delivered_at
        return np.where(delivered == NEVER, self.moment, np.minimum(self.moment, delivered + grace))

    @cached_property
    def _of_baseline(self) -> tuple[Baselines, Ints]:
        start, is_derived = self.promises.start(self.commitment, self.moment)
        return baselines_of(self.history, self.commitment, start, is_derived)

    @property
    def baselines(self) -> Baselines:
        """What was agreed of these commitments, each once."""
        return self._of_baseline[0]

    @property
    def baseline(self) -> Ints:
        """The place of each view's baseline among them."""
        return self._of_baseline[1]

    @cached_property
    def has_baseline(self) -> Flags:
        """Of which the planning window had closed."""
        closed: Flags = self.baselines.closes_at[self.baseline] <= self.moment
        return closed

    @property
    def committed(self) -> Ints:
        """How many items were agreed."""
        return self.baselines.size[self.baseline]

    @property
    def is_carried_epic(self) -> Flags:
        """Which are epics that are carried: one cause, one finding, and what carries them tells of it."""
        return self.is_carried & self.promises.is_epic[self.commitment]

    @cached_property
    def was_carried(self) -> Flags:
        """Which are sprints or epics most of whose agreed items stood in a release or milestone at the baseline."""
        return (~self.promises.carries[self.commitment]) & self.baselines.are_carried[self.baseline]

    @cached_property
    def is_carried(self) -> Flags:
        """Which are sprints or epics most of whose items stand in a release or milestone at their moment."""
        found = ~self.promises.carries[self.commitment]
        rows = np.flatnonzero(found)
        some = Views(self.history, self.moments, self.commitment[rows], self.column[rows])
        found[rows] = some.mostly(*some.members_at(some.moment), carried(self.history, self.moments))
        return found

    def mostly(self, view: Ints, issue: Ints, table: Flags) -> Flags:
        """Of which more than half of some issues, (view, issue), are flagged in a table of (moment, issue)."""
        number = np.bincount(view, minlength=len(self))
        flagged = counted(view, table[self.column[view], issue], len(self))
        return flagged * 2 > number

    def rows(self) -> tuple[Ints, Ints]:
        """(view, row): all rows of the history's `members` that are of each view's commitment."""
        return self.history.rows_of_each(self.commitment)

    def members_at(self, instants: Ints) -> tuple[Ints, Ints]:
        """(view, issue): the members of each view's commitment at an instant of its own."""
        view, row = self.rows()
        members = self.history.members
        at = instants[view]
        held = (members.from_at[row] <= at) & (at < members.until_at[row])
        return view[held], members.issue[row[held]]


# A scan looks at no more sets of moments than these.
_MOST_KEPT = 8


def views_of(history: History, moments: Sequence[int]) -> Views:
    """All commitments that are worth a word, at each of some moments."""
    kept = history.once(_looked_at)
    key = tuple(moments)
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = _gather(history, np.array(moments, dtype=np.int64))
    return kept[key]


def _looked_at(_: History) -> dict[tuple[int, ...], Views]:
    return {}


def _gather(history: History, moments: Ints) -> Views:
    commitment = np.repeat(np.arange(len(history.commitments)), len(moments))
    column = np.tile(np.arange(len(moments)), len(history.commitments))
    alive, delivered_at = promises_of(history).living(commitment, moments[column])
    views = Views(history, moments, commitment[alive], column[alive])
    views.delivered_at = delivered_at[alive]
    return views


def living(history: History, commitment: Ints, moment: Ints) -> Views:
    """Those of some commitments, each at a moment of its own, that are worth a word."""
    alive = promises_of(history).is_alive(commitment, moment)
    moments, column = np.unique(moment[alive], return_inverse=True)
    return Views(history, moments, commitment[alive], column)


def view_of(history: History, commitment: int, moment: int) -> Views:
    """One commitment at one moment, whether worth a word or not."""
    moments = np.array([moment], dtype=np.int64)
    return Views(history, moments, np.array([commitment], dtype=np.int64), np.zeros(1, dtype=np.int64))
