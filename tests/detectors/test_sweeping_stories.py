"""The law of the sweep on a story in which every detector has something to judge: many moments are as many scans.

`test_laws.py` tries it on random histories; here it is one that crosses every beginning and end.
"""

from __future__ import annotations

from types import ModuleType
from typing import cast

import pytest

from detectors.calendar import weekly_moments
from detectors.consultation import off_strategy, unanswered_question, unconsulted_build, unrequested_change
from detectors.declared import Budget, Goal
from detectors.delivery import (
    changed_requirement,
    delivery_forecast,
    late_delivery,
    mismatched_delivery,
    moved_deadline,
)
from detectors.detector import Detector, sweep
from detectors.history import History
from detectors.scope import budget_forecast, budget_overrun, estimate_growth, scope_growth
from tests.detectors.story import Story, midnight

MOMENTS = weekly_moments(midnight("2025-12-29"), midnight("2026-10-05"))[::3]

DETECTORS: list[ModuleType] = [
        changed_requirement, delivery_forecast, late_delivery, mismatched_delivery, moved_deadline, off_strategy,
        unanswered_question, unconsulted_build, unrequested_change, budget_forecast, budget_overrun, estimate_growth,
        scope_growth,
    ]  # fmt: skip


def project(budget: Budget | None, goal: str) -> History:
    """A year: a release that grows, is pushed, rewritten, late and comes back; pull requests; questions; a budget."""
    story = Story()
    one = story.commitment("1.0", "2026-02-02", "2026-04-24", delivered="2026-05-29")
    story.commitments[-1]["state"] = "active"
    story.commitment("2.0", "2026-03-02")
    sprint = story.commitment("Sprint 1", "2026-03-02", "2026-03-13", delivered="2026-03-13", kind="sprint")
    small = story.commitment("Small", "2026-03-02", "2026-04-10", kind="milestone")
    story.observed(one, "2026-03-11", "due_at", "2026-04-24", "2026-05-08")
    story.observed(one, "2026-04-08", "due_at", "2026-05-08", "2026-05-29")
    for n, told in enumerate(story.issues("CRM", 18, "2026-01-12", by="ian")):
        told.sized(8, f"2026-01-13T10:{n:02}").added_to(one, f"2026-01-14T10:{n:02}" if n < 12 else "2026-03-18")
        told.started(f"2026-02-{10 + n}", by="isa").logged(9, f"2026-03-{10 + n}").said(
            "2026-02-09", "ian", "@bea which?"
        )
        told.changed("description", f"2026-03-{9 + n:02}T12:00", f"a b c d {n}", f"e f g h {n} {n}", "bea")
        told.sized(12, f"2026-03-{10 + n}T11:00").done(f"2026-04-{10 + n}").labelled(*(["goal"] if n % 4 == 0 else []))
        if n < 8:
            told.added_to(sprint, f"2026-02-27T10:{n:02}").moved("To Do", f"2026-05-{10 + n}", "bea")
        if n < 3:
            told.added_to(small, f"2026-02-27T11:{n:02}")
        change = story.issue(f"CRM-{100 + n}", "pull_request").created(f"2026-03-{9 + n:02}", by="ian")
        change.merged(f"2026-03-{10 + n}", "ian")
    return story.history(Goal("G", labels=(goal,)), budget=budget)


@pytest.mark.parametrize("detector", DETECTORS)
@pytest.mark.parametrize(
    ("budget", "goal"),
    [(None, "goal"), (Budget("hours", 120, None, midnight("2026-02-02"), midnight("2026-05-29")), "other")],
)
def test_many_moments_at_once_are_as_many_scans(detector: ModuleType, budget: Budget | None, goal: str) -> None:
    asked = cast(Detector, detector)
    history = project(budget, goal)
    swept = sweep(asked, history, MOMENTS, {})
    for k, moment in enumerate(MOMENTS):
        alone = sweep(asked, history, [moment], {})
        assert alone.coverage[0] == swept.coverage[k]
        # Figures that have no value are equal as texts only.
        assert [(j.subject, j.severity, str(j.figures)) for j in alone.judgements[0]] == [
            (j.subject, j.severity, str(j.figures)) for j in swept.judgements[k]
        ]


def test_nearly_every_detector_finds_something_in_that_year() -> None:
    history = project(Budget("hours", 120, None, midnight("2026-02-02"), midnight("2026-05-29")), "goal")
    silent = {
        cast(Detector, detector).NAME
        for detector in DETECTORS
        if not any(sweep(cast(Detector, detector), history, MOMENTS, {}).judgements)
    }
    assert silent == {"delivery-forecast", "budget-forecast"}
