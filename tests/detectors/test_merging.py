"""Which merges count, what they were asked for by, and who had a word on them.

Each was merged on Tuesday 10 March 2026 at 10:00.
"""

from __future__ import annotations

import pytest

from detectors.consultation import unrequested_change
from detectors.declared import Goal
from detectors.history import Neighbour
from tests.detectors.asking import coverage, figures, findings
from tests.detectors.story import Story, Told

LOOK, MERGED = "2026-04-01", "2026-03-10T10:00"


def merged(story: Story, number: int = 6) -> list[Told]:
    """Pull requests of ian, merged by isa."""
    return [
        story.issue(f"CRM-{n + 1}", "pull_request").created("2026-03-09", by="ian").merged(MERGED)
        for n in range(number)
    ]


def seen(story: Story, *goals: Goal) -> tuple[float, float, float]:
    measured = figures(unrequested_change, story.history(*goals), LOOK)["Customers"]
    return measured["merged"], measured["unlinked"], measured["alone"]


@pytest.mark.parametrize(("wished", "unlinked"), [(MERGED, 5), ("2026-03-10T10:01", 6)])
def test_what_was_asked_for_up_to_the_merge_counts(wished: str, unlinked: int) -> None:
    for either in (True, False):
        story = Story()
        told = merged(story)
        wish = story.issue("CRM-50").created(wished)
        if either:
            told[5].linked(wish, "closes")
        else:
            wish.linked(told[5], "closes")
        assert seen(story)[:2] == (6, unlinked)


def test_one_of_several_links_is_enough() -> None:
    story = Story()
    told = merged(story)
    told[0].linked(told[1]).linked(story.issue("CRM-50").created("2026-03-11"))
    assert seen(story)[1] == 6
    told[0].linked(story.issue("CRM-51").created("2026-03-09"))
    assert seen(story)[1] == 5


@pytest.mark.parametrize(
    ("other", "title", "linked"),
    [
        ("WEB-12", "WEB-12: show prices", True),
        ("WEB-12", "Show prices (WEB-12)", True),
        ("WEB-12", "Show prices", False),  # the name of its branch says so, and nothing else
        ("WEB-12", "WEB-13: show prices", False),
        ("WEB-12", "Show web-12 prices", False),
        ("WEB-12", "XWEB-12-fix", False),
        ("acme/web#12", "Show prices", True),
    ],
)
def test_an_issue_elsewhere_counts_where_the_title_names_it(other: str, title: str, linked: bool) -> None:
    story = Story()
    told = merged(story)
    told[0].row["title"] = title
    story.links.append({"issue": told[0].id, "other": other, "type": "mentions"})
    assert seen(story)[1] == (5 if linked else 6)


def test_a_link_of_an_unknown_issue_changes_nothing() -> None:
    story = Story()
    merged(story)
    story.links.append({"issue": "unknown", "other": "acme/web#12", "type": "mentions"})
    assert seen(story)[1] == 6


@pytest.mark.parametrize(("kind", "made", "linked"), [
    ("story", "2026-03-09", True), ("story", "2026-03-11", False), ("pull_request", "2026-03-09", False),
])  # fmt: skip
def test_an_issue_of_another_tracker_counts_where_it_was_there(kind: str, made: str, linked: bool) -> None:
    code, tracker = Story(), Story()
    told = merged(code)
    tracker.issue("WEB-1", "pull_request").created("2026-03-01")
    wish = tracker.issue("WEB-2", kind).created(made)
    here = code.history()
    here.neighbours = (Neighbour.of(here, tracker.history(), [(told[0].id, wish.id)]),)
    assert figures(unrequested_change, here, LOOK)["Customers"]["unlinked"] == (5 if linked else 6)


@pytest.mark.parametrize(
    ("act", "alone"),
    [
        ("merged by another", 0),
        ("merged by its author", 1),
        ("reviewed before", 0),
        ("commented at the merge", 0),
        ("commented after", 1),
        ("commented by its author", 1),
        ("commented by a bot", 1),
        ("merged by nobody known", 1),
    ],
)
def test_it_was_heard_where_somebody_else_spoke_up_to_the_merge(act: str, alone: int) -> None:
    story = Story()
    merged(story)
    merger = {"merged by another": "isa", "merged by nobody known": None}.get(act, "ian")
    told = story.issue("CRM-40", "pull_request").created("2026-03-09", by="ian").merged(MERGED, merger)
    if act == "reviewed before":
        told.said("2026-03-09T12:00", "isa", kind="approval")
    elif act == "commented at the merge":
        told.said(MERGED, "bea")
    elif act == "commented after":
        told.said("2026-03-10T10:01", "isa")
    elif act == "commented by its author":
        told.said("2026-03-09T12:00", "ian")
    elif act == "commented by a bot":
        told.said("2026-03-09T12:00", "robo")
    assert seen(story) == (7, 7, alone)


@pytest.mark.parametrize(
    "label", ["Documentation", "docs", "release", "revert", "backport", "dependencies", "security"]
)
def test_routine_by_its_label_is_left_out(label: str) -> None:
    story = Story()
    merged(story)[0].labelled("prices", label)
    assert seen(story)[0] == 5


def test_routine_of_a_bot_and_under_a_maintenance_goal_is_left_out() -> None:
    story = Story()
    told = merged(story, 8)
    told[0].row["creator"] = told[0].row["reporter"] = "robo"
    told[1].labelled("upkeep")
    told[2].row["creator"] = told[2].row["reporter"] = None
    assert seen(story, Goal("Upkeep", labels=("upkeep",), maintenance=True))[0] == 6


def test_what_was_merged_again_was_merged_at_first() -> None:
    story = Story()
    told = merged(story)
    told[0].changes[0]["at"] = told[0].changes[1]["at"] = told[0].row["created_at"] - 90 * 86_400_000
    told[0].changed("resolution", "2026-03-20", None, "merged", "isa")
    assert seen(story)[0] == 5


def test_the_evidence_is_in_the_order_of_the_merges_with_who_merged() -> None:
    story = Story()
    told = merged(story, 3)
    told.append(story.issue("CRM-40", "pull_request").created("2026-03-09", by="ian").merged("2026-03-09", "bob"))
    told.append(story.issue("CRM-41", "pull_request").created("2026-03-09", by="ian").merged(MERGED, None))
    (finding,) = findings(unrequested_change, story.history(), LOOK)
    assert [(e.issue, e.side) for e in finding.evidence] == [
        ("CRM-40", "business"), ("CRM-1", "it"), ("CRM-2", "it"), ("CRM-3", "it"), ("CRM-41", "unknown"),
    ]  # fmt: skip


def test_five_merges_are_enough_and_four_are_not() -> None:
    story = Story()
    merged(story, 5)
    assert coverage(unrequested_change, story.history(), LOOK).judged == 1
    story.told.pop()
    assert coverage(unrequested_change, story.history(), LOOK).judged == 0


def test_before_the_first_pull_request_there_are_none() -> None:
    story = Story()
    story.issue("CRM-90").created("2026-01-05")
    merged(story)
    history = story.history()
    assert coverage(unrequested_change, history, "2026-03-09").cannot_judge == {"no pull requests": 1}
    seen_then = coverage(unrequested_change, history, "2026-03-10")
    assert (seen_then.judged, seen_then.cannot_judge) == (0, {})
