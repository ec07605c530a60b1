"""When a question was asked, and when it is over.

IT asks on items of the business, on Monday 2 March 2026; on the 17th that was over ten working days ago.
"""

from __future__ import annotations

import pytest

from detectors.consultation import unanswered_question
from tests.detectors.asking import figures
from tests.detectors.story import Story, Told

ASKED, LOOK = "2026-03-02", "2026-03-17"


def asked(story: Story, day: str = ASKED, by: str = "ian") -> Told:
    return story.issues("CRM", 1, by="bea" if by in ("ian", "isa") else "ian")[0].said(day, by, "Which of the two?")


def measured(story: Story, day: str = LOOK) -> dict[str, float]:
    return figures(unanswered_question, story.history(), day)["Customers"]


@pytest.mark.parametrize(
    ("act", "still"),
    [
        ("a comment of the business", 0),
        ("a review of the business", 0),
        ("a move by the business", 0),
        ("a resolution by IT", 0),
        ("a comment of IT", 1),
        ("a comment of somebody unknown", 1),
        ("hours logged by the business", 1),
        ("a comment of the business before", 1),
        ("a comment of the business on another item", 1),
    ],
)
def test_the_other_side_answers_by_a_comment_a_review_or_a_transition(act: str, still: int) -> None:
    story = Story()
    told = asked(story)
    if act == "a comment of the business":
        told.said("2026-03-05", "bob", "The second.")
    elif act == "a review of the business":
        told.said("2026-03-05", "bob", "Good.", kind="approval")
    elif act == "a move by the business":
        told.started("2026-03-05", by="bea")
    elif act == "a resolution by IT":
        told.done("2026-03-05", by="isa")
    elif act == "a comment of IT":
        told.said("2026-03-05", "isa", "I wonder, too.")
    elif act == "a comment of somebody unknown":
        told.said("2026-03-05", "n1", "I wonder, too.")
    elif act == "hours logged by the business":
        told.logged(1, "2026-03-05", by="bea")
    elif act == "a comment of the business before":
        told.said("2026-03-02T09:00", "bea", "There are two.")
    else:
        story.issues("CRM", 1)[0].said("2026-03-05", "bea", "The second.")
    figures_now = measured(story)
    assert (figures_now["asked"], figures_now["open"]) == (1, still)


@pytest.mark.parametrize(("answered", "still"), [("2026-03-17T00:00", 0), ("2026-03-17T00:01", 1)])
def test_an_answer_at_the_moment_is_known(answered: str, still: int) -> None:
    story = Story()
    asked(story).said(answered, "bea", "The first.")
    assert measured(story)["open"] == still


def test_each_question_has_its_own_answer() -> None:
    story = Story()
    told = asked(story)
    told.said("2026-03-03", "bea", "The first.").said("2026-03-04", "ian", "And then?")
    figures_now = measured(story, "2026-03-20")
    assert (figures_now["asked"], figures_now["open"], figures_now["longest"]) == (2, 1, 12)


def test_two_of_one_side_ask_the_same_question_until_it_is_answered() -> None:
    story = Story()
    told = asked(story)
    told.said("2026-03-03", "isa", "@bea which of the two?").said("2026-03-04", "ian", "@bea?")
    assert measured(story)["asked"] == 1
    told.said("2026-03-04T11:00", "bea", "The first.").said("2026-03-05", "isa", "And then?")
    assert measured(story)["asked"] == 2


def test_so_it_is_on_each_of_several_items() -> None:
    story = Story()
    asked(story)
    asked(story).said("2026-03-03", "isa", "@bea which of the two?")
    assert measured(story)["asked"] == 2


def test_both_sides_may_ask_on_one_item() -> None:
    story = Story()
    told = story.issues("CRM", 1, by="n1")[0]
    told.said(ASKED, "ian", "@bea which of the two?").said(ASKED, "bob", "@isa when will it be ready?")
    figures_now = measured(story)
    assert (figures_now["asked"], figures_now["open_by_it"], figures_now["open_by_business"]) == (2, 1, 1)


@pytest.mark.parametrize("by", ["n1", "robo"])
def test_somebody_of_no_side_asks_nothing_across(by: str) -> None:
    story = Story()
    story.issues("CRM", 1)[0].said(ASKED, by, "@ian @bea which of the two?")
    assert "Customers" not in figures(unanswered_question, story.history(), LOOK)


def test_a_question_within_one_side_crosses_nothing() -> None:
    story = Story()
    story.issues("CRM", 1)[0].said(ASKED, "bob", "@bea which of the two?")
    asked(story)
    assert measured(story)["asked"] == 1


@pytest.mark.parametrize(
    ("status", "by", "left", "still"),
    [
        ("Waiting for customer", "ian", None, 1),
        ("Waiting for customer", "ian", "2026-03-10", 0),
        ("Waiting for support", "bea", None, 1),
        ("Waiting for customer", "robo", None, 0),
        ("Waiting for customer", "n1", None, 0),
        ("Waiting for customer", None, None, 0),
        ("In Review", "ian", None, 0),
    ],
)
def test_a_status_that_waits_asks_until_it_is_left(status: str, by: str | None, left: str | None, still: int) -> None:
    story = Story()
    told = story.issues("CRM", 1)[0].started("2026-02-03").waits(status, ASKED, by)
    if left:
        told.started(left, by="n2")
    asked(story).said("2026-03-03", "bea", "The first.")
    assert measured(story)["open"] == still


@pytest.mark.parametrize(
    ("asked_on", "day", "still", "known"),
    [
        ("2026-03-02", "2026-03-16", 0, 1),  # ten working days
        ("2026-03-02", "2026-03-17", 1, 1),
        ("2026-03-02T00:00", "2026-08-31", 0, 0),  # half a year is 182 days
        ("2026-03-02T00:01", "2026-08-31", 1, 1),
    ],
)
def test_it_counts_from_ten_working_days_on_for_half_a_year(asked_on: str, day: str, still: int, known: int) -> None:
    story = Story()
    asked(story, asked_on)
    talk = asked(story, "2026-02-03")
    talk.said("2026-02-04", "bea", "The first.").said("2026-08-24", "ian", "Good.").said("2026-08-24", "bea", "Good.")
    asked(story, "2026-03-03").said("2026-03-03T11:00", "bea", "The first.")
    found = measured(story, day)
    assert (found["open"], found["asked"]) == (still, known + 1 + (day < "2026-08"))


@pytest.mark.parametrize(("asked_on", "recent"), [("2026-03-02T00:00", 0), ("2026-03-02T00:01", 1)])
def test_the_median_is_that_of_twelve_weeks(asked_on: str, recent: int) -> None:
    story = Story()
    asked(story, asked_on).said("2026-03-30", "bea", "The first.")
    asked(story, "2026-05-20")  # open, but for a few days only
    assert measured(story, "2026-05-25")["recent"] == recent


def test_one_that_is_open_for_long_counts_in_the_median_as_well() -> None:
    story = Story()
    asked(story)
    asked(story).said("2026-03-04", "bea", "The first.")
    found = measured(story)
    assert (found["recent"], found["median"]) == (2, 6.5)


def test_what_has_left_the_project_is_asked_no_more() -> None:
    story = Story()
    asked(story)
    told = asked(story)
    told.row["departed_at"] = story.comments[0]["at"] + 86_400_000
    assert measured(story)["asked"] == 1
