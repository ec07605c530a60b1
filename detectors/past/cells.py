"""Tables of owners with several rows each, laid flat: so that one call works on all of them."""

from __future__ import annotations

import numpy as np

from detectors.past.replay import Flags, Floats, Ints


def spread(first: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """(owner, row) of every row of some owners, each of whose rows stand together from `first` on."""
    owner = np.repeat(np.arange(len(first)), lengths)
    # Count on from where each owner's rows begin.
    row = np.arange(len(owner)) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
    return owner, row


def counted(owner: Ints, flags: Flags, owners: int) -> Ints:
    """How many rows of each owner are flagged."""
    return np.bincount(owner[flags], minlength=owners)


def summed(owner: Ints, amounts: Floats, owners: int) -> Floats:
    """The sum of the amounts of each owner."""
    sums: Floats = np.bincount(owner, weights=amounts, minlength=owners).astype(np.float64)
    return sums


def greatest(owner: Ints, values: Ints, owners: int, least: int) -> Ints:
    """The greatest value of each owner; `least` where there is none."""
    found = np.full(owners, least, dtype=np.int64)
    np.maximum.at(found, owner, values)
    return found


class Set:
    """Pairs of whole numbers, asked whether they hold others; the second of each is under `width`."""

    def __init__(self, first: Ints, second: Ints, width: int) -> None:
        self._width = max(width, 1)
        keys = first * self._width + second
        self._keys = keys if (keys[1:] >= keys[:-1]).all() else np.sort(keys)

    def has(self, first: Ints, second: Ints) -> Flags:
        """Which pairs are in it; a second below 0 is in none."""
        if not len(self._keys):
            return np.zeros(len(first), dtype=np.bool_)
        wanted = first * self._width + second
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        found: Flags = (self._keys[place] == wanted) & (second >= 0)
        return found
