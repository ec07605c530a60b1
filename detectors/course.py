"""How something went on for each of many things, looked up for many of them at once."""

from __future__ import annotations

import numpy as np

from detectors.replay import Ints


class Course:
    """Whole numbers with instants: each holds for its thing from its instant on, until the next one.

    thing, at: in the order of thing and instant. `missing` is the value before the first, and of a thing without any.
    """

    def __init__(self, thing: Ints, at: Ints, values: Ints, missing: int) -> None:
        self._instants = np.unique(at)
        self._width = len(self._instants) + 1
        self._keys = thing * self._width + np.searchsorted(self._instants, at, side="right")
        # The last entry is what nothing leads to.
        self._values = np.append(values, missing)

    def at(self, things: Ints, instants: Ints) -> Ints:
        """The value of each thing at its instant."""
        return self._values[self.entry_at(things, instants)]

    def entry_at(self, things: Ints, instants: Ints) -> Ints:
        """Which entry gives it; the one after the last where none does."""
        none = len(self._keys)
        if not none:
            return np.zeros(len(things), dtype=np.int64)
        wanted = things * self._width + np.searchsorted(self._instants, instants, side="right")
        found = np.searchsorted(self._keys, wanted, side="right") - 1
        return np.where((found >= 0) & (self._keys[found] // self._width == things), found, none)
