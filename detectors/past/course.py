"""How something went on for each of many things, looked up for many of them at once."""

from __future__ import annotations

import numpy as np

from detectors.past.replay import NEVER, Ints


class Keys:
    """One whole number for a thing and an instant, in the order of both; instants outside those given are alike."""

    def __init__(self, at: Ints) -> None:
        known = at[np.abs(at) < NEVER]
        self._first = int(known.min()) if len(known) else 0
        # Before the first stands 0, behind the last the last number.
        self.width = (int(known.max()) if len(known) else 0) - self._first + 3

    def of(self, things: Ints, instants: Ints | np.int64 | int) -> Ints:
        """The number of each thing at its instant."""
        numbers: Ints = things * self.width + np.clip(instants - self._first + 1, 0, self.width - 1)
        return numbers


class Course:
    """Whole numbers with instants: each holds for its thing from its instant on, until the next one.

    thing, at: in the order of thing and instant. `missing` is the value before the first, and of a thing without any.
    """

    def __init__(self, thing: Ints, at: Ints, values: Ints, missing: int) -> None:
        self._by = Keys(at)
        # What begins at no time never holds.
        begins = at < NEVER
        self._keys = self._by.of(thing[begins], at[begins])
        # The last entry is what nothing leads to.
        self._values = np.append(values[begins], missing)

    def at(self, things: Ints, instants: Ints) -> Ints:
        """The value of each thing at its instant."""
        none = len(self._keys)
        if not none:
            return np.full(len(things), self._values[0])
        found = np.searchsorted(self._keys, self._by.of(things, instants), side="right") - 1
        is_its_own = (found >= 0) & (self._keys[found] >= things * self._by.width)
        return self._values[np.where(is_its_own, found, none)]
