"""How fast one caller may ask: a bucket of tokens each, filled steadily, in this process's memory."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

# So many callers are remembered before those are let go who need not be: they may ask as if they never had.
_MANY = 10_000


class Rates:
    """At most so many requests a minute for each caller, all at once or spread; 0 for no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = per_minute, clock
        self._left: dict[str, tuple[float, float]] = {}
        self._room = _MANY

    def wait(self, caller: str) -> int:
        """Take a token: 0 where there was one, else the seconds after which there will be one."""
        return self._wait(caller, 1)

    def would_wait(self, caller: str) -> int:
        """The same, with no token taken."""
        return self._wait(caller, 0)

    def _wait(self, caller: str, taken: int) -> int:
        if not self._most:
            return 0
        at = self._clock()
        left = self._filled(*self._left.get(caller, (float(self._most), at)), at)
        if left < 1:
            self._left[caller] = left, at
            return max(1, math.ceil((1 - left) * 60 / self._most))
        if taken:
            self._left[caller] = left - taken, at
            if len(self._left) > self._room:
                self._forget(at)
        return 0

    def _filled(self, left: float, then: float, at: float) -> float:
        return min(float(self._most), left + (at - then) * self._most / 60)

    def _forget(self, at: float) -> None:
        self._left = {
            name: (n, then) for name, (n, then) in self._left.items() if self._filled(n, then, at) < self._most
        }
        # Looked through only when there are twice as many as must be kept, so that each request costs the same.
        self._room = max(_MANY, 2 * len(self._left))
