"""Words: every act by which somebody speaks on an issue, with when and by whom.

A creation, a comment, a review, a transition or a worklog speaks for the side of the person who did it. Who asked
for an issue (its reporter) speaks at its creation too. Administration and bots have no voice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.facts import Fact
from detectors.history import History
from detectors.past.course import Keys
from detectors.past.replay import Flags, Ints

CREATED, COMMENTED, MOVED, LOGGED, REVIEWED = 0, 1, 2, 3, 4


@dataclass(eq=False, frozen=True, slots=True)
class Words:
    """Rows in order of time: `issue` and `person` are positions, `kind` is one of the constants above.

    `by_issue` are the rows in order of issue and time.
    """

    at: Ints
    issue: Ints
    person: Ints
    kind: Ints
    by_issue: Ints

    def between(self, start: int, end: int) -> slice:
        """The rows from an instant (included) to another (included)."""
        return slice(int(np.searchsorted(self.at, start)), int(np.searchsorted(self.at, end, side="right")))

    def on(self, issues: Ints, rows: slice) -> Flags:
        """Which of some rows are on one of the issues."""
        return np.isin(self.issue[rows], issues)


@dataclass(eq=False, frozen=True, slots=True)
class Comments:
    """The comments of a project, by issue and time: when and by whom each was."""

    at: Ints
    person: Ints
    _by: Keys
    _keys: Ints

    @classmethod
    def of(cls, words: Words) -> Comments:
        """The comments among some words."""
        rows = words.by_issue[words.kind[words.by_issue] == COMMENTED]
        by = Keys(words.at[rows])
        return cls(words.at[rows], words.person[rows], by, by.of(words.issue[rows], words.at[rows]))

    def between(self, issues: Ints, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """Where those on each issue begin, from an instant (included) to another (included), and how many they are."""
        first = np.searchsorted(self._keys, self._by.of(issues, starts))
        last = np.searchsorted(self._keys, self._by.of(issues, ends), side="right")
        return first, np.maximum(last - first, 0)


def comments_of(history: History) -> Comments:
    """All comments of a project's history, reviews apart."""
    return history.once(_comments)


def _comments(history: History) -> Comments:
    return Comments.of(words_of(history))


@Fact
def words_of(history: History) -> Words:
    """All words of a project's history."""
    columns = history.columns
    everyone = np.arange(history.size)
    asked_by = first_people(history, "reporter")
    created_by = history.rows_of_people(columns.issues["creator"])
    comments, logs = columns.comments, columns.worklogs
    is_review = comments["kind"].fill_null("comment") != "comment"
    moves = history.changes_of("status", "resolution").filter(pl.col("silent").not_())
    spoken: list[tuple[Ints, Ints, Ints, int | Ints]] = [
        (history.created_at, everyone, created_by, CREATED),
        (history.created_at, everyone, np.where(asked_by == created_by, -1, asked_by), CREATED),
        (
            comments["at"].to_numpy(),
            history.rows_of_issues(comments["issue"]),
            history.rows_of_people(comments["by"]),
            np.where(is_review.to_numpy(), REVIEWED, COMMENTED),
        ),
        (moves["at"].to_numpy(), moves["row"].to_numpy(), moves["person"].to_numpy(), MOVED),
        (logs["at"].to_numpy(), history.rows_of_issues(logs["issue"]), history.rows_of_people(logs["by"]), LOGGED),
    ]
    at, issue, person = (np.concatenate([part[n] for part in spoken]) for n in range(3))
    kind = np.concatenate([np.broadcast_to(part[3], len(part[0])) for part in spoken]).astype(np.int64)
    keep = (person >= 0) & (issue >= 0)
    if keep.any():
        keep &= ~history.is_bot[person]
    rows = np.flatnonzero(keep)
    rows = rows[np.argsort(at[rows], kind="stable")]
    return Words(at[rows], issue[rows], person[rows], kind[rows], np.argsort(issue[rows], kind="stable"))


def first_people(history: History, role: str) -> Ints:
    """Who had a role (reporter, assignee) in each issue when it was created; -1 where nobody had."""
    spans = history.spans_of(role, role)
    issue, first = np.unique(spans["row"].to_numpy(), return_index=True)
    found = np.full(history.size, -1, dtype=np.int64)
    found[issue] = history.rows_of_people(spans["value"].gather(first))
    return found
