"""A commitment starts when it is known to have started, and a start that changes moves its baseline from then on."""

from __future__ import annotations

from detectors.calendar import DAY
from detectors.finding import Finding
from detectors.scope import scope_growth
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, at, midnight


def grown(story: Story, day: str) -> list[Finding]:
    return findings(scope_growth, story.history(), day)


def committed(story: Story, *days: str) -> list[float]:
    """How many items were agreed, as seen at 00:00 of each day in one sweep."""
    figures = scope_growth.measure(story.history(), [midnight(day) for day in days]).figures["committed"]
    return [float(number) for number in figures[0]]


def became(story: Story, one: tuple[str, str], day: str, before: str, after: str) -> None:
    """A sync saw that its state had changed."""
    kind, identity = one
    seen = {"type": kind, "commitment": identity, "at": at(day), "field": "state"}
    story.observations.append(seen | {"from_value": before, "to_value": after})


def sprint(story: Story, state: str) -> tuple[str, str]:
    """Six items planned before Monday 16 March 2026, on which it starts, and three more that came on the Tuesday."""
    one = story.commitment("Sprint 7", "2026-03-16", "2026-03-27", kind="sprint", state=state)
    for told in story.issues("CRM", 6):
        told.added_to(one, "2026-03-13")
    for told in story.issues("CRM", 3, created="2026-03-17"):
        told.added_to(one, "2026-03-17")
    return one


def test_a_planned_sprint_has_not_started_though_its_day_has_come() -> None:
    story = Story()
    sprint(story, "planned")
    assert grown(story, "2026-03-25") == []
    assert coverage(scope_growth, story.history(), "2026-03-25").judged == 0


def test_an_active_one_has() -> None:
    story = Story()
    sprint(story, "active")
    (finding,) = grown(story, "2026-03-25")
    assert (finding.measures["committed"], finding.measures["added"]) == (6, 3)


def test_once_it_is_seen_to_be_active_it_has_started_on_its_day() -> None:
    story = Story()
    became(story, sprint(story, "planned"), "2026-03-18", "planned", "active")
    assert grown(story, "2026-03-18") == []
    (finding,) = grown(story, "2026-03-19")
    assert (finding.measures["committed"], finding.measures["added"]) == (6, 3)


def test_a_planned_release_starts_on_its_day() -> None:
    # Only a sprint is activated.
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", state="planned")
    for told in story.issues("CRM", 6):
        told.added_to(one, "2026-02-20")
    assert coverage(scope_growth, story.history(), "2026-03-25").judged == 1


def release(story: Story) -> tuple[str, str]:
    """From Monday 2 March to Friday 24 April: planning is over at the end of 6 March. Four more came on the 18th."""
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.added_to(one, "2026-02-20")
    for told in story.issues("CRM", 4, created="2026-03-18"):
        told.added_to(one, "2026-03-18")
    return one


def test_a_start_that_a_sync_saw_moved_is_another_baseline_from_that_sync_on() -> None:
    # From Monday 16 March on there are 28 working days, so that planning is over at the end of Thursday the 19th.
    story = Story()
    story.observed(release(story), "2026-04-01", "start_at", "2026-03-02", "2026-03-16")
    (finding,) = grown(story, "2026-04-01")
    assert (finding.measures["committed"], finding.measures["added"]) == (8, 4)
    assert grown(story, "2026-04-02") == []
    assert committed(story, "2026-03-25", "2026-04-01", "2026-04-02") == [8, 8, 12]


def test_at_the_instant_of_the_sync_it_is_known() -> None:
    story = Story()
    story.observed(release(story), "2026-04-01", "start_at", "2026-03-02", "2026-03-16")
    history, seen = story.history(), at("2026-04-01")
    figures = scope_growth.measure(history, [seen - 1, seen, seen + DAY]).figures["committed"]
    assert figures[0].tolist() == [8, 12, 12]


def test_a_start_that_was_moved_ahead_of_the_moment_leaves_it_without_a_baseline() -> None:
    story = Story()
    story.observed(release(story), "2026-04-01", "start_at", "2026-03-02", "2026-04-13")
    assert len(grown(story, "2026-04-01")) == 1
    assert grown(story, "2026-04-02") == []
    assert coverage(scope_growth, story.history(), "2026-04-02").judged == 0
