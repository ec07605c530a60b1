"""Administration: changes that are never evidence for anything, since nobody decided anything by them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from detectors.past.replay import Flags, Ints

# So many issues changed in the same way by one person within so many milliseconds are a bulk edit.
_MANY, _WINDOW = 10, 10 * 60_000
_SAME = ["by", "field", "from_value", "to_value", "from_text", "to_text"]


def silent_changes(changes: pl.DataFrame, person: Ints, is_bot: Flags) -> Flags:
    """Which changes are administration.

    changes: (issue, at, by, batch, field, from_value, to_value, from_text, to_text) in any order; person: the
    position of who made each, -1 where unknown. Silent are: edits by bots; everything done in one act with a new key
    or project; and 10 or more issues changed in the same way by one person within 10 minutes.
    """
    silent = np.zeros(changes.height, dtype=np.bool_)
    if len(is_bot):
        silent |= (person >= 0) & is_bot[person]
    moved = changes.filter(pl.col("field").is_in(["key", "project"])).select("issue", "batch").unique()
    if moved.height:
        silent[changes.with_row_index("row").join(moved, on=["issue", "batch"], how="semi")["row"].to_numpy()] = True
    busy = np.flatnonzero(_in_a_crowd(person, changes))
    if len(busy):
        silent[busy[_is_bulk(changes[busy])]] = True
    return silent


def _in_a_crowd(person: Ints, changes: pl.DataFrame) -> Flags:
    """Which changes stand within ten minutes among enough others of the same person and field: candidates, cheaply."""
    code = changes["field"].cast(pl.Categorical).to_physical().to_numpy().astype(np.int64)
    who = person * (int(code.max()) + 1 if len(code) else 1) + code
    at = changes["at"].to_numpy()
    order = np.lexsort((at, who))
    who, at = who[order], at[order]
    n = max(len(who) - _MANY + 1, 0)
    starts = (who[_MANY - 1 :] == who[:n]) & (at[_MANY - 1 :] - at[:n] <= _WINDOW)
    crowded = np.zeros(len(order), dtype=np.bool_)
    for k in range(_MANY):
        crowded[k : k + n] |= starts
    found = np.zeros(len(order), dtype=np.bool_)
    found[order[crowded]] = True
    return found


def _is_bulk(changes: pl.DataFrame) -> Flags:
    """Which of some changes are bulk edits."""
    flags = np.zeros(changes.height, dtype=np.bool_)
    # Changes of a text are never "the same way": the old text differs from issue to issue.
    ordered = changes.with_row_index("row").filter(pl.col("by").is_not_null()).sort("at", "issue")
    for alike in ordered.partition_by(_SAME):
        if alike.height >= _MANY:
            flags[alike["row"].to_numpy()[_of_many(alike["at"].to_list(), alike["issue"].to_list())]] = True
    return flags


def _of_many(at: list[int], issues: list[str]) -> Flags:
    """Which of some changes, in order of time, stand within ten minutes that touch many different issues."""
    found = np.zeros(len(at), dtype=np.bool_)
    first, marked, touched = 0, 0, Counter[str]()
    for last, issue in enumerate(issues):
        touched[issue] += 1
        while at[last] - at[first] > _WINDOW:
            touched[issues[first]] -= 1
            if not touched[issues[first]]:
                del touched[issues[first]]
            first += 1
        if len(touched) >= _MANY:
            found[max(first, marked) : last + 1] = True
            marked = last
    return found
