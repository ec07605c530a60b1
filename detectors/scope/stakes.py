"""Everything that was ever in a commitment, against what was agreed: what it can be counted as, and by what weight.

A stake is one issue in one baseline's commitment. What of it does not depend on the moment is found once here; what a
view of the commitment makes of it is `growth`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detectors.baselines import Baselines
from detectors.calendar import DAY
from detectors.guards import SAME_ACT, epic_of
from detectors.history import History
from detectors.past.cells import Set, spread
from detectors.past.estimates import Estimates
from detectors.past.replay import Flags, Floats, Ints
from detectors.promises import promises_of
from detectors.words import comments_of

# Parts of parts are looked at to this depth.
_DEPTH = 4
# What both sides say within so many working days of an addition is said of it.
_AGREEING = 5


@dataclass(eq=False)
class Stakes:
    """Rows by baseline and issue; of each baseline those from `bounds[k]` to `bounds[k + 1]`.

    `stake` is, for each of the `rows` of the history's `members`, which one it is a stay of. `in_baseline`: agreed;
    `later`: its first row that began after the planning, -1 where none did. `agreed_at` is when it was agreed or came.
    """

    history: History
    baselines: Baselines
    bounds: Ints
    baseline: Ints
    issue: Ints
    rows: Ints
    stake: Ints
    in_baseline: Flags
    later: Ints
    agreed_at: Ints

    @cached_property
    def is_addition(self) -> Flags:
        """What may count as added: no part or copy of known work, and no administration."""
        history = self.history
        found = (self.later >= 0) & ~self.in_baseline & ~history.is_clone[self.issue] & ~self._is_breakdown
        found[found] = ~history.members.silent_join[self.later[found]]
        return found

    @cached_property
    def _is_breakdown(self) -> Flags:
        """Which are parts, at any depth, of an agreed item: known work, written down in pieces."""
        agreed = Set(*self.baselines.members, self.history.size)
        found = agreed.has(self.baseline, epic_of(self.history)[self.issue])
        rows = np.flatnonzero(self.history.parent[self.issue] >= 0)
        above = self.history.parent[self.issue[rows]]
        for _ in range(_DEPTH):
            found[rows] |= agreed.has(self.baseline[rows], above)
            above = np.where(above >= 0, self.history.parent[above], -1)
        return found

    @cached_property
    def is_moved_in(self) -> Flags:
        """Which left another commitment of the same type in the act by which they joined this one."""
        history, members = self.history, self.history.members
        found = np.zeros(len(self.issue), dtype=np.bool_)
        added = np.flatnonzero(self.is_addition)
        first, lengths = history.stays_of(self.issue[added])
        owner, place = spread(first, lengths)
        other, own = history.by_issue[place], self.later[added][owner]
        types = promises_of(history).type
        here, there = members.commitment[own], members.commitment[other]
        left = np.abs(members.until_at[other] - members.from_at[own]) <= SAME_ACT
        found[added[owner[(here != there) & (types[here] == types[there]) & left]]] = True
        return found

    @cached_property
    def partners(self) -> tuple[Ints, Ints]:
        """(stake, stake): bugs that may be rework, each with what of the same commitment it is under or linked to."""
        history = self.history
        made_later = history.created_at[self.issue] > self.baselines.start_at[self.baseline]
        bugs = np.flatnonzero(self.is_addition & history.is_bug[self.issue] & made_later)
        pairs = [
            (stake, other)
            for stake, issue in zip(bugs.tolist(), self.issue[bugs].tolist(), strict=True)
            for other in {int(history.parent[issue]), *history.linked.get(issue, ())} - {-1}
        ]
        stake, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        place = self.place_of(self.baseline[stake], other)
        return stake[place >= 0], place[place >= 0]

    def place_of(self, baseline: Ints, issue: Ints) -> Ints:
        """The stake of each issue in a baseline's commitment; -1 where it never was in it."""
        size = max(self.history.size, 1)
        keys, wanted = self.baseline * size + self.issue, baseline * size + issue
        place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        return np.where(keys[place] == wanted, place, -1) if len(keys) else np.full(len(wanted), -1)

    @cached_property
    def talk(self) -> tuple[Ints, Ints, Ints, Ints]:
        """(stake, comment, joined at, until): what was said of each addition while it could be agreed upon."""
        added = np.flatnonzero(self.is_addition)
        days, at = self.history.working_days, self.agreed_at[added]
        until = days.after_each(at, np.full(len(at), _AGREEING)) + DAY
        since = days.after_each(at, np.full(len(at), -_AGREEING))
        owner, comment = spread(*comments_of(self.history).between(self.issue[added], since, until))
        return added[owner], comment, at[owner], until[owner]

    def estimates(self, estimates: Estimates) -> tuple[Floats, Ints]:
        """The estimate of each in a unit when it was agreed or came, or the first one since; and when it was known."""
        return estimates.known(self.issue, self.agreed_at)


def stakes_of(history: History, baselines: Baselines) -> Stakes:
    """Everything that was ever in the commitments of some baselines."""
    members = history.members
    owner, rows = history.rows_of_each(baselines.commitment)
    issue = members.issue[rows]
    is_first = np.ones(len(rows), dtype=np.bool_)
    is_first[1:] = (owner[1:] != owner[:-1]) | (issue[1:] != issue[:-1])
    stake = np.cumsum(is_first) - 1
    number, closes_at = int(is_first.sum()), baselines.closes_at[owner]
    in_baseline = np.zeros(number, dtype=np.bool_)
    in_baseline[stake[(members.from_at[rows] <= closes_at) & (closes_at < members.until_at[rows])]] = True
    later = np.full(number, -1, dtype=np.int64)
    since = np.flatnonzero(members.from_at[rows] > closes_at)[::-1]
    later[stake[since]] = rows[since]  # of several the earliest, written last
    came_at = np.where(later >= 0, members.from_at[later], closes_at[is_first])
    return Stakes(
        history,
        baselines,
        np.searchsorted(owner[is_first], np.arange(len(baselines.commitment) + 1)),
        owner[is_first],
        issue[is_first],
        rows,
        stake,
        in_baseline,
        later,
        np.where(in_baseline, closes_at[is_first], came_at),
    )
