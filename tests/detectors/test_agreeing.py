"""An addition is agreed where both sides comment on the item within five working days of it, before or after.

Added on Wednesday 18 March 2026: five working days before is the 11th, five after is the 25th.
"""

from __future__ import annotations

import pytest

from detectors.scope import scope_growth
from tests.detectors.asking import figures
from tests.detectors.story import Story, Told

LATER = "2026-03-18"


def grown(story: Story) -> list[Told]:
    """A release of eight items to which four were added."""
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.added_to(one, "2026-02-20")
    return [told.added_to(one, LATER) for told in story.issues("CRM", 4)]


def added(story: Story, day: str = "2026-05-01") -> float:
    return figures(scope_growth, story.history(), day)["1.0"]["added"]


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        ("2026-03-11T00:00", "2026-03-17", True),
        ("2026-03-10T23:59", "2026-03-17", False),
        ("2026-03-18", "2026-03-25T23:59", True),
        ("2026-03-18", "2026-03-26T00:01", False),
        ("2026-03-11T00:00", "2026-03-25T23:59", True),
        ("2026-03-10T23:59", "2026-03-26T00:01", False),
    ],
)
def test_both_sides_speak_within_five_working_days(first: str, second: str, agreed: bool) -> None:
    for one, other in (("bea", "ian"), ("isa", "bob")):
        story = Story()
        for told in grown(story):
            told.said(first, one).said(second, other)
        assert added(story) == (0 if agreed else 4)


def test_each_item_is_agreed_by_itself() -> None:
    story = Story()
    more = grown(story)
    more[0].said("2026-03-18", "bea").said("2026-03-18", "ian")
    more[1].said("2026-03-18", "bea")
    more[2].said("2026-03-18", "ian")
    story.told[0].said("2026-03-18", "bea").said("2026-03-18", "ian")
    assert added(story) == 3


@pytest.mark.parametrize("kind", ["approval", "review_comment"])
def test_only_a_comment_agrees(kind: str) -> None:
    story = Story()
    for told in grown(story):
        told.said("2026-03-18", "bea").said("2026-03-18", "ian", kind=kind)
    assert added(story) == 4


def test_to_make_and_to_take_up_agrees_to_nothing() -> None:
    story = Story()
    for told in grown(story):
        told.started("2026-03-18", by="ian")
    assert added(story) == 4


@pytest.mark.parametrize("other", ["n0", "robo", "bob"])
def test_somebody_of_no_other_side_agrees_to_nothing(other: str) -> None:
    story = Story()
    for told in grown(story):
        told.said("2026-03-18", "bea").said("2026-03-18", other)
    assert added(story) == 4


def test_words_after_the_moment_are_not_known() -> None:
    story = Story()
    for told in grown(story):
        told.said("2026-03-17", "bea").said("2026-03-20", "ian")
    assert added(story, "2026-03-20") == 4
    assert added(story, "2026-03-21") == 0


@pytest.mark.parametrize(
    ("spoken", "by", "day", "counts"),
    [
        ("2026-03-18", "bea", "2026-03-19", False),
        ("2026-03-18", "ian", "2026-03-26", False),  # the 25th is over just then
        ("2026-03-18", "ian", "2026-03-27", True),
        ("2026-03-17", "bea", "2026-03-19", True),  # said before it was added: nobody is answering
        ("2026-03-18", "n0", "2026-03-19", True),
    ],
)
def test_while_one_side_has_spoken_of_it_the_other_has_time(spoken: str, by: str, day: str, counts: bool) -> None:
    story = Story()
    for told in grown(story):
        told.said(spoken, by)
    assert added(story, day) == (4 if counts else 0)


def test_who_spoke_of_something_else_has_not_spoken_of_it() -> None:
    story = Story()
    grown(story)
    story.told[0].said("2026-03-18T12:00", "bea")
    assert added(story, "2026-03-19") == 4


def test_what_was_agreed_later_weighs_in_the_baseline() -> None:
    # Four of eight agreed, and three added to twelve.
    story = Story()
    for told in grown(story):
        told.said("2026-03-18", "bea").said("2026-03-18", "ian")
    for told in story.issues("CRM", 3):
        told.added_to(("release", "10"), "2026-03-24")
    measured = figures(scope_growth, story.history(), "2026-05-01")["1.0"]
    assert (measured["committed"], measured["weight"], measured["growth"]) == (8, 12, 0.25)
