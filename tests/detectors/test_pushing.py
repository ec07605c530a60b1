"""What is a push of a date, and when both sides agreed on it.

An epic of ten open items that is due on Friday 24 April 2026 is pushed on Wednesday 18 March: five working days before
is the 11th, five after is the 25th.
"""

from __future__ import annotations

import numpy as np
import pytest

from detectors.delivery import moved_deadline
from tests.detectors.asking import coverage, figures, findings
from tests.detectors.story import Story, Told

LOOK, PUSHED = "2026-04-20", "2026-03-18"


def epic(story: Story, items: int = 10, due: str | None = "2026-04-24") -> Told:
    told = story.issue("CRM-1", "epic").created("2026-02-02")
    if due:
        told.due(due)
    for n, item in enumerate(story.issues("CRM", items)):
        item.born_in(("epic", told.id)).started(f"2026-03-02T10:{2 * n:02}")
    return told


def measured(story: Story, day: str = LOOK) -> dict[str, float]:
    return next(iter(figures(moved_deadline, story.history(), day).values()))


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        ("2026-03-11T00:00", "2026-03-20", True),
        ("2026-03-10T23:59", "2026-03-20", False),
        ("2026-03-19", "2026-03-25T23:59", True),
        ("2026-03-19", "2026-03-26T00:01", False),
    ],
)
def test_they_talk_within_five_working_days(first: str, second: str, agreed: bool) -> None:
    for one, other in (("bea", "ian"), ("isa", "bob")):
        story = Story()
        epic(story).due("2026-05-08", since=PUSHED).said(first, one).said(second, other)
        found = measured(story)
        assert (found["pushes"], found["agreed"]) == ((0, 1) if agreed else (1, 0))


@pytest.mark.parametrize(("items", "talked", "agreed"), [(9, 1, True), (10, 1, False), (10, 2, True)])
def test_a_tenth_of_the_open_items_has_to_be_talked_about(items: int, talked: int, agreed: bool) -> None:
    # The epic itself counts as one of them.
    story = Story()
    epic(story, items).due("2026-05-08", since=PUSHED)
    for item in story.told[1 : 1 + talked]:
        item.said("2026-03-17", "bea").said("2026-03-19", "ian")
    assert measured(story)["agreed"] == agreed


def test_what_was_done_or_is_elsewhere_is_not_what_the_date_is_about() -> None:
    story = Story()
    epic(story).due("2026-05-08", since=PUSHED)
    for item in story.told[1:4]:
        item.done("2026-03-16").said("2026-03-17", "bea").said("2026-03-19", "ian")
    for item in story.issues("CRM", 3):
        item.said("2026-03-17", "bea").said("2026-03-19", "ian")
    assert measured(story)["agreed"] == 0


@pytest.mark.parametrize(
    ("people", "unsure"),
    [
        (("n0", "n1"), True),
        (("n0", "bea"), True),
        (("n0",), False),  # nobody to agree with
        (("n0", "n0"), False),
        (("bea", "bob"), False),
        (("n0", "bea", "ian"), False),  # agreed
    ],
)
def test_where_the_side_of_somebody_is_not_known_it_cannot_be_said(people: tuple[str, ...], unsure: bool) -> None:
    story = Story()
    told = epic(story).due("2026-05-08", since=PUSHED)
    for who in people:
        told.said("2026-03-19", who)
    seen = coverage(moved_deadline, story.history(), LOOK)
    assert seen.cannot_judge == ({"too few words with a known side": 1} if unsure else {})


@pytest.mark.parametrize(("unknown", "unsure"), [(1, False), (2, True)])
def test_so_it_is_on_a_tenth_of_the_items(unknown: int, unsure: bool) -> None:
    story = Story()
    epic(story).due("2026-05-08", since=PUSHED)
    for item in story.told[1 : 1 + unknown]:
        item.said("2026-03-17", "bea").said("2026-03-19", "n0")
    seen = coverage(moved_deadline, story.history(), LOOK)
    assert bool(seen.cannot_judge) is unsure


def test_only_comments_are_talk() -> None:
    story = Story()
    told = epic(story).due("2026-05-08", since=PUSHED)
    told.said("2026-03-18", "bea").said("2026-03-18", "ian", kind="approval")
    assert measured(story)["agreed"] == 0


@pytest.mark.parametrize(("day", "pushes"), [("2026-03-20", 0), ("2026-03-21", 1)])
def test_for_two_working_days_the_other_side_may_still_answer(day: str, pushes: int) -> None:
    story = Story()
    epic(story).due("2026-05-08", since=PUSHED)
    assert measured(story, day)["pushes"] == pushes


@pytest.mark.parametrize(("second", "pushes"), [("2026-03-19T10:00", 1), ("2026-03-19T10:01", 2)])
def test_what_is_pushed_again_within_a_day_is_pushed_once(second: str, pushes: int) -> None:
    story = Story()
    epic(story).due("2026-04-30", since="2026-03-18T10:00").due("2026-05-08", since=second)
    found = measured(story)
    assert (found["pushes"], found["days_moved"]) == (pushes, 9)


def test_a_push_in_the_planning_window_is_part_of_the_plan() -> None:
    # Four working days after 2 March: until the end of the 6th.
    story = Story()
    epic(story).due("2026-04-30", since="2026-03-06T23:59").due("2026-05-08", since="2026-03-07T00:01")
    found = measured(story)
    assert (found["pushes"], found["days_moved"], found["planned_days"]) == (1, 6, 40)


def test_what_is_pulled_back_takes_off_the_last_push_first() -> None:
    story = Story()
    told = epic(story).due("2026-04-30", since="2026-03-10").due("2026-05-08", since="2026-03-12")
    told.due("2026-05-15", since="2026-03-16")
    assert measured(story)["days_moved"] == 3 + 6 + 4
    told.due("2026-05-06", since="2026-03-24")
    found = measured(story)
    assert (found["pushes"], found["days_moved"]) == (2, 3 + 4)
    told.due("2026-04-20", since="2026-03-25")
    assert measured(story)["pushes"] == 0


def test_a_date_that_is_taken_away_is_no_push_and_none_that_is_put_back() -> None:
    story = Story()
    told = epic(story)
    told.changed("due", "2026-03-18", "2026-04-24", None, "bea")
    told.row["due_on"] = None
    told.due("2026-04-24", since="2026-03-25")
    assert measured(story)["pushes"] == 0


def test_a_push_after_the_delivery_is_none() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered="2026-04-10")
    for item in story.issues("CRM", 5):
        item.added_to(one, "2026-02-20").done("2026-04-08")
    story.observed(one, "2026-04-09", "due_at", "2026-04-24", "2026-04-30")
    story.observed(one, "2026-04-13", "due_at", "2026-04-30", "2026-05-29")
    story.commitments[0]["state"] = "active"
    found = measured(story)
    assert (found["pushes"], found["days_moved"]) == (1, 3)


def test_after_a_delivery_that_was_seen_later_there_is_no_push() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for item in story.issues("CRM", 5):
        item.added_to(one, "2026-02-20").done("2026-04-08")
    story.observed(one, "2026-04-10", "delivered_at", "2026-04-09", "2026-04-09")
    story.observations[-1]["from_value"] = None
    story.observed(one, "2026-04-09T09:00", "due_at", "2026-04-24", "2026-04-30")
    story.observed(one, "2026-04-13", "due_at", "2026-04-30", "2026-05-29")
    found = measured(story)
    assert (found["pushes"], found["days_moved"]) == (1, 3)


@pytest.mark.parametrize(("due", "planned"), [("2026-03-03", 1), ("2026-03-02", None)])
def test_a_plan_of_one_day_is_a_plan(due: str, planned: int | None) -> None:
    story = Story()
    epic(story, due=due).due("2026-04-24", since=PUSHED)
    found = measured(story)
    assert (found["planned_days"] == planned) if planned else np.isnan(found["planned_days"])
    assert np.isnan(found["share"]) == (planned is None)


@pytest.mark.parametrize(
    ("due", "planned", "pushed_to", "days", "flagged"),
    [
        ("2026-03-30", 20, "2026-04-08", 5, False),  # a quarter, but five days
        ("2026-03-30", 20, "2026-04-09", 6, True),
        ("2026-04-15", 30, "2026-04-23", 6, False),  # six days, but a fifth
        ("2026-04-15", 30, "2026-04-24", 7, True),
    ],
)
def test_one_push_has_to_be_over_a_fifth_and_over_five_days(
    due: str, planned: int, pushed_to: str, days: int, flagged: bool
) -> None:
    story = Story()
    epic(story, due=due).due(pushed_to, since=PUSHED)
    found = measured(story, "2026-04-01")
    assert (found["planned_days"], found["days_moved"]) == (planned, days)
    assert bool(findings(moved_deadline, story.history(), "2026-04-01")) is flagged
