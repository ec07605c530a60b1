"""Requests: items that were given a due date when they were made, and that no commitment carries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.calendar import DAY, instant_of
from detectors.history import History
from detectors.promises import AFTERMATH, QUIET
from detectors.replay import NEVER, Flags, Ints
from detectors.sides import BUSINESS
from detectors.tables import side_of_each
from detectors.words import CREATED, words_of

# A due date that is set within so many working days counts as there from the beginning.
_AT_CREATION = 2


@dataclass(eq=False, frozen=True, slots=True)
class Requests:
    """Issues with the due dates that they were asked for, parts and epics apart; both have an entry a request.

    `joined_at` is when each first was in a commitment, `askers` who made or reported it, as (request, person).
    """

    issue: Ints
    due_at: Ints
    joined_at: Ints
    askers: tuple[Ints, Ints]


def requests_of(history: History) -> Requests:
    """All requests of a project."""
    return history.once(_gather)


def _gather(history: History) -> Requests:
    spans = history.spans_of("due_on", "due").filter(pl.col("value").fill_null("") != "")
    spans = spans.filter(~pl.Series(history.of_kind("epic", "subtask"))[spans["row"]]) if spans.height else spans
    row = spans["row"].to_numpy()
    created = history.created_at[row]
    in_time = history.working_days.after_each(created, np.full(len(row), _AT_CREATION)) + DAY
    spans = spans.filter(pl.Series(spans["from_at"].to_numpy() <= in_time, dtype=pl.Boolean))
    issue, first = np.unique(spans["row"].to_numpy(), return_index=True)
    due = [instant_of(np.datetime64(value[:10])) for value in spans["value"].gather(first)]
    members, words = history.members, words_of(history)
    joined_at = np.full(history.size, NEVER, dtype=np.int64)
    np.minimum.at(joined_at, members.issue, members.from_at)
    number = np.full(history.size, -1, dtype=np.int64)
    number[issue] = np.arange(len(issue))
    said = np.flatnonzero((words.kind == CREATED) & (number[words.issue] >= 0))
    askers = number[words.issue[said]], words.person[said]
    return Requests(issue, np.array(due, dtype=np.int64), joined_at[issue], askers)


@dataclass(eq=False, frozen=True, slots=True)
class LateRequests:
    """Requests that came to their date, by moments, as tables of (request, moment).

    `is_judged` and `is_unknown` (the side of who asked is) exclude each other; `delivered_at` is NEVER while open.
    """

    is_judged: Flags
    is_unknown: Flags
    delivered_at: Ints
    days_late: Ints
    calendar_days_late: Ints


def late_requests(history: History, moments: Ints) -> LateRequests:
    """How late the requests of a project are at each of some moments, where they are worth a word."""
    asked = requests_of(history)
    issue, due, at = asked.issue, asked.due_at[:, np.newaxis], moments[np.newaxis]
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
    whole = np.broadcast_to(due, until.shape)
    late = np.zeros(until.shape, dtype=np.int64)
    rows = counts & of_business
    late[rows] = history.working_days.late_each(whole[rows], until[rows])
    return LateRequests(
        rows, counts & ~is_known, delivered, late, np.where(rows, np.maximum(0, until // DAY - whole // DAY), 0)
    )


def _asked_by(history: History, asked: Requests, moments: Ints, side: int | None) -> Flags:
    """Which requests were made by somebody of a side, or of any known one: (request, moment)."""
    found = np.zeros((len(asked.issue), len(moments)), dtype=np.bool_)
    request, person = asked.askers
    if len(request):
        of = side_of_each(history, moments)[:, person].T
        np.logical_or.at(found, request, of != 0 if side is None else of == side)
    return found
