"""Work that serves no declared goal, and everything that only looks like it."""

from __future__ import annotations

import pytest

from detectors.consultation import off_strategy
from detectors.declared import Goal
from detectors.finding import Finding
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told, at

LOOK = "2026-04-01"
GOAL = Goal("Self-service", labels=("Goal-Self",), epics=("CRM-500",), commitments=("1.0",))
UPKEEP = Goal("Upkeep", labels=("upkeep",), maintenance=True)


def started(story: Story, number: int, *labels: str, kind: str = "story") -> list[Told]:
    """Items that the business asked for, with labels, on which work started."""
    told = [story.issue(f"CRM-{len(story.told) + 1}", kind).created("2026-03-02") for _ in range(number)]
    # Two minutes apart: ten at once would be a bulk move.
    times = (f"2026-03-09T{9 + n // 30:02}:{n % 30 * 2:02}" for n in range(len(story.told) - number, len(story.told)))
    return [one.labelled(*labels).started(time) for one, time in zip(told, times, strict=True)]


def found(story: Story, *goals: Goal, day: str = LOOK) -> list[Finding]:
    return findings(off_strategy, story.history(*(goals or (GOAL, UPKEEP))), day)


def because(story: Story, *goals: Goal, sides: bool = True, day: str = LOOK) -> dict[str, int]:
    return coverage(off_strategy, story.history(*goals, sides=sides), day).cannot_judge


def test_much_work_beside_the_goals_is_flagged_on_the_project() -> None:
    story = Story()
    beside, _ = started(story, 15), started(story, 5, "goal-self")
    (finding,) = found(story)
    assert (finding.subject.kind, finding.subject.id) == ("project", "CRM")
    # Of 20 items 15 are beside; an allowance of 4 comes off both: 11 of 16.
    assert (finding.measures["started"], finding.measures["beside"]) == (20, 15)
    assert (finding.measures["share"], finding.measures["unit"]) == (0.6875, "items")
    assert {e.issue for e in finding.evidence} == {told.row["key"] for told in beside}
    assert finding.severity == "high"
    assert {e.side for e in finding.evidence} == {"it"}


@pytest.mark.parametrize(("beside", "flagged"), [(11, False), (12, True)])
def test_a_share_must_be_more_than_an_accident(beside: int, flagged: bool) -> None:
    # After the allowance of 4 of 20, 7 of 16 and 8 of 16: the lower bounds of the 90% interval are 0.258 and 0.310.
    story = Story()
    started(story, beside)
    started(story, 20 - beside, "goal-self")
    assert bool(found(story)) is flagged


def test_four_items_are_too_few() -> None:
    story = Story()
    started(story, 4)
    story.issue("CRM-900").created("2026-03-02").labelled("goal-self")
    assert because(story, GOAL) == {"fewer than 5 items started in the last 12 weeks": 1}


def test_maintenance_uses_up_the_allowance() -> None:
    # 20 items, 11 beside. Without upkeep 7 of 16 count; with 4 of upkeep the allowance is used up: 11 of 16.
    story = Story()
    started(story, 11)
    started(story, 4, "upkeep")
    started(story, 5, "goal-self")
    (finding,) = found(story)
    assert finding.measures["share"] == 0.6875


def test_however_much_maintenance_there_is_it_is_not_beside_the_goals() -> None:
    story = Story()
    started(story, 16, "upkeep")
    started(story, 4, "goal-self")
    assert found(story) == []


@pytest.mark.parametrize(("kind", "label"), [("bug", ""), ("task", "dependencies"), ("task", "Security")])
def test_bugs_and_updates_are_maintenance_without_being_declared(kind: str, label: str) -> None:
    story = Story()
    started(story, 16, label, kind=kind)
    started(story, 4, "goal-self")
    assert found(story) == []


@pytest.mark.parametrize("kind", ["subtask", "epic", "pull_request"])
def test_parts_epics_and_pull_requests_are_not_counted(kind: str) -> None:
    story = Story()
    started(story, 15, kind=kind)
    started(story, 5, "goal-self")
    assert found(story) == []


def test_work_of_bots_is_not_counted() -> None:
    story = Story()
    for told in started(story, 15):
        told.created("2026-03-02", by="robo")
    started(story, 5, "goal-self")
    assert found(story) == []


def test_an_item_serves_a_goal_by_its_epic_while_it_is_in_it() -> None:
    story = Story()
    epic = story.issue("CRM-500", "epic").created("2026-02-02")
    for told in started(story, 15):
        told.added_to(("epic", epic.id), "2026-03-16")
    started(story, 5, "goal-self")
    assert found(story) == []
    assert len(found(story, day="2026-03-16")) == 1


def test_an_item_serves_a_goal_by_a_labelled_epic_and_by_a_commitment() -> None:
    story = Story()
    release = story.commitment("1.0", "2026-03-02", "2026-06-01")
    epic = story.issue("CRM-600", "epic").created("2026-02-02").labelled("goal-self")
    for told in started(story, 8):
        told.born_in(("epic", epic.id))
    for told in started(story, 8):
        told.born_in(release)
    assert found(story) == []


@pytest.mark.parametrize(("since", "flagged"), [("2026-03-31", False), ("2026-04-01", True)])
def test_a_label_counts_from_when_it_was_put_on(since: str, flagged: bool) -> None:
    story = Story()
    for told in started(story, 15, "web"):
        told.labelled("web", "goal-self", since=since)
    started(story, 5, "goal-self")
    assert bool(found(story)) is flagged


def test_a_label_that_was_taken_off_counts_until_then() -> None:
    story = Story()
    for told in started(story, 15, "goal-self"):
        told.labelled("web", since="2026-03-30")
    started(story, 5, "goal-self")
    assert found(story, day="2026-03-30") == []
    assert len(found(story)) == 1


def test_an_item_weighs_what_it_was_estimated_at() -> None:
    # 12 of 20 items are beside, but 12 of 108 points: less than the allowance.
    story = Story()
    for told in started(story, 12):
        told.estimated(1)
    for told in started(story, 8, "goal-self"):
        told.estimated(12)
    assert found(story) == []


def test_work_of_twelve_weeks_ago_is_over() -> None:
    story = Story()
    started(story, 15)
    started(story, 5, "goal-self")
    assert len(found(story, day="2026-06-01")) == 1
    assert found(story, day="2026-06-02") == []


def test_without_goals_nothing_is_judged() -> None:
    story = Story()
    started(story, 15)
    assert because(story) == {"no goals declared": 1}
    assert because(story, UPKEEP) == {"no goals declared": 1}


def test_goals_of_other_projects_judge_nothing_here() -> None:
    story = Story()
    started(story, 15)
    assert because(story, GOAL) == {"no declared goal is served by anything in the project": 1}


def test_without_known_sides_nothing_is_judged() -> None:
    story = Story()
    # Nobody of them speaks often enough for a side to be inferred.
    for k, told in enumerate([*started(story, 15), *started(story, 5, "goal-self")]):
        told.created("2026-03-02", by=f"n{k % 12}").said("2026-03-03", f"n{(k + 1) % 12}")
    assert because(story, GOAL) == {"too few words with a known side": 1}


def test_an_empty_project_has_nothing_to_say() -> None:
    assert found(Story()) == []
    assert because(Story(), GOAL) == {}


def test_what_is_asked_is_asked_of_both_and_blames_nobody() -> None:
    story = Story()
    started(story, 15)
    started(story, 5, "goal-self")
    (finding,) = found(story)
    assert finding.first_visible == at("2026-03-16T00:00")
    assert finding.title == "69% of the work begun in Customers serves no declared goal"
    assert finding.questions["business"].startswith("Which of these 15 items would you choose yourself")
    assert "why didn't" not in "".join(finding.questions.values()).lower()
