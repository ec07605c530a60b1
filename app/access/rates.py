"""How fast one caller may ask: a bucket of tokens each, filled steadily, in this process's memory."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


class Rates:
    """At most so many requests a minute for each caller, all at once or spread; 0 for no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = per_minute, clock
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, caller: str) -> int:
        """Take a token: 0 where there was one, else the seconds after which there will be one."""
        if not self._most:
            return 0
        at = self._clock()
        left, then = self._left.get(caller, (float(self._most), at))
        left = min(float(self._most), left + (at - then) * self._most / 60)
        if left < 1:
            self._left[caller] = left, at
            return max(1, math.ceil((1 - left) * 60 / self._most))
        self._left[caller] = left - 1, at
        return 0
