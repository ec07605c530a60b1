"""What a commitment promised: its start, planning window, baseline, and when it was delivered.

Every function answers for a moment and uses nothing dated after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from detectors.calendar import DAY
from detectors.commitments import Commitment
from detectors.finding import Subject
from detectors.history import History
from detectors.replay import NEVER, Ints

# A finding about a commitment stands until 12 weeks after its delivery: then the conversation is history.
AFTERMATH = 84 * DAY
# A commitment in which nothing has moved for half a year is nobody's promise any more.
QUIET = 182 * DAY
# A released version whose members are still being finished is open until that has stopped for four weeks.
SETTLING = 28 * DAY


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was agreed at the end of the planning window.

    `start_at` may be declared or, where `start_is_derived`, the first start of work on a member.
    `closes_at` is the end of the planning window, `first_due_at` the due date first known, `due_at` the one
    that stood when the window closed; `members` are positions of issues.
    """

    start_at: int
    start_is_derived: bool
    closes_at: int
    first_due_at: int | None
    due_at: int | None
    members: Ints


_kept: WeakKeyDictionary[History, dict[tuple[int, int], Baseline]] = WeakKeyDictionary()


def start_of(history: History, position: int, moment: int) -> tuple[int, bool] | None:
    """When a commitment started, and whether that is derived; None while it has not by a moment."""
    commitment = history.commitments[position]
    declared = commitment.start.at(moment)
    if declared is not None:
        if commitment.type == "sprint" and commitment.states.at(moment) == "planned":
            return None  # a planned sprint's start is an intention, not an activation
        return (declared, False) if declared <= moment else None
    first = _first_start(history, position)
    return (first, True) if first <= moment else None


def _first_start(history: History, position: int) -> int:
    """The first start of work on an issue that was a member at that instant; NEVER where none was."""
    rows = history.rows_of(position)
    members = history.members
    started = history.started_at[members.issue[rows]]
    inside = (members.from_at[rows] <= started) & (started < members.until_at[rows])
    return int(started[inside].min()) if inside.any() else int(NEVER)


def baseline_at(history: History, position: int, moment: int) -> Baseline | None:
    """The baseline of a commitment; None while it has none by a moment."""
    start = start_of(history, position, moment)
    if start is None:
        return None
    commitment = history.commitments[position]
    kept = _kept.setdefault(history, {})
    if (position, start[0]) not in kept:
        closes_at = _window_end(history, commitment, start[0])
        kept[position, start[0]] = Baseline(
            start[0],
            start[1],
            closes_at,
            commitment.due.at(start[0]) or commitment.due.at(closes_at),
            commitment.due.at(closes_at),
            history.members_at(position, closes_at),
        )
    baseline = kept[position, start[0]]
    return baseline if baseline.closes_at <= moment else None


def _window_end(history: History, commitment: Commitment, start_at: int) -> int:
    """When the planning window closes: the end of its last working day."""
    days = history.working_days
    if commitment.type == "sprint":
        return days.after(start_at - DAY, 1) + DAY  # its first working day, today if it is one
    due_at = commitment.due.at(start_at)
    planned = days.between(start_at, due_at) if due_at is not None else None
    length = 10 if planned is None else min(10, max(2, round(planned / 10)))
    return days.after(start_at, length) + DAY


def delivered_at(history: History, position: int, moment: int) -> int | None:
    """When a commitment was delivered; None while it is open at a moment.

    A released version counts from its release date, or, where over 10 % of its members were first finished
    later, from when the last of those was: many teams leave the planned date standing when they release.
    """
    commitment = history.commitments[position]
    delivered = commitment.delivered.at(moment)
    if commitment.type != "release" or delivered is None:
        return delivered if delivered is not None and delivered <= moment else None
    if delivered + DAY > moment:
        # The day itself is not over; a delivery on it is known when it is.
        return None
    members = history.members_at(position, moment)
    finished = history.finished_at[members]
    members, finished = (
        members[~history.silently_finished[members]],
        finished[~history.silently_finished[members]],
    )
    if not len(members):
        return delivered
    later = finished > delivered + DAY
    if later.sum() <= 0.1 * len(members):
        return delivered
    known = finished[later & (finished <= moment)]
    last = int(known.max()) if len(known) else delivered
    still_open = (finished > moment).sum() > 0.1 * len(members)
    if still_open and moment - last < SETTLING:
        return None
    return last if len(known) > 0.1 * len(members) else delivered


def is_alive(history: History, position: int, moment: int) -> bool:
    """Whether a commitment is worth a word: started, not cancelled, not long delivered, not long quiet."""
    commitment = history.commitments[position]
    if commitment.states.at(moment) == "cancelled" or start_of(history, position, moment) is None:
        return False
    delivered = delivered_at(history, position, moment)
    if delivered is not None:
        return moment - delivered <= AFTERMATH
    return moment - _last_sign(history, position, moment) <= QUIET


def _last_sign(history: History, position: int, moment: int) -> int:
    """The last time by a moment that a member came, went, was started or finished, or that the due date was."""
    rows = history.rows_of(position)
    issues = history.members.issue[rows]
    due = history.commitments[position].due.at(moment)
    signs = np.concatenate(
        [
            history.members.from_at[rows],
            history.members.until_at[rows],
            history.started_at[issues],
            history.finished_at[issues],
            np.array([due if due is not None else 0], dtype=np.int64),
        ]
    )
    past = signs[signs <= moment]
    return int(past.max()) if len(past) else 0


def state_at(history: History, position: int, moment: int) -> str:
    """planned, active, delivered or cancelled."""
    if history.commitments[position].states.at(moment) == "cancelled":
        return "cancelled"
    if delivered_at(history, position, moment) is not None:
        return "delivered"
    return "active" if start_of(history, position, moment) is not None else "planned"


def subject_of(history: History, position: int) -> Subject:
    """A commitment as the subject of a finding; an epic is named by its key."""
    commitment = history.commitments[position]
    shown = history.keys[history.position[commitment.id]] if commitment.type == "epic" else commitment.id
    return Subject(
        "commitment",
        commitment.type,
        shown,
        commitment.name,
        commitment.url,
        f"{commitment.type}:{commitment.id}",
    )
