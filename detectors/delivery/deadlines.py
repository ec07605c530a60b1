"""The pushes of a commitment's due date after it was agreed, and whether both sides agreed on each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detectors.baselines import Baseline
from detectors.calendar import DAY
from detectors.delivery.dues import dues_of
from detectors.history import History
from detectors.past.replay import Ints
from detectors.sides import BUSINESS, IT, UNKNOWN, Sides
from detectors.words import COMMENTED, words_of

Agreement = Literal["agreed", "not agreed", "unsure"]

# The other side may still answer within so many working days; before that a push is not held against anybody.
SETTLING = 2
# Of the open items so large a share must have been talked about: one question on one item agrees to no date.
TALKED_ABOUT = 0.1


@dataclass(frozen=True, slots=True)
class Push:
    """A due date that was moved later: when, from and to which date, by how many working days, by whom (-1 unknown)."""

    at: int
    from_at: int
    to_at: int
    days: int
    by: int


def pushes_at(history: History, position: int, baseline: Baseline, moment: int) -> list[Push]:
    """The pushes after the planning window that stand at a moment: what was pulled back is none any more.

    Several within a day are one act. Bots and bulk edits push nothing, and neither does the date that is filled in
    with the delivery.
    """
    commitment = history.commitments[position]
    acts = history.once(_acts).get(position, {})
    standing: list[Push] = []
    now = baseline.due_at
    for at, value in commitment.due.later:
        if at > moment or (at > baseline.closes_at and _is_delivered(history, position, at)):
            break
        if at <= baseline.closes_at or value is None:
            continue
        by, silent = acts.get(at, (-1, False))
        if now is not None and value > now and not silent:
            if standing and at - standing[-1].at <= DAY:
                last = standing.pop()
                standing.append(replace(last, to_at=value))
            else:
                standing.append(Push(at, now, value, 0, by))
        while standing and standing[-1].to_at > value:
            last = standing.pop()
            if last.from_at < value:
                standing.append(replace(last, to_at=value))
        now = value
    days = history.working_days
    return [
        replace(push, days=days.between(push.from_at, push.to_at))
        for push in standing
        if days.after(push.at, SETTLING) + DAY <= moment
    ]


def _is_delivered(history: History, position: int, at: int) -> bool:
    commitment = history.commitments[position]
    delivered = commitment.delivered.at(at)
    return commitment.states.at(at) == "delivered" or (delivered is not None and delivered <= at)


def _acts(history: History) -> dict[int, dict[int, tuple[int, bool]]]:
    """By commitment and instant, who changed an epic's due date, and whether that was administration."""
    epics = {c.issue: k for k, c in enumerate(history.commitments) if c.issue >= 0}
    found: dict[int, dict[int, tuple[int, bool]]] = {}
    dues = dues_of(history)
    changes = (column.tolist() for column in (dues.changed, dues.changed_at, dues.changed_by, dues.is_silent))
    for row, at, person, silent in zip(*changes, strict=True):
        if row in epics:
            found.setdefault(epics[row], {})[at] = (person, silent)
    return found


def agreement_on(history: History, position: int, push: Push, moment: int, sides: Sides) -> Agreement:
    """Whether both sides talked about it within 5 working days of a push: on the epic, or on enough open items.

    Talking is commenting on the same item. It is unsure where the side of somebody who took part is not known.
    """
    days, words = history.working_days, words_of(history)
    rows = words.between(days.after(push.at, -5), min(moment, days.after(push.at, 5) + DAY))
    items = _concerned(history, position, push.at)
    here = words.on(items, rows) & (words.kind[rows] == COMMENTED)
    heard: dict[int, set[int]] = {}
    people: dict[int, set[int]] = {}
    for issue, person, side in zip(
        words.issue[rows][here], words.person[rows][here], sides.of(words.person[rows][here]), strict=True
    ):
        heard.setdefault(int(issue), set()).add(int(side))
        people.setdefault(int(issue), set()).add(int(person))
    own = _epic_issue(history, position)
    both = [i for i, of in heard.items() if {BUSINESS, IT} <= of]
    if own in both or (both and len(both) >= TALKED_ABOUT * len(items)):
        return "agreed"
    perhaps = [i for i, of in heard.items() if UNKNOWN in of and len(people[i]) > 1]
    if own in perhaps or (perhaps and len(both) + len(perhaps) >= TALKED_ABOUT * len(items)):
        return "unsure"
    return "not agreed"


def _epic_issue(history: History, position: int) -> int:
    return history.commitments[position].issue


def _concerned(history: History, position: int, at: int) -> Ints:
    """The items that a date is about: the open members, and the epic itself."""
    members = history.members_at(position, at)
    items = members[history.open_at(members, at)]
    own = _epic_issue(history, position)
    return np.append(items, own).astype(np.int64) if own >= 0 else items
