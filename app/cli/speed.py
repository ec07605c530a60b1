"""How fast something goes, and when it will be done, in words."""

from __future__ import annotations

from collections import deque

_WINDOW_SECONDS = 60.0
# Less than this says too little about what follows.
_LEAST_SECONDS = 1.0


class Speed:
    """The speed of one piece of work over the last minute.

    It starts with the first thing seen: what an earlier run did counts as done, and not as fast.
    """

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def see(self, at: float, done: int) -> None:
        """So many were done at a moment, in seconds of a clock that only rises."""
        self._seen.append((at, done))
        # The oldest kept lies at or before the start of the window, so that a long step counts whole.
        while len(self._seen) > 2 and self._seen[1][0] <= at - _WINDOW_SECONDS:
            self._seen.popleft()

    @property
    def per_second(self) -> float | None:
        """How many a second; None while that cannot be said."""
        if not self._seen:
            return None
        (began, before), (at, done) = self._seen[0], self._seen[-1]
        if at - began < _LEAST_SECONDS or done <= before:
            return None
        return (done - before) / (at - began)


def how_far(done: int, total: int | None, unit: str = "") -> str:
    """So many of so many: `1,200 of 5,000 issues`."""
    counted = f"{done:,}" if total is None else f"{done:,} of {total:,}"
    return f"{counted} {unit}".rstrip()


def how_fast(done: int, total: int | None, per_second: float | None, unit: str = "") -> str:
    """The speed and the time left: `310 issues/s, 2 min left`; nothing while the speed cannot be told."""
    if per_second is None:
        return ""
    number = f"{per_second:,.0f}" if per_second >= 10 else f"{per_second:.1f}"
    speed = f"{number} {unit}/s" if unit else f"{number}/s"
    return speed if total is None else f"{speed}, {_spoken(max(0, total - done) / per_second)} left"


def _spoken(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
