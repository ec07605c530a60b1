"""Thresholds may be others: a finding speaks, and weighs, by those that are given."""

from __future__ import annotations

import pytest

from detectors.consultation import off_strategy, unanswered_question, unconsulted_build, unrequested_change
from detectors.declared import Budget, Goal
from detectors.delivery import changed_requirement, delivery_forecast, late_delivery, moved_deadline
from detectors.scope import budget_forecast, budget_overrun, estimate_growth, scope_growth
from tests.detectors.asking import findings
from tests.detectors.story import Story, midnight

PERIOD = midnight("2026-03-02"), midnight("2026-04-24")


@pytest.mark.parametrize(
    ("threshold", "severity"),
    [(0.1, "critical"), (0.125, "critical"), (0.2, "high"), (0.25, "high"), (0.3, "medium"), (0.5, "medium"),
     (0.51, None)],
)  # fmt: skip
def test_growth_by_a_half(threshold: float, severity: str | None) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.estimated(4).added_to(one, "2026-02-20")
    for told in story.issues("CRM", 4, "2026-03-18"):
        told.estimated(4).added_to(one, "2026-03-18")
    expected = [] if severity is None else [severity]
    assert [f.severity for f in findings(scope_growth, story.history(), "2026-04-01", {"threshold": threshold})] == (
        expected
    )
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.estimated(4).added_to(one, "2026-02-20").estimated(6, "2026-03-18")
    assert [f.severity for f in findings(estimate_growth, story.history(), "2026-04-01", {"threshold": threshold})] == (
        expected
    )


@pytest.mark.parametrize(("items", "speaks"), [(4, True), (5, False)])
def test_four_items_more(items: float, speaks: bool) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.added_to(one, "2026-02-20")
    for told in story.issues("CRM", 5, "2026-03-18"):
        told.added_to(one, "2026-03-18")
    story.told[0].removed_from(one, "2026-03-18")
    assert bool(findings(scope_growth, story.history(), "2026-04-01", {"items": items})) is speaks


@pytest.mark.parametrize(("days", "speaks"), [(4, False), (3, True), (3.5, True)])
def test_four_days_late(days: float, speaks: bool) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.added_to(one, "2026-02-20")
    assert bool(findings(late_delivery, story.history(), "2026-05-04", {"days": days})) is speaks


@pytest.mark.parametrize(
    ("threshold", "severity"), [(0.2, "critical"), (0.3, "high"), (0.5, "high"), (0.51, "medium"), (0.52, None)]
)
def test_three_in_four_started_unheard(threshold: float, severity: str | None) -> None:
    # The lower bound of 9 in 12 is 0.513.
    story = Story()
    for n in range(12):
        told = story.issue(f"CRM-{n}").created("2026-03-02", by="ian" if n < 9 else "bea")
        told.started(f"2026-03-09T10:{n * 2:02}", by="isa")
    found = findings(unconsulted_build, story.history(), "2026-04-01", {"threshold": threshold})
    assert [f.severity for f in found] == ([] if severity is None else [severity])
    assert findings(unconsulted_build, story.history(), "2026-04-01", {"items": 13}) == []


@pytest.mark.parametrize(
    ("policy", "severity"),
    [
        ({"threshold": 0.2}, "critical"),  # 11 of 16 are 69%
        ({"threshold": 0.4}, "high"),
        ({"threshold": 0.47}, "medium"),
        ({"threshold": 0.49}, None),  # the lower bound is 0.482
        ({"items": 20}, "high"),
        ({"items": 21}, None),
        ({"allowance": 0.5}, "high"),  # 5 of 10, of which the lower bound is 0.27
        ({"allowance": 1.0}, None),
    ],
)
def test_three_in_four_beside_the_goals(policy: dict[str, float], severity: str | None) -> None:
    story = Story()
    for n, told in enumerate(story.issues("CRM", 20, "2026-03-02")):
        told.started(f"2026-03-09T10:{2 * n:02}")
        if n >= 15:
            told.labelled("goal")
    history = story.history(Goal("Self-service", labels=("goal",)))
    policy = {"threshold": 0.26} | policy if "allowance" in policy else policy
    found = findings(off_strategy, history, "2026-04-01", policy)
    assert [f.severity for f in found] == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("policy", "severity"),
    [
        ({}, "high"),  # 8 of 12 are 1.67 times 40%
        ({"unlinked": 0.2}, "critical"),
        ({"unlinked": 0.43}, "high"),
        ({"unlinked": 0.44}, None),  # the lower bound is 0.431
        ({"unlinked": 0.0}, "critical"),
        ({"items": 13}, None),
    ],
)
def test_two_in_three_without_an_issue(policy: dict[str, float], severity: str | None) -> None:
    story = Story()
    wishes = story.issues("CRM", 4, "2026-03-02")
    for n in range(12):
        change = story.issue(f"CRM-{50 + n}", "pull_request").created("2026-03-09", by="ian")
        change.merged(f"2026-03-10T10:{3 * n:02}")
        if n >= 8:
            change.linked(wishes[n - 8])
    found = findings(unrequested_change, story.history(), "2026-04-01", policy)
    assert [f.severity for f in found] == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("policy", "severity"),
    [({"open": 3}, "medium"), ({"open": 4}, None), ({"open": 2}, "high"), ({"open": 1}, "critical"),
     ({"share": 0.6}, "medium"), ({"share": 0.61}, None)],
)  # fmt: skip
def test_three_of_five_questions_open(policy: dict[str, float], severity: str | None) -> None:
    story = Story()
    for n, told in enumerate(story.issues("CRM", 5)):
        told.said("2026-03-02", "ian", "Which of the two?")
        if n >= 3:
            told.said("2026-03-03", "bea", "The second one.")
    found = findings(unanswered_question, story.history(), "2026-03-17", policy | {"median": 100})
    assert [f.severity for f in found] == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("policy", "severity"),
    [({"median": 12}, None), ({"median": 11}, "medium"), ({"median": 8}, "high"), ({"median": 4}, "critical"),
     ({"items": 6}, None)],
)  # fmt: skip
def test_twelve_days_for_an_answer(policy: dict[str, float], severity: str | None) -> None:
    story = Story()
    for told in story.issues("CRM", 5):
        told.said("2026-03-02", "ian", "Which of the two?").said("2026-03-18", "bea", "The second one.")
    found = findings(unanswered_question, story.history(), "2026-04-01", policy)
    assert [f.severity for f in found] == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("policy", "speaks"),
    [({"pushes": 1}, True), ({"pushes": 2}, True), ({"pushes": 2, "share": 0.3}, False), ({"days": 9}, False),
     ({"days": 8}, True)],
)  # fmt: skip
def test_one_push_of_nine_of_37_days(policy: dict[str, float], speaks: bool) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.added_to(one, "2026-02-20")
    story.observed(one, "2026-03-18", "due_at", "2026-04-24", "2026-05-08")
    assert bool(findings(moved_deadline, story.history(), "2026-04-01", policy)) is speaks


@pytest.mark.parametrize(("share", "speaks"), [(0.29, True), (0.3, False), (0.41, False)])
def test_two_in_five_rewritten(share: float, speaks: bool) -> None:
    # The lower bound for 4 of 10 is 0.1942, and has to be over two thirds of the threshold.
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for n, told in enumerate(story.issues("CRM", 10)):
        told.added_to(one, "2026-02-20").started(f"2026-03-10T10:{2 * n:02}")
        if n < 4:
            told.changed("description", "2026-03-18", "one two three four", f"eins zwei drei vier {n}", "bea")
    assert bool(findings(changed_requirement, story.history(), "2026-04-01", {"share": share})) is speaks


@pytest.mark.parametrize(
    ("policy", "severity"),
    [({}, "high"), ({"high": 1.0}, "high"), ({"high": 1.01}, "medium"), ({"probability": 1.01}, None)],
)
def test_a_date_that_is_surely_missed(policy: dict[str, float], severity: str | None) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-05-29")
    for told in story.issues("CRM", 8):
        told.added_to(one, "2026-02-20")
    found = findings(delivery_forecast, story.history(), "2026-05-11", policy)
    assert [f.severity for f in found] == ([] if severity is None else [severity])


@pytest.mark.parametrize(
    ("policy", "symptom"),
    [
        ({"creep": 1.0}, "scope"),
        ({"creep": 1.01}, "delivery"),
        ({"threshold": 0.19}, "scope"),
        ({"threshold": 0.2}, None),
    ],
)
def test_a_fifth_over_the_budget(policy: dict[str, float], symptom: str | None) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for n, told in enumerate(story.issues("CRM", 12)):
        told.sized(10).added_to(one, "2026-02-20" if n < 8 else "2026-03-18")
        told.logged(10, "2026-03-19").done(f"2026-03-19T10:{n:02}")
    budget = Budget("hours", 100, None, *PERIOD)
    found = findings(budget_overrun, story.history(budget=budget), "2026-04-01", policy)
    assert [f.symptom for f in found] == ([] if symptom is None else [symptom])


@pytest.mark.parametrize(
    ("policy", "severity"),
    [({}, "high"), ({"threshold": 0.04}, "critical"), ({"threshold": 0.1}, "medium"), ({"threshold": 0.4}, None),
     ({"done": 0.42}, "high"), ({"done": 0.43}, None), ({"probability": 1.01}, None)],
)  # fmt: skip
def test_forty_per_cent_over_the_budget_to_come(policy: dict[str, float], severity: str | None) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for n, told in enumerate(story.issues("CRM", 14)):
        told.sized(10).added_to(one, "2026-02-20" if n < 10 else "2026-03-12")
        if n < 6:
            told.logged(10, "2026-03-16").done("2026-03-16")
    budget = Budget("hours", 100, None, *PERIOD)
    found = findings(budget_forecast, story.history(budget=budget), "2026-03-23", policy)
    assert [f.severity for f in found] == ([] if severity is None else [severity])
