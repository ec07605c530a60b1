"""What serves a declared goal, and when: by its labels, its epic, a commitment, or what it is a part of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detectors.calendar import weekly_moments
from detectors.consultation import off_strategy
from detectors.consultation.strategy import serving
from detectors.declared import Goal
from tests.detectors.asking import coverage, figures, findings
from tests.detectors.story import Story, Told, at

LOOK = "2026-04-01"
UPKEEP = Goal("Upkeep", labels=("upkeep",), maintenance=True)


def started(story: Story, number: int = 6) -> list[Told]:
    return [
        story.issue(f"CRM-{n + 10}").created("2026-02-02").started(f"2026-03-09T10:{2 * n:02}") for n in range(number)
    ]


def beside(story: Story, *goals: Goal, day: str = LOOK) -> tuple[float, float]:
    """How many of what was started serve no goal, and how much is maintenance."""
    measured = figures(off_strategy, story.history(*goals), day)["Customers"]
    return measured["beside"], measured["weight_maintenance"]


@pytest.mark.parametrize(
    ("goal", "serves"),
    [
        (Goal("G", labels=("self service",)), True),
        (Goal("G", labels=("Self Service",)), True),
        (Goal("G", labels=("self",)), False),
        (Goal("G", epics=("CRM-1",)), True),
        (Goal("G", epics=("1000",)), True),
        (Goal("G", epics=("Title of CRM-1",)), True),
        (Goal("G", commitments=("1.0",)), True),
        (Goal("G", commitments=("10",)), True),
        (Goal("G", commitments=("2.0",)), False),
        (Goal("G", epics=("CRM-2",)), False),
    ],
)
def test_a_goal_is_served_by_label_epic_or_commitment(goal: Goal, serves: bool) -> None:
    story = Story()
    epic = story.issue("CRM-1", "epic").created("2026-02-02")
    other = story.issue("CRM-2", "epic").created("2026-02-02")
    one, two = story.commitment("1.0"), story.commitment("2.0")
    told = started(story)
    told[0].labelled("Self Service", "shop").born_in(one, ("epic", epic.id))
    told[1].labelled("self", "service").born_in(two, ("epic", other.id))
    (finding,) = findings(off_strategy, story.history(goal), LOOK)
    assert [e.issue for e in finding.evidence] == [
        item.row["key"] for item in told if item is not (told[0] if serves else told[1])
    ]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_an_item_is_a_part_of_serves_for_it(depth: int) -> None:
    story = Story()
    above = story.issue("CRM-1", "epic").created("2026-02-02").labelled("goal")
    for level in range(depth - 1):
        above = story.issue(f"CRM-{level + 2}", "epic").created("2026-02-02").born_in(("epic", above.id))
    started(story)[0].born_in(("epic", above.id))
    assert beside(story, Goal("G", labels=("goal",)))[0] == 5


@pytest.mark.parametrize(
    ("on", "off", "served"),
    [
        ("2026-03-31T23:59", None, True),
        ("2026-04-01T00:00", None, True),
        ("2026-04-01T00:01", None, False),
        ("2026-02-10", "2026-04-01T00:00", False),
        ("2026-02-10", "2026-04-01T00:01", True),
        ("2026-02-10", "2026-03-01", False),
    ],
)
def test_a_label_serves_while_it_is_on(on: str, off: str | None, served: bool) -> None:
    for whole in (True, False):
        story = Story()
        told = started(story)
        told[1].labelled("goal")
        told[0].changed("labels", on, None, None, "ian")
        told[0].changes[-1] |= {"from_text": "shop", "to_text": "shop Goal"} if whole else {"to_text": "goal"}
        told[0].row["labels"] = ["shop", "Goal"]
        if off:
            told[0].changed("labels", off, None, None, "ian")
            told[0].changes[-1] |= {"from_text": "shop goal", "to_text": "shop"} if whole else {"from_text": "goal"}
            told[0].row["labels"] = ["shop"]
        assert beside(story, Goal("G", labels=("goal",)))[0] == (4 if served else 5)


def test_a_label_that_was_taken_off_was_on_from_the_beginning_where_nothing_says_otherwise() -> None:
    story = Story()
    told = started(story)
    told[1].labelled("goal")
    told[0].changed("labels", "2026-03-20", None, None, "ian")
    told[0].changes[-1] |= {"from_text": "goal", "to_text": None}
    goal = Goal("G", labels=("goal",))
    assert beside(story, goal, day="2026-03-20")[0] == 4
    assert beside(story, goal, day="2026-03-21")[0] == 5


def test_a_maintenance_goal_is_no_strategy_and_a_goal_comes_first() -> None:
    story = Story()
    told = started(story, 8)
    told[0].labelled("goal", "upkeep")
    told[1].labelled("upkeep")
    told[2].labelled("Renovate")
    told[3].row["kind"] = "bug"
    told[4].labelled("goal").row["kind"] = "bug"
    assert beside(story, Goal("G", labels=("goal",)), UPKEEP) == (3, 3)


def test_only_maintenance_goals_are_no_strategy() -> None:
    story = Story()
    started(story)[0].labelled("upkeep")
    assert coverage(off_strategy, story.history(UPKEEP), LOOK).cannot_judge == {"no goals declared": 1}


@pytest.mark.parametrize(
    ("made", "judged"), [("2026-03-31T23:59", 1), ("2026-04-01T00:00", 1), ("2026-04-01T00:01", 0)]
)
def test_a_goal_that_nothing_has_served_yet_judges_nothing(made: str, judged: int) -> None:
    story = Story()
    started(story)
    story.issue("CRM-90").created(made).labelled("goal")
    seen = coverage(off_strategy, story.history(Goal("G", labels=("goal",))), LOOK)
    assert seen.judged == judged
    assert seen.cannot_judge == ({} if judged else {"no declared goal is served by anything in the project": 1})


def test_an_epic_without_items_serves_by_itself() -> None:
    story = Story()
    story.issue("CRM-1", "epic").created("2026-02-02")
    started(story)
    assert beside(story, Goal("G", epics=("CRM-1",)))[0] == 6


def test_what_stands_in_a_release_serves_nothing_because_something_else_does() -> None:
    story = Story()
    one = story.commitment("1.0")
    for told in started(story):
        told.born_in(one)
    story.issue("CRM-90").created("2026-02-02").labelled("goal")
    assert beside(story, Goal("G", labels=("goal",)))[0] == 6


def test_the_first_issue_may_be_the_epic_that_serves() -> None:
    story = Story()
    epic = story.issue("CRM-1", "epic").created("2026-02-02")
    for told in started(story)[:3]:
        told.born_in(("epic", epic.id))
    assert beside(story, Goal("G", epics=("CRM-1",)))[0] == 3


def test_what_served_is_the_same_whether_asked_for_one_moment_or_for_many() -> None:
    story = Story()
    epic = story.issue("CRM-1", "epic").created("2026-02-02").labelled("goal")
    one, told = story.commitment("1.0"), started(story)
    told[0].labelled("goal")
    told[1].added_to(("epic", epic.id), "2026-02-20")
    told[2].added_to(one, "2026-03-02").removed_from(one, "2026-03-20")
    told[3].row["parent"] = told[2].id
    history = story.history(Goal("G", labels=("goal",), commitments=("1.0",)))
    moments = weekly_moments(at("2025-01-06"), at("2026-05-04"))
    together, alone = serving(history), replace(serving(history), known={})
    together.look_at(moments)
    assert len(moments) > 64
    assert set(moments) <= together.known.keys()
    for moment in moments:
        assert together.known[moment].tolist() == alone.at(moment).tolist()
    assert alone.at(moments[-5]).sum() == 3
    assert alone.at(at("2026-03-09")).sum() == 5
