"""What serves the declared goals, and when: by a label, an epic, a commitment, or by what an item is a part of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from detectors.declared import Goal
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Ints, Spans

# Labels that tell of upkeep, whether or not a goal names them.
UPKEEP_LABELS = frozenset({"dependencies", "dependency", "security", "renovate", "dependabot"})
# A part of a part of an item in an epic of a programme is as deep as trackers go.
_DEPTH = 4
# A sweep over some years of weeks asks for each moment several times.
_MOST_KNOWN = 256


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

    def _at(self, moment: int) -> Flags:
        serves = self.always.copy()
        serves[self.while_so.issue[self.while_so.hold_at(moment)]] = True
        held = self.in_epic.hold_at(moment)
        inside, epics = self.in_epic.issue[held], self.epic[held]
        parts = np.flatnonzero(self.parent >= 0)
        for _ in range(_DEPTH):
            known = int(serves.sum())
            serves[parts] |= serves[self.parent[parts]]
            serves[inside[serves[epics]]] = True
            if int(serves.sum()) == known:
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
    epic_of = np.full(len(history.commitments), -1, dtype=np.int64)
    listed = np.zeros(len(history.commitments), dtype=np.bool_)
    for c, commitment in enumerate(history.commitments):
        names = {commitment.id, commitment.name}
        if commitment.type == "epic":
            epic_of[c] = history.position[commitment.id]
            names.add(history.keys[epic_of[c]])
        listed[c] = bool(names & named)
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


def _labelled(history: History, wanted: frozenset[str]) -> Spans:
    """When which issue had which of some labels (in lower case), a row for each.

    Trackers tell of a change of labels by the whole lists, or by what was put on and taken off. To undo either, what
    only the later text names was put on, and what only the earlier one names was taken off.
    """
    turns: dict[tuple[int, str], list[tuple[int, bool]]] = {}
    changes = history.changes_of("labels")
    texts = pl.concat([changes["from_text"].alias("text"), changes["to_text"].alias("text")]).drop_nulls().unique()
    named: dict[str | None, frozenset[str]] = {t: found for t in texts.to_list() if (found := _named(t, wanted))}
    telling, nothing = list(named), frozenset[str]()
    changes = changes.filter(pl.col("from_text").is_in(telling) | pl.col("to_text").is_in(telling))
    for row, at, before, after in changes.select("row", "at", "from_text", "to_text").iter_rows():
        was = named.get(before, nothing)
        for label in was ^ named.get(after, nothing):
            turns.setdefault((row, label), []).append((at, label in was))
    labels = history.columns.issues.select("labels").with_row_index("row").explode("labels").drop_nulls()
    counting = [label for label in labels["labels"].unique().to_list() if label.casefold() in wanted]
    carried = labels.filter(pl.col("labels").is_in(counting))
    now = {(row, label.casefold()) for row, label in carried.iter_rows()}
    # Most labels stay from the beginning.
    steady = np.array(sorted({row for row, label in now if (row, label) not in turns}), dtype=np.int64)
    spans: list[tuple[int, int, int]] = []
    for (row, label), courses in turns.items():
        since = int(history.created_at[row])
        for at, had in courses:
            if had and since < at:
                spans.append((row, since, at))
            since = max(since, at)
        if (row, label) in now:
            spans.append((row, since, int(NEVER)))
    rows = np.array(spans, dtype=np.int64).reshape(-1, 3)
    return Spans(
        np.concatenate([steady, rows[:, 0]]),
        np.concatenate([history.created_at[steady], rows[:, 1]]),
        np.concatenate([np.full(len(steady), NEVER), rows[:, 2]]),
    )


def _named(text: str | None, wanted: frozenset[str]) -> frozenset[str]:
    """Which labels a text of a change names: one that may have spaces in it, or several with spaces between."""
    if not text:
        return frozenset()
    folded = text.casefold()
    return wanted.intersection((folded, *folded.split(" ")))
