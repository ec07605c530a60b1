"""What is asked on an item that is done waits for no answer.

Three questions of IT, asked on Monday 2 March 2026 on items of the business, are open on the 17th: so the project has
a finding, which counts all questions that were asked.
"""

from __future__ import annotations

import pytest

from detectors.consultation import unanswered_question
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told

LOOK = "2026-03-17"


def waiting() -> Story:
    story = Story()
    for told in story.issues("CRM", 3, created="2026-02-02", by="bea"):
        told.said("2026-03-02", "ian", "Which of the two?")
    return story


def another(story: Story) -> Told:
    return story.issue("CRM-99").created("2026-02-02", by="bea")


def asked_and_open(story: Story) -> tuple[object, object]:
    (finding,) = findings(unanswered_question, story.history(), LOOK)
    return finding.measures["asked"], finding.measures["open"]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("2026-03-02T15:59", (4, 3)),  # asked, and settled when the item is done a minute later
        ("2026-03-02T16:00", (3, 3)),
        ("2026-03-02T16:01", (3, 3)),
        ("2026-03-03T09:00", (3, 3)),
    ],
)
@pytest.mark.parametrize("question", ["Which of the two?", "@bob have a look please"])
def test_asked_before_it_was_done_it_is_settled_by_that_and_asked_later_it_is_none(
    question: str, asked: str, number: tuple[int, int]
) -> None:
    story = waiting()
    another(story).said(asked, "ian", question).done("2026-03-02T16:00")
    assert asked_and_open(story) == number


@pytest.mark.parametrize(("asked", "number"), [("2026-03-02T15:59", (4, 3)), ("2026-03-02T16:01", (3, 3))])
def test_a_resolution_is_enough(asked: str, number: tuple[int, int]) -> None:
    story = waiting()
    told = another(story).said(asked, "ian", "Which of the two?")
    told.changed("resolution", "2026-03-02T16:00", None, "1", "isa").row["resolution"] = "1"
    assert asked_and_open(story) == number


def test_on_an_item_that_was_reopened_it_is_one_again() -> None:
    story = waiting()
    another(story).done("2026-02-16").moved("To Do", "2026-02-23").said("2026-03-02", "ian", "Which of the two?")
    assert asked_and_open(story) == (4, 4)


def test_while_it_was_done_it_is_none_even_if_it_is_reopened_later() -> None:
    story = waiting()
    another(story).done("2026-02-23").said("2026-03-02", "ian", "Which of the two?").moved("To Do", "2026-03-09")
    assert asked_and_open(story) == (3, 3)
