"""The day on which a release came: its own, or that of the last of what was in it by then.

Release 1.0 was due, and released, on Friday 24 April 2026 with ten agreed items, one of which was finished on Monday
4 May: one in ten is left behind in most releases. King's Day, Monday 27 April, is a public holiday.
"""

from __future__ import annotations

import pytest

from detectors.delivery import late_delivery
from detectors.finding import Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told

PLANNED, DUE, LOOK = "2026-02-20", "2026-04-24", "2026-06-10"
ONE = ("release", "10")


def release(story: Story, *finished: str | None) -> list[Told]:
    """Ten agreed items, done on 20 April but for the first of them, which were done on other days, or never."""
    story.commitment("1.0", "2026-03-02", DUE, delivered=DUE)
    told = [told.added_to(ONE, PLANNED).started("2026-03-10") for told in story.issues("CRM", 10)]
    for n, item in enumerate(told):
        day = finished[n] if n < len(finished) else "2026-04-20"
        if day is not None:
            item.done(day)
    return told


def put_in(story: Story, number: int, day: str, finished: str) -> None:
    for told in story.issues("CRM", number, created=PLANNED):
        told.added_to(ONE, day).done(finished)


def late(story: Story, day: str = LOOK) -> list[Finding]:
    return findings(late_delivery, story.history(), day)


def test_what_was_put_into_it_after_its_day_does_not_move_its_delivery() -> None:
    # Five of then fifteen were finished on 11 May; of the ten that were released, one was finished late.
    story = Story()
    release(story, "2026-05-04")
    put_in(story, 5, "2026-05-06", "2026-05-11")
    assert late(story) == []


def test_of_what_was_released_over_one_in_ten_finished_later_do() -> None:
    # 28, 29 and 30 April, 1 and 4 May: five working days.
    story = Story()
    release(story, "2026-05-01", "2026-05-04")
    (finding,) = late(story)
    assert (finding.measures["delivered_on"], finding.measures["days_late"]) == ("2026-05-04", 5)


def test_then_it_is_the_last_of_those_and_not_of_what_was_put_in_later() -> None:
    story = Story()
    release(story, "2026-05-01", "2026-05-04")
    put_in(story, 5, "2026-05-06", "2026-05-11")
    (finding,) = late(story)
    assert finding.measures["delivered_on"] == "2026-05-04"


@pytest.mark.parametrize(
    ("day", "delivered_on"),
    [
        ("2026-04-24T23:00", "2026-05-11"),  # two of eleven
        ("2026-04-25T01:00", None),  # one of ten, and one that is not counted
    ],
)
def test_what_was_put_in_on_the_day_itself_was_in_it(day: str, delivered_on: str | None) -> None:
    story = Story()
    release(story, "2026-05-04")
    put_in(story, 1, day, "2026-05-11")
    assert [f.measures["delivered_on"] for f in late(story)] == ([delivered_on] if delivered_on else [])


def test_what_went_out_and_came_back_was_in_it_all_the_same() -> None:
    story = Story()
    for told in release(story, "2026-05-11", "2026-05-11")[:2]:
        told.removed_from(ONE, "2026-04-28").added_to(ONE, "2026-05-06")
    (finding,) = late(story)
    assert finding.measures["delivered_on"] == "2026-05-11"


def test_what_went_out_for_good_is_waited_for_no_more() -> None:
    story = Story()
    for told in release(story, "2026-05-04", "2026-05-11")[:2]:
        told.removed_from(ONE, "2026-04-28")
    assert late(story) == []


@pytest.mark.parametrize(("day", "delivered_on"), [("2026-06-01", None), ("2026-06-02", "2026-05-04")])
def test_while_items_are_open_it_is_open_for_four_weeks_after_the_last(day: str, delivered_on: str | None) -> None:
    # Finished at ten o'clock on 4 May: four weeks later it is ten o'clock on 1 June.
    story = Story()
    release(story, "2026-05-01", "2026-05-04", None, None)
    (finding,) = late(story, day)
    assert finding.measures["delivered_on"] == delivered_on


@pytest.mark.parametrize(("day", "is_late"), [("2026-05-21", True), ("2026-05-22", False)])
def test_where_nothing_was_finished_it_is_open_for_four_weeks_after_its_day(day: str, is_late: bool) -> None:
    story = Story()
    release(story, None, None)
    assert [f.measures["delivered_on"] for f in late(story, day)] == ([None] if is_late else [])
