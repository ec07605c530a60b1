"""From the final state and the changes to what was true when: changes are undone, newest first.

A tracker keeps how an issue stands now and what changed. What held at an instant is the final state with every
later change undone; where a changelog contradicts the final state, the final state is believed and nothing is
invented. All functions work on whole columns at once.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# After every instant that a history can hold.
NEVER = np.int64(2**62)


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

    Rows stand by commitment, issue and time. `commitment` is a position in the history's commitments, `joined_by` and
    `left_by` in its people, -1 where unknown. `at_creation`: the issue was created into the commitment. `silent_join`
    and `silent_leave`: administration, never evidence.
    """

    commitment: Ints
    joined_by: Ints
    left_by: Ints
    at_creation: Flags
    silent_join: Flags
    silent_leave: Flags

    def only(self, rows: Flags) -> Memberships:
        """Some of the rows, whole."""
        return Memberships(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True, slots=True)
class Turns:
    """Rows in which an issue joined or left a commitment by a change, ordered by the rank of that change.

    `issue`, `commitment` and `by` are positions (`by` -1 where unknown). Of one act the leaves come first.
    """

    issue: Ints
    commitment: Ints
    rank: Ints
    at: Ints
    by: Ints
    is_join: Flags
    silent: Flags


def value_spans(created_at: Ints, issue: Ints, at: Ints) -> tuple[Spans, Ints]:
    """When a single-valued field of every issue was one thing, by issue and time.

    created_at: of every issue; issue, at: the changes of that field, in the order of issue and time. With the spans
    comes which value each holds: k for what the k-th change changed from, len(issue) + i for the final value of
    issue i. Empty spans are left out.
    """
    everyone, changes = np.arange(len(created_at)), len(issue)
    # Each issue's own last row stands behind its changes, so all rows before it are known by counting.
    of_change = np.arange(changes) + issue
    of_final = np.searchsorted(issue, everyone, side="right") + everyone
    owner, until, value = (np.empty(changes + len(everyone), dtype=np.int64) for _ in range(3))
    owner[of_change], owner[of_final] = issue, everyone
    until[of_change], until[of_final] = at, NEVER
    value[of_change], value[of_final] = np.arange(changes), changes + everyone
    begun = np.maximum(created_at[owner], _shifted(until, owner, int(-NEVER)))
    kept = begun < until
    return Spans(owner[kept], begun[kept], until[kept]), value[kept]


def _shifted(values: Ints, group: Ints, first: int) -> Ints:
    """The value of the row before in the same group; `first` where there is none."""
    before = np.full(len(values), first, dtype=np.int64)
    same = group[1:] == group[:-1]
    before[1:][same] = values[:-1][same]
    return before


def membership_spans(created_at: Ints, turns: Turns, issue: Ints, commitment: Ints) -> Memberships:
    """When each issue belonged to each commitment, by commitment, issue and time.

    created_at: of every issue; issue, commitment: who belongs to what now. Adjoining spans that a contradictory
    changelog leaves behind are one.
    """
    size = max(len(created_at), 1)
    members = np.unique(commitment * size + issue)
    changed = turns.commitment * size + turns.issue
    pairs = np.unique(np.concatenate([changed, members]))
    # Before the end of time the issue was what it is now: a member leaves "then", another does not join.
    is_join = np.concatenate([turns.is_join, ~np.isin(pairs, members, assume_unique=True)])
    last = len(pairs)
    pair = np.concatenate([changed, pairs])
    at = np.concatenate([turns.at, np.full(last, NEVER, dtype=np.int64)])
    by = np.concatenate([turns.by, np.full(last, -1, dtype=np.int64)])
    silent = np.concatenate([turns.silent, np.zeros(last, dtype=np.bool_)])
    order = np.lexsort((np.concatenate([turns.rank, np.full(last, NEVER, dtype=np.int64)]), pair))
    pair, at, by, silent, is_join = pair[order], at[order], by[order], silent[order], is_join[order]
    is_first = np.diff(pair, prepend=-1) != 0
    begun = np.maximum(created_at[pair % size], _shifted(at, pair, int(-NEVER)))
    held_before = ~is_first & (_shifted(is_join.astype(np.int64), pair, 1) == 0)
    rows = np.flatnonzero(~is_join & (begun < at))
    # A row goes on from the one before it where that was held as well.
    new_run = (np.diff(pair[rows], prepend=-1) != 0) | ~held_before[rows]
    starts = rows[new_run]
    ends = rows[np.append(np.flatnonzero(new_run)[1:], len(rows)) - 1] if len(rows) else rows
    return Memberships(
        issue=pair[starts] % size,
        from_at=begun[starts],
        until_at=at[ends],
        commitment=pair[starts] // size,
        joined_by=_shifted(by, pair, -1)[starts],
        left_by=by[ends],
        at_creation=is_first[starts],
        silent_join=_shifted(silent.astype(np.int64), pair, 0)[starts] == 1,
        silent_leave=silent[ends],
    )
