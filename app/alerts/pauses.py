"""How long a message waits before it is tried again, and when it is given up. Pure."""

from __future__ import annotations

_SECOND = 1_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE

PAUSES = (
    30 * _SECOND, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 5 * _HOUR, 10 * _HOUR, 14 * _HOUR, 20 * _HOUR, 24 * _HOUR,
)  # fmt: skip
"""Milliseconds after the first failure of a receiver in a row, the second, and so on: a weekend passes in them."""

# A message that waited so long behind others is given up sooner, yet not before it was tried so often.
_OLD = sum(PAUSES)
_OFTEN = 4


def pause_after(failures: int) -> int:
    """The milliseconds to wait after so many failures, at least 1."""
    return PAUSES[min(failures, len(PAUSES)) - 1]


def is_hopeless(attempts: int, age: int) -> bool:
    """Whether a message is given up after so many failed tries, so many milliseconds after it was written."""
    return attempts > len(PAUSES) or (attempts >= _OFTEN and age > _OLD)
