"""A due date that was pushed, and everything that only looks like pushing.

The work runs from Monday 2 March to Friday 24 April 2026: 37 working days in the Netherlands (Good Friday and Easter
Monday fall between), so the planning window is 4 working days and closes at the end of Friday 6 March. Moving 24 April
to 30 April is 3 working days (27 April is King's Day), 30 April to 8 May 6, and 24 April to 8 May 9.
"""

from __future__ import annotations

import pytest

from detectors.delivery import moved_deadline
from detectors.finding import Finding
from detectors.history import History
from tests.detectors.asking import coverage, findings, names
from tests.detectors.story import Story, Told

DUE, LOOK = "2026-04-24", "2026-04-01"


def epic(story: Story, due: str | None = DUE) -> Told:
    """An epic of eight items, on the first of which work starts on 2 March."""
    told = story.issue("CRM-1", "epic").created("2026-02-02")
    if due:
        told.due(due)
    for number, child in enumerate(story.issues("CRM", 8)):
        child.born_in(("epic", told.id)).started("2026-03-02" if number == 0 else "2026-03-10")
    return told


def release(story: Story, delivered: str | None = None) -> tuple[str, str]:
    one = story.commitment("1.0", "2026-03-02", DUE, delivered)
    for told in story.issues("CRM", 8):
        told.added_to(one, "2026-02-20").started("2026-03-10")
    return one


def moved(story: Story, day: str = LOOK) -> list[Finding]:
    return findings(moved_deadline, story.history(), day)


def test_two_pushes_after_the_planning_window_are_told_with_their_days() -> None:
    story = Story()
    epic(story).due("2026-04-30", since="2026-03-18", by="ian").due("2026-05-08", since="2026-03-25", by="ian")
    (finding,) = moved(story)
    assert finding.subject.type == "epic"
    assert finding.measures["pushes"] == 2
    assert finding.measures["days_moved"] == 9
    assert finding.measures["planned_days"] == 37
    assert finding.measures["share"] == 0.2432
    assert finding.measures["first_due_on"] == "2026-04-24"
    assert finding.measures["due_on"] == "2026-05-08"
    assert finding.severity == "medium"
    assert [(e.issue, e.side) for e in finding.evidence] == [("CRM-1", "it"), ("CRM-1", "it")]
    assert finding.questions.keys() == {"business", "it"}


def test_a_release_is_dated_by_what_was_observed() -> None:
    story = Story()
    one = release(story)
    story.observed(one, "2026-03-18", "due_at", "2026-04-24", "2026-04-30")
    story.observed(one, "2026-03-25", "due_at", "2026-04-30", "2026-05-08")
    assert moved(story, "2026-03-23") == []
    (finding,) = moved(story)
    assert finding.measures["days_moved"] == 9
    assert "first observed" in finding.summary


@pytest.mark.parametrize(("to", "flagged"), [("2026-05-08", True), ("2026-05-06", False)])
def test_one_push_counts_from_over_a_fifth_of_the_plan_on(to: str, flagged: bool) -> None:
    story = Story()  # 9 of 37 days are 24%, 7 are 19%
    epic(story).due(to, since="2026-03-18")
    assert bool(moved(story)) is flagged


def test_two_days_in_all_are_within_what_any_delivery_may_take() -> None:
    story = Story()
    epic(story).due("2026-04-28", since="2026-03-11").due("2026-04-29", since="2026-03-18")
    assert moved(story) == []


def test_three_pushes_are_high_and_six_critical() -> None:
    days = ["2026-03-10", "2026-03-12", "2026-03-16", "2026-03-18", "2026-03-20", "2026-03-24"]
    dues = ["2026-04-28", "2026-04-29", "2026-04-30", "2026-05-01", "2026-05-04", "2026-05-05"]
    severity = {}
    for number in (3, 6):
        story = Story()
        told = epic(story)
        for day, due in list(zip(days, dues, strict=True))[:number]:
            told.due(due, since=day)
        severity[number] = moved(story)[0].severity
    assert severity == {3: "high", 6: "critical"}


def test_the_other_side_has_two_working_days_to_answer() -> None:
    story = Story()
    epic(story).due("2026-05-08", since="2026-03-26")  # a Thursday
    assert moved(story, "2026-03-30") == []
    assert len(moved(story, "2026-03-31")) == 1


def test_a_push_on_which_both_sides_talked_is_agreed() -> None:
    story = Story()
    told = epic(story).due("2026-05-08", since="2026-03-18", by="ian")
    told.said("2026-03-18", "ian").said("2026-03-20", "bea")
    assert moved(story) == []


def test_one_side_alone_agrees_to_nothing() -> None:
    story = Story()
    epic(story).due("2026-05-08", since="2026-03-18", by="ian").said("2026-03-18", "ian").said("2026-03-19", "isa")
    assert len(moved(story)) == 1


def test_talking_on_the_items_of_a_release_is_an_agreement_too() -> None:
    story = Story()
    one = release(story)
    story.observed(one, "2026-03-18", "due_at", "2026-04-24", "2026-05-08")
    story.told[2].said("2026-03-17", "bea").said("2026-03-19", "ian")
    assert moved(story) == []


def test_words_of_both_sides_on_different_items_are_no_conversation() -> None:
    story = Story()
    one = release(story)
    story.observed(one, "2026-03-18", "due_at", "2026-04-24", "2026-05-08")
    story.told[2].said("2026-03-17", "bea")
    story.told[3].said("2026-03-19", "ian")
    assert len(moved(story)) == 1


def test_a_conversation_a_fortnight_later_comes_too_late() -> None:
    story = Story()
    epic(story).due("2026-05-08", since="2026-03-11").said("2026-03-25", "ian").said("2026-03-26", "bea")
    assert len(moved(story)) == 1


def test_where_nobody_knows_who_talked_nothing_is_said() -> None:
    story = Story()
    epic(story).due("2026-05-08", since="2026-03-18").said("2026-03-18", "n0").said("2026-03-19", "n1")
    assert moved(story) == []
    assert coverage(moved_deadline, story.history(), LOOK).cannot_judge == {"too few words with a known side": 1}


def test_pushes_within_the_planning_window_are_planning() -> None:
    story = Story()
    epic(story).due("2026-05-08", since="2026-03-04").due("2026-05-29", since="2026-03-06")
    assert moved(story) == []


def test_what_was_pulled_back_is_no_push() -> None:
    story = Story()
    epic(story).due("2026-05-08", since="2026-03-11").due("2026-04-24", since="2026-03-18")
    assert moved(story) == []


def test_a_push_that_was_half_pulled_back_counts_for_the_rest() -> None:
    story = Story()
    told = epic(story).due("2026-05-29", since="2026-03-11").due("2026-05-08", since="2026-03-18")
    assert moved(story)[0].measures["days_moved"] == 9
    told.due("2026-04-30", since="2026-03-24")
    assert moved(story) == []


def test_several_edits_within_a_day_are_one_push() -> None:
    story = Story()
    epic(story).due("2026-04-29", since="2026-03-18T09:00").due("2026-04-30", since="2026-03-18T15:00")
    assert moved(story) == []


def test_bots_push_nothing() -> None:
    story = Story()
    epic(story).due("2026-04-30", since="2026-03-18", by="robo").due("2026-05-29", since="2026-03-25", by="robo")
    assert moved(story) == []


def test_a_date_that_is_filled_in_after_the_delivery_is_no_push() -> None:
    story = Story()
    one = release(story, delivered="2026-04-24")
    story.observed(one, "2026-04-28", "due_at", "2026-04-24", "2026-05-08")
    story.observed(one, "2026-05-04", "due_at", "2026-05-08", "2026-05-29")
    assert moved(story, "2026-05-20") == []


def test_an_epic_in_a_release_that_was_moved_itself_is_told_of_that_one() -> None:
    story = Story()
    told = epic(story).due("2026-05-08", since="2026-03-18")
    one = story.commitment("1.0", "2026-03-02", DUE)
    for child in story.told[1:]:
        child.added_to(one, "2026-02-20")
    assert names(moved(story)) == [told.row["title"]]
    story.observed(one, "2026-03-18", "due_at", "2026-04-24", "2026-05-08")
    assert names(moved(story)) == ["1.0"]


def test_a_sprint_ends_on_its_day_by_definition() -> None:
    story = Story()
    one = story.commitment("Sprint 1", "2026-03-02", "2026-03-13", kind="sprint")
    for told in story.issues("CRM", 8):
        told.added_to(one, "2026-02-20").started("2026-03-03")
    story.observed(one, "2026-03-10", "due_at", "2026-03-13", "2026-03-27")
    story.observed(one, "2026-03-20", "due_at", "2026-03-27", "2026-04-10")
    assert moved(story) == []


def test_without_a_due_date_nothing_can_be_judged() -> None:
    story = Story()
    epic(story, due=None)
    assert coverage(moved_deadline, story.history(), LOOK).cannot_judge == {"no due date": 1}


def test_an_empty_project_gives_nothing() -> None:
    history: History = Story().history()
    assert findings(moved_deadline, history, LOOK) == []
    assert coverage(moved_deadline, history, LOOK).judged == 0
