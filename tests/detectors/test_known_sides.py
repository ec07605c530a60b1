"""Whether enough is known of who speaks for whom: at least 60% of the words of the last 12 weeks."""

from __future__ import annotations

import pytest

from detectors.consultation import off_strategy, unconsulted_build, unrequested_change
from detectors.declared import Goal
from tests.detectors.asking import coverage, figures
from tests.detectors.story import Story

LOOK = "2026-04-01"


def started(story: Story, number: int, start: str = "2026-03-09T10:00") -> None:
    """Items of IT, with two words each: that it was made, and that it was started."""
    for n in range(number):
        told = story.issue(f"CRM-{n}").created("2026-03-02", by="ian").started(start, by="isa")
        told.changes[-1]["at"] += n


@pytest.mark.parametrize(("unknown", "judged"), [(12, True), (13, False)])
def test_sixty_per_cent_of_the_words_are_enough(unknown: int, judged: bool) -> None:
    # 17 words of IT and one of the business: 18 of 30 are 60%.
    story = Story()
    started(story, 8)
    story.issue("CRM-90").created("2026-03-02", by="bea").said("2026-03-03", "ian")
    talk = story.issue("CRM-91").created("2026-03-02", by="n0")
    for n in range(unknown - 1):
        talk.said(f"2026-03-03T10:{n:02}", f"n{n % 12}", "So it is.")
    seen = coverage(unconsulted_build, story.history(), LOOK)
    assert seen.judged == judged
    assert seen.cannot_judge == ({} if judged else {"too few words with a known side": 1})
    goal = Goal("Self-service", labels=("goal",))
    story.told[0].labelled("goal")
    assert coverage(off_strategy, story.history(goal), LOOK).judged == judged


@pytest.mark.parametrize(
    ("said_on", "later", "judged"),
    [
        ("2026-01-07", 0, True),  # 84 days before: no word of the last 12 weeks
        ("2026-01-07", 1, False),
        ("2026-04-01", 0, False),
        ("2026-04-01", 1, True),
    ],
)
def test_only_the_words_of_twelve_weeks_count(said_on: str, later: int, judged: bool) -> None:
    """To the thousandth of a second."""
    story = Story()
    started(story, 8)
    story.issue("CRM-90").created("2026-03-02", by="bea")
    talk = story.issue("CRM-91").created("2026-01-01", by="bea")
    for n in range(20):
        talk.said(f"{said_on}T00:00", f"n{n % 12}", "So it is.")
        story.comments[-1]["at"] += later
    assert coverage(unconsulted_build, story.history(), LOOK).judged == judged


@pytest.mark.parametrize(
    ("start", "recent"),
    [
        ("2026-01-07T00:00", 0),
        ("2026-01-07T00:01", 6),
        ("2026-03-31T23:59", 6),
        ("2026-04-01T00:01", 0),
    ],
)
def test_only_what_was_started_or_merged_in_twelve_weeks_counts(start: str, recent: int) -> None:
    story = Story()
    for n in range(6):
        story.issue(f"CRM-{n}").created("2026-01-02", by="ian").labelled("goal").started(start, by="isa")
        story.issue(f"CRM-{50 + n}", "pull_request").created("2026-01-02", by="ian").merged(start, "ian")
    story.issue("CRM-90").created("2026-03-02", by="bea")
    history = story.history(Goal("Self-service", labels=("goal",)))
    expected = {"Customers": recent} if recent else {}
    found = (
        {name: of["started"] for name, of in figures(unconsulted_build, history, LOOK).items()},
        {name: of["started"] for name, of in figures(off_strategy, history, LOOK).items()},
        {name: of["merged"] for name, of in figures(unrequested_change, history, LOOK).items()},
    )
    assert found == (expected, expected, expected)


def test_what_has_left_the_project_counts_no_more() -> None:
    story = Story()
    for n in range(6):
        told = story.issue(f"CRM-{n}").created("2026-02-02", by="ian").labelled("goal").started("2026-03-09", by="isa")
        change = story.issue(f"CRM-{50 + n}", "pull_request").created("2026-02-02", by="ian").merged("2026-03-09")
        if n == 0:
            told.row["departed_at"] = change.row["departed_at"] = told.row["created_at"] + 50 * 86_400_000
    story.issue("CRM-90").created("2026-03-02", by="bea")
    history = story.history(Goal("Self-service", labels=("goal",)))
    assert figures(unconsulted_build, history, LOOK)["Customers"]["started"] == 5
    assert figures(off_strategy, history, LOOK)["Customers"]["started"] == 5
    assert figures(unrequested_change, history, LOOK)["Customers"]["merged"] == 5
