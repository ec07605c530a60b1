"""What is taken out undone has not to be done any more: it is pace, in the week in which it was taken out.

On Monday 20 April 2026 five items of 1.0 are left with one week to go, and five were done in two of the six weeks
before. So two of three runs miss the date; with a third week that would do, half of them. Weighed with the 0.21 that is
known of a project before any of its dates came, that is 0.42 / 1.21 = 0.347, and 0.21.
"""

from __future__ import annotations

import pytest

from detectors.delivery import delivery_forecast
from tests.detectors.story import Story, Told, midnight

LOOK, ONE = "2026-04-20", ("release", "10")
TWO_WEEKS, THREE_WEEKS = 0.42 / 1.21, 0.21
# What 10,000 runs leave open.
NEARLY = 0.02


def release(extra: int) -> tuple[Story, list[Told]]:
    """Ten that are done, five that are left, and others."""
    story = Story()
    story.commitment("1.0", "2026-03-02", "2026-04-22")
    told = [item.added_to(ONE, "2026-02-27") for item in story.issues("CRM", 15 + extra)]
    for week, day in enumerate(("2026-03-11", "2026-03-25")):
        for n in range(5):
            told[5 * week + n].started(f"{day}T09:0{n}").done(f"{day}T15:0{n}")
    return story, told[15:]


def seen(story: Story) -> tuple[float, float]:
    """The probability, and how many items are left."""
    figures = delivery_forecast.measure(story.history(), [midnight(LOOK)]).figures
    return float(figures["probability"][0, 0]), float(figures["remaining_items"][0, 0])


def nearly(probability: float, left: int) -> tuple[object, int]:
    return pytest.approx(probability, abs=NEARLY), left


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-04-15", THREE_WEEKS),  # a week of its own that would do
        ("2026-03-12", TWO_WEEKS),  # the first of the two weeks would do already
        ("2026-03-05", TWO_WEEKS),  # the plan was still being made
    ],
)
def test_it_counts_in_the_week_in_which_it_was_taken_out(day: str, expected: float) -> None:
    story, others = release(5)
    for n, told in enumerate(others):
        told.removed_from(ONE, f"{day}T10:0{n}")
    assert seen(story) == nearly(expected, 5)


def test_four_would_not_have_done() -> None:
    story, others = release(4)
    for told in others:
        told.removed_from(ONE, "2026-04-15")
    assert seen(story) == nearly(TWO_WEEKS, 5)


def test_what_was_begun_before_it_was_taken_out_counts_half_then_and_half_when_it_was() -> None:
    # 2.5 in the week of 30 March and 2.5 in that of 13 April: neither would do.
    story, others = release(5)
    for told in others:
        told.started("2026-04-01").removed_from(ONE, "2026-04-15")
    assert seen(story) == nearly(TWO_WEEKS, 5)


def test_by_administration_it_is_no_pace() -> None:
    story, others = release(5)
    for told in others:
        told.removed_from(ONE, "2026-04-15", by="robo")
    assert seen(story) == nearly(TWO_WEEKS, 5)


def test_ten_at_once_are_administration_and_nine_are_not() -> None:
    for number, expected in ((10, TWO_WEEKS), (9, THREE_WEEKS)):
        story, others = release(number)
        for told in others:
            told.removed_from(ONE, "2026-04-15")
        assert seen(story) == nearly(expected, 5)


def test_what_came_back_was_not_taken_out() -> None:
    # The five that are left are those that were out for a day.
    story, _ = release(0)
    for told in story.told[10:]:
        told.removed_from(ONE, "2026-04-14").added_to(ONE, "2026-04-15")
    assert seen(story) == nearly(TWO_WEEKS, 5)


def test_what_went_out_twice_counts_once_the_last_time() -> None:
    # The first time it would have stood in a week of its own, the last time in one that would do already.
    story, others = release(5)
    for told in others:
        told.removed_from(ONE, "2026-03-18").added_to(ONE, "2026-03-23").removed_from(ONE, "2026-03-26")
    assert seen(story) == nearly(TWO_WEEKS, 5)


def test_what_leaves_after_the_moment_is_left_to_do() -> None:
    story, others = release(5)
    for told in others:
        told.removed_from(ONE, "2026-04-20T09:00")
    assert seen(story)[1] == 10
