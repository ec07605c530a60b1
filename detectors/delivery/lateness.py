"""How late releases, milestones and epics are, as they are seen at moments."""

from __future__ import annotations

import numpy as np

from detectors.calendar import DAY
from detectors.delivery.promised import promised_dues
from detectors.past.replay import NEVER, Flags, Floats, Ints
from detectors.views import Views


class Lateness:
    """How late each view's commitment is: an array with an entry a view, 0 before its due date.

    `due_at` is the date that counts, `delivered_at` the one on which it came, both NEVER where there is none;
    `planned_days` are NaN where there is no plan. All
    views must have a baseline, and none be of a sprint.
    """

    def __init__(self, views: Views) -> None:
        days, moment = views.history.working_days, views.moment
        self.views, self.due_at = views, promised_dues(views)
        self.is_due: Flags = (self.due_at != NEVER) & (self.due_at + DAY <= moment) & (views.committed > 0)
        rows = np.flatnonzero(self.is_due)
        due = self.due_at[rows]
        self.days_late, self.calendar_days_late, self.open_at_due = np.zeros((3, len(views)), dtype=np.int64)
        self.planned_days: Floats = np.full(len(views), np.nan)
        planned = days.between_each(views.baselines.start_at[views.baseline[rows]], due)
        self.planned_days[rows] = np.where(planned > 0, planned, np.nan)
        # What was open then is the same whenever one looks, so it is looked up once for each due date.
        instants, place = np.unique(due, return_inverse=True)
        width = max(len(instants), 1)
        keys, self._which = np.unique(views.baseline[rows] * width + place, return_inverse=True)
        ends = instants[keys % width] + DAY
        self._open = self._open_at(keys // width, ends)
        self.open_at_due[rows] = np.bincount(self._open[0], minlength=len(ends))[self._which]
        self.delivered_at: Ints = np.full(len(views), NEVER, dtype=np.int64)
        self.delivered_at[rows] = self._delivered(rows)
        # Nothing of the moment's own day counts.
        delivered = self.delivered_at[rows]
        until = np.where(delivered == NEVER, moment[rows] - 1, delivered)
        self.days_late[rows] = days.late_each(due, until)
        self.calendar_days_late[rows] = np.maximum(0, until // DAY - due // DAY)

    def _delivered(self, rows: Ints) -> Ints:
        """When each was delivered; where nothing agreed was open when it was due, later items do not make it late."""
        views = self.views
        delivered = views.delivered_at[rows]
        said = views.promises.said_delivered(views.commitment[rows], views.moment[rows])
        moment, is_release = views.moment[rows], views.promises.is_release[views.commitment[rows]]
        is_out = (said <= moment) & (said + np.where(is_release, DAY, 0) <= moment)
        return np.where((self.open_at_due[rows] == 0) & is_out, said, delivered)

    def _open_at(self, baseline: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """(k, issue): the agreed items of the k-th of some baselines that were open at its end."""
        k, item = self.views.baselines.members_of(baseline)
        is_open = self.views.history.open_each(item, ends[k])
        return k[is_open], item[is_open]

    def open_items(self, view: int) -> Ints:
        """The agreed items of a view that was due which were open on that day."""
        owner, issue = self._open
        k = self._which[np.flatnonzero(self.is_due).tolist().index(view)]
        items: Ints = issue[owner == k]
        return items

    @property
    def is_delivered(self) -> Flags:
        """Which were due and are delivered."""
        delivered: Flags = self.is_due & (self.delivered_at != NEVER)
        return delivered
