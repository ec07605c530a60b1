"""How late: commitments, rows of sprints, and requests that no commitment carries, each at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from detectors.baselines import Baseline, baseline_at, delivered_at
from detectors.calendar import DAY, instant_of
from detectors.guards import both_spoke, carried_by
from detectors.history import History
from detectors.promises import AFTERMATH, QUIET
from detectors.replay import Flags, Ints
from detectors.sides import BUSINESS, sides_at
from detectors.words import CREATED, words_of


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a commitment or issue is at a moment; `delivered_at` is None while it is open.

    `open_at_due` are the baseline members that were not finished when they were due.
    """

    due_at: int
    delivered_at: int | None
    days_late: int
    calendar_days_late: int
    open_at_due: Ints
    committed: int
    planned_days: int | None


def promised_due(history: History, position: int, baseline: Baseline, moment: int) -> int | None:
    """The due date that counts: the baseline's, or the last one that both sides agreed on since.

    Where none stood in the baseline, the first one set later.
    """
    commitment = history.commitments[position]
    promised = baseline.due_at
    for at, value in commitment.due.later:
        if not baseline.closes_at < at <= moment or value is None:
            continue
        if promised is None or both_spoke(
            history, history.members_at(position, at), at, moment, sides_at(history, moment)
        ):
            promised = value
    return promised


def lateness_at(history: History, position: int, moment: int) -> Lateness | str | None:
    """How late a release, milestone or epic is, 0 before its due date.

    A reason where that cannot be judged; None where there is no baseline yet.
    """
    baseline = baseline_at(history, position, moment)
    if baseline is None:
        return None
    due_at = promised_due(history, position, baseline, moment)
    if due_at is None:
        return "no due date"
    if not len(baseline.members):
        return "no items in the baseline"
    commitment = history.commitments[position]
    end = commitment.due_ends_at(due_at)
    if end > moment:
        return Lateness(due_at, None, 0, 0, np.zeros(0, dtype=np.int64), len(baseline.members), None)
    delivered = delivered_at(history, position, moment)
    until = delivered if delivered is not None else moment - 1  # nothing of the moment's own day counts
    still = baseline.members[history.open_at(baseline.members, end)]
    planned = history.working_days.between(baseline.start_at, due_at)
    return Lateness(
        due_at,
        delivered,
        history.working_days.late(due_at, until),
        max(0, int(until // DAY - due_at // DAY)),
        still,
        len(baseline.members),
        planned if planned > 0 else None,
    )


@dataclass(frozen=True, slots=True)
class SprintEnd:
    """A sprint at its planned end: which of its baseline was open."""

    position: int
    start_at: int
    due_at: int
    committed: int
    open_items: Ints


_sprints: WeakKeyDictionary[History, dict[tuple[int, int], SprintEnd | None]] = WeakKeyDictionary()


def sprint_end(history: History, position: int, moment: int) -> SprintEnd | None:
    """A sprint as it stood at its planned end; None before that, or where it has no plan."""
    commitment = history.commitments[position]
    due_at, start_at = commitment.due.at(moment), commitment.start.at(moment)
    if due_at is None or start_at is None or due_at > moment:
        return None
    kept = _sprints.setdefault(history, {})
    key = (position, due_at)
    if key not in kept:
        baseline = baseline_at(history, position, due_at)
        # Its planned end as it was promised; moved later on, it would never be late.
        kept[key] = None
        if baseline is not None:
            still = baseline.members[history.open_at(baseline.members, due_at)]
            kept[key] = SprintEnd(position, start_at, due_at, len(baseline.members), still)
    return kept[key]


def late_sprint_runs(
    history: History, moment: int, late_releases: Flags, least_items: float, least_share: float
) -> list[list[SprintEnd]]:
    """Rows of consecutive sprints that ended with much of what was agreed open, by their start.

    A sprint whose open items mostly belong to a release that is itself late is left to that release.
    """
    ends = [
        end
        for c, commitment in enumerate(history.commitments)
        if commitment.type == "sprint" and (end := sprint_end(history, c, moment)) is not None
    ]
    runs: list[list[SprintEnd]] = []
    previous_late = False
    for end in sorted(ends, key=lambda e: (e.start_at, e.position)):
        late = (
            len(end.open_items) >= least_items
            and len(end.open_items) >= least_share * end.committed
            and not carried_by(history, end.open_items, end.due_at, late_releases)
        )
        if late and previous_late:
            runs[-1].append(end)
        elif late:
            runs.append([end])
        previous_late = late
    return [run for run in runs if moment - run[-1].due_at <= AFTERMATH]


def requests(history: History) -> list[tuple[int, int]]:
    """(issue, due date) of the items that were given a due date when they were made, parts and epics apart."""
    found: dict[int, int] = {}
    for row, from_at, value in history.spans_of("due_on", "due").select("row", "from_at", "value").iter_rows():
        created = int(history.created_at[row])
        in_time = from_at <= history.working_days.after(created, 2) + DAY
        if value and in_time and row not in found and history.kinds[row] not in ("epic", "subtask"):
            found[row] = instant_of(np.datetime64(value[:10]))
    return sorted(found.items())


def request_lateness(history: History, issue: int, due_at: int, moment: int) -> Lateness | str | None:
    """How late a request is that no commitment carries; a reason where its asker's side is unknown."""
    if due_at + DAY > moment or history.created_at[issue] > moment or history.silently_finished[issue]:
        return None
    finished = int(history.finished_at[issue])
    delivered = finished if finished <= moment else None
    if moment - (delivered if delivered is not None else due_at) > (AFTERMATH if delivered else QUIET):
        return None
    mine = history.members.issue == issue
    if (mine & (history.members.from_at <= min(moment, finished))).any():
        return None
    askers = sides_at(history, moment).of(_askers(history, issue))
    if not askers.any():
        return "the side of who asked is unknown"
    if BUSINESS not in askers.tolist():
        return None
    until = delivered if delivered is not None else moment - 1  # nothing of the moment's own day counts
    return Lateness(
        due_at,
        delivered,
        history.working_days.late(due_at, until),
        max(0, int(until // DAY - due_at // DAY)),
        np.array([issue], dtype=np.int64),
        1,
        history.working_days.between(int(history.created_at[issue]), due_at) or None,
    )


def _askers(history: History, issue: int) -> Ints:
    """Who created or reported an issue."""
    words = words_of(history)
    return np.unique(words.person[(words.issue == issue) & (words.kind == CREATED)])
