"""A release all of whose agreed items were done when it was due is as late as its tracker says.

Release 1.0 is due on Friday 24 April 2026 with eight agreed items. Four more were added in April and done on 18 May.
King's Day, Monday 27 April, and Ascension Day, Thursday 14 May, are public holidays.
"""

from __future__ import annotations

import pytest

from detectors.delivery import late_delivery
from detectors.finding import Finding
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told

PLANNED, DUE, LOOK = "2026-02-20", "2026-04-24", "2026-06-10"


def release(delivered: str) -> tuple[Story, list[Told]]:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", DUE, delivered=delivered)
    agreed = [told.added_to(one, PLANNED).started("2026-03-10") for told in story.issues("CRM", 8)]
    for told in agreed[1:]:
        told.done("2026-04-20")
    for told in story.issues("CRM", 4, created="2026-04-15"):
        told.added_to(one, "2026-04-15").done("2026-05-18")
    return story, agreed


def late(story: Story) -> list[Finding]:
    return findings(late_delivery, story.history(), LOOK)


def test_released_in_time_it_is_not_late_by_what_came_in_later() -> None:
    story, agreed = release(delivered=DUE)
    agreed[0].done("2026-04-24T17:00")
    assert late(story) == []
    assert coverage(late_delivery, story.history(), LOOK).judged == 1


@pytest.mark.parametrize(
    ("delivered", "days"),
    [
        ("2026-04-29", None),  # 28 and 29 April
        ("2026-05-04", 5),
    ],
)
def test_released_late_it_is_late_by_that(delivered: str, days: int | None) -> None:
    story, agreed = release(delivered)
    agreed[0].done("2026-04-24T17:00")
    found = [(f.measures["delivered_on"], f.measures["days_late"], f.measures["open_at_due"]) for f in late(story)]
    assert found == ([] if days is None else [(delivered, days, 0)])


def test_with_an_agreed_item_open_on_the_day_everything_that_was_released_counts() -> None:
    # Three working days in April, 1 May, five and, less Ascension Day, four in the two weeks after it, and 18 May: 14.
    story, agreed = release(delivered=DUE)
    agreed[0].done("2026-04-25T09:00")
    (finding,) = late(story)
    assert (finding.measures["delivered_on"], finding.measures["open_at_due"]) == ("2026-05-18", 1)
    assert finding.measures["days_late"] == 14
