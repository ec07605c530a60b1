"""Who speaks for whom: declared sides, or inferred from what people do, with a confidence.

Declared sides win. Who matches both is unknown. For the others, what they did up to the moment decides:
being assigned work, starting it, estimating it, logging hours, proposing, reviewing and merging code are acts of IT;
creating and commenting without ever doing those is business. Taking back what was done already is no start of work.
Somebody who plans the work of others and hardly ever accepts any may lead either side, and stays unknown. Of somebody
who builds nothing, a tracker may know whether they belong to those who build; that weighs against how often they
asked. What somebody writes is never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detectors.facts import Fact
from detectors.history import History
from detectors.past.replay import Floats, Ints
from detectors.words import COMMENTED, CREATED, LOGGED, REVIEWED, first_people, words_of

UNKNOWN, BUSINESS, IT = 0, 1, 2
NAMES = ("unknown", "business", "it")

# An inferred side counts from this confidence on.
SURE = 0.8
# What a tracker itself says of somebody (GitHub's author association) is a little surer than the least that counts.
TOLD = 0.85
# Who plans so often without building or accepting may lead the builders as well as the business.
PLANNER = 20
# A sweep over some years of weeks asks for the sides of each moment several times.
MOMENTS_KEPT = 512


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


@dataclass(eq=False, frozen=True, slots=True)
class _Stream:
    """Acts of one kind in order of time: when, and by whom (a position)."""

    at: Ints
    person: Ints

    def counts(self, moments: Ints, people: int) -> Ints:
        """How many acts each person had done by each of some moments, in rising order: (moment, person)."""
        since = np.searchsorted(moments, self.at)
        inside = since < len(moments)
        cells = since[inside] * people + self.person[inside]
        found = np.bincount(cells, minlength=len(moments) * people).reshape(len(moments), people)
        return np.cumsum(found, axis=0, dtype=np.int64)


@dataclass(eq=False, frozen=True, slots=True)
class _Acts:
    """Whatever anybody did that tells of their side: when, and by whom, each kind in order of time."""

    built_at: Ints
    builder: Ints
    asked_at: Ints
    asker: Ints
    planned_at: Ints
    planner: Ints
    accepted_at: Ints
    accepter: Ints


@dataclass(eq=False, slots=True)
class _Signs:
    """What sides are inferred from: who was declared what, and what everybody did."""

    declared: NDArray[np.int8]
    fixed: NDArray[np.bool_]
    building: _Stream
    asking: _Stream
    planning: _Stream
    accepting: _Stream
    insider: NDArray[np.bool_]
    outsider: NDArray[np.bool_]
    known: dict[int, Sides] = field(default_factory=dict)


def sides_at(history: History, moment: int) -> Sides:
    """Everybody's side, from what was declared and what was done at or before a moment."""
    return sides_of_each(history, (moment,))[0]


def sides_of_each(history: History, moments: Sequence[int]) -> list[Sides]:
    """Everybody's side at each of some moments."""
    signs = history.once(_gather)
    unknown = sorted(set(moments).difference(signs.known))
    if unknown:
        if len(signs.known) + len(unknown) > MOMENTS_KEPT:
            signs.known.clear()
            unknown = sorted(set(moments))
        signs.known.update(zip(unknown, _infer(signs, np.array(unknown, dtype=np.int64)), strict=True))
    return [signs.known[moment] for moment in moments]


def _infer(signs: _Signs, moments: Ints) -> Iterator[Sides]:
    streams = signs.building, signs.asking, signs.planning, signs.accepting
    built, asked, planned, accepted = (stream.counts(moments, len(signs.declared)) for stream in streams)
    as_builder = (1 - 0.5**built) * (built + 1) / (built + 1 + 0.05 * asked)
    # Each act without any building makes it likelier that this person never builds.
    as_asker = 1 - 0.75**asked
    as_asker = np.where(signs.outsider & (asked > 0), np.maximum(as_asker, TOLD), as_asker)
    odds = TOLD / (1 - TOLD) * 0.75**asked
    as_insider = odds / (1 + odds)
    insider, builds = signs.insider, built > 0
    leads = ~builds & ~insider & (planned >= PLANNER) & (accepted * 10 < planned)
    is_it = builds | (insider & (as_insider >= 0.5))
    confidence = np.where(
        builds, as_builder, np.where(insider, np.maximum(as_insider, 1 - as_insider), np.where(leads, 0.5, as_asker))
    )
    side = np.where(is_it, IT, BUSINESS).astype(np.int8)
    side[(confidence < SURE) | ~(builds | insider | (asked > 0))] = UNKNOWN
    return map(
        Sides, np.where(signs.fixed, signs.declared, side).astype(np.int8), np.where(signs.fixed, 1.0, confidence)
    )


def _gather(history: History) -> _Signs:
    people = history.columns.people
    declared = np.zeros(people.height, dtype=np.int8)
    fixed = history.is_bot.copy()
    for i, (person, name, email, groups) in enumerate(people.select("person", "name", "email", "groups").iter_rows()):
        named = (person, name or "", email, tuple(groups or ()))
        business, it = history.declared.business.matches(*named), history.declared.it.matches(*named)
        declared[i] = UNKNOWN if business == it else BUSINESS if business else IT
        fixed[i] |= business or it
    acts, insider = _acts(history), people["is_insider"]
    return _Signs(
        declared,
        fixed,
        _Stream(acts.built_at, acts.builder),
        _Stream(acts.asked_at, acts.asker),
        _Stream(acts.planned_at, acts.planner),
        _Stream(acts.accepted_at, acts.accepter),
        insider.fill_null(value=False).to_numpy().astype(np.bool_),
        insider.not_().fill_null(value=False).to_numpy().astype(np.bool_),
    )


@Fact
def _acts(history: History) -> _Acts:
    words = words_of(history)
    is_code = history.of_kind("pull_request")[words.issue]
    built = np.isin(words.kind, [LOGGED, REVIEWED]) | ((words.kind == CREATED) & is_code)
    asked = np.isin(words.kind, [CREATED, COMMENTED]) & ~built
    moves = history.changes_of("status").filter(pl.col("silent").not_())
    begun = moves.filter((pl.col("to_value") == "in_progress") & pl.col("from_value").ne_missing("done"))
    merges = history.changes_of("resolution").filter(pl.col("to_value") == "merged")
    made = history.changes_of("commit")
    assigned = history.changes_of("assignee").filter(pl.col("silent").not_())
    estimated = history.changes_of("points", "estimate").filter(pl.col("silent").not_())
    planned = history.changes_of("release", "sprint", "milestone", "due").filter(pl.col("silent").not_())
    building = [
        (words.at[built], words.person[built]),
        *(_acts_of(changes) for changes in (begun, merges, made, estimated)),
        (assigned["at"].to_numpy(), history.rows_of_people(assigned["to_value"])),
        # Who was assigned already when an issue was created.
        (history.created_at, first_people(history, "assignee")),
    ]
    done = moves.filter(pl.col("to_value") == "done")
    return _Acts(
        *_in_order(*building),
        words.at[asked],
        words.person[asked],
        *_in_order(_acts_of(planned)),
        *_in_order(_acts_of(done)),
    )


def _in_order(*acts: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Columns of (when, by whom) as one, in order of time; acts of nobody are left out."""
    at, person = (np.concatenate([part[n] for part in acts]) for n in range(2))
    rows = np.flatnonzero(person >= 0)
    rows = rows[np.argsort(at[rows], kind="stable")]
    return at[rows], person[rows]


def _acts_of(changes: pl.DataFrame) -> tuple[Ints, Ints]:
    return changes["at"].to_numpy(), changes["person"].to_numpy()
