"""Which milestone was meant, where a tracker tells only the title that it had at the time.

What brug saw a milestone be called, what an issue carries now, and what it was last given tell it; what they leave open
stays open, and is counted.
"""

from __future__ import annotations

import pytest

from detectors.history import History
from tests.detectors.story import Story, Told, at

Place = tuple[str, str]


def milestone(story: Story, name: str, seen: str = "2026-01-05") -> Place:
    one = story.commitment(name, kind="milestone")
    story.commitments[-1]["first_seen_at"] = at(seen)
    return one


def renamed(story: Story, one: Place, day: str, before: str, after: str) -> None:
    story.observations.append(
        {"type": "milestone", "commitment": one[1], "at": at(day), "field": "name", "from_value": before,
         "to_value": after}
    )  # fmt: skip


def given(told: Told, title: str, day: str) -> Told:
    told.changed("milestone", day, None, None, "ian")
    told.changes[-1]["to_text"] = title
    return told


def lost(told: Told, title: str, day: str) -> Told:
    told.changed("milestone", day, None, None, "ian")
    told.changes[-1]["from_text"] = title
    return told


def keys(history: History, position: int, day: str) -> list[str]:
    return [history.keys[i] for i in history.members_at(position, at(day))]


def test_a_title_that_one_milestone_has_means_it() -> None:
    story = Story()
    milestone(story, "1.0")
    one, two = story.issues("CRM", 2)
    lost(given(one, "1.0", "2026-03-02"), "1.0", "2026-03-16")
    given(two, "1.0", "2026-03-09").born_in(("milestone", "10"))
    history = story.history()
    assert history.unresolved_milestones == 0
    days = ("2026-03-01", "2026-03-03", "2026-03-10", "2026-03-17")
    assert [keys(history, 0, day) for day in days] == [[], ["CRM-1"], ["CRM-1", "CRM-2"], ["CRM-2"]]


def test_a_title_that_nobody_knows_stays_open_and_is_counted() -> None:
    story = Story()
    milestone(story, "1.0")
    one, two = story.issues("CRM", 2)
    lost(given(one, "0.9", "2026-03-02"), "0.9", "2026-03-16")
    given(two, "0.8", "2026-03-02")
    history = story.history()
    assert history.unresolved_milestones == 3
    assert keys(history, 0, "2026-03-10") == []
    assert history.changes["to_value"].to_list() == [None] * 3


def test_what_an_issue_carries_it_was_given_under_whichever_title() -> None:
    story = Story()
    one = milestone(story, "1.0")
    carrying, gone = story.issues("CRM", 2)
    given(carrying, "Beta", "2026-03-02").born_in(one)
    # So the title meant that milestone, for others as well.
    lost(given(gone, "Beta", "2026-03-09"), "Beta", "2026-03-16")
    history = story.history()
    assert history.unresolved_milestones == 0
    assert keys(history, 0, "2026-03-10") == ["CRM-1", "CRM-2"]
    assert keys(history, 0, "2026-03-17") == ["CRM-1"]


def test_what_is_taken_away_is_what_was_given_last() -> None:
    story = Story()
    milestone(story, "1.0")
    told, other = story.issues("CRM", 2)
    lost(given(told, "Beta", "2026-03-02"), "1.0", "2026-03-16")
    lost(given(other, "Beta", "2026-03-09"), "Beta", "2026-03-12")
    history = story.history()
    assert history.unresolved_milestones == 0
    assert keys(history, 0, "2026-03-10") == ["CRM-1", "CRM-2"]
    assert keys(history, 0, "2026-03-13") == ["CRM-1"]


def test_what_was_lost_before_it_was_given_again_was_another() -> None:
    story = Story()
    milestone(story, "1.0"), milestone(story, "2.0")
    (told,) = story.issues("CRM", 1)
    lost(lost(given(lost(told, "2.0", "2026-03-02"), "1.0", "2026-03-09"), "1.0", "2026-03-16"), "Beta", "2026-03-23")
    history = story.history()
    assert history.unresolved_milestones == 1
    assert keys(history, 1, "2026-03-01") == ["CRM-1"]
    assert keys(history, 0, "2026-03-10") == ["CRM-1"]


@pytest.mark.parametrize(
    ("day", "means"),
    [
        ("2026-03-10", 0),
        ("2026-03-14", 0),
        ("2026-03-16", None),  # after the one was called otherwise, and before the other was seen
        ("2026-03-20", 1),
    ],
)
def test_a_title_that_was_used_again_means_what_it_meant_before_and_after(day: str, means: int | None) -> None:
    story = Story()
    one = milestone(story, "Next")
    renamed(story, one, "2026-03-15", "Next", "1.0")
    milestone(story, "Next", seen="2026-03-18")
    lost(given(story.issues("CRM", 1)[0], "Next", day), "Gone", "2026-04-01")
    history = story.history()
    assert history.unresolved_milestones == (2 if means is None else 0)
    found = [position for position in (0, 1) if keys(history, position, "2026-03-20T11:00")]
    assert found == ([] if means is None else [means])


def test_the_new_name_counts_from_when_it_was_seen() -> None:
    story = Story()
    one = milestone(story, "Next")
    renamed(story, one, "2026-03-15", "Next", "1.0")
    told, other = story.issues("CRM", 2)
    lost(given(told, "Next", "2026-03-10"), "1.0", "2026-03-20")
    lost(given(other, "1.0", "2026-03-16"), "1.0", "2026-03-23")
    history = story.history()
    assert history.unresolved_milestones == 0
    assert keys(history, 0, "2026-03-17") == ["CRM-1", "CRM-2"]
    assert history.commitments[0].name == "1.0"
    assert history.commitments[0].names.at(at("2026-03-14")) == "Next"


def test_a_title_that_only_the_new_name_tells_means_it() -> None:
    story = Story()
    one = milestone(story, "Next")
    renamed(story, one, "2026-03-15", "Next", "1.0")
    lost(given(story.issues("CRM", 1)[0], "1.0", "2026-03-16"), "Gone", "2026-03-23")
    history = story.history()
    assert history.unresolved_milestones == 0
    assert keys(history, 0, "2026-03-17") == ["CRM-1"]


def test_changes_that_name_the_milestone_by_its_id_stay_as_they_are() -> None:
    story = Story()
    one = milestone(story, "1.0")
    told, other, third = story.issues("CRM", 3)
    told.added_to(one, "2026-03-02")
    given(other, "1.0", "2026-03-02").started("2026-03-04")
    third.changed("milestone", "2026-03-02", None, None, "ian")  # says nothing at all
    third.changed("assignee", "2026-03-02", "ian", None, "bea").changed("assignee", "2026-03-03", None, "isa", "bea")
    history = story.history()
    assert history.unresolved_milestones == 0
    milestones = history.changes_of("milestone")
    assert milestones["to_value"].to_list() == ["10", "10", None]
    assert history.changes.height == 6


def test_a_release_of_the_same_name_is_no_milestone() -> None:
    story = Story()
    story.commitment("1.0")
    given(story.issues("CRM", 1)[0], "1.0", "2026-03-02").born_in(("release", "10"))
    history = story.history()
    assert history.unresolved_milestones == 1
