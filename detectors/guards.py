"""What is no evidence: breakdown of known work, rework, agreed changes, moves between commitments."""

from __future__ import annotations

import numpy as np

from detectors.calendar import DAY
from detectors.history import History
from detectors.replay import Flags, Ints
from detectors.sides import BUSINESS, IT, Sides
from detectors.words import COMMENTED, words_of

# One act in a tracker may be written down as several within this time.
SAME_ACT = 10 * 60_000


def is_breakdown(history: History, issues: Ints, baseline: Ints) -> Flags:
    """Which issues are parts (at any depth) of a baseline member: known work, written down in pieces."""
    agreed = np.zeros(history.size, dtype=np.bool_)
    agreed[baseline] = True
    found = np.zeros(len(issues), dtype=np.bool_)
    above = history.parent[issues]
    epics = _epic_of(history)[issues]
    found |= (epics >= 0) & agreed[epics]
    for _ in range(4):
        found |= (above >= 0) & agreed[above]
        above = np.where(above >= 0, history.parent[above], -1)
    return found


def _epic_of(history: History) -> Ints:
    """The epic that each issue belonged to last; -1 where none."""
    epic = np.full(history.size, -1, dtype=np.int64)
    epics = np.array([history.position[c.id] if c.type == "epic" else -1 for c in history.commitments], dtype=np.int64)
    members = history.members
    if len(epics):
        of_epic = epics[members.commitment] >= 0
        epic[members.issue[of_epic]] = epics[members.commitment[of_epic]]
    return epic


def is_rework(history: History, issues: Ints, start_at: int, members: Ints) -> Flags:
    """Which issues are bugs made after the start and linked to, or under, a member."""
    inside = set(members.tolist())
    bugs = history.is_bug
    return np.array(
        [
            bool(
                bugs[i]
                and history.created_at[i] > start_at
                and (int(history.parent[i]) in inside or inside.intersection(history.linked.get(int(i), ())))
            )
            for i in issues
        ],
        dtype=np.bool_,
    )


def is_agreed(history: History, issue: int, at: int, moment: int, sides: Sides) -> bool:
    """Whether both sides spoke on an issue within 5 working days of a change of it, by a moment.

    Speaking is commenting: that an item was made by one side and taken up by the other is how any work
    goes, and agrees to nothing.
    """
    return both_spoke(history, np.array([issue], dtype=np.int64), at, moment, sides)


def is_being_agreed(history: History, issue: int, at: int, moment: int, sides: Sides) -> bool:
    """Whether one side has commented on a change of an issue, and the other still has time to, at a moment."""
    days = history.working_days
    if moment > days.after(at, 5) + DAY:
        return False
    words = words_of(history)
    rows = words.between(at, moment)
    here = words.on(np.array([issue], dtype=np.int64), rows) & (words.kind[rows] == COMMENTED)
    return bool({BUSINESS, IT} & set(sides.of(words.person[rows][here]).tolist()))


def both_spoke(history: History, issues: Ints, at: int, moment: int, sides: Sides) -> bool:
    """Whether both sides commented on any of some issues within 5 working days of an instant, by a moment."""
    days = history.working_days
    words = words_of(history)
    rows = words.between(days.after(at, -5), min(moment, days.after(at, 5) + DAY))
    here = words.on(issues, rows) & (words.kind[rows] == COMMENTED)
    return {BUSINESS, IT} <= set(sides.of(words.person[rows][here]).tolist())


def moved_from(history: History, issue: int, commitment: int, at: int) -> int:
    """The commitment of the same type that an issue left in the act by which it joined this one; -1 where none."""
    members = history.members
    rows = history.memberships_of(np.array([issue], dtype=np.int64))
    kind = history.commitments[commitment].type
    for row in rows:
        other = int(members.commitment[row])
        if (
            other != commitment
            and history.commitments[other].type == kind
            and abs(int(members.until_at[row]) - at) <= SAME_ACT
        ):
            return other
    return -1


def carried_by(history: History, issues: Ints, at: int, carrying: Flags) -> bool:
    """Whether more than half of some issues belonged, at an instant, to one of the flagged commitments."""
    members = history.members
    rows = history.memberships_of(issues)
    rows = rows[(members.from_at[rows] <= at) & (at < members.until_at[rows]) & carrying[members.commitment[rows]]]
    return bool(len(issues)) and len(np.unique(members.issue[rows])) * 2 > len(issues)


def is_carried_epic(history: History, position: int, at: int) -> bool:
    """Whether a commitment is an epic most of whose items a release or milestone carries.

    Then what happens to it is told of that one: one cause, one finding.
    """
    if history.commitments[position].type != "epic":
        return False
    carrying = np.array([c.type in ("release", "milestone") for c in history.commitments], dtype=np.bool_)
    return carried_by(history, history.members_at(position, at), at, carrying)
