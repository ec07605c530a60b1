"""The shared pace of a source's requests: what is tried again, and when all must slow down or wait.

Only what may pass by itself is tried again: the code that makes a request raises `Failing` around the error
that it would end in. Trying again is stamina's; the waiting is done here, where all of a source's threads meet.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import stamina

from connectors.allowance import Allowance
from connectors.connector import ConnectorError
from connectors.tries import PATIENCE_SECONDS, TRIES, Failing, Tries, retry_after_seconds

__all__ = ["PATIENCE_SECONDS", "TRIES", "Failing", "Interrupted", "Pace", "retry_after_seconds"]

Answer = TypeVar("Answer")

LONG_PAUSE_SECONDS = 30.0
"""A pause from which on somebody who looks on is told why nothing moves."""

LONGEST_SPACING_SECONDS = 1.0


class Interrupted(ConnectorError):
    """Whoever asked no longer waits for the answer."""


def log_pause(text: str) -> None:
    """Say in the log that a long pause begins."""
    logging.getLogger(__name__).warning(text)


def local_time() -> datetime:
    """The time of day where brug runs."""
    return datetime.now().astimezone()


class Pace:
    """The pace of one source, shared by all threads that ask it something.

    After an answer "too many requests" everybody waits as long as the server said, and requests then start
    one after the other with a spacing that doubles with each such answer and shrinks with each good one. Where
    answers tell how many requests are left (`heed`), everybody waits for the next window before they are used up.

    `source` is its name, for what is told. `clock` gives seconds and `sleep` lets them pass; `told` hears, once
    a pause, why nothing moves for longer than `LONG_PAUSE_SECONDS`, and when it goes on by the local `time_of_day`;
    the log does where it is None.
    """

    def __init__(
        self,
        source: str = "",
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        told: Callable[[str], object] | None = None,
        time_of_day: Callable[[], datetime] = local_time,
    ) -> None:
        self._source = source
        self._clock = clock
        self._sleep = sleep
        self._told = told or log_pause
        self._time_of_day = time_of_day
        self._lock = threading.Condition()
        self._next_start = self._paused_until = self._told_until = float("-inf")
        self._spacing = 0.0
        self._allowances: defaultdict[str, Allowance] = defaultdict(Allowance)
        self._under_way = 0
        self._interruptions = 0

    def run(self, attempt: Callable[[], Answer], budget: str = "") -> Answer:
        """What `attempt` gives, tried again as long as it raises `Failing` and there are tries left.

        `budget` names which allowance it uses, where a source has several. Raises the error inside the last
        `Failing`, and at once whatever else `attempt` raises; `Interrupted` where `interrupt` ended the waiting.
        """
        asked = self._interruptions
        tries = Tries(self.slow_down)
        try:
            for trial in stamina.retry_context(on=tries.go_on, attempts=None, timeout=None):
                with trial:
                    self._await_turn(budget, tries.own_wait, asked)
                    answer = self._attempt(attempt)
        except Failing as failing:
            raise failing.error from failing.__cause__
        return answer

    def heed(self, remaining: int, reset_in_seconds: float, limit: int | None = None, budget: str = "") -> None:
        """Take in what an answer tells: `remaining` requests of `limit` until the window ends in so many seconds.

        To be called inside the attempt that got the answer.
        """
        with self._lock:
            now = self._clock()
            others = max(0, self._under_way - 1)
            self._allowances[budget].heed(now, remaining, now + reset_in_seconds, limit, others)

    def slow_down(self, seconds: float) -> None:
        """Let nobody start for so long, and then one after the other."""
        with self._lock:
            now = self._clock()
            # Requests that were under way together are refused together: that counts once.
            if now >= self._paused_until:
                self._spacing = min(max(2 * self._spacing, 0.05), LONGEST_SPACING_SECONDS)
            self._paused_until = max(self._paused_until, now + seconds)
            self._next_start = max(self._next_start, self._paused_until)

    def interrupt(self) -> None:
        """Let everybody who waits now, or would have to, go away with `Interrupted`; not who asks later."""
        with self._lock:
            self._interruptions += 1
            self._lock.notify_all()

    def _attempt(self, attempt: Callable[[], Answer]) -> Answer:
        with self._lock:
            self._under_way += 1
        try:
            answer = attempt()
        finally:
            with self._lock:
                self._under_way -= 1
        with self._lock:
            self._spacing = self._spacing * 0.8 if self._spacing > 0.01 else 0.0
        return answer

    def _await_turn(self, budget: str, own_wait: float, asked: int) -> None:
        """Wait until a request may start: after its own wait and the pause, within the allowance, in its turn."""
        with self._lock:
            allowance = self._allowances[budget]
            self._rest_until(self._clock() + own_wait, asked)
            self._rest_until_free(allowance, asked)
            now = self._clock()
            turn = max(now, self._next_start)
            if self._next_start > now or self._spacing:
                self._next_start = turn + self._spacing
            self._rest_until(turn, asked)
            # While it waited for its turn, others may have been refused.
            self._rest_until_free(allowance, asked)
            allowance.take()

    def _rest_until_free(self, allowance: Allowance, asked: int) -> None:
        while True:
            now = self._clock()
            free_at = allowance.free_at(now)
            # A window that ends too late is not waited for: the server is asked, and says so itself.
            start = max(self._paused_until, free_at if free_at - now <= PATIENCE_SECONDS else now)
            if start <= now:
                return
            self._rest_until(start, asked)

    def _rest_until(self, moment: float, asked: int) -> None:
        """Let time pass, with the lock released meanwhile; `asked` is how many interruptions there were before."""
        while (left := moment - self._clock()) > 0 or self._interruptions != asked:
            if self._interruptions != asked:
                raise Interrupted(f"{self._source}: interrupted")
            self._tell(moment, left)
            if self._sleep is None:
                self._lock.wait(left)
                continue
            self._lock.release()
            try:
                self._sleep(left)
            finally:
                self._lock.acquire()

    def _tell(self, until: float, left: float) -> None:
        if left <= LONG_PAUSE_SECONDS or until <= self._told_until + LONG_PAUSE_SECONDS:
            return
        self._told_until = until
        goes_on = self._time_of_day() + timedelta(seconds=left)
        self._told(f"{self._source or 'the tracker'} asks to wait; it goes on by itself at {goes_on:%H:%M}")
