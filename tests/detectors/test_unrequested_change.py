"""Pull requests that were merged without anybody asking for them, and everything that only looks like it."""

from __future__ import annotations

import pytest

from detectors.consultation import unrequested_change
from detectors.declared import Goal
from detectors.finding import Finding
from detectors.history import Neighbour
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told, at

LOOK = "2026-04-01"


def merged(story: Story, number: int, title: str = "Show prices", by: str = "ian", merger: str = "isa") -> list[Told]:
    """Pull requests, each merged a day after it was proposed, from 10:00 on."""
    made = []
    for _ in range(number):
        told = story.issue(f"CRM-{len(story.told) + 1}", "pull_request").created("2026-03-09", by=by)
        told.row["title"] = title
        # Three minutes apart: ten at once would be a bulk act.
        made.append(told.merged(f"2026-03-10T10:{len(story.told) % 20 * 3:02}", merger))
    return made


def requested(story: Story, number: int) -> list[Told]:
    """Pull requests that close an issue of their own."""
    wishes = story.issues("CRM", number, created="2026-03-02")
    return [told.linked(wish, "closes") for told, wish in zip(merged(story, number), wishes, strict=True)]


def found(story: Story, *goals: Goal, day: str = LOOK) -> list[Finding]:
    return findings(unrequested_change, story.history(*goals), day)


def test_changes_that_no_issue_asked_for_are_flagged_on_the_repository() -> None:
    story = Story()
    unasked, _ = merged(story, 8), requested(story, 4)
    (finding,) = found(story)
    assert (finding.subject.kind, finding.subject.id) == ("project", "CRM")
    assert (finding.measures["merged"], finding.measures["unlinked"], finding.measures["alone"]) == (12, 8, 0)
    assert {e.issue for e in finding.evidence} == {told.row["key"] for told in unasked}
    assert {e.what for e in finding.evidence} == {"merged; no issue asked for it"}
    # 67% of the merges is more than 1.5 times 40%.
    assert finding.severity == "high"


@pytest.mark.parametrize(("unasked", "asked", "flagged"), [(8, 4, True), (7, 5, False), (4, 1, True), (3, 2, False)])
def test_a_share_must_be_more_than_an_accident(unasked: int, asked: int, flagged: bool) -> None:
    # The lower bounds of the 90% Wilson interval are 0.431, 0.356, 0.435 and 0.272.
    story = Story()
    merged(story, unasked)
    requested(story, asked)
    assert bool(found(story)) is flagged


@pytest.mark.parametrize(("alone", "flagged"), [(5, False), (6, True)])
def test_changes_without_anybodys_word_are_flagged_earlier(alone: int, flagged: bool) -> None:
    # Of 12 merges, 5 or 6 alone: the lower bounds are 0.220 and 0.286, both under 0.40.
    story = Story()
    merged(story, alone, merger="ian")
    requested(story, 12 - alone)
    assert bool(found(story)) is flagged


@pytest.mark.parametrize(
    ("kind", "day", "by", "is_heard"),
    [
        ("comment", "2026-03-10T09:00", "bea", True),
        ("approval", "2026-03-10T09:00", "isa", True),
        ("comment", "2026-03-10T11:00", "bea", False),
        ("comment", "2026-03-10T09:00", "ian", False),
        ("comment", "2026-03-10T09:00", "robo", False),
    ],
)
def test_a_word_is_one_of_somebody_else_before_the_merge(kind: str, day: str, by: str, is_heard: bool) -> None:
    story = Story()
    for told in merged(story, 6, merger="ian"):
        told.said(day, by, kind=kind)
    requested(story, 6)
    assert bool(found(story)) is not is_heard


def test_four_merges_are_too_few() -> None:
    story = Story()
    merged(story, 4)
    assert coverage(unrequested_change, story.history(), LOOK).cannot_judge == {
        "fewer than 5 pull requests merged in the last 12 weeks": 1
    }


@pytest.mark.parametrize(
    "title",
    [
        "Release 2.4.0", "chore(release): 1.2.3", "Prepare release 3.0", "v1.2.3", 'Revert "Show prices"',
        "docs: explain the prices", "Update README", "Fix typo in prices", "Bump lodash from 1 to 2",
        "chore(deps): update lodash", "Merge branch 'main' into develop", "[Backport 1.x] Show prices",
    ],
)  # fmt: skip
def test_releases_reverts_documentation_and_updates_are_left_out(title: str) -> None:
    story = Story()
    merged(story, 9, title)
    requested(story, 5)
    assert found(story) == []
    assert coverage(unrequested_change, story.history(), LOOK).judged == 1


@pytest.mark.parametrize(
    "title",
    ["Document upload for claims", "Released stock shows at once", "Reverting payments by customers", "Tagging"],
)
def test_what_only_sounds_like_routine_counts(title: str) -> None:
    story = Story()
    merged(story, 9, title)
    assert len(found(story)) == 1


def test_bots_and_labelled_routine_are_left_out() -> None:
    story = Story()
    merged(story, 9, by="robo")
    for told in merged(story, 9):
        told.labelled("Documentation")
    requested(story, 5)
    assert found(story) == []


def test_work_under_a_maintenance_goal_is_left_out() -> None:
    story = Story()
    for told in merged(story, 9):
        told.labelled("upkeep")
    requested(story, 5)
    assert len(found(story)) == 1
    assert found(story, Goal("Upkeep", labels=("upkeep",), maintenance=True)) == []


@pytest.mark.parametrize(("created", "flagged"), [("2026-03-10", False), ("2026-03-11", True)])
def test_an_issue_asks_for_a_change_only_before_its_merge(created: str, flagged: bool) -> None:
    story = Story()
    wish = story.issue("CRM-900").created(created)
    for told in merged(story, 9):
        wish.linked(told, "names")
    assert bool(found(story)) is flagged


def test_another_pull_request_is_no_issue() -> None:
    story = Story()
    first = merged(story, 1)[0]
    for told in merged(story, 9):
        told.linked(first, "names")
    assert len(found(story)) == 1


def test_an_issue_in_another_tracker_asks_for_a_change() -> None:
    code, tracker = Story(), Story()
    changes = merged(code, 9)
    wish = tracker.issue("WEB-1").created("2026-03-02")
    here, there = code.history(), tracker.history()
    here.neighbours = (Neighbour.of(here, there, [(told.id, wish.id) for told in changes]),)
    assert findings(unrequested_change, here, LOOK) == []


@pytest.mark.parametrize(("title", "flagged"), [("WEB-7: show prices", False), ("Rewrite of the prices", True)])
def test_a_key_of_a_tracker_that_is_not_connected_must_stand_in_the_title(title: str, flagged: bool) -> None:
    """In the name of a branch, rewrite-7 looks like a key, too."""
    story = Story()
    for told in merged(story, 9, title):
        for key in ("WEB-7", "REWRITE-7"):
            story.links.append({"issue": told.id, "other": key, "type": "names"})
    assert bool(found(story)) is flagged


def test_what_was_never_merged_or_long_ago_is_not_counted() -> None:
    story = Story()
    merged(story, 9)
    for told in story.issues("CRM", 20):
        told.row["kind"] = "pull_request"
    assert found(story)[0].measures["merged"] == 9
    assert len(found(story, day="2026-06-02")) == 1
    assert found(story, day="2026-06-03") == []


def test_a_project_without_pull_requests_is_not_judged() -> None:
    story = Story()
    story.issues("CRM", 9)
    assert coverage(unrequested_change, story.history(), LOOK).cannot_judge == {"no pull requests": 1}


def test_without_known_sides_nothing_is_judged() -> None:
    story = Story()
    # Nobody of them speaks often enough for a side to be inferred.
    for k, told in enumerate(merged(story, 9)):
        for n in range(6):
            told.said("2026-03-09", f"n{(k + n * 2) % 12}")
    assert coverage(unrequested_change, story.history(), LOOK).cannot_judge == {"too few words with a known side": 1}


def test_an_empty_project_has_no_pull_requests() -> None:
    assert found(Story()) == []


def test_what_is_asked_is_asked_of_both_and_blames_nobody() -> None:
    story = Story()
    merged(story, 8, merger="ian")
    requested(story, 4)
    (finding,) = found(story)
    assert finding.first_visible == at("2026-03-16T00:00")
    assert finding.title == "67% of the changes merged in Customers had no issue"
    assert "On 8 of those, nobody but the author had a word before the merge." in finding.summary
    assert finding.questions["business"].startswith("Which of these 8 changes did you notice")
    assert {e.side for e in finding.evidence} == {"it"}
