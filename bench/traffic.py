"""What the stand-in answered while something was read: the difference of its own counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.trackers import control


@dataclass
class Traffic:
    """Requests, their answers' bytes, and the seconds that making these took the stand-in."""

    requests: int = 0
    bytes: int = 0
    busy_seconds: float = 0.0


@contextmanager
def traffic(url: str) -> Iterator[Traffic]:
    """Counts what is asked while it is open; complete when it is closed."""
    # Setting the counts back would also make the stand-in forget what it has rendered.
    before = _counted(url)
    found = Traffic()
    yield found
    after = _counted(url)
    found.requests = after.requests - before.requests
    found.bytes = after.bytes - before.bytes
    found.busy_seconds = after.busy_seconds - before.busy_seconds


def _counted(url: str) -> Traffic:
    told = control(url, "stats")
    busy = sum(route["busy_seconds"] for route in told["routes"].values())
    return Traffic(told["requests"], told["bytes"], busy)
