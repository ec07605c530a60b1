"""Words: every act by which somebody speaks on an issue, with when and by whom.

A creation, a comment, a review, a transition or a worklog speaks for the side of the person who did it. Who asked
for an issue (its reporter) speaks at its creation too. Administration and bots have no voice.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from detectors.history import History
from detectors.replay import Flags, Ints

CREATED, COMMENTED, MOVED, LOGGED, REVIEWED = 0, 1, 2, 3, 4


@dataclass(eq=False, frozen=True, slots=True)
class Words:
    """Rows in order of time: `issue` and `person` are positions, `kind` is one of the constants above."""

    at: Ints
    issue: Ints
    person: Ints
    kind: Ints

    def until(self, moment: int) -> int:
        """How many rows are dated at or before a moment."""
        return int(np.searchsorted(self.at, moment, side="right"))

    def between(self, start: int, end: int) -> slice:
        """The rows from an instant (included) to another (included)."""
        return slice(int(np.searchsorted(self.at, start)), int(np.searchsorted(self.at, end, side="right")))

    def on(self, issues: Ints, rows: slice) -> Flags:
        """Which of some rows are on one of the issues."""
        return np.isin(self.issue[rows], issues)


_kept: WeakKeyDictionary[History, Words] = WeakKeyDictionary()


def words_of(history: History) -> Words:
    """All words of a project's history."""
    if history not in _kept:
        _kept[history] = _gather(history)
    return _kept[history]


def _gather(history: History) -> Words:
    columns = history.columns
    reporters = _first_values(history)
    issues = columns.issues.select(
        pl.col("created_at").alias("at"),
        "issue",
        pl.col("creator").alias("by"),
        pl.lit(CREATED).alias("kind"),
    )
    asked = pl.DataFrame(
        {
            "at": columns.issues["created_at"],
            "issue": columns.issues["issue"],
            "by": reporters,
            "kind": CREATED,
        },
        schema=issues.schema,
    )
    asked = asked.filter(pl.col("by").is_not_null() & (asked["by"].ne_missing(issues["by"])))
    spoken = [
        columns.comments.select(
            "at",
            "issue",
            "by",
            pl.when(pl.col("kind").fill_null("comment") == "comment")
            .then(pl.lit(COMMENTED))
            .otherwise(pl.lit(REVIEWED))
            .alias("kind"),
        ),
        history.changes_of("status", "resolution")
        .filter(pl.col("silent").not_())
        .select("at", "issue", "by", pl.lit(MOVED).alias("kind")),
        columns.worklogs.select("at", "issue", "by", pl.lit(LOGGED).alias("kind")),
    ]
    every = pl.concat([issues, asked, *spoken]).filter(pl.col("by").is_not_null()).sort("at", maintain_order=True)
    person = np.array([history.people.get(p, -1) for p in every["by"]], dtype=np.int64)
    issue = np.array([history.position.get(i, -1) for i in every["issue"]], dtype=np.int64)
    keep = (person >= 0) & (issue >= 0)
    if keep.any():
        keep &= ~history.is_bot[person]
    return Words(
        every["at"].to_numpy()[keep],
        issue[keep],
        person[keep],
        every["kind"].to_numpy()[keep].astype(np.int64),
    )


def _first_values(history: History) -> pl.Series:
    """Who each issue was reported by at its creation."""
    spans = history.spans_of("reporter", "reporter").group_by("row", maintain_order=True).agg(pl.col("value").first())
    found: list[str | None] = [None] * history.size
    for row, value in spans.select("row", "value").iter_rows():
        found[row] = value
    return pl.Series("by", found, dtype=pl.String)
