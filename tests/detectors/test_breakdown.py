"""Parts of agreed items are known work in pieces, and bugs in them rework: neither is new scope."""

from __future__ import annotations

import pytest

from detectors.scope import scope_growth
from tests.detectors.asking import figures
from tests.detectors.story import Story, Told

LATER = "2026-03-18"
Place = tuple[str, str]


def release(story: Story) -> tuple[Place, list[Told]]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    return one, [told.added_to(one, "2026-02-20") for told in story.issues("CRM", 8)]


def grown(story: Story, name: str = "1.0") -> dict[str, float]:
    return figures(scope_growth, story.history(), "2026-04-01")[name]


@pytest.mark.parametrize("agreed", [0, 7])
@pytest.mark.parametrize(("depth", "counts"), [(1, False), (2, False), (3, False), (4, False), (5, True)])
def test_a_part_of_a_part_is_known_work_as_deep_as_trackers_go(depth: int, counts: bool, agreed: int) -> None:
    story = Story()
    one, told = release(story)
    above = told[agreed]
    for level in range(depth):
        above = story.issue(f"CRM-{50 + level}").created(LATER).under(above)
    above.added_to(one, LATER)
    assert grown(story)["added"] == (1 if counts else 0)


def test_a_part_of_what_was_not_agreed_is_new() -> None:
    story = Story()
    one, _ = release(story)
    wish = story.issue("CRM-50").created(LATER)
    story.issue("CRM-51").created(LATER).under(wish).added_to(one, LATER)
    assert grown(story)["added"] == 1


def test_children_of_an_agreed_epic_are_known_work_also_where_it_is_the_first_of_all() -> None:
    story = Story()
    epic = story.issue("CRM-50", "epic").created("2026-02-02")
    one, _ = release(story)
    epic.added_to(one, "2026-02-20")
    story.issue("CRM-51").created(LATER).born_in(("epic", epic.id)).added_to(one, LATER)
    assert grown(story)["added"] == 0


@pytest.mark.parametrize(("instant", "counts"), [("2026-03-26T23:59", 1), ("2026-03-27T00:01", 0)])
def test_what_comes_into_a_sprint_once_it_is_over_is_not_of_it(instant: str, counts: int) -> None:
    story = Story()
    sprint = story.commitment("Sprint 1", "2026-03-16", "2026-03-27", delivered="2026-03-27", kind="sprint")
    for told in story.issues("CRM", 6):
        told.added_to(sprint, "2026-03-13")
    story.issues("CRM", 1)[0].added_to(sprint, instant)
    assert grown(story, "Sprint 1")["added"] == counts


def test_children_of_an_epic_that_was_not_agreed_are_new() -> None:
    story = Story()
    one, _ = release(story)
    epic = story.issue("CRM-50", "epic").created("2026-02-02")
    story.issue("CRM-51").created(LATER).born_in(("epic", epic.id)).added_to(one, LATER)
    assert grown(story)["added"] == 1


@pytest.mark.parametrize(
    ("kind", "made", "tie", "is_rework"),
    [
        ("bug", "2026-03-02T00:01", "linked", True),
        ("bug", "2026-03-02T00:00", "linked", False),
        ("bug", "2026-03-18", "linked from", True),
        ("bug", "2026-03-01", "linked", False),  # known before the start
        ("task", "2026-03-18", "linked", False),
        ("bug", "2026-03-18", "linked elsewhere", False),
        ("bug", "2026-03-18", "", False),
    ],
)
def test_a_bug_made_after_the_start_and_tied_to_a_member_is_rework(
    kind: str, made: str, tie: str, is_rework: bool
) -> None:
    story = Story()
    one, told = release(story)
    elsewhere = story.issue("CRM-40").created("2026-02-02")
    bug = story.issue("CRM-50", kind).created(made).added_to(one, LATER)
    if tie == "linked":
        bug.linked(told[0])
    elif tie == "linked from":
        told[7].linked(bug)
    elif tie == "linked elsewhere":
        bug.linked(elsewhere)
    measured = grown(story)
    assert (measured["rework"], measured["added"]) == ((1, 0) if is_rework else (0, 1))


def test_a_bug_under_what_came_in_later_is_rework_of_it() -> None:
    story = Story()
    one, _ = release(story)
    more = story.issue("CRM-50").created(LATER).added_to(one, LATER)
    story.issue("CRM-51", "bug").created("2026-03-20").added_to(one, "2026-03-20").under(more)
    measured = grown(story)
    assert (measured["rework"], measured["added"]) == (1, 1)


@pytest.mark.parametrize(
    ("left", "joined", "moved"),
    [
        ("2026-03-18T10:00", "2026-03-18T10:10", 1),
        ("2026-03-18T10:00", "2026-03-18T10:11", 0),
        ("2026-03-18T10:10", "2026-03-18T10:00", 1),
        ("2026-03-18T10:11", "2026-03-18T10:00", 0),
    ],
)
def test_what_leaves_one_release_and_joins_another_in_one_act_has_moved(left: str, joined: str, moved: int) -> None:
    story = Story()
    one, _ = release(story)
    other = story.commitment("2.0", "2026-03-02", "2026-06-26")
    story.issue("CRM-50").created("2026-02-02").born_in(other).removed_from(other, left).added_to(one, joined)
    measured = grown(story)
    assert (measured["moved_in"], measured["by_business"], measured["added"]) == (moved, 1 - moved, 1)


def test_what_leaves_a_sprint_and_joins_a_release_has_not_moved_between_releases() -> None:
    story = Story()
    one, _ = release(story)
    sprint = story.commitment("Sprint 1", "2026-03-02", "2026-03-13", kind="sprint")
    story.issue("CRM-50").created("2026-02-02").born_in(sprint).removed_from(sprint, LATER).added_to(one, LATER)
    assert grown(story)["moved_in"] == 0


def test_what_went_out_and_came_back_was_agreed() -> None:
    story = Story()
    one, told = release(story)
    told[0].removed_from(one, "2026-03-17").added_to(one, "2026-03-19")
    told[1].removed_from(one, "2026-03-05").added_to(one, "2026-03-05T11:00")
    measured = grown(story)
    assert (measured["added"], measured["removed"]) == (0, 0)


def test_what_was_taken_out_is_out_also_by_administration() -> None:
    story = Story()
    one, told = release(story)
    told[0].removed_from(one, LATER, "robo")
    told[1].removed_from(one, LATER, "bea")
    measured = grown(story)
    assert (measured["removed"], measured["weight_removed"]) == (2, 2)
