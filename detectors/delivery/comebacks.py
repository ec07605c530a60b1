"""Delivered items that came back: reopened after done, or followed by a bug or change request of the business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, log1p

import numpy as np
import polars as pl

from detectors.calendar import DAY
from detectors.facts import Fact
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Floats, Ints
from detectors.sides import BUSINESS, UNKNOWN, Sides
from detectors.views import Views

# So long after the delivery something that comes back still speaks of it.
WARRANTY = 30 * DAY
# Who takes back within a day what they closed themselves corrects a slip.
_SLIP = DAY
_RETURNS = ("bug", "change_request")


@dataclass(eq=False, frozen=True, slots=True)
class Comebacks:
    """What came back, in order of time.

    `issue` is the item, `at` when, `person` who reopened it or asked for the return (-1 unknown), `other` the bug or
    change request (-1 where the item itself was reopened). `countable` are the issues that can be delivered items.
    """

    issue: Ints
    at: Ints
    person: Ints
    other: Ints
    countable: Flags

    def rows_of(self, issues: Ints, first: Ints, sides: Sides) -> Ints:
        """The row by which each of some issues first came back, at the instants of `first`, in order of time."""
        counted = (self.other < 0) | (sides.of(self.person) == BUSINESS)
        rows = np.flatnonzero(counted & np.isin(self.issue, issues) & (self.at == first[self.issue]))
        return np.sort(rows[np.unique(self.issue[rows], return_index=True)[1]])

    def first_of_each(self, moments: Sequence[int], sides: Sequence[Sides]) -> tuple[Ints, Ints, Ints]:
        """When each issue first came back by each moment, and when it did if nobody's side were unknown; else NEVER.

        Two tables of (moment, place), and the place of each issue in them: few ever come back, and all that never did
        share the last place.
        """
        ever, at = np.unique(self.issue, return_inverse=True)
        place = np.full(len(self.countable), len(ever), dtype=np.int64)
        place[ever] = np.arange(len(ever))
        known, perhaps = np.full((2, len(moments), len(ever) + 1), NEVER, dtype=np.int64)
        for k, (moment, of) in enumerate(zip(moments, sides, strict=True)):
            for table, rows in zip((known, perhaps), self._counted(moment, of), strict=True):
                np.minimum.at(table[k], at[rows], self.at[rows])
        return known, perhaps, place

    def _counted(self, moment: int, sides: Sides) -> tuple[Flags, Flags]:
        side = sides.of(self.person)
        known = (self.at <= moment) & ((self.other < 0) | (side == BUSINESS))
        return known, known | ((self.at <= moment) & (side == UNKNOWN))


@Fact
def comebacks_of(history: History) -> Comebacks:
    """All that came back in a project's history, whoever's side they were on."""
    rows = sorted([*_reopened(history), *_returned(history)], key=lambda row: (row[1], row[0]))
    issue, at, person, other = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    countable = ~history.of_kind("epic", "subtask", "pull_request") & ~history.silently_finished
    countable[other[other >= 0]] = False
    return Comebacks(issue, at, person, other, countable)


def _reopened(history: History) -> list[tuple[int, int, int, int]]:
    """(issue, at, person, -1) of every way back from done, administration and slips apart."""
    moves = history.changes_of("status")
    # Few issues ever go back; only their moves are walked through.
    back = moves.filter((pl.col("from_value") == "done") & pl.col("to_value").ne_missing("done"))["row"].unique()
    moves = moves.filter(pl.col("row").is_in(back.to_list()))
    closed: dict[int, tuple[int, str | None]] = {}
    found = []
    for row, at, by, before, after, silent in moves.select(
        "row", "at", "by", "from_value", "to_value", "silent"
    ).iter_rows():
        if after == "done" and before != "done":
            closed[row] = at, by
        elif before == "done" and after != "done" and not silent:
            closed_at, closer = closed.get(row, (0, None))
            if by is None or by != closer or at - closed_at > _SLIP:
                found.append((row, at, history.people.get(by, -1), -1))
    return found


def _returned(history: History) -> list[tuple[int, int, int, int]]:
    """(issue, at, person, other) of every bug or change request made after the item was done, linked to or under it."""
    found = []
    for other in np.flatnonzero(history.of_kind(*_RETURNS) & ~history.is_clone).tolist():
        made_at = int(history.created_at[other])
        above = {int(history.parent[other])} - {-1}
        for issue in above.union(history.linked.get(other, ())):
            if history.finished_at[issue] < made_at:
                found.append((issue, made_at, int(history.creator[other]), other))
    return found


def delivered_items(views: Views) -> tuple[Ints, Ints]:
    """(view, issue): the items of each view's commitment that had been done by its moment.

    After its delivery nothing comes in any more; what a sprint did not finish is another one's.
    """
    view, issue = views.members_at(views.until_at)
    last = np.where(views.promises.is_sprint[views.commitment], views.until_at, views.moment)
    done = (views.history.finished_at[issue] <= last[view]) & comebacks_of(views.history).countable[issue]
    return view[done], issue[done]


def came_back(views: Views, view: Ints, issue: Ints, first: Ints, place: Ints) -> Flags:
    """Which delivered items came back within 30 days of being done, or of the delivery of all.

    first: when each issue first came back by each moment, (moment, place); place: that of each issue.
    """
    delivered = views.delivered_at[view]
    end = np.maximum(views.history.finished_at[issue], np.where(delivered == NEVER, 0, delivered)) + WARRANTY
    back = first[views.column[view], place[issue]]
    found: Flags = (back < NEVER) & ((back <= end) | (delivered == NEVER))
    return found


def at_least(successes: int, n: int, rate: float) -> float:
    """The probability of at least so many successes in n trials at a rate (the one-sided binomial test)."""
    if successes <= n * rate:
        return 1.0  # no more than is usual: whatever the exact figure, it proves nothing
    log_factorials = _log_factorials(1 << n.bit_length())
    i = np.arange(successes, n + 1)
    ways = log_factorials[n] - log_factorials[i] - log_factorials[n - i]
    terms = ways + i * log(rate) + (n - i) * log1p(-rate)
    return min(1.0, sum(map(exp, terms.tolist())))


@lru_cache(maxsize=32)
def _log_factorials(size: int) -> Floats:
    """The logarithms of the factorials of 0 … size - 1."""
    return np.array([lgamma(k + 1) for k in range(size)])


def discoveries(chances: Floats, level: float) -> Flags:
    """Which of some p-values stand when that many were tried (Benjamini and Hochberg, JRSS B 1995).

    So many findings are wrong on average as `level` says, however many subjects are looked at.
    """
    order = np.argsort(chances, kind="stable")
    n = len(chances)
    passed = np.flatnonzero(chances[order] <= level * np.arange(1, n + 1) / n)
    found = np.zeros(n, dtype=np.bool_)
    if len(passed):
        found[order[: passed[-1] + 1]] = True
    return found
