"""What a budget will have cost: what is spent, and what is left at what items have cost so far.

100 hours from Monday 2 March to Friday 24 April 2026; release 1.0 has five done items and two open ones of 10 hours.
"""

from __future__ import annotations

import pytest

from detectors.declared import Budget
from detectors.scope import budget_forecast
from tests.detectors.asking import coverage, figures, findings
from tests.detectors.story import Story, midnight

START, END = midnight("2026-03-02"), midnight("2026-04-24")
HOURS = Budget("hours", 100, None, START, END)
LOOK, WORKED = "2026-03-23", "2026-03-16"
Place = tuple[str, str]


def release(story: Story, took: float = 10, done: int = 5, left: int = 2, due: str | None = "2026-04-24") -> Place:
    one = story.commitment("1.0", "2026-03-02", due)
    for told in story.issues("CRM", done):
        told.sized(10).added_to(one, "2026-02-20").logged(took, WORKED).done(WORKED)
    for told in story.issues("CRM", left):
        told.sized(10).added_to(one, "2026-02-20")
    return one


def seen(story: Story, budget: Budget = HOURS, day: str = LOOK) -> dict[str, float]:
    return figures(budget_forecast, story.history(budget=budget), day)["Customers"]


def because(story: Story, budget: Budget | None = HOURS, day: str = LOOK) -> dict[str, int]:
    return coverage(budget_forecast, story.history(budget=budget), day).cannot_judge


@pytest.mark.parametrize(("took", "estimate"), [(10, 70), (12, 84), (5, 35)])
def test_what_is_left_costs_what_items_have_cost(took: float, estimate: float) -> None:
    story = Story()
    release(story, took)
    found = seen(story)
    assert (found["spent"], found["estimate"], found["low"], found["high"]) == (5 * took, estimate, estimate, estimate)
    assert found["done"] == pytest.approx(5 / 7)
    assert found["over"] == pytest.approx((estimate - 100) / 100)


def test_of_an_open_item_what_was_spent_is_left_no_more() -> None:
    story = Story()
    release(story)
    story.told[5].logged(4, WORKED)
    story.told[6].logged(14, WORKED)
    assert seen(story)["estimate"] == 50 + 4 + 14 + 6


def test_an_open_item_without_an_estimate_is_as_large_as_the_others() -> None:
    story = Story()
    one = release(story, left=3)
    story.issues("CRM", 1)[0].added_to(one, "2026-02-20")
    assert seen(story)["estimate"] == 90
    for told in story.told[:3]:
        told.row["estimate_hours"] = 40
    for told in story.told[3:5]:
        told.row["estimate_hours"] = 5
    # The middle one of three of 40, two of 5 and three of 10 is 10; 130 estimated hours took 50.
    assert seen(story)["estimate"] == pytest.approx(50 + 40 * 50 / 130)


def test_done_items_without_an_estimate_say_nothing_of_the_cost() -> None:
    story = Story()
    one = release(story)
    story.issues("CRM", 1)[0].added_to(one, "2026-02-20").logged(20, WORKED).done(WORKED)
    found = seen(story)
    assert (found["spent"], found["estimate"]) == (70, 90)
    assert found["done"] == pytest.approx(70 / 90)


@pytest.mark.parametrize(("unknown", "judged"), [(1, True), (2, False)])
def test_seven_in_ten_of_the_items_not_begun_have_to_be_estimated(unknown: int, judged: bool) -> None:
    story = Story()
    one = release(story, left=4)
    for told in story.issues("CRM", unknown):
        told.added_to(one, "2026-02-20")
    assert because(story) == ({} if judged else {"too few items were estimated": 1})


@pytest.mark.parametrize(("done", "judged"), [(5, True), (4, False)])
def test_five_items_have_to_be_done(done: int, judged: bool) -> None:
    story = Story()
    release(story, done=done)
    assert because(story) == ({} if judged else {"fewer than 5 items completed": 1})


def test_rework_is_no_item_done() -> None:
    story = Story()
    one = release(story, done=4)
    bug = story.issue("CRM-90", "bug").created("2026-03-10").linked(story.told[0]).added_to(one, "2026-03-10")
    bug.sized(10).logged(10, WORKED).done(WORKED)
    assert because(story) == {"fewer than 5 items completed": 1}


@pytest.mark.parametrize(
    ("due", "paid"),
    [("2026-03-02", True), ("2026-04-24", True), ("2026-04-25", False), ("2026-03-01", False), (None, True)],
)
def test_what_is_due_within_the_period_is_paid_by_it(due: str | None, paid: bool) -> None:
    story = Story()
    release(story)
    two = story.commitment("2.0", "2026-03-02", due)
    story.issues("CRM", 1)[0].sized(10).added_to(two, "2026-02-20")
    assert seen(story)["estimate"] == (80 if paid else 70)


@pytest.mark.parametrize(
    ("kind", "state", "start", "left"),
    [
        ("milestone", "active", "2026-03-02", 80),
        ("sprint", "active", "2026-03-02", 70),
        ("release", "cancelled", "2026-03-02", 70),
        ("release", "active", "2026-03-24", 70),  # without a due date it counts once it has started
        ("release", "active", "2026-03-23", 80),
    ],
)
def test_only_releases_and_milestones_that_are_on_say_what_is_left(
    kind: str, state: str, start: str, left: float
) -> None:
    story = Story()
    release(story)
    two = story.commitment("2.0", start, kind=kind, state=state)
    story.issues("CRM", 1)[0].sized(10).added_to(two, "2026-02-20")
    assert seen(story)["estimate"] == left


def test_delivered_releases_and_epics_leave_nothing() -> None:
    story = Story()
    one = release(story)
    two = story.commitment("2.0", "2026-03-02", "2026-04-24", delivered="2026-03-09", kind="milestone")
    story.issues("CRM", 1)[0].sized(10).added_to(two, "2026-02-20")
    story.issue("CRM-90", "epic").created("2026-02-02").sized(30).added_to(one, "2026-02-20")
    assert seen(story)["estimate"] == 70


def test_parts_are_left_with_their_whole() -> None:
    story = Story()
    one = release(story)
    for n in range(2):
        part = story.issue(f"CRM-{80 + n}", "subtask").created("2026-02-02").sized(3).under(story.told[5])
        part.added_to(one, "2026-02-20")
    assert seen(story)["estimate"] == 70


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("no budget", "no budget declared"),
        ("nothing logged", "no hours logged"),
        ("no release", "no release or milestone is due within the budget's period"),
        ("no estimates", "too few items were estimated"),
    ],
)
def test_what_is_missing_is_named(change: str, reason: str) -> None:
    story = Story()
    release(story)
    if change == "nothing logged":
        story.worklogs.clear()
    elif change == "no release":
        story.commitments[0]["due_at"] = midnight("2026-05-29")
    elif change == "no estimates":
        for told in story.told:
            told.row["estimate_hours"] = None
    assert because(story, None if change == "no budget" else HOURS) == {reason: 1}


def test_a_budget_of_nothing_is_none() -> None:
    story = Story()
    release(story)
    assert because(story, Budget("hours", 0, None, START, END)) == {"no budget declared": 1}


@pytest.mark.parametrize(
    ("day", "judged"),
    [("2026-03-01", False), ("2026-03-23", True), ("2026-04-24", True), ("2026-04-25", False)],
)
def test_it_is_foreseen_within_the_period(day: str, judged: bool) -> None:
    story = Story()
    release(story)
    assert coverage(budget_forecast, story.history(budget=HOURS), day).judged == judged


@pytest.mark.parametrize(("amount", "judged"), [(50, True), (49, False)])
def test_once_it_is_spent_there_is_nothing_to_foresee(amount: float, judged: bool) -> None:
    story = Story()
    release(story)
    assert (
        coverage(budget_forecast, story.history(budget=Budget("hours", amount, None, START, END)), LOOK).judged
        == judged
    )


@pytest.mark.parametrize(
    ("logged", "ends"),
    [
        ("2026-03-09", "2026-03-24"),  # 50 in 15 working days: 1 more hour is a third of a day
        ("2026-03-02T00:00", "2026-03-24"),
        ("2026-03-01", None),  # nothing was spent of it
    ],
)
def test_the_pace_is_that_since_the_beginning_of_the_budget(logged: str, ends: str | None) -> None:
    story = Story()
    release(story)
    for log in story.worklogs:
        log["at"] = midnight(logged[:10])
    story.told[5].logged(0.5, "2026-02-27")
    budget = Budget("hours", 51, None, START, END)
    found = findings(budget_forecast, story.history(budget=budget), LOOK)
    assert [f.measures["runs_out_on"] for f in found] == ([ends] if ends else [])


@pytest.mark.parametrize(("recent", "ends"), [(10, "2026-06-09"), (0, None)])
def test_the_pace_is_that_of_twenty_working_days(recent: float, ends: str | None) -> None:
    # 50 hours were spent in March. Since 9 April, twenty working days before 8 May, it was as much as is left.
    story = Story()
    release(story, left=8, due="2026-06-26")
    if recent:
        story.told[5].logged(recent, "2026-04-20")
    budget = Budget("hours", 50 + 2 * recent if recent else 60, None, START, midnight("2026-06-26"))
    (finding,) = findings(budget_forecast, story.history(budget=budget), "2026-05-08")
    assert (finding.measures["runs_out_on"] is None) == (ends is None)
    if ends:
        # 10 hours in 20 working days, so the last ten last for as long.
        assert finding.measures["runs_out_on"] == ends
        assert "At the pace of the last four weeks the budget runs out on 9 Jun 2026." in finding.summary
    else:
        assert "pace" not in finding.summary
