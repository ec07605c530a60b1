"""What items weigh: story points, else hours, else one each; points where 70% of the items were estimated in them.

Release 1.0 is agreed with ten items on Friday 6 March 2026, and five more come in later.
"""

from __future__ import annotations

import pytest

from detectors.scope import scope_growth
from tests.detectors.asking import figures
from tests.detectors.story import Story, Told

LATER, LOOK = "2026-03-18", "2026-04-01"


def release(story: Story, number: int = 10) -> list[Told]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    return [told.added_to(one, f"2026-02-20T10:{2 * n:02}") for n, told in enumerate(story.issues("CRM", number))]


def add(story: Story, number: int = 5) -> list[Told]:
    return [told.added_to(("release", "10"), LATER) for told in story.issues("CRM", number)]


def grown(story: Story, day: str = LOOK) -> tuple[str, float, float]:
    """The unit, the weight of what was agreed, and of what was added."""
    measured = figures(scope_growth, story.history(), day)["1.0"]
    return ("items", "points", "hours")[int(measured["unit"])], measured["weight"], measured["weight_added"]


@pytest.mark.parametrize(("estimated", "unit"), [(7, "points"), (6, "items")])
def test_points_count_from_seven_in_ten_estimated_items_on(estimated: int, unit: str) -> None:
    story = Story()
    for n, told in enumerate(release(story)[:estimated]):
        told.estimated((1, 2, 3, 4, 5, 6, 13)[n])
    # The others weigh as the middle one, 4: 34 and three times 4.
    assert grown(story) == ((unit, 46, 0) if unit == "points" else (unit, 10, 0))


def test_where_fewer_are_estimated_in_points_hours_count() -> None:
    story = Story()
    for n, told in enumerate([*release(story), *add(story)]):
        told.sized(10)
        if n < 3:
            told.estimated(2)
    assert grown(story) == ("hours", 100, 50)


def test_where_both_are_given_points_count() -> None:
    story = Story()
    for told in [*release(story), *add(story)]:
        told.sized(10).estimated(2)
    assert grown(story) == ("points", 20, 10)


def test_what_was_agreed_weighs_what_it_was_estimated_at_when_planning_was_over() -> None:
    story = Story()
    for told in release(story):
        told.estimated(1, "2026-02-20").estimated(3, "2026-03-06").estimated(8, "2026-03-07T00:01")
    for told in add(story):
        told.estimated(5, "2026-03-17").estimated(8, "2026-03-19")
    assert grown(story) == ("points", 30, 25)


def test_a_first_estimate_counts_back_once_it_is_known() -> None:
    story = Story()
    for told in release(story):
        told.estimated(2, "2026-03-25").estimated(8, "2026-03-26")
    for told in add(story):
        told.estimated(4, "2026-03-30T00:00").estimated(8, "2026-03-31")
    assert grown(story, "2026-03-25") == ("items", 10, 5)
    assert grown(story, "2026-03-27") == ("items", 10, 5)  # ten of fifteen are 67%
    assert grown(story, "2026-03-30") == ("points", 20, 20)
    assert grown(story) == ("points", 20, 20)


def test_an_estimate_of_nothing_is_none() -> None:
    story = Story()
    for told in release(story):
        told.estimated(0)
    assert grown(story) == ("items", 10, 0)


def test_an_estimate_that_was_taken_away_is_none_then() -> None:
    story = Story()
    for told in release(story):
        told.estimated(5).changed("points", "2026-03-05", "5", None, "ian")
        told.row["points"] = None
    assert grown(story) == ("items", 10, 0)


def test_what_went_out_weighs_what_it_was_agreed_at() -> None:
    story = Story()
    told = release(story)
    for item in told:
        item.estimated(3)
    for item in told[:2]:
        item.estimated(8, "2026-03-17").removed_from(("release", "10"), LATER)
    measured = figures(scope_growth, story.history(), LOOK)["1.0"]
    assert (measured["removed"], measured["weight_removed"], measured["growth"]) == (2, 6, -0.2)
