from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from connectors.connector import Refused, Unreachable
from connectors.pacing import Failing, Interrupted, Pace, retry_after_seconds

HOUR = 3600.0


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.said: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(
            "acme",
            clock=lambda: self.now,
            sleep=self.sleep,
            told=self.said.append,
            time_of_day=lambda: datetime(2026, 6, 1, 13, 5, tzinfo=UTC) + timedelta(seconds=self.now),
        )


@pytest.fixture
def time() -> Time:
    return Time()


def failing(times: int, error: Exception) -> tuple[Callable[[], int], list[int]]:
    """An attempt that raises so often before it gives 42, and the tries that were made."""
    made: list[int] = []

    def attempt() -> int:
        made.append(1)
        if len(made) <= times:
            raise error
        return 42

    return attempt, made


def test_what_may_pass_is_tried_again(time: Time) -> None:
    attempt, made = failing(2, Failing(Unreachable("down")))
    assert time.pace().run(attempt) == 42
    assert len(made) == 3
    assert 0.5 < time.now < 2


def test_the_last_failure_ends_in_its_error(time: Time) -> None:
    attempt, made = failing(99, Failing(Unreachable("down"), tries=2))
    with pytest.raises(Unreachable, match="down"):
        time.pace().run(attempt)
    assert len(made) == 2


def test_what_cannot_pass_is_not_tried_again(time: Time) -> None:
    attempt, made = failing(99, Refused("no"))
    with pytest.raises(Refused):
        time.pace().run(attempt)
    assert len(made) == 1


def test_failures_without_a_told_wait_end_within_half_a_minute(time: Time) -> None:
    attempt, _ = failing(99, Failing(Unreachable("down")))
    with pytest.raises(Unreachable):
        time.pace().run(attempt)
    assert time.now < 30


@pytest.mark.parametrize("is_limit", [True, False])
def test_a_pause_of_an_hour_is_sat_out_and_told_once(time: Time, is_limit: bool) -> None:
    attempt, made = failing(1, Failing(Unreachable("later"), retry_after=HOUR, is_limit=is_limit))
    assert time.pace().run(attempt) == 42
    assert len(made) == 2
    assert HOUR <= time.now < HOUR + 1
    assert time.said == ["acme asks to wait; it goes on by itself at 14:05"]


def test_a_server_that_asks_for_more_patience_than_there_is_ends_it_at_once(time: Time) -> None:
    attempt, made = failing(99, Failing(Unreachable("later"), retry_after=86_400, is_limit=True))
    with pytest.raises(Unreachable):
        time.pace().run(attempt)
    assert len(made) == 1
    assert time.now == 0


def test_a_server_that_says_wait_for_ever_in_small_pieces_is_given_up(time: Time) -> None:
    attempt, made = failing(99, Failing(Unreachable("later"), retry_after=1, is_limit=True))
    with pytest.raises(Unreachable):
        time.pace().run(attempt)
    assert len(made) < 30


def test_the_next_window_is_waited_for_before_all_requests_of_this_one_are_used_up(time: Time) -> None:
    pace, limit = time.pace(), 100
    windows: dict[int, int] = {}

    def attempt() -> None:
        window = int(time.now // 60)
        windows[window] = windows.get(window, 0) + 1
        pace.heed(limit - windows[window], 60 * (window + 1) - time.now, limit)

    for _ in range(250):
        pace.run(attempt)
    assert len(windows) == 3
    assert max(windows.values()) < limit


def test_budgets_that_are_counted_apart_are_waited_for_apart(time: Time) -> None:
    pace = time.pace()
    pace.run(lambda: pace.heed(0, HOUR, 5000, budget="search"), budget="search")
    pace.run(lambda: pace.heed(4000, HOUR, 5000, budget="core"), budget="core")
    assert time.now == 0
    pace.run(lambda: None, budget="search")
    assert time.now == HOUR


def test_requests_under_way_together_share_what_is_left() -> None:
    """Eight threads and a window of ten requests, told by answers that come in any order."""
    time = Time()
    pace, lock = time.pace(), threading.Lock()
    windows: dict[int, int] = {}

    def attempt() -> None:
        with lock:
            window = int(time.now // 60)
            windows[window] = windows.get(window, 0) + 1
            told = 10 - windows[window], 60 * (window + 1) - time.now
        pace.heed(*told, 10)

    def ask() -> None:
        for _ in range(20):
            pace.run(attempt)

    pace.run(attempt)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(windows.values()) == 161
    # At the start of a window, before its first answer, all threads may ask at once.
    assert max(windows.values()) <= 10 + 8


def test_who_waits_can_be_interrupted() -> None:
    resting, outcome = threading.Event(), []
    pace = Pace("acme", told=lambda _: resting.set())
    attempt, made = failing(1, Failing(Unreachable("later"), retry_after=HOUR, is_limit=True))

    def ask() -> None:
        try:
            pace.run(attempt)
        except Interrupted as interrupted:
            outcome.append(interrupted)

    thread = threading.Thread(target=ask)
    thread.start()
    assert resting.wait(10)
    pace.interrupt()
    thread.join(10)
    assert len(outcome) == len(made) == 1


def test_retry_after_is_seconds_or_a_date() -> None:
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert retry_after_seconds("7") == 7
    assert 55 < (retry_after_seconds(in_a_minute) or 0) <= 60
    assert retry_after_seconds("soon") is None
    assert retry_after_seconds(None) is None
