"""A commitment that grew after it was agreed, and everything that only looks like it.

Release 1.0 runs from Monday 2 March to Friday 24 April 2026: 37 working days in the Netherlands, where Good Friday and
Easter Monday fall between, so its planning window is 4 working days and closes at the end of Friday 6 March.
"""

from __future__ import annotations

import pytest

from detectors.finding import Finding
from detectors.history import History
from detectors.scope import scope_growth
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told

PLANNED, LATER, LOOK = "2026-02-20", "2026-03-18", "2026-04-01"


def release(story: Story, agreed: int = 8) -> tuple[str, str]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", agreed):
        told.added_to(one, PLANNED)
    return one


def grown(story: Story, day: str = LOOK) -> list[Finding]:
    return findings(scope_growth, story.history(), day)


def add(story: Story, one: tuple[str, str], number: int, day: str = LATER, by: str = "bea") -> list[Told]:
    return [told.added_to(one, day, by) for told in story.issues("CRM", number, created=day, by=by)]


def test_additions_after_the_planning_window_are_growth_and_are_named_as_evidence() -> None:
    story = Story()
    one = release(story)
    added = add(story, one, 4)
    (finding,) = grown(story)
    assert finding.subject.name == "1.0"
    assert finding.measures["committed"] == 8
    assert finding.measures["added"] == 4
    assert finding.measures["growth"] == 0.5
    assert finding.severity == "high"
    assert {e.issue for e in finding.evidence} == {t.row["key"] for t in added}
    assert {e.side for e in finding.evidence} == {"business"}
    assert finding.questions.keys() == {"business", "it"}


def test_it_is_first_visible_on_the_first_monday_after_the_addition() -> None:
    story = Story()
    add(story, release(story), 4, day="2026-03-18")
    (finding,) = grown(story)
    assert finding.first_visible == 1774224000000  # Monday 23 March 2026, 00:00 UTC


@pytest.mark.parametrize(("agreed", "added", "flagged"), [(12, 3, True), (13, 3, False), (8, 2, False), (5, 3, True)])
def test_it_speaks_from_a_quarter_and_three_items_on(agreed: int, added: int, flagged: bool) -> None:
    story = Story()
    add(story, release(story, agreed), added)
    assert bool(grown(story)) is flagged


def test_additions_within_the_planning_window_are_part_of_the_plan() -> None:
    story = Story()
    add(story, release(story), 4, day="2026-03-06")
    assert grown(story) == []


def test_the_window_is_closed_on_the_next_working_day() -> None:
    story = Story()
    add(story, release(story), 4, day="2026-03-09")
    assert len(grown(story)) == 1


def test_nothing_is_said_before_the_addition() -> None:
    story = Story()
    add(story, release(story), 4)
    assert grown(story, LATER) == []


def test_a_swap_of_equal_weight_is_no_growth() -> None:
    story = Story()
    one = release(story)
    add(story, one, 4)
    for told in story.told[:4]:
        told.removed_from(one, LATER)
    assert grown(story) == []


def test_breakdown_of_agreed_items_is_no_growth() -> None:
    story = Story()
    one = release(story)
    for part in add(story, one, 5):
        part.under(story.told[0])
    assert grown(story) == []


def test_children_of_an_agreed_epic_are_breakdown() -> None:
    story = Story()
    one = release(story)
    epic = story.issue("CRM-90", "epic").created("2026-02-02").added_to(one, PLANNED)
    for part in add(story, one, 5):
        part.born_in(("epic", epic.id))
    assert grown(story) == []


def test_bugs_linked_to_a_member_are_rework_and_shown_apart() -> None:
    story = Story()
    one = release(story)
    add(story, one, 4)
    for number in range(3):
        bug = story.issue(f"CRM-{70 + number}", "bug").created(LATER).added_to(one, LATER)
        bug.linked(story.told[number])
    (finding,) = grown(story)
    assert finding.measures["added"] == 4
    assert finding.measures["rework"] == 3


def test_a_bulk_edit_by_one_person_is_administration() -> None:
    story = Story()
    add(story, release(story), 10, day="2026-03-18T10:00")
    assert grown(story) == []


def test_nine_at_once_are_no_bulk_edit() -> None:
    story = Story()
    add(story, release(story), 9, day="2026-03-18T10:00")
    assert len(grown(story)) == 1


def test_a_bot_adds_nothing() -> None:
    story = Story()
    add(story, release(story), 4, by="robo")
    assert grown(story) == []


def test_clones_are_administration() -> None:
    story = Story()
    one = release(story)
    for clone in add(story, one, 4):
        clone.linked(story.told[0], "clones")
    assert grown(story) == []


def test_issues_that_move_in_from_another_project_are_administration() -> None:
    story = Story()
    one = release(story)
    for told in story.issues("CRM", 4):
        told.changed("key", LATER, "OLD-1", told.row["key"], "bea", batch=f"move {told.id}")
        told.added_to(one, LATER, batch=f"move {told.id}")
    assert grown(story) == []


def test_additions_on_which_both_sides_spoke_are_a_new_baseline() -> None:
    story = Story()
    for told in add(story, release(story), 4):
        told.said("2026-03-19", "bea").said("2026-03-20", "ian")
    assert grown(story) == []


def test_words_of_one_side_agree_to_nothing() -> None:
    story = Story()
    for told in add(story, release(story), 4):
        told.said("2026-03-19", "bea").said("2026-03-20", "bob")
    assert len(grown(story)) == 1


@pytest.mark.parametrize(("day", "flagged"), [("2026-03-20", False), ("2026-03-25", False), ("2026-03-28", True)])
def test_while_one_side_has_spoken_the_other_has_five_working_days(day: str, flagged: bool) -> None:
    story = Story()
    for told in add(story, release(story), 4):
        told.said("2026-03-19", "bea")
    assert bool(grown(story, day)) is flagged


def test_words_six_working_days_later_are_too_late_to_agree() -> None:
    story = Story()
    for told in add(story, release(story), 4):
        told.said("2026-03-19", "bea").said("2026-03-26", "ian")
    assert len(grown(story)) == 1


def test_growth_is_weighed_by_points_where_most_are_estimated() -> None:
    story = Story()
    one = release(story)
    for told in story.told:
        told.estimated(8)
    for told in add(story, one, 4):
        told.estimated(2)
    assert grown(story) == []  # 8 of 64 points, though 4 of 8 items
    assert len(findings(scope_growth, _unestimated(story), LOOK)) == 1


def _unestimated(story: Story) -> History:
    for told in story.told:
        told.row["points"] = None
    return story.history()


def test_a_first_estimate_given_later_counts_back_to_joining() -> None:
    story = Story()
    one = release(story)
    for told in story.told:
        told.estimated(2, "2026-03-20")
    for told in add(story, one, 3):
        told.estimated(4, "2026-03-25")
    (finding,) = grown(story)
    assert finding.measures["unit"] == "points"
    assert finding.measures["growth"] == 0.75
    # On the 21st the additions had no estimate yet: each weighs the median of the estimated.
    (early,) = grown(story, "2026-03-21")
    assert early.measures["growth"] == 0.375


def test_items_from_another_release_are_shown_as_moved_in() -> None:
    story = Story()
    one = release(story)
    other = story.commitment("1.1", "2026-03-02", "2026-06-26")
    for told in story.issues("CRM", 4):
        told.born_in(other).removed_from(other, LATER).added_to(one, LATER)
    found = {f.subject.name: f for f in grown(story)}
    assert found["1.0"].measures["moved_in"] == 4


def test_after_delivery_nothing_is_counted_any_more() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered="2026-03-31")
    for told in story.issues("CRM", 8):
        told.added_to(one, PLANNED).done("2026-03-30")
    add(story, one, 6, day="2026-04-07")
    assert grown(story, "2026-05-01") == []


def test_it_stands_for_twelve_weeks_after_delivery() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered="2026-04-24")
    for told in [*story.issues("CRM", 8)]:
        told.added_to(one, PLANNED).done("2026-04-23")
    for told in add(story, one, 4):
        told.done("2026-04-23")
    assert len(grown(story, "2026-07-17")) == 1
    assert grown(story, "2026-07-18") == []


def test_a_sprint_is_agreed_at_the_end_of_its_first_working_day() -> None:
    story = Story()
    sprint = story.commitment("Sprint 7", "2026-03-16", "2026-03-27", kind="sprint")
    for told in story.issues("CRM", 6):
        told.added_to(sprint, "2026-03-13")
    add(story, sprint, 2, day="2026-03-16T16:00")
    assert grown(story, "2026-03-25") == []
    add(story, sprint, 3, day="2026-03-17")
    (finding,) = grown(story, "2026-03-25")
    assert (finding.subject.type, finding.measures["committed"], finding.measures["added"]) == ("sprint", 8, 3)


def test_without_a_declared_start_it_starts_with_the_first_work_on_a_member() -> None:
    story = Story()
    one = story.commitment("1.0")
    for told in story.issues("CRM", 8):
        told.added_to(one, PLANNED)
    add(story, one, 4)
    assert grown(story) == []
    story.told[0].started("2026-03-02")
    (finding,) = grown(story)
    assert "first work on a member" in finding.summary


@pytest.mark.parametrize(("carried", "speaks"), [(False, "epic"), (True, "release")])
def test_an_epic_speaks_for_itself_only_where_no_release_carries_it(carried: bool, speaks: str) -> None:
    story = Story()
    epic = story.issue("CRM-90", "epic").created("2026-02-02")
    for told in story.issues("CRM", 6):
        told.born_in(("epic", epic.id)).started("2026-03-02")
    add(story, ("epic", epic.id), 4)
    if carried:
        one = story.commitment("1.0", "2026-03-02", "2026-06-26")
        for told in story.told[1:]:
            told.born_in(one)
    assert [f.subject.type for f in grown(story)] == [speaks]


def test_too_small_a_baseline_is_named_as_the_reason() -> None:
    story = Story()
    add(story, release(story, agreed=4), 4)
    assert grown(story) == []
    assert coverage(scope_growth, story.history(), LOOK).cannot_judge == {"fewer than 5 items in the baseline": 1}


def test_an_empty_project_has_nothing_to_say() -> None:
    assert scope_growth.measure(Story().history(), [0]).subjects == ()
