"""Administration is never evidence: bots, bulk edits, and whatever an issue brings along when it moves.

A bulk edit is ten or more issues changed in the same way by one person within ten minutes.
"""

from __future__ import annotations

import pytest

from detectors.scope import scope_growth
from tests.detectors.asking import figures
from tests.detectors.story import Story, Told

LOOK = "2026-04-01"


def release(story: Story) -> tuple[str, str]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for n, told in enumerate(story.issues("CRM", 8)):
        told.added_to(one, f"2026-02-20T10:{2 * n:02}", by="isa")
    return one


def add(story: Story, number: int, minutes: float, by: str | None = "bea") -> list[Told]:
    """Additions, spread evenly over so many minutes from 11:00 on."""
    found = []
    for n, told in enumerate(story.issues("CRM", number)):
        seconds = round(60 * minutes * n / (number - 1))
        found.append(told.added_to(("release", "10"), f"2026-03-18T11:{seconds // 60:02}:{seconds % 60:02}", by))
    return found


def added(story: Story) -> float:
    return figures(scope_growth, story.history(), LOOK)["1.0"]["added"]


@pytest.mark.parametrize(
    ("number", "minutes", "counted"),
    [
        (9, 0, 9),
        (10, 0, 0),
        (10, 10, 0),
        (10, 10.1, 10),
        (12, 10, 0),
        (20, 18, 0),  # any ten of them in a row took less than ten minutes
        (20, 38, 20),
    ],
)
def test_ten_within_ten_minutes_are_a_bulk_edit(number: int, minutes: float, counted: int) -> None:
    story = Story()
    release(story)
    add(story, number, minutes)
    assert added(story) == counted


def test_what_comes_an_hour_before_or_after_a_bulk_edit_is_none() -> None:
    story = Story()
    one = release(story)
    for hour in ("10:00", "12:00"):
        story.issues("CRM", 1)[0].added_to(one, f"2026-03-18T{hour}")
    add(story, 10, 1)
    assert added(story) == 2


def test_what_two_people_do_at_the_same_time_is_no_bulk_edit() -> None:
    story = Story()
    release(story)
    add(story, 6, 1)
    add(story, 6, 1, by="bob")
    assert added(story) == 12


def test_nobody_known_makes_no_bulk_edit() -> None:
    story = Story()
    release(story)
    add(story, 10, 1, by=None)
    assert added(story) == 10


def test_changes_to_different_values_are_no_bulk_edit() -> None:
    story = Story()
    release(story)
    for n, told in enumerate(add(story, 10, 1)):
        if n < 5:
            told.changes[-1]["from_value"] = told.changes[-1]["from_text"] = "99"
    assert added(story) == 10


def test_the_same_few_issues_again_and_again_are_no_bulk_edit() -> None:
    story = Story()
    one = release(story)
    for told in story.issues("CRM", 5):
        for minute in range(3):
            told.added_to(one, f"2026-03-18T11:0{2 * minute}")
            if minute < 2:
                told.removed_from(one, f"2026-03-18T11:0{2 * minute + 1}")
    assert added(story) == 5


@pytest.mark.parametrize(("field", "batch", "counted"), [("key", "", 0), ("project", "", 0), ("key", "another", 1)])
def test_what_an_issue_brings_along_in_the_act_of_moving_is_administration(
    field: str, batch: str, counted: int
) -> None:
    story = Story()
    one = release(story)
    (told,) = story.issues("CRM", 1)
    told.changed(field, "2026-03-18", "OLD-1", told.row["key"], "bea", batch="move")
    told.added_to(one, "2026-03-18", batch=batch or "move")
    assert added(story) == counted


def test_another_issue_with_an_act_of_the_same_name_is_not_moved_by_it() -> None:
    story = Story()
    one = release(story)
    told, other = story.issues("CRM", 2)
    told.changed("key", "2026-03-18", "OLD-1", told.row["key"], "bea", batch="1")
    other.added_to(one, "2026-03-18", batch="1")
    assert added(story) == 1


def test_the_older_of_two_issues_is_no_copy_of_the_newer() -> None:
    story = Story()
    one = release(story)
    older = story.issues("CRM", 1, created="2026-03-17")[0].added_to(one, "2026-03-18")
    newer = story.issues("CRM", 1, created="2026-03-18")[0].added_to(one, "2026-03-18")
    older.linked(newer, "Cloners")
    assert added(story) == 2
    newer.linked(older, "Cloners")
    assert added(story) == 1


def test_a_copy_of_what_is_elsewhere_is_a_copy() -> None:
    story = Story()
    one = release(story)
    (told,) = story.issues("CRM", 1)
    story.links.append({"issue": told.added_to(one, "2026-03-18").id, "other": "WEB-1", "type": "is clone of"})
    assert added(story) == 0
