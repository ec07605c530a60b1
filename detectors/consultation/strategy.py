"""What serves the declared goals, and when: by a label, an epic, a commitment, or by what an item is a part of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from detectors.declared import Goal
from detectors.history import History
from detectors.replay import Flags, Ints, Spans, value_spans

# Labels that tell of upkeep, whether or not a goal names them.
UPKEEP_LABELS = frozenset({"dependencies", "dependency", "security", "renovate", "dependabot"})
# A part of a part of an item in an epic of a programme is as deep as trackers go.
_DEPTH = 4


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

    def at(self, moment: int) -> Flags:
        """Which issues served one of the goals at an instant, themselves or by what they were a part of."""
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


_kept: WeakKeyDictionary[History, tuple[Service, Service]] = WeakKeyDictionary()


def serving(history: History) -> Service:
    """What serves a goal that is more than maintenance."""
    return _of(history)[0]


def maintaining(history: History) -> Service:
    """What is maintenance: under a goal marked so, or a dependency or security update by its label."""
    return _of(history)[1]


def _of(history: History) -> tuple[Service, Service]:
    if history not in _kept:
        goals = history.declared.goals
        upkeep = tuple(goal for goal in goals if goal.maintenance)
        promised = tuple(goal for goal in goals if not goal.maintenance)
        _kept[history] = _service(history, promised, ()), _service(history, upkeep, UPKEEP_LABELS)
    return _kept[history]


def _service(history: History, goals: tuple[Goal, ...], labels: Collection[str]) -> Service:
    wanted = sorted({label.casefold() for goal in goals for label in goal.labels}.union(labels))
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
    labelled = [_labelled(history, label) for label in wanted]
    parts = [Spans(members.issue[in_listed], members.from_at[in_listed], members.until_at[in_listed]), *labelled]
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


def _labelled(history: History, label: str) -> Spans:
    """When which issue had a label (in lower case).

    Trackers tell of a change of labels by the whole lists, or by what was put on and taken off; to undo either,
    what is only in the one text was put on, what is only in the other taken off.
    """

    def has(column: str) -> pl.Expr:
        text = pl.col(column).fill_null("").str.to_lowercase()
        return (text == label) | text.str.split(" ").list.contains(label)

    changes = history.changes_of("labels").select("issue", "at", before=has("from_text"), after=has("to_text"))
    changes = changes.filter(pl.col("before") != pl.col("after")).select(
        "issue", "at", from_value=pl.when("before").then(pl.lit(label))
    )
    now = pl.col("labels").list.eval(pl.element().str.to_lowercase()).list.contains(label).fill_null(value=False)
    final = history.columns.issues.select("issue", "created_at", value=pl.when(now).then(pl.lit(label)))
    final = final.filter(pl.col("value").is_not_null() | pl.col("issue").is_in(changes["issue"].to_list()))
    spans = value_spans(final, changes).filter(pl.col("value").is_not_null())
    issue = np.array([history.position[i] for i in spans["issue"]], dtype=np.int64)
    return Spans(issue, spans["from_at"].to_numpy().astype(np.int64), spans["until_at"].to_numpy().astype(np.int64))
