"""Work that was started before the business had said a word, and everything that only looks like it."""

from __future__ import annotations

import pytest

from detectors.consultation import unconsulted_build
from detectors.declared import Goal
from detectors.finding import Finding
from detectors.history import Neighbour
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told, at

LOOK = "2026-04-01"


def built(story: Story, number: int, kind: str = "story") -> list[Told]:
    """Items that IT made and started by itself."""
    found = []
    for _ in range(number):
        told = story.issue(f"CRM-{len(story.told) + 1}", kind).created("2026-03-02", by="ian")
        found.append(told.started("2026-03-09", by="isa"))
    return found


def asked(story: Story, number: int) -> list[Told]:
    """Items that the business asked for."""
    return [told.started("2026-03-09") for told in story.issues("CRM", number, created="2026-03-02", by="bea")]


def found(story: Story, *goals: Goal, day: str = LOOK) -> list[Finding]:
    return findings(unconsulted_build, story.history(*goals), day)


def test_most_work_started_unheard_is_flagged_on_the_project() -> None:
    story = Story()
    unheard, _ = built(story, 9), asked(story, 3)
    (finding,) = found(story)
    assert (finding.subject.kind, finding.subject.id) == ("project", "CRM")
    assert (finding.measures["started"], finding.measures["unconsulted"]) == (12, 9)
    assert {e.issue for e in finding.evidence} == {t.row["key"] for t in unheard}
    assert finding.severity == "high"


@pytest.mark.parametrize(("unheard", "heard", "flagged"), [(9, 5, True), (8, 5, False), (9, 6, False), (4, 0, False)])
def test_a_share_must_be_more_than_an_accident(unheard: int, heard: int, flagged: bool) -> None:
    # The lower bounds of the 90% Wilson interval are 0.426, 0.393 and 0.393; four items are too few.
    story = Story()
    built(story, unheard)
    asked(story, heard)
    story.issue("CRM-900").created("2026-01-05", by="bea")
    assert bool(found(story)) is flagged


def test_a_word_on_the_item_before_the_start_is_consultation() -> None:
    story = Story()
    for told in built(story, 9):
        told.said("2026-03-06", "bea")
    assert found(story) == []


def test_a_word_after_the_start_comes_too_late() -> None:
    story = Story()
    for told in built(story, 9):
        told.said("2026-03-10", "bea")
    assert len(found(story)) == 1


def test_a_word_on_a_linked_item_is_consultation() -> None:
    story = Story()
    wish = story.issue("CRM-500").created("2026-02-02", by="bea")
    for told in built(story, 9):
        told.linked(wish)
    assert found(story) == []


@pytest.mark.parametrize(("asked_on", "flagged"), [("2026-03-05", False), ("2026-03-10", True)])
def test_a_word_in_another_project_is_consultation_where_it_came_before_the_start(asked_on: str, flagged: bool) -> None:
    code, tracker = Story(), Story()
    work = built(code, 9)
    wish = tracker.issue("WEB-1").created(asked_on, by="bea")
    tracker.issue("WEB-2").created("2026-01-05", by="bob")
    here, there = code.history(), tracker.history()
    here.neighbours = (Neighbour.of(here, there, [(told.id, wish.id) for told in work]),)
    assert bool(findings(unconsulted_build, here, LOOK)) is flagged


def test_a_word_follows_an_issue_that_moved_to_another_project() -> None:
    story, other = Story(), Story()
    wish = story.issue("CRM-500").created("2026-02-02", by="ian")
    wish.row["departed_at"] = at("2026-03-01")
    for told in built(story, 9):
        told.linked(wish)
    gone_on = other.issue("WEB-7").created("2026-02-02", by="ian").said("2026-03-02", "bea")
    here, there = story.history(), other.history()
    assert findings(unconsulted_build, here, LOOK)
    here = story.history()
    here.neighbours = (Neighbour.of(here, there, [(wish.id, gone_on.id)]),)
    assert findings(unconsulted_build, here, LOOK) == []


@pytest.mark.parametrize(("joined", "flagged"), [("2026-03-03", False), ("2026-03-06", True)])
def test_a_word_on_the_epic_covers_what_stood_in_it_then(joined: str, flagged: bool) -> None:
    story = Story()
    epic = story.issue("CRM-500", "epic").created("2026-02-02", by="ian").said("2026-03-04", "bea")
    for told in built(story, 9):
        told.added_to(("epic", epic.id), joined, by="ian")
    assert bool(found(story)) is flagged


@pytest.mark.parametrize("kind", ["bug", "subtask", "epic"])
def test_bugs_parts_and_epics_are_not_counted(kind: str) -> None:
    story = Story()
    built(story, 9, kind)
    asked(story, 1)
    assert found(story) == []


def test_dependency_and_security_updates_are_not_counted() -> None:
    story = Story()
    asked(story, 1)
    for told in built(story, 5):
        told.labelled("dependencies")
    for told in built(story, 4):
        told.labelled("Security")
    assert found(story) == []


def test_items_under_a_maintenance_goal_are_not_counted() -> None:
    story = Story()
    asked(story, 1)
    for told in built(story, 9):
        told.labelled("upkeep")
    assert len(found(story)) == 1
    assert found(story, Goal("Upkeep", labels=("upkeep",), maintenance=True)) == []


@pytest.mark.parametrize(("since", "flagged"), [("2026-03-31", False), ("2026-04-01", True)])
def test_a_label_of_a_maintenance_goal_counts_from_when_it_was_put_on(since: str, flagged: bool) -> None:
    story = Story()
    asked(story, 1)
    for told in built(story, 9):
        told.labelled("upkeep", since=since)
    assert bool(found(story, Goal("Upkeep", labels=("upkeep",), maintenance=True))) is flagged


def test_children_of_a_maintenance_epic_are_not_counted() -> None:
    story = Story()
    asked(story, 1)
    epic = story.issue("CRM-500", "epic").created("2026-02-02", by="ian")
    for told in built(story, 9):
        told.born_in(("epic", epic.id))
    assert found(story, Goal("Upkeep", epics=("CRM-500",), maintenance=True)) == []


def test_work_of_twelve_weeks_ago_is_over() -> None:
    story = Story()
    built(story, 9)
    asked(story, 3)
    assert len(found(story, day="2026-06-01")) == 1
    assert found(story, day="2026-06-02") == []


def test_items_on_which_only_unknown_people_spoke_are_not_counted() -> None:
    story = Story()
    asked(story, 3)
    for k, told in enumerate(built(story, 9)):
        told.said("2026-03-06", f"n{k}")
    assert found(story) == []
    assert coverage(unconsulted_build, story.history(), LOOK).cannot_judge == {
        "fewer than 5 items started in the last 12 weeks": 1
    }


def test_too_few_known_words_are_named_as_the_reason() -> None:
    story = Story()
    asked(story, 2)
    for told in built(story, 9):
        for k in range(3):
            told.said("2026-03-06", f"n{(len(story.comments) + k) % 12}")
    assert coverage(unconsulted_build, story.history(), LOOK).cannot_judge == {"too few words with a known side": 1}


def test_without_a_business_side_that_is_the_reason() -> None:
    story = Story()
    for told in built(story, 9):
        told.row["creator"] = told.row["reporter"] = "isa"
    assert coverage(unconsulted_build, story.history(sides=False), LOOK).cannot_judge == {"no sides known": 1}


def test_a_bulk_move_to_in_progress_starts_nothing() -> None:
    story = Story()
    asked(story, 3)
    for told in story.issues("CRM", 10, by="ian"):
        told.started("2026-03-09T09:00", by="isa")
    assert found(story) == []


def test_an_empty_project_has_nothing_to_say() -> None:
    history = Story().history()
    assert found(Story()) == []
    assert coverage(unconsulted_build, history, LOOK).judged == 0
