"""Who speaks for whom: declared sides, or inferred from what people do, with a confidence.

Declared sides win. Who matches both is unknown. For the others, what they did up to the moment decides:
being assigned work, moving it to in progress, logging hours, proposing, reviewing and merging code are acts of IT;
creating and commenting without ever doing those is business. Of somebody who does none of it, a tracker may know
whether they belong to those who build. What somebody writes is never read.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detectors.history import History
from detectors.replay import Floats, Ints
from detectors.words import COMMENTED, CREATED, LOGGED, REVIEWED, words_of

UNKNOWN, BUSINESS, IT = 0, 1, 2
NAMES = ("unknown", "business", "it")

# An inferred side counts from this confidence on.
SURE = 0.8
# What a tracker itself says of somebody (GitHub's author association) is a little surer than the least that counts.
TOLD = 0.85


@dataclass(frozen=True, slots=True)
class Sides:
    """The side of each person (UNKNOWN, BUSINESS, IT) and how sure that is (0 to 1), at one moment."""

    side: NDArray[np.int8]
    confidence: Floats

    def of(self, people: Ints) -> NDArray[np.int8]:
        """The sides of some people; -1, nobody, is unknown."""
        if not len(self.side):
            return np.zeros(len(people), dtype=np.int8)
        return np.where(people >= 0, self.side[people], UNKNOWN).astype(np.int8)

    def name(self, person: int) -> str:
        """business, it or unknown."""
        return NAMES[self.side[person]] if person >= 0 else NAMES[UNKNOWN]


@dataclass(eq=False)
class _Acts:
    """What sides are inferred from: who was declared what, and the sorted instants of each person's acts."""

    declared: NDArray[np.int8]
    fixed: NDArray[np.bool_]
    building: list[Ints]
    asking: list[Ints]
    insider: list[bool | None]


_kept: WeakKeyDictionary[History, _Acts] = WeakKeyDictionary()


def sides_at(history: History, moment: int) -> Sides:
    """Everybody's side, from what was declared and what was done at or before a moment."""
    if history not in _kept:
        _kept[history] = _gather(history)
    acts = _kept[history]
    side, confidence = acts.declared.copy(), np.ones(len(acts.declared))
    for person in np.flatnonzero(~acts.fixed):
        built = int(np.searchsorted(acts.building[person], moment, side="right"))
        asked = int(np.searchsorted(acts.asking[person], moment, side="right"))
        if built:
            side[person] = IT
            confidence[person] = (1 - 0.5**built) * (built + 1) / (built + 1 + 0.05 * asked)
        elif acts.insider[person]:
            side[person], confidence[person] = IT, TOLD
        elif asked:
            side[person] = BUSINESS
            # Each act without any building makes it likelier that this person never builds.
            confidence[person] = 1 - 0.75**asked
            if acts.insider[person] is False:
                confidence[person] = max(confidence[person], TOLD)
        if confidence[person] < SURE or not (built or asked or acts.insider[person]):
            side[person] = UNKNOWN
    return Sides(side, confidence)


def _gather(history: History) -> _Acts:
    people = history.columns.people
    declared = np.zeros(people.height, dtype=np.int8)
    fixed = history.is_bot.copy()
    for i, (person, name, email, groups) in enumerate(people.select("person", "name", "email", "groups").iter_rows()):
        named = (person, name or "", email, tuple(groups or ()))
        business, it = history.declared.business.matches(*named), history.declared.it.matches(*named)
        declared[i] = UNKNOWN if business == it else BUSINESS if business else IT
        fixed[i] |= business or it
    words = words_of(history)
    building: list[list[int]] = [[] for _ in range(people.height)]
    asking: list[list[int]] = [[] for _ in range(people.height)]
    is_code = history.of_kind("pull_request")[words.issue]
    for at, person, kind, code in zip(
        words.at.tolist(), words.person.tolist(), words.kind.tolist(), is_code.tolist(), strict=True
    ):
        if kind in (LOGGED, REVIEWED) or (kind == CREATED and code):
            building[person].append(at)
        elif kind in (CREATED, COMMENTED):
            asking[person].append(at)
    moves = history.changes_of("status").filter((pl.col("to_value") == "in_progress") & pl.col("silent").not_())
    merges = history.changes_of("resolution").filter(pl.col("to_value") == "merged")
    commits = history.changes_of("commit")
    assigned = history.changes_of("assignee").filter(pl.col("silent").not_())
    for at, who in [
        *moves.select("at", "by").iter_rows(),
        *merges.select("at", "by").iter_rows(),
        *commits.select("at", "by").iter_rows(),
        *assigned.select("at", "to_value").iter_rows(),
    ]:
        if who in history.people:
            building[history.people[who]].append(at)
    for row, from_at, value in _first_assignees(history):
        if value in history.people and row >= 0:
            building[history.people[value]].append(from_at)
    return _Acts(
        declared,
        fixed,
        [np.array(sorted(a), dtype=np.int64) for a in building],
        [np.array(sorted(a), dtype=np.int64) for a in asking],
        people["is_insider"].to_list(),
    )


def _first_assignees(history: History) -> list[tuple[int, int, str]]:
    """Who was assigned already when an issue was created."""
    spans = history.spans_of("assignee", "assignee").group_by("row", maintain_order=True).first()
    created = spans.filter(
        pl.col("value").is_not_null() & (pl.col("from_at") == pl.Series(history.created_at)[spans["row"]])
        if spans.height
        else pl.lit(value=False)
    )
    return list(created.select("row", "from_at", "value").iter_rows())
