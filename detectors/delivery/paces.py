"""At which pace commitments are worked on: what was done in each of their last weeks, and what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from detectors.calendar import DAY, WEEK, WorkingDays
from detectors.delivery.promised import promised_dues
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Floats, Ints
from detectors.views import Views, living
from detectors.weights import weights_at

WEEKS, LEAST_WEEKS, LEAST_ITEMS = 12, 6, 5


@dataclass(eq=False, frozen=True, slots=True)
class Pace:
    """What a commitment did in each of its last full weeks, by the working day, and what is still to do.

    `done` and `came_in` have an entry a week, newest first, in `unit` a working day; `remaining` is in `unit`.
    """

    due_at: int
    remaining: float
    remaining_items: int
    done: Floats
    came_in: Floats
    unit: str


class Prospects:
    """Views of promises that are being worked on and not yet due, or without a date; sprints and carried epics apart.

    `due_at` is NEVER where there is no date; `weeks` is how many full weeks of work there are, at most 12.
    """

    def __init__(self, views: Views) -> None:
        promises = views.promises
        views = views.only(~promises.is_sprint[views.commitment] & views.has_baseline)
        views = views.only((views.delivered_at == NEVER) & ~views.is_carried_epic)
        due = promised_dues(views)
        # Late already, or being finished: what can be said is late-delivery's.
        ahead = (due == NEVER) | (due + DAY > views.moment)
        self.views, self.due_at = views.only(ahead), due[ahead]
        worked = self.views.moment - self.views.baselines.closes_at[self.views.baseline]
        self.weeks: Ints = np.minimum(WEEKS, worked // WEEK)

    @property
    def has_due(self) -> Flags:
        """Which have a due date."""
        has_due: Flags = self.due_at != NEVER
        return has_due

    @property
    def is_young(self) -> Flags:
        """Which have been worked on for too short a time to have a pace."""
        return self.has_due & (self.weeks < LEAST_WEEKS)

    @property
    def is_told(self) -> Flags:
        """Which may have a forecast."""
        return self.has_due & ~self.is_young

    def pace(self, view: int) -> Pace | str:
        """The pace of one of them, from its own items; why there is none. Parts of a member count with it."""
        history, views = self.views.history, self.views
        position, closes_at = int(views.commitment[view]), int(views.baselines.closes_at[views.baseline[view]])
        due_at, weeks, moment = (int(of[view]) for of in (self.due_at, self.weeks, views.moment))
        return _pace(history, position, closes_at, due_at, weeks, moment)


def prospect_of(history: History, position: int, moment: int) -> Prospects | None:
    """One commitment at one moment; None where nobody asks for a forecast of it, or it cannot have one."""
    found = Prospects(living(history, np.array([position]), np.array([moment])))
    return found if found.is_told.any() else None


def _pace(history: History, position: int, closes_at: int, due_at: int, weeks: int, moment: int) -> Pace | str:
    members = history.members_at(position, moment)
    everybody = members
    members = members[~np.isin(history.parent[members], members)]
    is_open = history.open_at(members, moment)
    if is_open.sum() < LEAST_ITEMS:
        return "fewer than 5 items remaining"
    gone, gone_at = _taken_out(history, position, everybody, closes_at, moment)
    number, everyone = len(members), np.concatenate([members, gone])
    joined = _joined_at(history, position, everyone)
    weights = weights_at(history, everyone, np.maximum(joined, closes_at), moment)
    # What was taken out has not to be done any more: that is pace, too.
    finished = np.concatenate([np.where(is_open, NEVER, history.finished_at[members]), gone_at])
    # Work begun is half done: so the weeks in which much is begun and little finished are no idle ones.
    begun = np.minimum(history.started_at[everyone], finished)
    counted = np.append(~history.silently_finished[members] | is_open, np.ones(len(gone), dtype=np.bool_))
    added = joined > closes_at
    days = working_days_of_weeks(history.working_days, moment - weeks * WEEK, weeks, moment)[::-1]
    halves = weights.values[counted] / 2
    done = _by_week(begun[counted], halves, moment, weeks) + _by_week(finished[counted], halves, moment, weeks)
    came_in = _by_week(joined[added], weights.values[added], moment, weeks)
    left = (np.where(begun <= moment, 0.5, 1.0) * weights.values)[:number]
    worked = days > 0
    if not worked.any():
        return "fewer than 6 weeks of work"
    return Pace(
        due_at,
        float(left[is_open].sum()),
        int(is_open.sum()),
        done[worked] / days[worked],
        came_in[worked] / days[worked],
        weights.unit,
    )


def _taken_out(history: History, position: int, members: Ints, closes_at: int, moment: int) -> tuple[Ints, Ints]:
    """(issue, when): what was taken out undone since the planning and is not back; administration and parts apart."""
    rows, all_members = history.rows_of(position), history.members
    issue, left_at = all_members.issue[rows], all_members.until_at[rows]
    out = (closes_at < left_at) & (left_at <= moment) & ~all_members.silent_leave[rows]
    out &= (history.finished_at[issue] > left_at) & ~np.isin(issue, members)
    gone, last = np.unique(issue[out][::-1], return_index=True)
    whole = ~np.isin(history.parent[gone], np.concatenate([members, gone]))
    return gone[whole], left_at[out][::-1][last][whole]


def _joined_at(history: History, position: int, members: Ints) -> Ints:
    """When each member came in, the last time."""
    rows = history.rows_of(position)
    joined = np.zeros(history.size, dtype=np.int64)
    np.maximum.at(joined, history.members.issue[rows], history.members.from_at[rows])
    return joined[members]


def _by_week(instants: Ints, values: Floats, moment: int, weeks: int) -> Floats:
    """The sum of values by how many weeks ago they were, newest first."""
    ago = (moment - instants) // WEEK
    inside = (ago >= 0) & (ago < weeks)
    return np.bincount(ago[inside], weights=values[inside], minlength=weeks).astype(np.float64)


def working_days_of_weeks(days: WorkingDays, start: int, weeks: int, end: int) -> Floats:
    """The working days of each of some weeks from an instant on; a week ends at `end` at the latest."""
    edges = [min(start + n * WEEK, end) for n in range(weeks + 1)]
    return np.array([days.between(a, b) for a, b in pairwise(edges)], dtype=np.float64)
