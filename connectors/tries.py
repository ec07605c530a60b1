"""Which failures are tried again, how often, and how long a request waits in between."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from connectors.connector import ConnectorError

TRIES = 6
TRIES_WHEN_TOLD_TO_WAIT = 20
"""A server that says when to come back is alive: it gets more tries than one that fails."""

FIRST_WAIT_SECONDS = 0.25
LONGEST_WAIT_SECONDS = 4.0
PATIENCE_SECONDS = 7200.0
"""The longest that one request waits on the whole because it was told to: budgets are mostly by the hour."""


class Failing(Exception):
    """A request failed in a way that may pass by itself.

    `error` is what it ends in once the tries are used up. `retry_after` is the wait that the server asked
    for, in seconds; `is_limit` says that it did so because of too many requests: then all wait.
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


class Tries:
    """The tries and the waiting time that one request has left.

    `slow_down` makes all requests of the source wait so many seconds. `own_wait` are the seconds that this
    request waits by itself before its next try.
    """

    def __init__(self, slow_down: Callable[[float], None]) -> None:
        self.own_wait = 0.0
        self._slow_down = slow_down
        self._failures = 0
        self._told = 0
        self._waited = 0.0

    def go_on(self, error: Exception) -> bool | float:
        """Whether there is another try; then 0 seconds, as whoever tries again does the waiting."""
        if not isinstance(error, Failing):
            return False
        self.own_wait = 0.0
        if error.retry_after is not None:
            self._waited += error.retry_after
            if self._waited > PATIENCE_SECONDS:
                return False
        if error.is_limit and error.retry_after is not None:
            self._told += 1
            self._slow_down(error.retry_after)
            # All wait together, so that nobody waits twice; a little apart, so that not all begin at once.
            self.own_wait = random.uniform(0, 0.1)
            return 0.0 if self._told < TRIES_WHEN_TOLD_TO_WAIT else False
        self._failures += 1
        if self._failures >= error.tries:
            return False
        own = min(FIRST_WAIT_SECONDS * 2.0 ** (self._failures - 1), LONGEST_WAIT_SECONDS)
        self.own_wait = max(own, error.retry_after or 0.0) + random.uniform(0, FIRST_WAIT_SECONDS)
        return 0.0


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
