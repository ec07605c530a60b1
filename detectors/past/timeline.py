"""A value that changes at instants: what it was first observed as, and what it became."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from detectors.past.replay import NEVER

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timeline(Generic[T]):
    """`first` holds from the beginning; each of `later` (instant, value), in order of time, from its instant on."""

    first: T
    later: tuple[tuple[int, T], ...] = field(default=())

    def at(self, moment: int) -> T:
        """The value at an instant."""
        k = bisect_right(self.later, moment, key=lambda entry: entry[0])
        return self.later[k - 1][1] if k else self.first

    @property
    def entries(self) -> tuple[tuple[int, T], ...]:
        """Every value with the instant from which on it holds."""
        return ((int(-NEVER), self.first), *self.later)

    @property
    def last(self) -> T:
        """The value that it has now."""
        return self.later[-1][1] if self.later else self.first
