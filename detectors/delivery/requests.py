"""Requests: items that were given a due date when they were made, and that no commitment carries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detectors.calendar import DAY
from detectors.delivery.dues import dues_of
from detectors.guards import both_spoke
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Ints
from detectors.promises import AFTERMATH, QUIET
from detectors.sides import BUSINESS, sides_at
from detectors.tables import side_of_each
from detectors.words import CREATED, words_of

# A due date that is set within so many working days counts as there from the beginning.
_AT_CREATION = 2


@dataclass(eq=False, frozen=True, slots=True)
class Requests:
    """Issues with the due dates that they were asked for, parts and epics apart; both have an entry a request.

    `moves` are the later due dates of those that were given another, as (when, due date); `joined_at` is when each
    first was in a commitment, `askers` who made or reported it, as (request, person).
    """

    issue: Ints
    due_at: Ints
    moves: dict[int, list[tuple[int, int]]]
    joined_at: Ints
    askers: tuple[Ints, Ints]

    def promised(self, history: History, moments: Ints) -> Ints:
        """The due date that counts at each moment: the first, or the last one that both sides agreed on since.

        A table of (request, moment).
        """
        due = np.repeat(self.due_at[:, np.newaxis], len(moments), axis=1)
        for request, moves in self.moves.items():
            issue = self.issue[request : request + 1]
            for k, moment in enumerate(moments.tolist()):
                sides = sides_at(history, moment)
                agreed = [to for at, to in moves if at <= moment and both_spoke(history, issue, at, moment, sides)]
                due[request, k] = agreed[-1] if agreed else self.due_at[request]
        return due


def requests_of(history: History) -> Requests:
    """All requests of a project."""
    return history.once(_gather)


def _gather(history: History) -> Requests:
    dues = dues_of(history)
    counts = ~history.of_kind("epic", "subtask")[dues.issue]
    row, from_at, due_at = dues.issue[counts], dues.from_at[counts], dues.due_at[counts]
    in_time = history.working_days.after_each(history.created_at[row], np.full(len(row), _AT_CREATION)) + DAY
    given = np.flatnonzero(from_at <= in_time)
    issue, first = np.unique(row[given], return_index=True)
    due = due_at[given[first]]
    members, words = history.members, words_of(history)
    joined_at = np.full(history.size, NEVER, dtype=np.int64)
    np.minimum.at(joined_at, members.issue, members.from_at)
    number = np.full(history.size, -1, dtype=np.int64)
    number[issue] = np.arange(len(issue))
    said = np.flatnonzero((words.kind == CREATED) & (number[words.issue] >= 0))
    askers = number[words.issue[said]], words.person[said]
    moves: dict[int, list[tuple[int, int]]] = {}
    asked = np.flatnonzero(number[row] >= 0)
    for request, at, to in zip(
        number[row[asked]].tolist(), from_at[asked].tolist(), due_at[asked].tolist(), strict=True
    ):
        if to != due[request] or request in moves:
            moves.setdefault(request, []).append((at, to))
    return Requests(issue, due, moves, joined_at[issue], askers)


@dataclass(eq=False, frozen=True, slots=True)
class LateRequests:
    """Requests that came to their date, by moments, as tables of (request, moment).

    `is_judged` and `is_unknown` (the side of who asked is) exclude each other; `delivered_at` is NEVER while open.
    """

    is_judged: Flags
    is_unknown: Flags
    due_at: Ints
    delivered_at: Ints
    days_late: Ints
    calendar_days_late: Ints


def late_requests(history: History, moments: Ints) -> LateRequests:
    """How late the requests of a project are at each of some moments, where they are worth a word."""
    asked = requests_of(history)
    issue, due, at = asked.issue, asked.promised(history, moments), moments[np.newaxis]
    finished = history.finished_at[issue][:, np.newaxis]
    delivered = np.where(finished <= at, finished, NEVER)
    is_open = delivered == NEVER
    counts = (due + DAY <= at) & (history.created_at[issue][:, np.newaxis] <= at)
    counts &= ~history.silently_finished[issue][:, np.newaxis]
    counts &= np.where(is_open, at - due <= QUIET, at - delivered <= AFTERMATH)
    # Whoever took it into a commitment before it was done made it part of another promise.
    counts &= asked.joined_at[:, np.newaxis] > np.minimum(at, finished)
    is_known, of_business = (_asked_by(history, asked, moments, sides) for sides in (None, BUSINESS))
    # Nothing of the moment's own day counts.
    until = np.where(is_open, at - 1, delivered)
    late = np.zeros(until.shape, dtype=np.int64)
    rows = counts & of_business
    late[rows] = history.working_days.late_each(due[rows], until[rows])
    calendar = np.where(rows, np.maximum(0, until // DAY - due // DAY), 0)
    return LateRequests(rows, counts & ~is_known, due, delivered, late, calendar)


def _asked_by(history: History, asked: Requests, moments: Ints, side: int | None) -> Flags:
    """Which requests were made by somebody of a side, or of any known one: (request, moment)."""
    found = np.zeros((len(asked.issue), len(moments)), dtype=np.bool_)
    request, person = asked.askers
    if len(request):
        of = side_of_each(history, moments)[:, person].T
        np.logical_or.at(found, request, of != 0 if side is None else of == side)
    return found
