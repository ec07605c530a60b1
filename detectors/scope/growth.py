"""What came in and went out of commitments since they were agreed, with where it came from."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from detectors.past.cells import counted, spread, summed
from detectors.past.replay import Flags, Floats, Ints
from detectors.scope.stakes import Stakes, stakes_of
from detectors.sides import BUSINESS, IT
from detectors.tables import side_of_each
from detectors.views import Views
from detectors.weights import weigh
from detectors.words import comments_of

# With fewer agreed items, one more is a large share already.
LEAST_BASELINE = 5

BUSINESS_ASKED, IT_DISCOVERED, MOVED_IN, UNKNOWN_ORIGIN = range(4)


class Growths:
    """What came in and went out of each commitment since its baseline, as seen in each view.

    Cells are (view, stake): `view`, `stake` and `issue` have an entry a cell, and so have the flags. Figures have an
    entry a view. All views must have a baseline.
    """

    def __init__(self, views: Views) -> None:
        self.views, self.history = views, views.history
        self.stakes: Stakes = stakes_of(views.history, views.baselines)
        bounds = self.stakes.bounds
        self._first = bounds[views.baseline]
        lengths = np.diff(bounds)[views.baseline]
        self.view, self.stake = spread(self._first, lengths)
        self._begin = np.cumsum(lengths) - lengths
        self.issue = self.stakes.issue[self.stake]
        self.moment, self.column = views.moment[self.view], views.column[self.view]

    def _cell(self, view: Ints, stake: Ints) -> Ints:
        return self._begin[view] + stake - self._first[view]

    def _flags(self, cells: Ints) -> Flags:
        found = np.zeros(len(self.view), dtype=np.bool_)
        found[cells] = True
        return found

    @cached_property
    def _rows(self) -> tuple[Ints, Ints, Ints]:
        """(view, row, cell): the rows of the history's `members` in each view."""
        bounds = np.searchsorted(self.stakes.stake, self.stakes.bounds)
        view, place = spread(bounds[self.views.baseline], np.diff(bounds)[self.views.baseline])
        return view, self.stakes.rows[place], self._cell(view, self.stakes.stake[place])

    @cached_property
    def is_member(self) -> Flags:
        """Who is in it."""
        view, row, cell = self._rows
        members, until = self.history.members, self.views.until_at[view]
        return self._flags(cell[(members.from_at[row] <= until) & (until < members.until_at[row])])

    @cached_property
    def _came(self) -> Flags:
        return self.is_member & self.stakes.is_addition[self.stake]

    def _of_came(self, stakes: Ints) -> tuple[Ints, Ints]:
        """(cell, k): the cells in which each of some stakes, given in order, came in."""
        cells = np.flatnonzero(self._came & np.isin(self.stake, stakes))
        first = np.searchsorted(stakes, self.stake[cells])
        owner, k = spread(first, np.searchsorted(stakes, self.stake[cells], side="right") - first)
        return cells[owner], k

    @cached_property
    def is_rework(self) -> Flags:
        """Bugs made after the start and linked to, or under, a member."""
        bug, partner = self.stakes.partners
        cell, k = self._of_came(bug)
        return self._flags(cell[self.is_member[self._cell(self.view[cell], partner[k])]])

    @cached_property
    def _agreeing(self) -> tuple[Flags, Flags]:
        """On which additions both sides spoke, and on which one did while the other still has time to."""
        stake, comment, joined_at, until = self.stakes.talk
        cell, k = self._of_came(stake)
        comments = comments_of(self.history)
        said_at, person = comments.at[comment[k]], comments.person[comment[k]]
        said = said_at <= self.moment[cell]
        side = side_of_each(self.history, self.views.moments)[self.column[cell], person]
        agreed = self._flags(cell[said & (side == BUSINESS)]) & self._flags(cell[said & (side == IT)])
        in_time = (self.moment[cell] <= until[k]) & (said_at >= joined_at[k])
        return agreed, self._flags(cell[said & in_time & ((side == BUSINESS) | (side == IT))])

    @property
    def is_agreed(self) -> Flags:
        """What came in and was agreed upon: it counts as part of the baseline."""
        return self._agreeing[0]

    @cached_property
    def is_added(self) -> Flags:
        """What came in and counts."""
        return self._came & ~(self.is_rework | self._agreeing[0] | self._agreeing[1])

    @property
    def is_removed(self) -> Flags:
        """Agreed items that are no longer in it.

        By whomever: that many were taken out at once tells nothing of anybody, but they are out. What left the project
        took its work along, and was not taken out of the promise.
        """
        is_gone = self.history.departed_at[self.issue] <= self.moment
        return self.stakes.in_baseline[self.stake] & ~self.is_member & ~is_gone

    @cached_property
    def _weighed(self) -> tuple[Ints, Floats]:
        """The unit of each view, and the weight of each cell in it."""
        weighed = np.flatnonzero(self.stakes.in_baseline[self.stake] | self.is_agreed | self.is_added)
        stake, weights = self.stake[weighed], np.ones(len(self.view))

        def estimates(unit: str) -> tuple[Floats, Ints]:
            values, known_from = self.stakes.estimates(self.history.estimates(unit))
            return values[stake], known_from[stake]

        unit, weights[weighed] = weigh(self.view[weighed], len(self.views), self.moment[weighed], estimates)
        return unit, weights

    @property
    def unit(self) -> Ints:
        """What is weighed in: a place in `weights.UNITS`."""
        return self._weighed[0]

    @property
    def weights(self) -> Floats:
        """What each cell weighs."""
        return self._weighed[1]

    def number(self, cells: Flags) -> Ints:
        """How many of some cells each view has."""
        return counted(self.view, cells, len(self.views))

    def weight(self, cells: Flags) -> Floats:
        """What some cells weigh together, by view."""
        return summed(self.view[cells], self.weights[cells], len(self.views))

    @cached_property
    def agreed_weight(self) -> Floats:
        """What was agreed, by view."""
        return self.weight(self.stakes.in_baseline[self.stake] | self.is_agreed)

    @cached_property
    def growth(self) -> Floats:
        """Net growth as a share of what was agreed; NaN where nothing weighs anything."""
        more = self.weight(self.is_added) - self.weight(self.is_removed)
        share: Floats = np.full(len(more), np.nan)
        return np.divide(more, self.agreed_weight, out=share, where=self.agreed_weight > 0)

    @cached_property
    def origin(self) -> Ints:
        """Where each cell came from: one of the constants above."""
        creator = self.history.creator[self.issue]
        side = side_of_each(self.history, self.views.moments)[self.column, creator]
        asked = np.select([side == BUSINESS, side == IT], [BUSINESS_ASKED, IT_DISCOVERED], UNKNOWN_ORIGIN)
        return np.where(self.stakes.is_moved_in[self.stake], MOVED_IN, asked)
