"""What has no date grows without an end: it has to grow faster than is usual, and to be a promise at all.

Work on 1.0 starts on Monday 2 March 2026; its planning, ten working days, is over at the end of Monday 16 March. The
usual 2% a month make 26% in 13 months of 30.44 days, which is 395.72 days later: on 16 April 2027 at five.
"""

from __future__ import annotations

import pytest

from detectors.finding import Finding
from detectors.scope import scope_growth
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told

PLANNED, LOOK = "2026-02-20", "2026-05-01"


def release(story: Story, agreed: int, due: str | None = None) -> tuple[str, str]:
    one = story.commitment("1.0", "2026-03-02", due)
    for told in story.issues("CRM", agreed):
        told.added_to(one, PLANNED)
    return one


def add(story: Story, one: tuple[str, str], number: int, day: str) -> list[Told]:
    return [told.added_to(one, day) for told in story.issues("CRM", number, created=day)]


def grown(story: Story, day: str = LOOK) -> list[Finding]:
    return findings(scope_growth, story.history(), day)


@pytest.mark.parametrize(
    ("due", "day", "speaks"),
    [
        (None, "2027-04-16", True),  # 395 days: 25.95%
        (None, "2027-04-17", False),  # 396 days: 26.02%
        ("2027-12-17", "2027-04-17", True),
    ],
)
def test_without_a_date_it_speaks_only_of_more_than_is_usual(due: str | None, day: str, speaks: bool) -> None:
    story = Story()
    one = release(story, 50, due)
    add(story, one, 7, "2026-09-01")
    add(story, one, 6, "2027-01-13")
    assert [f.measures["growth"] for f in grown(story, day)] == ([0.26] if speaks else [])


@pytest.mark.parametrize(("more", "speaks"), [((6, 6), False), ((7, 6), True)])
def test_it_has_to_be_a_quarter_as_well(more: tuple[int, int], speaks: bool) -> None:
    # 24% in six weeks is far over what is usual, and under a quarter of 50.
    story = Story()
    one = release(story, 50)
    for number, day in zip(more, ("2026-04-01", "2026-04-08"), strict=True):
        add(story, one, number, day)
    assert bool(grown(story)) is speaks


SHELF = {"more items left it undone than were done in it": 1}


@pytest.mark.parametrize(
    ("due", "done", "reasons"),
    [(None, 2, SHELF), (None, 3, {}), ("2026-12-18", 0, {})],
)
def test_what_more_items_left_undone_than_were_done_in_is_a_shelf(
    due: str | None, done: int, reasons: dict[str, int]
) -> None:
    # Three of eight go and six come: three more, 37.5%.
    story = Story()
    one = release(story, 8, due)
    add(story, one, 6, "2026-04-01")
    for told in story.told[:3]:
        told.removed_from(one, "2026-04-08")
    for told in story.told[3 : 3 + done]:
        told.done("2026-04-09")
    assert coverage(scope_growth, story.history(), LOOK).cannot_judge == reasons
    assert [f.measures["growth"] for f in grown(story)] == ([] if reasons else [0.375])


@pytest.mark.parametrize(
    ("done", "reasons"),
    [
        ("2026-04-07", {}),  # before they were taken out: three were done in it
        ("2026-04-10", SHELF),  # elsewhere, after that
    ],
)
def test_where_an_item_was_done_tells_whether_it_left_undone(done: str, reasons: dict[str, int]) -> None:
    story = Story()
    one = release(story, 8)
    add(story, one, 6, "2026-04-01")
    for told in story.told[:3]:
        told.removed_from(one, "2026-04-08").done(done)
    assert coverage(scope_growth, story.history(), LOOK).cannot_judge == reasons


def test_what_is_taken_out_done_has_not_left_it_undone() -> None:
    # Three were done in it and taken out, and one left undone.
    story = Story()
    one = release(story, 8)
    add(story, one, 8, "2026-04-01")
    for told in story.told[:3]:
        told.done("2026-04-07").removed_from(one, "2026-04-08")
    story.told[3].removed_from(one, "2026-04-08")
    assert coverage(scope_growth, story.history(), LOOK).cannot_judge == {}


def test_it_is_a_shelf_only_once_they_have_left() -> None:
    story = Story()
    one = release(story, 8)
    add(story, one, 6, "2026-04-01")
    for told in story.told[:3]:
        told.removed_from(one, "2026-04-08")
    assert coverage(scope_growth, story.history(), "2026-04-08").cannot_judge == {}
    assert [f.measures["growth"] for f in grown(story, "2026-04-08")] == [0.75]
    assert coverage(scope_growth, story.history(), "2026-04-09").cannot_judge == SHELF
