"""A request whose day both sides moved is judged by the new day.

On Monday 2 March 2026 the business asks for it by Friday 20 March; on Monday 16 March the day is moved to Friday
10 April. Easter Monday, 6 April, is a public holiday.
"""

from __future__ import annotations

import pytest

from detectors.delivery import late_delivery
from detectors.finding import Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told

LOOK = "2026-06-01"


def request(story: Story) -> Told:
    return story.issue("CRM-1").created("2026-03-02", by="bea").due("2026-03-20").started("2026-03-10")


def moved(told: Told, to: str = "2026-04-10", on: str = "2026-03-16", *words: tuple[str, str]) -> Told:
    """Its day is moved; with words of people about it."""
    told.due(to, since=on)
    for day, by in words:
        told.said(day, by, "The new day is fine.")
    return told


AGREED = (("2026-03-17", "bea"), ("2026-03-18", "ian"))


def late(story: Story, day: str = LOOK) -> list[Finding]:
    return findings(late_delivery, story.history(), day)


def days(found: list[Finding]) -> list[tuple[object, object]]:
    return [(f.measures["due_on"], f.measures["days_late"]) for f in found]


def test_done_by_the_day_that_both_sides_agreed_on_it_is_in_time() -> None:
    story = Story()
    moved(request(story), "2026-04-10", "2026-03-16", *AGREED).done("2026-04-10")
    assert late(story) == []


def test_done_after_it_it_is_late_by_that_day() -> None:
    story = Story()
    moved(request(story), "2026-04-10", "2026-03-16", *AGREED).done("2026-04-17")
    (finding,) = late(story)
    assert days([finding]) == [("2026-04-10", 5)]
    assert finding.summary.startswith("Title of CRM-1 was due on 10 Apr 2026.")


@pytest.mark.parametrize(
    "words",
    [
        (),
        (("2026-03-17", "bea"), ("2026-03-18", "bob")),
        (("2026-03-17", "isa"), ("2026-03-18", "ian")),
        (("2026-03-17", "bea"), ("2026-03-18", "n0")),
    ],
)
def test_one_side_alone_moves_nothing(words: tuple[tuple[str, str], ...]) -> None:
    # From 20 to 27 March: five working days.
    story = Story()
    moved(request(story), "2026-04-10", "2026-03-16", *words).done("2026-03-27")
    assert days(late(story)) == [("2026-03-20", 5)]


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        ("2026-03-09", "2026-03-23", True),
        ("2026-03-06", "2026-03-17", False),
        ("2026-03-17", "2026-03-24T12:00", False),
    ],
)
def test_both_speak_within_five_working_days_of_the_move(first: str, second: str, agreed: bool) -> None:
    story = Story()
    moved(request(story), "2026-04-10", "2026-03-16", (first, "bea"), (second, "ian")).done("2026-03-27")
    assert days(late(story)) == ([] if agreed else [("2026-03-20", 5)])


def test_until_the_second_side_has_spoken_the_old_day_counts() -> None:
    # Moved on Thursday 19 March; when ian speaks, at noon of the 26th, three working days have passed since the 20th.
    story = Story()
    moved(request(story), "2026-04-10", "2026-03-19", ("2026-03-20", "bea"), ("2026-03-26T12:00", "ian"))
    assert days(late(story, "2026-03-26")) == [("2026-03-20", 3)]
    assert days(late(story, "2026-03-27")) == []
    assert days(late(story, "2026-04-16")) == [("2026-04-10", 3)]


EASTER = ("2026-04-08", "bea"), ("2026-04-09", "ian")


@pytest.mark.parametrize(
    ("first", "second", "due"),
    [
        (AGREED, (), "2026-04-10"),
        ((), EASTER, "2026-04-24"),
        (AGREED, EASTER, "2026-04-24"),
        ((), (), "2026-03-20"),
    ],
)
def test_of_two_moves_the_last_agreed_counts(
    first: tuple[tuple[str, str], ...], second: tuple[tuple[str, str], ...], due: str
) -> None:
    story = Story()
    told = moved(request(story), "2026-04-10", "2026-03-16", *first)
    moved(told, "2026-04-24", "2026-04-07", *second).done("2026-05-29")
    assert [f.measures["due_on"] for f in late(story)] == [due]


def test_a_day_that_was_moved_back_together_is_the_first_again() -> None:
    story = Story()
    told = moved(request(story), "2026-04-24", "2026-03-04", ("2026-03-04T11:00", "bea"), ("2026-03-04T12:00", "ian"))
    moved(told, "2026-03-20", "2026-03-16", *AGREED).done("2026-03-27")
    assert days(late(story)) == [("2026-03-20", 5)]
