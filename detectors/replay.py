"""From the final state and the changes to what was true when: changes are undone, newest first.

A tracker keeps how an issue stands now and what changed. What held at an instant is the final state with every
later change undone; where a changelog contradicts the final state, the final state is believed and nothing is
invented. All functions work on whole columns at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# After every instant that a history can hold.
NEVER = np.int64(2**62)

_COMMITMENT_FIELDS = {"release": "release", "sprint": "sprint", "milestone": "milestone", "epic": "epic"}


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows (issue, from, until): something held for an issue from an instant (included) until one (not included).

    `issue` is a position in the history's issues; `until_at` is NEVER where it still holds.
    """

    issue: Ints
    from_at: Ints
    until_at: Ints

    def hold_at(self, at: int) -> Flags:
        """Which rows hold at an instant."""
        return (self.from_at <= at) & (at < self.until_at)


@dataclass(frozen=True, slots=True)
class Memberships(Spans):
    """Spans of belonging to a commitment.

    `commitment` is a position in the history's commitments. `joined_by` and `left_by` are positions in its
    people, -1 where unknown. `at_creation`: the issue was created into the commitment. `silent_join` and
    `silent_leave`: administration, never evidence.
    """

    commitment: Ints
    joined_by: Ints
    left_by: Ints
    at_creation: Flags
    silent_join: Flags
    silent_leave: Flags


def value_spans(final: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """What a single-valued field was, and when.

    final: (issue, created_at, value), every issue once; changes: (issue, at, from_value) of that field in the
    order in which they happened. Gives (issue, from_at, until_at, value), by issue and time; empty spans are
    left out.
    """
    ends = changes.select("issue", pl.col("at").alias("until_at"), pl.col("from_value").alias("value"))
    last = final.select("issue", pl.lit(int(NEVER), dtype=pl.Int64).alias("until_at"), "value")
    every = pl.concat([ends, last]).join(final.select("issue", "created_at"), on="issue", how="inner")
    every = every.sort("issue", "until_at", maintain_order=True)
    starts = pl.max_horizontal(
        pl.col("until_at").shift(1).over("issue").fill_null(pl.col("created_at")), pl.col("created_at")
    )
    return (
        every.with_columns(starts.alias("from_at"))
        .filter(pl.col("from_at") < pl.col("until_at"))
        .select("issue", "from_at", "until_at", "value")
    )


def membership_spans(issues: pl.DataFrame, memberships: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """When each issue belonged to each commitment.

    issues: (issue, created_at); memberships: (issue, type, commitment) as they stand now; changes: (issue, at,
    sequence, by, field, from_value, to_value, silent) in order, of the commitment fields. Gives (issue, type,
    commitment, from_at, until_at, joined_by, left_by, at_creation, silent_join, silent_leave). Adjoining spans
    that a contradictory changelog leaves behind are one.
    """
    pair = ["issue", "type", "commitment"]
    events = _joins_and_leaves(changes)
    finals = memberships.select(*pair).unique(maintain_order=True).with_columns(is_member=pl.lit(True))
    pairs = pl.concat([events.select(pair), finals.select(pair)]).unique(maintain_order=True)
    last = (
        pairs.join(finals, on=pair, how="left", maintain_order="left")
        .join(issues.select("issue", "created_at"), on="issue", how="inner", maintain_order="left")
        .select(
            *pair,
            pl.lit(int(NEVER), dtype=pl.Int64).alias("at"),
            pl.lit(int(NEVER), dtype=pl.Int64).alias("sequence"),
            pl.lit(None, dtype=pl.String).alias("by"),
            # Before the end of time the issue was what it is now: a member leaves "then", another does not join.
            pl.col("is_member").is_null().alias("is_join"),
            pl.lit(False).alias("silent"),
            "created_at",
        )
    )
    events = events.join(issues.select("issue", "created_at"), on="issue", how="inner", maintain_order="left")
    every = pl.concat([events.select(last.columns), last]).sort(*pair, "at", "sequence", maintain_order=True)
    previous = {
        "from_at": pl.max_horizontal(
            pl.col("at").shift(1).over(pair).fill_null(pl.col("created_at")), pl.col("created_at")
        ),
        "joined_by": pl.col("by").shift(1).over(pair),
        "silent_join": pl.col("silent").shift(1).over(pair).fill_null(value=False),
        "at_creation": pl.col("at").shift(1).over(pair).is_null(),
        "held_before": pl.col("is_join").not_().shift(1).over(pair).fill_null(value=False),
    }
    held = every.with_columns(**previous).filter(pl.col("is_join").not_() & (pl.col("from_at") < pl.col("at")))
    run = (~pl.col("held_before")).cum_sum().over(pair)
    return (
        held.with_columns(run=run)
        .group_by(*pair, "run", maintain_order=True)
        .agg(
            pl.col("from_at").first(),
            pl.col("at").last().alias("until_at"),
            pl.col("joined_by").first(),
            pl.col("by").last().alias("left_by"),
            pl.col("at_creation").first(),
            pl.col("silent_join").first(),
            pl.col("silent").last().alias("silent_leave"),
        )
        .drop("run")
    )


def _joins_and_leaves(changes: pl.DataFrame) -> pl.DataFrame:
    """A row for each commitment that a change added or took away."""
    both = changes.filter(pl.col("field").is_in(list(_COMMITMENT_FIELDS))).with_columns(
        before=pl.col("from_value").fill_null("").str.split(","),
        after=pl.col("to_value").fill_null("").str.split(","),
    )
    keep = ["issue", "field", "at", "sequence", "by", "silent"]
    joins = both.select(*keep, pl.col("after").list.set_difference("before").alias("commitment")).with_columns(
        is_join=pl.lit(True)
    )
    leaves = both.select(*keep, pl.col("before").list.set_difference("after").alias("commitment")).with_columns(
        is_join=pl.lit(False)
    )
    return (
        pl.concat([leaves, joins])
        .explode("commitment")
        .filter(pl.col("commitment").is_not_null() & (pl.col("commitment") != ""))
        .rename({"field": "type"})
        .select("issue", "type", "commitment", "at", "sequence", "by", "is_join", "silent")
    )


def silent_changes(changes: pl.DataFrame, bots: frozenset[str]) -> Flags:
    """Which changes are administration: never evidence for anything.

    changes: (issue, at, by, batch, field, from_value, to_value, from_text, to_text) in any order. Silent are:
    edits by bots; everything done in one act with a new key or project; and 10 or more issues changed in the
    same way by one person within 10 minutes.
    """
    if not changes.height:
        return np.zeros(0, dtype=np.bool_)
    window, many = 10 * 60_000, 10
    same = ["by", "field", "from_value", "to_value", "from_text", "to_text"]
    numbered = changes.with_row_index("row")
    # Changes of a text are never "the same way": the old text differs from issue to issue.
    ordered = numbered.filter(pl.col("by").is_not_null()).sort(*same, "at", "issue")
    far = pl.col("at").shift(-(many - 1)).over(same) - pl.col("at")
    starts = (far <= window).fill_null(value=False) & (pl.col("issue").n_unique().over(same) >= many)
    marked = ordered.with_columns(starts=starts).with_columns(
        bulk=pl.col("starts").cast(pl.Int8).rolling_max(many, min_samples=1).over(same) == 1
    )
    bulk = set(marked.filter("bulk")["row"].to_list())
    moved = changes.filter(pl.col("field").is_in(["key", "project"])).select("issue", "batch").unique()
    moves = set(numbered.join(moved, on=["issue", "batch"], how="semi")["row"].to_list())
    by_bot = set(numbered.filter(pl.col("by").is_in(list(bots)))["row"].to_list())
    silent = np.zeros(changes.height, dtype=np.bool_)
    silent[sorted(bulk | moves | by_bot)] = True
    return silent
