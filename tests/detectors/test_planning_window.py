"""When planning is over: what came before is the plan, what comes after is not.

A sprint is planned to the end of its first working day. Anything else is planned for a tenth of its working days, at
least 2 and at most 10 after its start; for 10 where it has no due date.
"""

from __future__ import annotations

import pytest

from detectors.baselines import baseline_at, start_of, state_at
from detectors.scope import scope_growth
from tests.detectors.asking import figures
from tests.detectors.story import Story, Told, midnight

LOOK = "2026-06-29"


def planned(story: Story, one: tuple[str, str]) -> list[Told]:
    return [told.added_to(one, f"2026-01-05T10:{n:02}") for n, told in enumerate(story.issues("CRM", 8, "2026-01-05"))]


def added(story: Story, one: tuple[str, str], instant: str) -> float:
    """How many of one that comes in at an instant are additions."""
    told = story.issues("CRM", 1, "2026-01-05")[0].added_to(one, instant)
    (measured,) = figures(scope_growth, story.history(), LOOK).values()
    told.removed_from(one, instant)
    story.told.pop()
    return measured["added"]


@pytest.mark.parametrize(
    ("start", "due", "last_day"),
    [
        ("2026-03-02", "2026-03-06", "2026-03-04"),  # 4 working days: 2 at least
        ("2026-03-02", "2026-04-01", "2026-03-04"),  # 22: 2
        ("2026-03-02", "2026-04-13", "2026-03-05"),  # 28: 3
        ("2026-03-02", "2026-04-24", "2026-03-06"),  # 37: 4
        ("2026-01-05", "2026-05-29", "2026-01-19"),  # 99: 10
        ("2026-01-05", "2026-06-26", "2026-01-19"),  # over 100: 10 at most
        ("2026-03-02", None, "2026-03-16"),  # without a due date: 10
    ],
)
def test_a_tenth_of_the_plan_is_planning(start: str, due: str | None, last_day: str) -> None:
    story = Story()
    one = story.commitment("1.0", start, due)
    planned(story, one)
    assert added(story, one, f"{last_day}T23:59") == 0
    following = midnight(last_day) + 86_400_000
    history = story.history()
    baseline = baseline_at(history, 0, midnight(LOOK))
    assert baseline is not None
    assert baseline.closes_at == following


def test_what_comes_in_once_planning_is_over_is_an_addition() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    planned(story, one)
    assert added(story, one, "2026-03-07T00:01") == 1


@pytest.mark.parametrize(
    ("start", "last_day"),
    [("2026-03-02", "2026-03-02"), ("2026-03-07", "2026-03-09"), ("2026-04-27", "2026-04-28")],
)
def test_a_sprint_is_planned_on_its_first_working_day(start: str, last_day: str) -> None:
    story = Story()
    one = story.commitment("Sprint 1", start, "2026-06-26", kind="sprint")
    planned(story, one)
    assert added(story, one, f"{last_day}T23:59") == 0
    story.issues("CRM", 1)[0].added_to(one, f"{last_day}T23:59").removed_from(one, "2026-06-01")
    baseline = baseline_at(story.history(), 0, midnight(LOOK))
    assert baseline is not None
    assert baseline.closes_at == midnight(last_day) + 86_400_000


def test_before_planning_is_over_there_is_no_baseline() -> None:
    story = Story()
    planned(story, story.commitment("1.0", "2026-03-02", "2026-04-24"))
    history = story.history()
    assert figures(scope_growth, history, "2026-03-06") == {}
    assert figures(scope_growth, history, "2026-03-07")["1.0"]["committed"] == 8


def test_a_planned_sprint_has_not_started() -> None:
    story = Story()
    one = story.commitment("Sprint 1", "2026-03-02", "2026-03-13", kind="sprint", state="planned")
    planned(story, one)
    assert start_of(story.history(), 0, midnight(LOOK)) is None
    assert state_at(story.history(), 0, midnight(LOOK)) == "planned"
    story.commitments[0]["state"] = "active"
    assert start_of(story.history(), 0, midnight(LOOK)) == (midnight("2026-03-02"), False)


def test_a_declared_start_counts_from_its_day() -> None:
    story = Story()
    planned(story, story.commitment("1.0", "2026-03-02", "2026-04-24"))
    history = story.history()
    assert start_of(history, 0, midnight("2026-03-02") - 1) is None
    assert start_of(history, 0, midnight("2026-03-02")) == (midnight("2026-03-02"), False)
    assert [state_at(history, 0, midnight(day)) for day in ("2026-03-01", "2026-03-02")] == ["planned", "active"]


@pytest.mark.parametrize(
    ("joined", "left", "starts"),
    [
        ("2026-02-02", None, "2026-03-02"),
        ("2026-03-02T10:00", None, "2026-03-02"),
        ("2026-03-02T10:01", None, "2026-03-09"),  # not yet a member when work on it began
        ("2026-02-02", "2026-02-28", "2026-03-09"),  # a member no more
    ],
)
def test_without_one_it_starts_with_the_first_work_on_a_member(joined: str, left: str | None, starts: str) -> None:
    story = Story()
    one = story.commitment("1.0")
    told, other = story.issues("CRM", 2, "2026-01-05")
    told.added_to(one, joined).started("2026-03-02T10:00")
    if left:
        told.removed_from(one, left)
    other.added_to(one, "2026-02-02").started("2026-03-09")
    found = start_of(story.history(), 0, midnight(LOOK))
    assert found is not None
    assert found[0] == midnight(starts) + 10 * 3_600_000
    assert found[1]


def test_the_first_due_date_is_the_one_at_the_start_else_the_one_at_the_end_of_the_planning() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    story.observed(one, "2026-03-05", "due_at", "2026-04-24", "2026-05-08")
    story.observed(one, "2026-03-25", "due_at", "2026-05-08", "2026-06-05")
    baseline = baseline_at(story.history(), 0, midnight(LOOK))
    assert baseline is not None
    assert (baseline.first_due_at, baseline.due_at) == (midnight("2026-04-24"), midnight("2026-05-08"))
    story.commitments[0]["due_at"] = None
    baseline = baseline_at(story.history(), 0, midnight(LOOK))
    assert baseline is not None
    assert (baseline.first_due_at, baseline.due_at) == (midnight("2026-05-08"), midnight("2026-05-08"))
