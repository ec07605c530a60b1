"""How connectors pace their requests: what is tried again, how often, and when all must slow down.

Only what may pass by itself is tried again: the code that makes a request raises `Failing` around the error
that it would end in. Retrying, with jitter, is stamina's; the budget of tries and the shared pace are here.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import stamina

from connectors.connector import ConnectorError

Answer = TypeVar("Answer")

TRIES = 6
TRIES_WHEN_TOLD_TO_WAIT = 20
"""A server that says when to come back is alive: it gets more tries than one that fails."""

FIRST_WAIT_SECONDS = 0.25
LONGEST_WAIT_SECONDS = 4.0
PATIENCE_SECONDS = 300.0
"""The longest that one request waits on the whole because it was told to."""

LONGEST_SPACING_SECONDS = 1.0


class Failing(Exception):
    """A request failed in a way that may pass by itself.

    `error` is what it ends in once the tries are used up. `retry_after` is the wait that the server asked
    for, in seconds; `is_limit` says that it did so because of too many requests.
    """

    def __init__(
        self,
        error: ConnectorError,
        *,
        tries: int = TRIES,
        retry_after: float | None = None,
        is_limit: bool = False,
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.tries = tries
        self.retry_after = retry_after
        self.is_limit = is_limit


class Pace:
    """The pace of one source, shared by all threads that ask it something.

    After an answer "too many requests" everybody waits as long as the server said, and requests then start
    one after the other with a spacing that doubles with each such answer and shrinks with each good one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next_start = 0.0
        self._paused_until = 0.0
        self._spacing = 0.0

    def run(self, attempt: Callable[[], Answer]) -> Answer:
        """What `attempt` gives, tried again as long as it raises `Failing` and there is budget.

        Raises the error inside the last `Failing`, and at once whatever else `attempt` raises.
        """
        budget = _Budget(self)
        try:
            for trial in stamina.retry_context(on=budget.wait_seconds, attempts=None, timeout=None):
                with trial:
                    self._await_turn()
                    answer = attempt()
                    self._quicken()
        except Failing as failing:
            raise failing.error from failing.__cause__
        return answer

    def slow_down(self, seconds: float) -> None:
        """Let nobody start for so long, and then one after the other."""
        with self._lock:
            now = time.monotonic()
            # Requests that were under way together are refused together: that counts once.
            if now >= self._paused_until:
                self._spacing = min(max(2 * self._spacing, 0.05), LONGEST_SPACING_SECONDS)
            self._paused_until = max(self._paused_until, now + seconds)
            self._next_start = max(self._next_start, self._paused_until)

    def _quicken(self) -> None:
        with self._lock:
            self._spacing = self._spacing * 0.8 if self._spacing > 0.01 else 0.0

    def _await_turn(self) -> None:
        with self._lock:
            now = time.monotonic()
            start = max(now, self._next_start)
            if self._next_start > now or self._spacing:
                self._next_start = start + self._spacing
        if start > now:
            time.sleep(start - now)


class _Budget:
    """The tries and the waiting time that one request has left."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._failures = 0
        self._told = 0
        self._waited = 0.0

    def wait_seconds(self, error: Exception) -> bool | float:
        """How long to wait before the next try, or False where there is none."""
        if not isinstance(error, Failing):
            return False
        if error.retry_after is not None:
            self._waited += error.retry_after
            if self._waited > PATIENCE_SECONDS:
                return False
        if error.is_limit and error.retry_after is not None:
            self._told += 1
            self._pace.slow_down(error.retry_after)
            # The shared pace does the waiting, so that nobody waits twice.
            return random.uniform(0, 0.1) if self._told < TRIES_WHEN_TOLD_TO_WAIT else False
        self._failures += 1
        if self._failures >= error.tries:
            return False
        own = min(FIRST_WAIT_SECONDS * 2.0 ** (self._failures - 1), LONGEST_WAIT_SECONDS)
        return max(own, error.retry_after or 0.0) + random.uniform(0, FIRST_WAIT_SECONDS)


def retry_after_seconds(header: str | None) -> float | None:
    """The wait that a `Retry-After` header asks for (RFC 9110: seconds or a date); None where it says nothing."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
