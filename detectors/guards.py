"""What is no evidence: breakdown of known work, rework, agreed changes, moves between commitments."""

from __future__ import annotations

import numpy as np

from detectors.calendar import DAY
from detectors.history import History
from detectors.past.replay import Flags, Ints
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
    epics = epic_of(history)[issues]
    found |= (epics >= 0) & agreed[epics]
    for _ in range(4):
        found |= (above >= 0) & agreed[above]
        above = np.where(above >= 0, history.parent[above], -1)
    return found


def epic_of(history: History) -> Ints:
    """The epic that each issue belonged to last; -1 where none."""
    return history.once(_epics)


def _epics(history: History) -> Ints:
    epic = np.full(history.size, -1, dtype=np.int64)
    members, issue_of = history.members, history.epic_issue
    if len(issue_of):
        rows = np.flatnonzero(issue_of[members.commitment] >= 0)
        rows = rows[np.argsort(members.from_at[rows], kind="stable")]
        epic[members.issue[rows]] = issue_of[members.commitment[rows]]
    return epic


def both_spoke(history: History, issues: Ints, at: int, moment: int, sides: Sides) -> bool:
    """Whether both sides commented on any of some issues within 5 working days of an instant, by a moment."""
    days = history.working_days
    words = words_of(history)
    rows = words.between(days.after(at, -5), min(moment, days.after(at, 5) + DAY))
    here = words.on(issues, rows) & (words.kind[rows] == COMMENTED)
    return {BUSINESS, IT} <= set(sides.of(words.person[rows][here]).tolist())


def carried_by(history: History, issues: Ints, at: int, carrying: Flags) -> bool:
    """Whether more than half of some issues belonged, at an instant, to one of the flagged commitments."""
    members = history.members
    rows = history.memberships_of(issues)
    rows = rows[(members.from_at[rows] <= at) & (at < members.until_at[rows]) & carrying[members.commitment[rows]]]
    return bool(len(issues)) and len(np.unique(members.issue[rows])) * 2 > len(issues)
