"""Who had spoken on an item before work on it started: on the item, and on what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detectors.history import History
from detectors.past.replay import NEVER, Flags, Ints
from detectors.sides import sides_at
from detectors.words import words_of

# As deep as trackers nest parts.
_DEPTH = 8


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

    def of(self, items: slice) -> Voices:
        """Those on some of the counted items, one after the other."""
        bounds = self.starts[items.start : items.stop + 1]
        people = self.people[bounds[0] : bounds[-1]]
        return Voices(self.issues[items], self.started_at[items], people, bounds - bounds[0], self.others)

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
    until = history.started_at[issues] + 1
    linked = [n for n in history.neighbours if n.linked]
    offsets = np.cumsum([0, len(history.people), *(len(n.history.people) for n in linked)])
    item, place = _near(history, issues)
    heard = [_said_on(history, item, place, np.zeros(len(item), np.int64), until[item])]
    heard.append(_said_on(history, *_in_epics(history, issues, until)))
    # What is kept of an issue that moved away leads to where it went on.
    leads = (place == issues[item]) | (history.departed_at[place] < NEVER)
    item, place = item[leads], place[leads]
    for neighbour, offset in zip(linked, offsets[1:].tolist(), strict=False):
        pairs = [(k, there) for k, way in zip(item.tolist(), place.tolist(), strict=True)
                 for there in neighbour.linked.get(way, ())]  # fmt: skip
        ways = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
        since = np.zeros(len(ways), dtype=np.int64)
        who, said_by = _said_on(neighbour.history, ways[:, 0], ways[:, 1], since, until[ways[:, 0]])
        heard.append((who, said_by + offset))
    everyone = max(int(offsets[-1]), 1)
    keys = np.unique(np.concatenate([who * everyone + person for who, person in heard]))
    return Voices(
        issues,
        history.started_at[issues],
        keys % everyone,
        np.searchsorted(keys // everyone, np.arange(len(issues) + 1)).astype(np.int64),
        tuple(neighbour.history for neighbour in linked),
    )


def _said_on(history: History, item: Ints, place: Ints, from_at: Ints, until_at: Ints) -> tuple[Ints, Ints]:
    """(item, person): who spoke on the place of each item from an instant to another, a row for each word."""
    words = words_of(history)
    order = words.by_issue
    bounds = np.searchsorted(words.issue[order], np.arange(history.size + 1))
    begin = bounds[place]
    lengths = bounds[place + 1] - begin
    # The words of a place stand together: of each place all rows, one after the other.
    pair = np.repeat(np.arange(len(place)), lengths)
    rows = order[np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + begin[pair]]
    inside = (words.at[rows] >= from_at[pair]) & (words.at[rows] < until_at[pair])
    return item[pair[inside]], words.person[rows[inside]]


def _near(history: History, issues: Ints) -> tuple[Ints, Ints]:
    """(item, place): each item itself, its parents, and what it is linked to."""
    numbers = np.arange(len(issues))
    items, places = [numbers], [issues]
    above = history.parent[issues]
    for _ in range(_DEPTH):
        has = above >= 0
        items.append(numbers[has])
        places.append(above[has])
        above = np.where(has, history.parent[above], -1)
    number = np.full(history.size, -1, dtype=np.int64)
    number[issues] = numbers
    issue, other = history.links
    has = number[issue] >= 0
    return np.concatenate([*items, number[issue[has]]]), np.concatenate([*places, other[has]])


def _in_epics(history: History, issues: Ints, until: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """(item, epic, from, until): when each item stood in which epic, up to the start of work on it."""
    number = np.full(history.size, -1, dtype=np.int64)
    number[issues] = np.arange(len(issues))
    epics, members = history.epic_issue, history.members
    epic = epics[members.commitment] if len(epics) else np.full(len(members.issue), -1, dtype=np.int64)
    rows = np.flatnonzero((epic >= 0) & (number[members.issue] >= 0))
    item = number[members.issue[rows]]
    return item, epic[rows], members.from_at[rows], np.minimum(members.until_at[rows], until[item])
