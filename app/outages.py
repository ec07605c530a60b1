"""What fails again and again is told once, and once that it is over."""

from __future__ import annotations

from typing import Any


class Outage:
    """Tells the log of the first failure in a row, and of the success after it; `what` is what cannot be done."""

    def __init__(self, log: Any, what: str) -> None:
        self._log, self._what, self._since_then = log, what, False

    def failed(self, error: Exception) -> None:
        """It failed."""
        if not self._since_then:
            self._log.error(f"cannot {self._what}", error=f"{type(error).__name__}: {error}")
        self._since_then = True

    def succeeded(self) -> None:
        """It was done."""
        if self._since_then:
            self._log.info(f"can {self._what} again")
        self._since_then = False
