"""A sync that is killed at its n-th statement: `python -m tests.app.killed URL N`, for the test of that."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count

from sqlalchemy import event

from app.database.engine import open_engine
from app.sync import sync
from tests.app.fake_source import NOW, Tracker, issue


def tracker() -> Tracker:
    """The tracker that is read before and after the kill."""
    return Tracker([issue(n) for n in range(1, 16)], projects=("CRM", "WEB"))


def main() -> None:
    """Sync until the n-th statement, then die without a word."""
    url, last = sys.argv[1], int(sys.argv[2])
    engine = open_engine(url)
    numbers = count(1)

    def die(*_: object) -> None:
        if next(numbers) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", die)
    sync(engine, NOW, openers=tracker().opener())


if __name__ == "__main__":
    main()
