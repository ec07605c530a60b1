from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from connectors.connector import Refused, Unreachable
from connectors.pacing import Failing, Pace, retry_after_seconds


def failing(times: int, error: Exception) -> tuple[Callable[[], int], list[int]]:
    """An attempt that raises so often before it gives 42, and the tries that were made."""
    made: list[int] = []

    def attempt() -> int:
        made.append(1)
        if len(made) <= times:
            raise error
        return 42

    return attempt, made


def test_what_may_pass_is_tried_again() -> None:
    attempt, made = failing(2, Failing(Unreachable("down")))
    assert Pace().run(attempt) == 42
    assert len(made) == 3


def test_the_last_failure_ends_in_its_error() -> None:
    attempt, made = failing(99, Failing(Unreachable("down"), tries=2))
    with pytest.raises(Unreachable, match="down"):
        Pace().run(attempt)
    assert len(made) == 2


def test_what_cannot_pass_is_not_tried_again() -> None:
    attempt, made = failing(99, Refused("no"))
    with pytest.raises(Refused):
        Pace().run(attempt)
    assert len(made) == 1


def test_a_server_that_asks_for_more_patience_than_there_is_ends_it_at_once() -> None:
    attempt, made = failing(99, Failing(Unreachable("later"), retry_after=86_400, is_limit=True))
    with pytest.raises(Unreachable):
        Pace().run(attempt)
    assert len(made) == 1


def test_retry_after_is_seconds_or_a_date() -> None:
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert retry_after_seconds("7") == 7
    assert 55 < (retry_after_seconds(in_a_minute) or 0) <= 60
    assert retry_after_seconds("soon") is None
    assert retry_after_seconds(None) is None
