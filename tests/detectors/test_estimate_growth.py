"""Estimates of what was agreed that grow, and everything that only looks like it.

Release 1.0 runs from Monday 2 March to Friday 24 April 2026; its planning window closes at the end of Friday 6 March.
Eight items of 5 points are agreed, 40 points: 10 points more are a quarter.
"""

from __future__ import annotations

import pytest

from detectors.finding import Finding
from detectors.scope import estimate_growth
from tests.detectors.asking import coverage, findings, names
from tests.detectors.story import Story, Told

PLANNED, LATER, LOOK = "2026-02-20", "2026-03-18", "2026-04-01"


def release(story: Story, agreed: int = 8, points: float = 5) -> tuple[tuple[str, str], list[Told]]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    told = [t.estimated(points, PLANNED).added_to(one, PLANNED) for t in story.issues("CRM", agreed)]
    return one, told


def grown(story: Story, day: str = LOOK) -> list[Finding]:
    return findings(estimate_growth, story.history(), day)


def test_larger_estimates_of_agreed_items_are_growth_with_each_item_as_evidence() -> None:
    story = Story()
    _, told = release(story)
    for one in told[:4]:
        one.estimated(8, LATER)
    (finding,) = grown(story)
    assert finding.symptom == "scope"
    assert finding.subject.name == "1.0"
    assert finding.measures["estimated"] == 40
    assert finding.measures["estimated_now"] == 52
    assert finding.measures["growth"] == 0.3
    assert finding.measures["grew"] == 4
    assert finding.severity == "medium"
    assert {e.issue for e in finding.evidence} == {t.row["key"] for t in told[:4]}
    assert {e.side for e in finding.evidence} == {"it"}
    assert "5 story points when it was agreed, at 8 story points since" in finding.evidence[0].what
    assert finding.questions.keys() == {"business", "it"}


def test_it_is_first_visible_on_the_first_monday_after() -> None:
    story = Story()
    for one in release(story)[1][:4]:
        one.estimated(8, "2026-03-18")
    (finding,) = grown(story)
    assert finding.first_visible == 1774224000000  # Monday 23 March 2026, 00:00 UTC
    assert grown(story, "2026-03-18") == []


@pytest.mark.parametrize(
    ("sizes", "flagged"),
    [((9, 8, 8), True), ((8, 8, 8), False), ((15, 5, 5), False), ((13, 13), False), ((10, 10, 6), True)],
)
def test_it_speaks_from_a_quarter_and_three_items_on(sizes: tuple[float, ...], flagged: bool) -> None:
    story = Story()
    for one, size in zip(release(story)[1], sizes, strict=False):
        one.estimated(size, LATER)
    assert bool(grown(story)) is flagged


@pytest.mark.parametrize(("size", "severity"), [(7.5, "high"), (10, "critical"), (7, "medium")])
def test_severity_follows_the_scale_of_scope_growth(size: float, severity: str) -> None:
    story = Story()
    for one in release(story)[1]:
        one.estimated(size, LATER)
    assert [f.severity for f in grown(story)] == [severity]


def test_hours_count_where_points_are_not_used() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", 8):
        told.sized(10, PLANNED).added_to(one, PLANNED).sized(14, LATER)
    (finding,) = grown(story)
    assert (finding.measures["unit"], finding.measures["growth"]) == ("hours", 0.4)
    assert finding.impact == {"hours_over": 32.0}


def test_estimates_within_the_planning_window_are_part_of_the_plan() -> None:
    story = Story()
    for one in release(story)[1]:
        one.estimated(13, "2026-03-06")
    assert grown(story) == []


def test_estimates_that_even_out_are_no_growth() -> None:
    story = Story()
    _, told = release(story)
    for one in told[:4]:
        one.estimated(8, LATER)
    for one in told[4:]:
        one.estimated(3, LATER)
    assert grown(story) == []  # 12 more, 8 less: a tenth


def test_a_first_estimate_given_later_is_no_growth() -> None:
    story = Story()
    one, _ = release(story)
    for told in story.issues("CRM", 3):
        told.added_to(one, PLANNED).estimated(20, LATER)
    assert grown(story) == []


def test_added_items_are_not_told_here() -> None:
    story = Story()
    one, _ = release(story)
    for told in story.issues("CRM", 6, created=LATER):
        told.estimated(8, LATER).added_to(one, LATER)
    assert grown(story) == []


def test_items_taken_out_weigh_no_more() -> None:
    story = Story()
    one, told = release(story)
    for item in told[:4]:
        item.estimated(13, LATER).removed_from(one, "2026-03-20")
    assert grown(story) == []


def test_a_bulk_edit_is_administration() -> None:
    story = Story()
    for one in release(story, agreed=12)[1]:
        one.estimated(10, "2026-03-18T10:00")
    assert grown(story) == []


def test_a_bot_estimates_nothing() -> None:
    story = Story()
    for one in release(story)[1]:
        one.estimated(10, LATER, by="robo")
    assert grown(story) == []


def test_what_an_item_took_written_down_when_it_is_done_is_bookkeeping() -> None:
    story = Story()
    for one in release(story)[1]:
        one.started("2026-03-09").done("2026-03-17").estimated(10, LATER)
    assert grown(story) == []


def test_a_parent_counts_as_its_own_estimate_or_its_parts_whichever_is_more() -> None:
    story = Story()
    _, told = release(story)
    for one in told[:4]:
        for _ in range(2):
            part = story.issue(f"CRM-{len(story.told) + 1}", "subtask").created(LATER, "ian").under(one)
            part.estimated(2.5)
    assert grown(story) == []  # broken into 5 points each
    for one in told[:4]:
        story.issue(f"CRM-{len(story.told) + 1}", "subtask").created(LATER, "ian").under(one).estimated(3)
    (finding,) = grown(story)
    assert finding.measures["growth"] == 0.3  # 8 instead of 5 points, four times
    assert {e.issue for e in finding.evidence} == {t.row["key"] for t in told[:4]}


def test_bugs_and_copies_under_an_item_are_no_growth_of_it() -> None:
    story = Story()
    for one in release(story)[1][:4]:
        story.issue(f"CRM-{len(story.told) + 1}", "bug").created(LATER).under(one).estimated(9)
        story.issue(f"CRM-{len(story.told) + 1}").created(LATER).under(one).estimated(9).linked(one, "clones")
    assert grown(story) == []


def test_after_delivery_nothing_is_counted_any_more() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered="2026-03-31")
    for told in story.issues("CRM", 8):
        told.estimated(5, PLANNED).added_to(one, PLANNED).done("2026-03-30").estimated(9, "2026-04-07")
    assert grown(story, "2026-05-01") == []


def test_a_sprint_is_silent_where_a_release_tells_of_its_items() -> None:
    story = Story()
    _, told = release(story)
    sprint = story.commitment("Sprint 7", "2026-03-02", "2026-03-27", kind="sprint")
    for item in told:
        item.added_to(sprint, PLANNED).estimated(8, LATER)
    assert names(grown(story)) == ["1.0"]


def test_a_sprint_without_a_release_tells_of_itself() -> None:
    story = Story()
    sprint = story.commitment("Sprint 7", "2026-03-16", "2026-03-27", kind="sprint")
    for item in story.issues("CRM", 6):
        item.estimated(5, PLANNED).added_to(sprint, PLANNED).estimated(8, LATER)
    assert names(grown(story, "2026-03-23")) == ["Sprint 7"]


def test_without_estimates_it_cannot_judge() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for number, told in enumerate(story.issues("CRM", 10)):
        told.added_to(one, PLANNED)
        if number < 6:
            told.estimated(5, PLANNED)
    assert grown(story) == []
    assert coverage(estimate_growth, story.history(), LOOK).cannot_judge == {"too few items were estimated": 1}


def test_too_small_a_baseline_is_named_as_the_reason() -> None:
    story = Story()
    release(story, agreed=4)
    assert coverage(estimate_growth, story.history(), LOOK).cannot_judge == {"fewer than 5 items in the baseline": 1}


def test_it_needs_no_declared_sides_and_takes_who_estimates_for_it() -> None:
    story = Story()
    for one in release(story)[1]:
        one.estimated(8, LATER, by="n0")
    (finding,) = findings(estimate_growth, story.history(sides=False), LOOK)
    assert {e.side for e in finding.evidence} == {"it"}


def test_an_empty_project_has_nothing_to_say() -> None:
    assert estimate_growth.measure(Story().history(), [0]).subjects == ()
