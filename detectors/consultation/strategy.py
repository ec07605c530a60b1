"""What serves the declared goals, and when: by a label, an epic, a commitment, or by what an item is a part of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detectors.declared import Goal
from detectors.facts import Fact
from detectors.history import History
from detectors.past.positions import positions_of
from detectors.past.replay import NEVER, Flags, Ints, Spans

# Labels that tell of upkeep, whether or not a goal names them.
UPKEEP_LABELS = frozenset({"dependencies", "dependency", "security", "renovate", "dependabot"})
# A part of a part of an item in an epic of a programme is as deep as trackers go.
_DEPTH = 4
# A sweep over some years of weeks asks for each moment several times.
_MOST_KNOWN = 256
# From so many moments on it is cheaper to look at all of them at once.
_MANY = 6
_ALL_BITS = np.uint64(2**64 - 1)


@dataclass(eq=False, frozen=True, slots=True)
class Service:
    """What serves some goals: `always` by itself, `while_so` while a label was on it or it was in a commitment.

    `in_epic` says when which issue was in which epic, `epic` and `parent` are positions of issues.
    """

    always: Flags
    while_so: Spans
    in_epic: Spans
    epic: Ints
    parent: Ints
    known: dict[int, Flags] = field(default_factory=dict)

    def at(self, moment: int) -> Flags:
        """Which issues served one of the goals at an instant, themselves or by what they were a part of."""
        if moment not in self.known:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[moment] = self._at(moment)
        return self.known[moment]

    def look_at(self, moments: Sequence[int]) -> None:
        """Find out at once what served at each of some moments: what is asked of them then is known."""
        unknown = [moment for moment in moments if moment not in self.known]
        if len(unknown) < _MANY:
            return
        if len(self.known) + len(unknown) > _MOST_KNOWN:
            self.known.clear()
        for begin in range(0, min(len(unknown), _MOST_KNOWN), 64):
            some = unknown[begin : begin + 64]
            self.known.update(zip(some, self._at_each(np.array(some, dtype=np.int64)), strict=True))

    def _at_each(self, moments: Ints) -> Flags:
        """The same as `_at` for up to 64 moments in rising order, as a table of (moment, issue): a moment is a bit."""
        # The bits of all moments before each.
        before = np.append((np.uint64(1) << np.arange(len(moments), dtype=np.uint64)) - np.uint64(1), _ALL_BITS)

        def held(spans: Spans) -> NDArray[np.uint64]:
            since, until = np.searchsorted(moments, spans.from_at), np.searchsorted(moments, spans.until_at)
            bits: NDArray[np.uint64] = np.bitwise_xor(before[np.maximum(since, until)], before[since])
            return bits

        serves = np.where(self.always, _ALL_BITS, np.uint64(0))
        np.bitwise_or.at(serves, self.while_so.issue, held(self.while_so))
        inside, parts = held(self.in_epic), np.flatnonzero(self.parent >= 0)
        for _ in range(_DEPTH):
            serves[parts] |= serves[self.parent[parts]]
            np.bitwise_or.at(serves, self.in_epic.issue, inside & serves[self.epic])
        flags = np.unpackbits(serves.astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
        return np.ascontiguousarray(flags.T[: len(moments)]).astype(np.bool_)

    def _at(self, moment: int) -> Flags:
        serves = self.always.copy()
        serves[self.while_so.issue[self.while_so.hold_at(moment)]] = True
        held = self.in_epic.hold_at(moment)
        inside, epics = self.in_epic.issue[held], self.epic[held]
        parts = np.flatnonzero(self.parent >= 0)
        for _ in range(_DEPTH):
            known = np.count_nonzero(serves)
            serves[parts] |= serves[self.parent[parts]]
            serves[inside[serves[epics]]] = True
            if np.count_nonzero(serves) == known:
                break
        return serves


def serving(history: History) -> Service:
    """What serves a goal that is more than maintenance."""
    return history.once(_of)[0]


def maintaining(history: History) -> Service:
    """What is maintenance: under a goal marked so, or a dependency or security update by its label."""
    return history.once(_of)[1]


def _of(history: History) -> tuple[Service, Service]:
    goals = history.declared.goals
    upkeep = tuple(goal for goal in goals if goal.maintenance)
    promised = tuple(goal for goal in goals if not goal.maintenance)
    return _service(history, promised, ()), _service(history, upkeep, UPKEEP_LABELS)


def _service(history: History, goals: tuple[Goal, ...], labels: Collection[str]) -> Service:
    wanted = frozenset({label.casefold() for goal in goals for label in goal.labels}.union(labels))
    named = {name for goal in goals for name in (*goal.commitments, *goal.epics)}
    always = np.zeros(history.size, dtype=np.bool_)
    epic_of = history.epic_issue
    listed = np.zeros(len(history.commitments), dtype=np.bool_)
    for c, commitment in enumerate(history.commitments):
        listed[c] = not named.isdisjoint((commitment.id, commitment.name, commitment.shown))
        if listed[c] and epic_of[c] >= 0:
            always[epic_of[c]] = True
    members = history.members
    in_listed = listed[members.commitment]
    in_epic = epic_of[members.commitment] >= 0
    parts = (
        Spans(members.issue[in_listed], members.from_at[in_listed], members.until_at[in_listed]),
        _labelled(history, wanted),
    )
    return Service(
        always,
        Spans(
            np.concatenate([part.issue for part in parts]),
            np.concatenate([part.from_at for part in parts]),
            np.concatenate([part.until_at for part in parts]),
        ),
        Spans(members.issue[in_epic], members.from_at[in_epic], members.until_at[in_epic]),
        epic_of[members.commitment[in_epic]],
        history.parent,
    )


@dataclass(eq=False, frozen=True, slots=True)
class _Labels:
    """What labels issues have, and what of them changed.

    `before` and `after` are the places in `texts` of what each change names, `label` those in `labels` of what is on
    issue `carried_by` now.
    """

    issue: Ints
    at: Ints
    before: Ints
    after: Ints
    texts: list[str]
    carried_by: Ints
    label: Ints
    labels: list[str]


@Fact
def _labels_of(history: History) -> _Labels:
    changes = history.changes_of("labels")
    texts = [changes["from_text"].fill_null(""), changes["to_text"].fill_null("")]
    distinct = pl.concat([part.alias("text") for part in texts]).unique().sort().to_list()
    place = {text: k for k, text in enumerate(distinct)}
    carried = history.columns.issues.select("labels").with_row_index("row").explode("labels").drop_nulls()
    labels = carried["labels"].unique().sort().to_list()
    return _Labels(
        changes["row"].to_numpy(),
        changes["at"].to_numpy(),
        positions_of(texts[0], place),
        positions_of(texts[1], place),
        distinct,
        carried["row"].to_numpy().astype(np.int64),
        positions_of(carried["labels"], {label: k for k, label in enumerate(labels)}),
        labels,
    )


def _labelled(history: History, wanted: frozenset[str]) -> Spans:
    """When which issue had which of some labels (in lower case), a row for each.

    Trackers tell of a change of labels by the whole lists, or by what was put on and taken off. To undo either, what
    only the later text names was put on, and what only the earlier one names was taken off.
    """
    told = _labels_of(history)
    # Cells are (issue, label), each a number; `wanted` gives their columns.
    places = {label: k for k, label in enumerate(sorted(wanted))}
    issue, label, at, had = _turns(told, places)
    cell = issue * len(places) + label
    places_of = np.array([places.get(name.casefold(), -1) for name in told.labels], dtype=np.int64)
    carried = places_of[told.label] if len(told.labels) else told.label
    now = np.unique((told.carried_by * len(places) + carried)[carried >= 0])
    # Of each cell all turns, and its last state: a label that is there now, and ever stays.
    cells = np.concatenate([cell, now])
    until = np.concatenate([at, np.full(len(now), NEVER)])
    holds = np.concatenate([had, np.ones(len(now), dtype=np.bool_)])
    order = np.argsort(cells, kind="stable")
    cells, until, holds = cells[order], until[order], holds[order]
    row = cells // max(len(places), 1)
    since = history.created_at[row]
    later = np.flatnonzero(cells[1:] == cells[:-1]) + 1
    since[later] = np.maximum(since[later], until[later - 1])
    kept = holds & (since < until)
    return Spans(row[kept], since[kept], until[kept])


def _turns(told: _Labels, places: Mapping[str, int]) -> tuple[Ints, Ints, Ints, Flags]:
    """(issue, label, at, had): the changes by which a label was put on or taken off, and whether it had been there."""
    named = np.zeros((len(told.texts), len(places)), dtype=np.bool_)
    for k, text in enumerate(told.texts):
        folded = text.casefold()
        # A text may name one label that has spaces in it, or several with spaces between.
        for label in {folded, *folded.split(" ")} & places.keys() if folded else ():
            named[k, places[label]] = True
    if not len(told.issue) or not named.any():
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing, nothing.astype(np.bool_)
    differs = named[told.before] != named[told.after]
    change, place = np.nonzero(differs)
    return told.issue[change], place, told.at[change], named[told.before[change], place]
