"""What a commitment promised: its start, planning window and baseline, and when it was delivered.

Every function answers for a moment and uses nothing dated after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detectors.calendar import DAY
from detectors.finding import Subject
from detectors.history import History
from detectors.past.cells import counted, spread
from detectors.past.replay import NEVER, Flags, Ints
from detectors.promises import promises_of


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


@dataclass(eq=False)
class Baselines:
    """Baselines as columns; `first_due_at` and `due_at` are NEVER where there is none. Fields as in `Baseline`."""

    history: History
    commitment: Ints
    start_at: Ints
    start_is_derived: Flags
    closes_at: Ints
    first_due_at: Ints
    due_at: Ints

    def only(self, baselines: Ints) -> Baselines:
        """Some of them, in order; what is known of them already goes along."""
        if len(baselines) == len(self.commitment):
            return self
        known = vars(self)
        found = Baselines(
            self.history,
            self.commitment[baselines],
            self.start_at[baselines],
            self.start_is_derived[baselines],
            self.closes_at[baselines],
            self.first_due_at[baselines],
            self.due_at[baselines],
        )
        if "members" in known:
            place = np.full(len(self.commitment), -1, dtype=np.int64)
            place[baselines] = np.arange(len(baselines))
            owner = place[self.members[0]]
            found.members = owner[owner >= 0], self.members[1][owner >= 0]
        vars(found).update({name: known[name][baselines] for name in ("size", "are_carried") if name in known})
        return found

    @cached_property
    def members(self) -> tuple[Ints, Ints]:
        """(baseline, issue): who was in each, in order."""
        members = self.history.members
        owner, row = self.history.rows_of_each(self.commitment)
        at = self.closes_at[owner]
        held = (members.from_at[row] <= at) & (at < members.until_at[row])
        return owner[held], members.issue[row[held]]

    def members_of(self, baselines: Ints) -> tuple[Ints, Ints]:
        """(k, issue): who was in the k-th of some of them, in order."""
        owner, issue = self.members
        bounds = np.searchsorted(owner, np.arange(len(self.commitment) + 1))
        k, member = spread(bounds[baselines], np.diff(bounds)[baselines])
        return k, issue[member]

    @cached_property
    def size(self) -> Ints:
        """How many members each has."""
        return np.bincount(self.members[0], minlength=len(self.commitment))

    @cached_property
    def are_carried(self) -> Flags:
        """Of which more than half of the members stood in a release or milestone when the window closed."""
        owner, issue = self.members
        first, lengths = self.history.stays_of(issue)
        member, place = spread(first, lengths)
        row, members = self.history.by_issue[place], self.history.members
        at = self.closes_at[owner[member]]
        held = (members.from_at[row] <= at) & (at < members.until_at[row])
        held &= promises_of(self.history).carries[members.commitment[row]]
        carried = np.zeros(len(issue), dtype=np.bool_)
        carried[member[held]] = True
        return counted(owner, carried, len(self.commitment)) * 2 > self.size

    def one(self, k: int) -> Baseline:
        """One of them by itself."""
        owner, issue = self.members
        first_due, due = (None if at == NEVER else int(at) for at in (self.first_due_at[k], self.due_at[k]))
        return Baseline(
            int(self.start_at[k]),
            bool(self.start_is_derived[k]),
            int(self.closes_at[k]),
            first_due,
            due,
            issue[owner == k],
        )


def baselines_of(history: History, commitment: Ints, start_at: Ints, is_derived: Flags) -> tuple[Baselines, Ints]:
    """The baselines of some commitments that started at these instants, each once, and which is whose.

    The arguments have an entry a question; who did not start (NEVER) has a window that never closes.
    """
    instants, place = np.unique(start_at, return_inverse=True)
    keys, first, which = np.unique(commitment * len(instants) + place, return_index=True, return_inverse=True)
    commitment, start_at = keys // max(len(instants), 1), start_at[first]
    due = promises_of(history).due
    at_start = due.at(commitment, start_at)
    closes_at = _window_ends(history, commitment, start_at, at_start)
    at_close = due.at(commitment, closes_at)
    first_due = np.where(at_start == NEVER, at_close, at_start)
    return Baselines(history, commitment, start_at, is_derived[first], closes_at, first_due, at_close), which


def _window_ends(history: History, commitment: Ints, start_at: Ints, due_at: Ints) -> Ints:
    """When each planning window closes: the end of its last working day."""
    days = history.working_days
    ends = np.full(len(start_at), NEVER, dtype=np.int64)
    rows = np.flatnonzero(start_at != NEVER)
    start, due = start_at[rows], due_at[rows]
    has_due = due != NEVER
    planned = days.between_each(start, np.where(has_due, due, start))
    length = np.where(has_due, np.clip(np.rint(planned / 10), 2, 10), 10).astype(np.int64)
    is_sprint = promises_of(history).is_sprint[commitment[rows]]
    # A sprint's window is its first working day, today if it is one.
    ends[rows] = days.after_each(np.where(is_sprint, start - DAY, start), np.where(is_sprint, 1, length)) + DAY
    return ends


def _asked_so_far(_: History) -> dict[tuple[int, int], Baseline]:
    return {}


def _one(position: int, moment: int) -> tuple[Ints, Ints]:
    return np.array([position], dtype=np.int64), np.array([moment], dtype=np.int64)


def start_of(history: History, position: int, moment: int) -> tuple[int, bool] | None:
    """When a commitment started, and whether that is derived; None while it has not by a moment."""
    start, is_derived = promises_of(history).start(*_one(position, moment))
    return None if start[0] == NEVER else (int(start[0]), bool(is_derived[0]))


def baseline_at(history: History, position: int, moment: int) -> Baseline | None:
    """The baseline of a commitment; None while it has none by a moment."""
    start = start_of(history, position, moment)
    if start is None:
        return None
    kept = history.once(_asked_so_far)
    if (position, start[0]) not in kept:
        found, _ = baselines_of(history, *_one(position, start[0]), np.array([start[1]]))
        kept[position, start[0]] = found.one(0)
    baseline = kept[position, start[0]]
    return baseline if baseline.closes_at <= moment else None


def delivered_at(history: History, position: int, moment: int) -> int | None:
    """When a commitment was delivered; None while it is open at a moment."""
    delivered = int(promises_of(history).delivered(*_one(position, moment))[0])
    return None if delivered == NEVER else delivered


def is_alive(history: History, position: int, moment: int) -> bool:
    """Whether a commitment is worth a word at a moment."""
    return bool(promises_of(history).is_alive(*_one(position, moment))[0])


def state_at(history: History, position: int, moment: int) -> str:
    """planned, active, delivered or cancelled."""
    one = _one(position, moment)
    if promises_of(history).is_cancelled(*one)[0]:
        return "cancelled"
    if delivered_at(history, position, moment) is not None:
        return "delivered"
    return "active" if start_of(history, position, moment) is not None else "planned"


def subjects_of(history: History) -> tuple[Subject, ...]:
    """All commitments as subjects of findings."""
    return history.once(_subjects)


def _subjects(history: History) -> tuple[Subject, ...]:
    return tuple(subject_of(history, c) for c in range(len(history.commitments)))


def subject_of(history: History, position: int) -> Subject:
    """A commitment as the subject of a finding; an epic is named by its key."""
    commitment = history.commitments[position]
    return Subject(
        "commitment",
        commitment.type,
        commitment.shown,
        commitment.name,
        commitment.url,
        f"{commitment.type}:{commitment.id}",
    )
