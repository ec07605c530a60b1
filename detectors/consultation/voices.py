"""Who had spoken on an item before work on it started: on the item, and on what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.history import History
from detectors.replay import NEVER, Flags, Ints
from detectors.sides import sides_at
from detectors.words import Words, words_of


@dataclass(eq=False, frozen=True, slots=True)
class Voices:
    """Who had spoken before the start of each counted item: `people[starts[k]:starts[k+1]]` for `issues[k]`.

    People are positions in the history itself, followed by those of each of the `others`, which were heard too.
    """

    issues: Ints
    started_at: Ints
    people: Ints
    starts: Ints
    others: tuple[History, ...] = ()

    def heard(self, matches: Flags) -> Flags:
        """For each counted item, whether one of the people who match had spoken."""
        said = np.concatenate([[0], np.cumsum(matches[self.people])])
        return said[self.starts[1:]] > said[self.starts[:-1]]


def everybody(history: History, voices: Voices, moment: int) -> NDArray[np.int8]:
    """The side of everyone who may be heard, at a moment; people of another project have the side that shows there."""
    return np.concatenate([sides_at(one, moment).side for one in (history, *voices.others)])


def voices_on(history: History, issues: Ints) -> Voices:
    """Who had spoken on each of some issues on which work started, in the order of their starts."""
    issues = issues[np.argsort(history.started_at[issues], kind="stable")]
    here = _Said.on(history)
    linked = [n for n in history.neighbours if n.linked]
    there = [_Said.on(neighbour.history) for neighbour in linked]
    offsets = np.cumsum([len(history.people), *(len(n.history.people) for n in linked)])
    epics = _epic_spans(history)
    people: list[Ints] = []
    for i in issues.tolist():
        start = int(history.started_at[i])
        near = _own_and_near(history, i)
        heard = [here.by(other, 0, start + 1) for other in near]
        for epic, from_at, until_at in epics.get(i, ()):
            heard.append(here.by(epic, from_at, min(until_at, start + 1)))
        # What is kept of an issue that moved away leads to where it went on.
        ways = [i, *(other for other in near if history.departed_at[other] < NEVER)]
        for neighbour, said, offset in zip(linked, there, offsets.tolist(), strict=False):
            beyond = {place for way in ways for place in neighbour.linked.get(way, ())}
            heard += [said.by(place, 0, start + 1) + offset for place in sorted(beyond)]
        people.append(np.unique(np.concatenate(heard)))
    lengths = np.array([len(p) for p in people], dtype=np.int64)
    return Voices(
        issues,
        history.started_at[issues],
        np.concatenate(people) if people else np.zeros(0, dtype=np.int64),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        tuple(neighbour.history for neighbour in linked),
    )


@dataclass(eq=False, frozen=True, slots=True)
class _Said:
    """A history's words, those on one issue together."""

    words: Words
    order: Ints
    bounds: Ints

    @classmethod
    def on(cls, history: History) -> _Said:
        words = words_of(history)
        order = np.argsort(words.issue, kind="stable")
        return cls(words, order, np.searchsorted(words.issue[order], np.arange(history.size + 1)))

    def by(self, issue: int, from_at: int, until_at: int) -> Ints:
        """Who spoke on an issue from an instant to another (not included), a position for each word."""
        rows = self.order[self.bounds[issue] : self.bounds[issue + 1]]
        at = self.words.at[rows]
        return self.words.person[rows[(at >= from_at) & (at < until_at)]]


def _own_and_near(history: History, issue: int) -> list[int]:
    """The item, its parents, and what it is linked to."""
    near = [issue, *history.linked.get(issue, ())]
    above = int(history.parent[issue])
    while above >= 0 and above not in near:
        near.append(above)
        above = int(history.parent[above])
    return near


def _epic_spans(history: History) -> dict[int, list[tuple[int, int, int]]]:
    """For each issue (epic, from, until): when it stood in which epic."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    members = history.members
    for c, commitment in enumerate(history.commitments):
        if commitment.type == "epic":
            epic = history.position[commitment.id]
            for row in history.rows_of(c):
                span = (epic, int(members.from_at[row]), int(members.until_at[row]))
                found.setdefault(int(members.issue[row]), []).append(span)
    return found
