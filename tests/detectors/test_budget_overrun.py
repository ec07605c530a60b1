"""A budget that is overrun, told apart by scope, estimates and effort, and everything that only looks like it.

100 hours from Monday 2 March to Friday 24 April 2026. Release 1.0 runs in the same time; its planning window closes at
the end of Friday 6 March with 8 items of 10 hours: 80 hours were agreed, and 20 are left for the rest.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detectors.declared import Budget
from detectors.finding import Finding
from detectors.scope import budget_overrun
from detectors.scope.causes import Items, shares_of, spread
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told, midnight

PLANNED, WORKED, LATER, LOOK = "2026-02-20", "2026-03-16", "2026-03-18", "2026-04-01"
START, END = midnight("2026-03-02"), midnight("2026-04-24")
HOURS = Budget("hours", 100, None, START, END)


def release(story: Story, took: float = 10, larger: float | None = None) -> tuple[tuple[str, str], list[Told]]:
    """Eight agreed items of 10 hours, done on 16 March after so many hours each."""
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    told = story.issues("CRM", 8)
    for item in told:
        item.sized(10, PLANNED).added_to(one, PLANNED)
        if larger is not None:
            item.sized(larger, "2026-03-11")
        item.started("2026-03-10").logged(took, WORKED).done(WORKED)
    return one, told


def add(story: Story, one: tuple[str, str], number: int, hours: float = 10) -> list[Told]:
    """So many more items from 18 March on, done on the 27th in as many hours as estimated."""
    return [
        told.sized(hours).added_to(one, LATER).logged(hours, "2026-03-27").done("2026-03-27")
        for told in story.issues("CRM", number, created=LATER)
    ]


def overrun(story: Story, budget: Budget = HOURS, day: str = LOOK) -> list[Finding]:
    return findings(budget_overrun, story.history(budget=budget), day)


def causes(finding: Finding) -> tuple[object, object, object]:
    return finding.measures["scope"], finding.measures["estimates"], finding.measures["effort"]


def test_added_work_that_overruns_the_budget_is_scope() -> None:
    story = Story()
    added = add(story, release(story)[0], 4)
    (finding,) = overrun(story)
    assert (finding.symptom, finding.subject.kind, finding.severity) == ("scope", "project", "medium")
    assert (finding.measures["spent"], finding.measures["over"]) == (120, 0.2)
    assert causes(finding) == (20, 0, 0)
    assert finding.impact == {"hours_over": 20}
    assert {e.issue for e in finding.evidence} == {t.row["key"] for t in added}
    assert {e.side for e in finding.evidence} == {"business"}
    assert finding.questions.keys() == {"business", "it"}


def test_larger_estimates_of_what_was_agreed_are_a_cause_of_their_own() -> None:
    story = Story()
    release(story, took=15, larger=15)
    (finding,) = overrun(story)
    assert finding.symptom == "scope"
    assert causes(finding) == (0, 20, 0)


def test_more_effort_than_estimated_is_told_as_cost_under_delivery() -> None:
    story = Story()
    release(story, took=15)
    (finding,) = overrun(story)
    assert finding.symptom == "delivery"
    assert causes(finding) == (0, 0, 20)


def test_slack_is_taken_off_each_cause_in_proportion() -> None:
    story = Story()
    add(story, release(story, took=12.5)[0], 4)
    (finding,) = overrun(story)
    # 40 hours of scope and 20 of effort, 40 of them over the budget.
    assert finding.measures["spent"] == 140
    assert causes(finding) == (26.7, 0, 13.3)


@pytest.mark.parametrize(("took", "symptom"), [(12.5, "scope"), (12.6, "delivery")])
def test_from_half_on_scope_and_estimates_carry_it(took: float, symptom: str) -> None:
    story = Story()
    add(story, release(story, took=took)[0], 2)
    assert [f.symptom for f in overrun(story)] == [symptom]


@pytest.mark.parametrize(("hours", "flagged"), [(25, False), (26, True)])
def test_it_speaks_from_more_than_five_per_cent_on(hours: float, flagged: bool) -> None:
    story = Story()
    add(story, release(story)[0], 1, hours)
    assert bool(overrun(story)) is flagged


@pytest.mark.parametrize(("hours", "severity"), [(44, "medium"), (45, "high"), (70, "critical")])
def test_severity_follows_the_excess(hours: float, severity: str) -> None:
    story = Story()
    add(story, release(story)[0], 1, hours)
    assert [f.severity for f in overrun(story)] == [severity]


def test_hours_count_from_the_day_on_which_they_were_worked() -> None:
    story = Story()
    add(story, release(story)[0], 4)
    assert overrun(story, day="2026-03-27") == []
    assert len(overrun(story, day="2026-03-28")) == 1


@pytest.mark.parametrize(
    ("day", "counts"), [("2026-03-01", False), ("2026-03-02", True), ("2026-04-24", True), ("2026-04-25", False)]
)
def test_only_the_period_of_the_budget_counts_with_its_last_day(day: str, counts: bool) -> None:
    story = Story()
    _, told = release(story)
    told[0].logged(30, day)
    assert bool(overrun(story, day="2026-05-04")) is counts


def test_it_stands_for_twelve_weeks_after_the_period() -> None:
    story = Story()
    add(story, release(story)[0], 4)
    assert len(overrun(story, day="2026-07-18")) == 1
    assert overrun(story, day="2026-07-19") == []


def test_money_is_hours_times_the_rate() -> None:
    story = Story()
    add(story, release(story)[0], 4)
    (finding,) = overrun(story, Budget("money", 5000, 50, START, END))
    assert finding.measures["spent"] == 6000
    assert causes(finding) == (1000, 0, 0)
    assert finding.impact == {"money_over": 1000}


def test_points_count_as_completed() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.estimated(5, PLANNED).added_to(one, PLANNED).done(WORKED)
    for told in story.issues("CRM", 4, created=LATER):
        told.estimated(5, LATER).added_to(one, LATER).started("2026-03-20")
    budget = Budget("points", 40, None, START, END)
    assert overrun(story, budget) == []
    for told in story.told[8:11]:
        told.done("2026-03-27")
    (finding,) = overrun(story, budget)
    assert finding.measures["spent"] == 55
    assert causes(finding) == (15, 0, 0)


def test_without_worklogs_the_changes_of_what_was_spent_count() -> None:
    story = Story()
    _, told = release(story)
    story.worklogs.clear()
    for item in told:
        item.changed("spent", WORKED, None, "6", "ian").changed("spent", "2026-03-17", "6", "15", "ian")
    (finding,) = overrun(story)
    assert (finding.measures["spent"], causes(finding)) == (120, (0, 0, 20))


def test_points_are_taken_at_what_they_cost_before_the_budget() -> None:
    story = Story()
    for old in story.issues("CRM", 5):
        old.estimated(2, "2026-02-03").logged(10, "2026-02-16").done("2026-02-17")
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.estimated(2, PLANNED).added_to(one, PLANNED).logged(10, WORKED).done(WORKED)
    for told in story.issues("CRM", 4, created=LATER):
        told.estimated(2).added_to(one, LATER).logged(15, "2026-03-27").done("2026-03-27")
    (finding,) = overrun(story)
    # 5 hours a point: the added ones should have taken 40 of their 60 hours; 40 of 60 are over the budget.
    assert causes(finding) == (26.7, 0, 13.3)


def test_work_on_parts_is_work_on_the_whole() -> None:
    story = Story()
    _, told = release(story, took=5)
    for item in told:
        part = story.issue(f"CRM-{len(story.told) + 1}", "subtask").created(LATER, "ian").under(item)
        part.logged(10, "2026-03-20").done("2026-03-20")
    (finding,) = overrun(story)
    assert causes(finding) == (0, 0, 20)
    assert {e.issue for e in finding.evidence} == {t.row["key"] for t in told}


def test_bugs_in_what_was_built_are_effort() -> None:
    story = Story()
    one, told = release(story)
    for item in told[:4]:
        bug = story.issue(f"CRM-{len(story.told) + 1}", "bug").created(LATER).added_to(one, LATER).linked(item)
        bug.sized(10).logged(10, "2026-03-27").done("2026-03-27")
    (finding,) = overrun(story)
    assert (finding.symptom, causes(finding)) == ("delivery", (0, 0, 20))


def test_additions_that_both_sides_agreed_to_are_no_creep() -> None:
    story = Story()
    for told in add(story, release(story)[0], 4):
        told.said("2026-03-19", "bea").said("2026-03-20", "ian")
    (finding,) = overrun(story)
    assert (finding.symptom, causes(finding)) == ("delivery", (0, 0, 20))
    assert "more was agreed than the budget holds" in finding.summary


@pytest.mark.parametrize(("created", "expected"), [("2026-03-16", (0, 0, 20)), ("2026-03-18", (20, 0, 0))])
def test_without_a_release_what_came_after_ten_working_days_is_added(created: str, expected: tuple[float, ...]) -> None:
    story = Story()
    for told in story.issues("CRM", 8):
        told.sized(10).logged(10, WORKED).done(WORKED)
    for told in story.issues("CRM", 4, created=created):
        told.sized(10).logged(10, "2026-03-27").done("2026-03-27")
    (finding,) = overrun(story)
    assert causes(finding) == expected


def test_what_moves_from_one_release_to_another_was_agreed() -> None:
    story = Story()
    one, _ = release(story)
    other = story.commitment("1.1", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 6):
        told.sized(10).added_to(other, PLANNED)
    for told in story.told[8:12]:
        told.removed_from(other, LATER).added_to(one, LATER).logged(10, "2026-03-27").done("2026-03-27")
    (finding,) = overrun(story)
    assert causes(finding) == (0, 0, 20)


@pytest.mark.parametrize(
    ("budget", "reason"),
    [
        (None, "no budget declared"),
        (HOURS, "no hours logged"),
        (Budget("points", 9, None, START, END), "no points completed"),
    ],
)
def test_what_is_missing_is_named(budget: Budget | None, reason: str) -> None:
    story = Story()
    story.issues("CRM", 3)
    history = story.history(budget=budget)
    assert coverage(budget_overrun, history, LOOK).cannot_judge == {reason: 1}


def test_without_estimates_the_causes_cannot_be_told() -> None:
    story = Story()
    for told in story.issues("CRM", 8):
        told.logged(15, WORKED)
    assert overrun(story) == []
    assert coverage(budget_overrun, story.history(budget=HOURS), LOOK).cannot_judge == {
        "too few items were estimated": 1
    }


def test_before_the_budget_begins_nothing_is_said() -> None:
    story = Story()
    release(story)
    seen = coverage(budget_overrun, story.history(budget=HOURS), "2026-02-27")
    assert (seen.judged, seen.cannot_judge) == (0, {})


def test_unknown_sides_change_nothing_of_the_figures() -> None:
    story = Story()
    add(story, release(story)[0], 4)
    (finding,) = findings(budget_overrun, story.history(sides=False, budget=HOURS), LOOK)
    assert causes(finding) == (20, 0, 0)


def test_an_empty_project_cannot_be_judged() -> None:
    measures = budget_overrun.measure(Story().history(budget=HOURS), [midnight(LOOK)])
    assert measures.reasons == ["no hours logged"]


amounts = st.floats(min_value=-1e6, max_value=1e6)


@given(st.floats(min_value=0, max_value=1e6), amounts, amounts, amounts)
def test_scope_estimates_and_effort_add_up_to_the_whole(
    over: float, scope: float, estimates: float, effort: float
) -> None:
    found = spread(over, scope, estimates, effort)
    assert found.scope + found.estimates + found.effort == pytest.approx(over, rel=1e-9, abs=1e-9)
    assert min(found.scope, found.estimates, found.effort) >= 0


hours = st.integers(min_value=0, max_value=40_000).map(lambda quarters: quarters / 4)
item = st.tuples(hours, hours, hours, hours, st.booleans(), st.booleans(), st.booleans(), st.booleans())


@given(st.lists(item, min_size=1, max_size=20))
def test_every_hour_of_an_item_is_told_once(
    rows: list[tuple[float, float, float, float, bool, bool, bool, bool]],
) -> None:
    agreed, now, spent, before, done, added, rework, unknown = (np.array(column) for column in zip(*rows, strict=True))
    missing = np.where(unknown, np.nan, 0.0)
    items = Items(np.arange(len(rows)), agreed + missing, now + missing, spent, spent + before, done, added, rework)
    assert sum(shares_of(items)) == pytest.approx(spent, rel=1e-9, abs=1e-6)
