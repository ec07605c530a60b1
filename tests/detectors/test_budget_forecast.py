"""A budget that will not last for what is planned, and everything that only looks like it.

100 hours from Monday 2 March to Friday 24 April 2026, for release 1.0 in the same time. Its planning window closes at
the end of Friday 6 March. It is looked at on Monday 23 March, after 15 working days.
"""

from __future__ import annotations

import pytest

from detectors.declared import Budget
from detectors.finding import Finding
from detectors.scope import budget_forecast
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told, midnight

PLANNED, WORKED, LATER, LOOK = "2026-02-20", "2026-03-16", "2026-03-12", "2026-03-23"
START, END = midnight("2026-03-02"), midnight("2026-04-24")
HOURS = Budget("hours", 100, None, START, END)


def release(story: Story, agreed: int = 10, due: str | None = "2026-04-24", hours: float = 10) -> list[Told]:
    one = story.commitment("1.0", "2026-03-02", due)
    return [t.sized(hours, PLANNED).added_to(one, PLANNED) for t in story.issues("CRM", agreed)]


def work(items: list[Told], took: float) -> None:
    for item in items:
        item.started("2026-03-10").logged(took, WORKED).done(WORKED)


def foreseen(story: Story, budget: Budget = HOURS, day: str = LOOK) -> list[Finding]:
    return findings(budget_forecast, story.history(budget=budget), day)


def reasons(story: Story, budget: Budget | None = HOURS) -> dict[str, int]:
    return coverage(budget_forecast, story.history(budget=budget), LOOK).cannot_judge


def grown(story: Story, added: int = 4) -> None:
    """Six of ten agreed items done as estimated, and some added on 12 March."""
    told = release(story)
    work(told[:6], 10)
    for more in story.issues("CRM", added, created=LATER):
        more.sized(10).added_to(told[0].members[0], LATER)


def test_added_work_that_will_overrun_the_budget_is_foreseen_as_scope() -> None:
    story = Story()
    grown(story)
    (finding,) = foreseen(story)
    assert (finding.symptom, finding.severity, finding.subject.kind) == ("scope", "high", "project")
    # 60 spent, 80 open at the cost so far.
    assert finding.measures["estimate_at_completion"] == 140
    assert (finding.measures["low"], finding.measures["high"], finding.measures["probability"]) == (140, 140, 1)
    assert finding.measures["done"] == 0.4286
    assert (finding.measures["scope"], finding.measures["estimates"], finding.measures["effort"]) == (40, 0, 0)
    assert finding.impact == {"hours_over": 40}
    assert {e.issue for e in finding.evidence} == {t.row["key"] for t in story.told[10:]}


def test_the_day_on_which_it_runs_out_follows_from_the_pace() -> None:
    story = Story()
    grown(story)
    (finding,) = foreseen(story)
    # 60 hours in 15 working days leave 10 working days for the last 40; Good Friday and Easter Monday are none.
    assert finding.measures["runs_out_on"] == "2026-04-08"
    assert "runs out on 8 Apr 2026" in finding.summary


def test_a_cost_above_the_estimates_is_foreseen_under_delivery() -> None:
    story = Story()
    work(release(story)[:6], 13)
    (finding,) = foreseen(story)
    # 78 spent, 40 open at 1.3 each: 130.
    assert finding.measures["estimate_at_completion"] == 130
    assert finding.symptom == "delivery"
    assert finding.measures["effort"] == 30


def test_grown_estimates_of_open_items_count() -> None:
    story = Story()
    told = release(story)
    work(told[:6], 10)
    for item in told[6:]:
        item.sized(20, LATER)
    (finding,) = foreseen(story)
    assert finding.measures["estimate_at_completion"] == 140
    assert (finding.symptom, finding.measures["estimates"]) == ("scope", 40)
    # Nothing was spent on them yet: what is told is what they will have taken.
    assert {str(e.what) for e in finding.evidence} == {"its estimate grew, 10 hours more when it is done"}


def test_costs_that_differ_from_item_to_item_give_an_interval() -> None:
    story = Story()
    told = release(story)
    for item, took in zip(told[:6], (8, 18, 9, 16, 10, 17), strict=True):
        work([item], took)
    (finding,) = foreseen(story)
    # 78 spent, 40 open at 1.3 each, give or take what six items tell.
    assert finding.measures["estimate_at_completion"] == 130
    low, high = finding.measures["low"], finding.measures["high"]
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert 118 < low < 130 < high < 142
    assert foreseen(story)[0].measures == finding.measures


def test_an_uncertain_forecast_is_not_told() -> None:
    story = Story()
    told = release(story)
    for item, took in zip(told[:6], (2, 22, 3, 21, 4, 11), strict=True):
        work([item], took)
    assert foreseen(story) == []  # 105 expected, and as likely less


@pytest.mark.parametrize(("done", "flagged"), [(6, True), (5, False)])
def test_a_fifth_of_the_work_must_be_done(done: int, flagged: bool) -> None:
    story = Story()
    work(release(story, agreed=30, hours=5)[:done], 5)
    assert bool(foreseen(story)) is flagged


@pytest.mark.parametrize(("hours", "flagged"), [(5, False), (6, True)])
def test_up_to_five_per_cent_over_is_as_planned(hours: float, flagged: bool) -> None:
    story = Story()
    told = release(story)
    work(told[:6], 10)
    story.issue("CRM-50").created(LATER).sized(hours).added_to(told[0].members[0], LATER)
    assert bool(foreseen(story)) is flagged


def test_points_cost_what_they_were_estimated_at() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.estimated(5, PLANNED).added_to(one, PLANNED)
    for told in story.told[:5]:
        told.done(WORKED)
    for told in story.issues("CRM", 4, created=LATER):
        told.estimated(5).added_to(one, LATER)
    (finding,) = foreseen(story, Budget("points", 40, None, START, END))
    assert (finding.measures["spent"], finding.measures["estimate_at_completion"]) == (25, 60)
    assert finding.measures["scope"] == 20


def test_what_was_spent_on_open_items_is_not_spent_again() -> None:
    story = Story()
    told = release(story)
    work(told[:6], 10)
    for item in told[6:]:
        item.logged(9, WORKED)
    assert foreseen(story) == []


def test_once_the_budget_is_spent_the_overrun_tells_of_it() -> None:
    story = Story()
    grown(story)
    for item in story.told[6:]:
        item.logged(6, "2026-03-20")
    assert foreseen(story) == []


def test_releases_due_after_the_period_are_not_paid_by_it() -> None:
    story = Story()
    work(release(story)[:6], 10)
    later = story.commitment("2.0", "2026-03-02", "2026-06-26")
    for told in story.issues("CRM", 10):
        told.sized(10).added_to(later, PLANNED)
    assert foreseen(story) == []


def test_a_started_release_without_a_due_date_counts() -> None:
    story = Story()
    told = release(story, due=None)
    work(told[:6], 13)
    assert len(foreseen(story)) == 1


def test_after_the_period_nothing_is_foreseen() -> None:
    story = Story()
    grown(story)
    assert foreseen(story, day="2026-04-25") == []


@pytest.mark.parametrize(
    ("due", "done", "budget", "reason"),
    [
        ("2026-04-24", 6, None, "no budget declared"),
        ("2026-04-24", 0, HOURS, "no hours logged"),
        ("2026-06-26", 6, HOURS, "no release or milestone is due within the budget's period"),
        ("2026-04-24", 4, HOURS, "fewer than 5 items completed"),
    ],
)
def test_what_is_missing_is_named(due: str, done: int, budget: Budget | None, reason: str) -> None:
    story = Story()
    work(release(story, due=due)[:done], 10)
    assert reasons(story, budget) == {reason: 1}


def test_without_estimates_nothing_can_be_foreseen() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    work([t.added_to(one, PLANNED) for t in story.issues("CRM", 10)][:6], 10)
    assert reasons(story) == {"too few items were estimated": 1}


def test_unknown_sides_change_nothing_of_the_figures() -> None:
    story = Story()
    grown(story)
    (finding,) = findings(budget_forecast, story.history(sides=False, budget=HOURS), LOOK)
    assert finding.measures["estimate_at_completion"] == 140


def test_an_empty_project_cannot_be_judged() -> None:
    measures = budget_forecast.measure(Story().history(budget=HOURS), [midnight(LOOK)])
    assert measures.reasons == ["no hours logged"]
