"""How fast one may ask: all at once or spread, each by itself."""

from __future__ import annotations

from app.access.rates import Rates


class Clock:
    """A clock that is moved by hand."""

    at = 1_000.0

    def __call__(self) -> float:
        return self.at


def test_looking_whether_one_must_wait_takes_nothing() -> None:
    rates = Rates(2, Clock())
    assert [rates.would_wait("ann") for _ in range(5)] == [0] * 5
    assert [rates.wait("ann") for _ in range(3)] == [0, 0, 30]
    assert rates.would_wait("ann") == 30
    assert rates.would_wait("ben") == 0


def test_who_must_wait_is_not_forgotten_in_a_crowd() -> None:
    clock = Clock()
    rates = Rates(2, clock)
    assert [rates.wait("ann") for _ in range(3)] == [0, 0, 30]
    for number in range(25_000):
        rates.wait(f"somebody-{number}")
    assert rates.wait("ann") == 30
    clock.at += 30
    assert [rates.wait("ann") for _ in range(2)] == [0, 30]
