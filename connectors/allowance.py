"""What a source allows in its present window of time, as its rate-limit headers tell."""

from __future__ import annotations

RESERVED_SHARE = 0.02
RESERVED_AT_MOST = 50
"""So much is left untouched: one request may cost more than one, and others may use the same account."""

SAME_WINDOW_SECONDS = 5.0
"""Two answers of one window tell its end this much apart at most: servers round it, and answers take time."""


class Allowance:
    """How many requests are left, and until when. Moments are seconds of any steady clock.

    Several requests are under way at once and their answers come in any order, so what is left is counted here,
    and each answer only corrects the count.
    """

    def __init__(self) -> None:
        self._left = 0
        self._reserved = 0
        self._resets_at = float("-inf")

    def heed(self, now: float, remaining: int, resets_at: float, limit: int | None, under_way: int) -> None:
        """Correct the count by an answer, while `under_way` other requests may or may not be counted in it."""
        if resets_at < self._resets_at - SAME_WINDOW_SECONDS:
            # A late answer of the window before.
            return
        if resets_at > self._resets_at + SAME_WINDOW_SECONDS or now >= self._resets_at:
            self._left = remaining - under_way
        else:
            self._left = min(max(self._left, remaining - under_way), remaining)
        self._resets_at = resets_at
        self._reserved = min(RESERVED_AT_MOST, int((limit or 0) * RESERVED_SHARE))

    def free_at(self, now: float) -> float:
        """When the next request may start: now, or when the window ends."""
        return now if self._left > self._reserved or now >= self._resets_at else self._resets_at

    def take(self) -> None:
        """Count one request that starts."""
        self._left -= 1
