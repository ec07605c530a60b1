"""One cause, one finding: an epic or sprint leaves to a release or milestone what that carries more than half of."""

from __future__ import annotations

from types import ModuleType
from typing import cast

import pytest

from detectors.delivery import changed_requirement, delivery_forecast, late_delivery, mismatched_delivery
from detectors.detector import Detector
from detectors.scope import estimate_growth, scope_growth
from tests.detectors.asking import figures, findings, names
from tests.detectors.story import Story, midnight

NAME = "Title of CRM-1"


def epic(carried: int, kind: str = "release", of: int = 10) -> Story:
    """An epic of so many items, done one after the other, of which so many stand in a release or milestone."""
    story = Story()
    told = story.issue("CRM-1", "epic").created("2026-01-05").due("2026-06-26")
    one = story.commitment("1.0", "2026-01-05", "2026-06-26", kind=kind)
    for n, item in enumerate(story.issues("CRM", of, "2026-01-05")):
        item.estimated(3).born_in(("epic", told.id)).started(f"2026-01-12T10:{2 * n:02}").done(f"2026-03-16T1{n}:00")
        if n < carried:
            item.born_in(one)
    for item in story.issues("CRM", 5, "2026-02-02"):
        item.born_in(("epic", told.id))
        if carried > of // 2:
            item.born_in(one)
    return story


@pytest.mark.parametrize(
    "detector",
    [scope_growth, late_delivery, mismatched_delivery, changed_requirement, estimate_growth, delivery_forecast],
)
@pytest.mark.parametrize("kind", ["release", "milestone"])
def test_an_epic_is_judged_by_itself_unless_more_than_half_of_it_is_carried(detector: ModuleType, kind: str) -> None:
    asked = cast(Detector, detector)
    assert NAME in figures(asked, epic(5, kind).history(), "2026-04-13")
    assert NAME not in figures(asked, epic(10, kind).history(), "2026-04-13")


@pytest.mark.parametrize("detector", [mismatched_delivery, changed_requirement, estimate_growth])
def test_a_sprint_is_no_carrier(detector: ModuleType) -> None:
    assert NAME in figures(cast(Detector, detector), epic(10, "sprint").history(), "2026-04-13")


def test_a_sprint_after_one_that_is_left_to_a_release_begins_a_row() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-02-23", "2026-03-04")
    for name, start, end in (("Sprint 1", "2026-03-02", "2026-03-06"), ("Sprint 2", "2026-03-09", "2026-03-13")):
        sprint = story.commitment(name, start, end, kind="sprint")
        for n, item in enumerate(story.issues("CRM", 5)):
            item.added_to(sprint, f"2026-02-20T10:{2 * n:02}")
            if name == "Sprint 1":
                item.added_to(one, f"2026-02-20T11:{2 * n:02}")
    found = findings(late_delivery, story.history(), "2026-03-20")
    assert names(found) == ["1.0", "Sprint 2"]
    assert found[1].measures["sprints"] == 1


@pytest.mark.parametrize("carried", [5, 6])
def test_a_sprint_is_left_to_the_late_release_of_most_of_its_open_items(carried: int) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-02-23", "2026-03-04")
    sprint = story.commitment("Sprint 1", "2026-03-02", "2026-03-13", kind="sprint")
    for n, item in enumerate(story.issues("CRM", 10)):
        item.added_to(sprint, f"2026-02-20T10:{2 * n:02}").started(f"2026-03-03T10:{2 * n:02}")
        if n < carried:
            item.added_to(one, f"2026-02-20T11:{2 * n:02}")
    history = story.history()
    measures = late_delivery.measure(history, [midnight("2026-03-20")])
    sprints = {s.name: measures.at(k, 0)["sprints"] for k, s in enumerate(measures.subjects)}
    assert sprints["Sprint 1"] == (1 if carried == 5 else 0)
