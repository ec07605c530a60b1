"""What is said of a budget that will not last: 100 hours from 2 March to 24 April 2026, for release 1.0 in its time."""

from __future__ import annotations

from detectors.declared import Budget
from detectors.finding import Finding
from detectors.scope import budget_forecast
from tests.detectors.asking import findings
from tests.detectors.story import Story, at, midnight
from tests.detectors.told import PROJECT

PERIOD = midnight("2026-03-02"), midnight("2026-04-24")


def test_a_project_to_which_more_was_added_than_the_budget_holds() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    told = [item.sized(10, "2026-02-20").added_to(one, "2026-02-20") for item in story.issues("CRM", 10)]
    for item in told[:6]:
        item.started("2026-03-10").logged(10, "2026-03-16").done("2026-03-16")
    for item in story.issues("CRM", 4, created="2026-03-12"):
        item.sized(10).added_to(one, "2026-03-12")
    (finding,) = findings(budget_forecast, story.history(budget=Budget("hours", 100, None, *PERIOD)), "2026-03-23")
    # Every item done took what it was estimated at, so 80 open hours take 80. The last 40 hours of the budget last for
    # ten working days at 60 in fifteen; Good Friday and Easter Monday are none.
    assert finding == Finding(
        "budget-forecast",
        "scope",
        PROJECT,
        "high",
        0.85,
        "The budget of Customers will not last for what is planned",
        "Spent so far: 60 hours of 100 hours, with 43% of the planned work done. At what items have cost so far, all "
        "that is planned comes to 140 hours: 40% over the budget. By cause: 40 hours for work added after it was "
        "agreed, 0 hours for larger estimates of what was agreed, and 0 hours for more effort than estimated on the "
        "same work. At the pace of the last four weeks the budget runs out on 8 Apr 2026.",
        {
            "business": "Which of the additions are worth more to you than staying within the budget?",
            "it": "What did the additions cost, and where could both of you see that while deciding on them?",
        },
        {
            "budget": 100.0, "spent": 60.0, "estimate_at_completion": 140.0, "low": 140.0, "high": 140.0,
            "probability": 1.0, "done": 0.4286, "scope": 40.0, "estimates": 0.0, "effort": 0.0,
            "runs_out_on": "2026-04-08", "unit": "hours",
        },
        {"hours_over": 40.0},
        finding.evidence,
        midnight("2026-03-23"),
        midnight("2026-03-23"),
    )  # fmt: skip
    assert [(e.issue, e.at, e.side) for e in finding.evidence] == [
        (f"CRM-{n}", at("2026-03-12"), "business") for n in range(11, 15)
    ]


def test_where_items_cost_unlike_each_other_there_is_an_interval() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    told = [item.sized(10, "2026-02-20").added_to(one, "2026-02-20") for item in story.issues("CRM", 16)]
    for n, item in enumerate(told[:6]):
        item.started("2026-03-10").logged(14 if n % 2 else 10, "2026-03-16").done("2026-03-16")
    (finding,) = findings(budget_forecast, story.history(budget=Budget("hours", 160, None, *PERIOD)), "2026-03-23")
    # 72 hours for 60 estimated: 100 more take 120, between 100 (all of them at 10) and 140.
    low, high = float(finding.measures["low"] or 0), float(finding.measures["high"] or 0)
    assert 172 < low < 192 < high < 212
    assert f"In eight cases of ten it is between {low:.0f} hours and {high:.0f} hours." in finding.summary
    assert finding.symptom == "delivery"


def test_tenths_of_hours_are_told() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for n, item in enumerate(story.issues("CRM", 10)):
        item.sized(10 if n < 6 else 15.1).added_to(one, "2026-02-20")
        if n < 6:
            item.logged(10, "2026-03-16").done("2026-03-16")
    (finding,) = findings(budget_forecast, story.history(budget=Budget("hours", 100, None, *PERIOD)), "2026-03-23")
    # 60 and four times 15.1; all of it is planned, so that what is over the budget counts as effort.
    assert finding.impact == {"hours_over": 20.4}
    assert (finding.measures["estimate_at_completion"], finding.measures["effort"]) == (120.4, 20.4)
    assert (finding.symptom, finding.severity) == ("delivery", "medium")
