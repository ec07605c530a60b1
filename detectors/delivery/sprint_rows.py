"""Rows of consecutive sprints that ended with much of what was agreed open."""

from __future__ import annotations

import numpy as np

from detectors.baselines import baselines_of
from detectors.history import History
from detectors.past.cells import counted, spread
from detectors.past.replay import NEVER, Flags, Floats, Ints
from detectors.promises import AFTERMATH, promises_of


class SprintEnds:
    """Sprints at their planned ends: an array with an entry an end, and what was open then as (end, issue).

    `end_of` says which end each sprint has had by each moment, (sprint, moment), -1 before it; `start_at` alike when
    it began. `sprints` are the positions of the commitments.
    """

    def __init__(self, history: History, moments: Ints) -> None:
        promises = promises_of(history)
        self.history, self.moments = history, moments
        self.sprints = np.flatnonzero(promises.is_sprint)
        shape = len(self.sprints), len(moments)
        commitment, at = np.repeat(self.sprints, shape[1]), np.tile(moments, shape[0])
        due, start = promises.due.at(commitment, at), promises.declared_start.at(commitment, at)
        ended = np.flatnonzero((due <= at) & (start != NEVER))
        instants, place = np.unique(due[ended], return_inverse=True)
        keys, which = np.unique(commitment[ended] * max(len(instants), 1) + place, return_inverse=True)
        self.commitment, self.due_at = keys // max(len(instants), 1), instants[keys % max(len(instants), 1)]
        self.end_of = np.full(shape, -1, dtype=np.int64)
        self.end_of.reshape(-1)[ended] = which
        self.start_at = start.reshape(shape)
        baselines, of = baselines_of(history, self.commitment, *promises.start(self.commitment, self.due_at))
        self.has_baseline: Flags = baselines.closes_at[of] <= self.due_at
        self.end_of[~np.append(self.has_baseline, False)[self.end_of]] = -1
        self.committed: Ints = baselines.size[of]
        end, issue = baselines.members_of(of)
        is_open = history.open_each(issue, self.due_at[end])
        self.end, self.issue = end[is_open], issue[is_open]
        self.open: Ints = np.bincount(self.end, minlength=len(self.due_at))

    @property
    def share(self) -> Floats:
        """The share of what was agreed that was open."""
        share: Floats = self.open / np.maximum(self.committed, 1)
        return share

    def open_items(self, end: int) -> Ints:
        """What was open at one end."""
        items: Ints = self.issue[self.end == end]
        return items

    def late_rows(self, late: Flags, least_items: float, least_share: float) -> list[list[Ints]]:
        """For each moment, the rows of consecutive late ends, each in order of their starts.

        late: which releases and milestones are late at each moment, (moment, commitment). A sprint whose open items
        mostly belong to one of them is left to it. A row whose last end lies long behind is history.
        """
        much = (self.open >= least_items) & (self.open >= least_share * self.committed)
        is_late = much & ~self._carried(much, late)
        return [self._rows_at(k, is_late[k]) for k in range(len(self.moments))]

    def _rows_at(self, k: int, is_late: Flags) -> list[Ints]:
        sprints = np.flatnonzero(self.end_of[:, k] >= 0)
        ends = self.end_of[sprints[np.lexsort((sprints, self.start_at[sprints, k]))], k]
        late = np.flatnonzero(is_late[ends])
        rows = np.split(ends[late], np.flatnonzero(np.diff(late) > 1) + 1) if len(late) else []
        return [row for row in rows if self.moments[k] - self.due_at[row[-1]] <= AFTERMATH]

    def _carried(self, ends: Flags, late: Flags) -> Flags:
        """Of which of some ends more than half of the open items stood in a commitment that is late: (moment, end)."""
        history, members = self.history, self.history.members
        own = np.flatnonzero(ends[self.end])
        item, place = spread(*history.stays_of(self.issue[own]))
        row, end = history.by_issue[place], self.end[own[item]]
        held = (members.from_at[row] <= self.due_at[end]) & (self.due_at[end] < members.until_at[row])
        held &= promises_of(history).carries[members.commitment[row]]
        item, end, commitment = item[held], end[held], members.commitment[row[held]]
        found = np.zeros((len(self.moments), len(ends)), dtype=np.bool_)
        if not len(item):
            return found
        is_first = np.diff(item, prepend=-1) != 0
        by_item = np.logical_or.reduceat(late[:, commitment], np.flatnonzero(is_first), axis=1)
        for k in np.flatnonzero(by_item.any(axis=1)).tolist():
            found[k] = counted(end[is_first], by_item[k], len(ends)) * 2 > self.open
        return found
