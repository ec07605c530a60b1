"""What both sides say on an epic itself agrees on its day.

The epic is due on Friday 24 April 2026 and worked on from Monday 2 March; on Monday 13 April its day is moved to
Friday 15 May. On 4 May, 28, 29 and 30 April and 1 May have passed since the first; the 27th is King's Day.
"""

from __future__ import annotations

import pytest

from detectors.delivery import late_delivery
from detectors.finding import Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told


def epic(story: Story) -> Told:
    one = story.issue("CRM-100", "epic").created("2026-02-02").due("2026-04-24").started("2026-03-02")
    for told in story.issues("CRM", 4):
        told.born_in(("epic", one.id)).started("2026-03-02")
    return one.due("2026-05-15", since="2026-04-13")


def late(story: Story) -> list[Finding]:
    return findings(late_delivery, story.history(), "2026-05-04")


def test_both_sides_agree_on_it() -> None:
    story = Story()
    epic(story).said("2026-04-14", "bea").said("2026-04-15", "ian")
    assert late(story) == []


def test_one_side_speaks_on_it_and_the_other_on_what_belongs_to_it() -> None:
    story = Story()
    epic(story).said("2026-04-14", "bea")
    story.told[1].said("2026-04-15", "ian")
    assert late(story) == []


@pytest.mark.parametrize("words", [(), (("2026-04-14", "bea"),), (("2026-04-14", "bea"), ("2026-04-21", "ian"))])
def test_in_silence_by_one_side_or_too_late_its_day_stays(words: tuple[tuple[str, str], ...]) -> None:
    story = Story()
    told = epic(story)
    for day, by in words:
        told.said(day, by)
    (finding,) = late(story)
    assert (finding.measures["due_on"], finding.measures["days_late"]) == ("2026-04-24", 4)


def test_what_is_said_on_another_epic_agrees_to_nothing_here() -> None:
    story = Story()
    epic(story)
    story.issue("CRM-200", "epic").created("2026-02-02").said("2026-04-14", "bea").said("2026-04-15", "ian")
    assert len(late(story)) == 1
