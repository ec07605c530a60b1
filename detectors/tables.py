"""What was so at each of some moments, as tables with a row a moment and a column an issue or a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detectors.history import History
from detectors.past.replay import Flags, Ints
from detectors.promises import promises_of
from detectors.sides import sides_of_each

# A scan asks for a few sets of moments, one after the other.
_MOST_KEPT = 16


def _made_so_far(_: History) -> dict[tuple[str, bytes], NDArray[Any]]:
    return {}


def _once(history: History, name: str, moments: Ints, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
    kept = history.once(_made_so_far)
    key = name, moments.tobytes()
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = make()
    return kept[key]


def carried(history: History, moments: Ints) -> Flags:
    """Which issues stood in a release or milestone: (moment, issue)."""
    return _once(history, "carried", moments, lambda: _carried(history, moments, promises_of(history).carries))


def _carried(history: History, moments: Ints, carrying: Flags) -> Flags:
    members = history.members
    rows = carrying[members.commitment]
    issue, from_at, until_at = members.issue[rows], members.from_at[rows], members.until_at[rows]
    found = np.zeros((len(moments), history.size), dtype=np.bool_)
    for k, at in enumerate(moments.tolist()):
        found[k, issue[(from_at <= at) & (at < until_at)]] = True
    return found


def side_of_each(history: History, moments: Ints) -> NDArray[np.int8]:
    """Whose side everybody was on: (moment, person); the last column is of nobody, who is at -1."""
    nobody = np.zeros(1, dtype=np.int8)

    def make() -> NDArray[np.int8]:
        return np.stack([np.append(sides.side, nobody) for sides in sides_of_each(history, moments.tolist())])

    return _once(history, "sides", moments, make)
