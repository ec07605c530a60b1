"""What is an item that came back, and until when: within 30 days of its own end, or of the delivery of all.

The items of release 1.0 were done on Tuesday 21 April 2026, from 10:00 on, and delivered on Friday the 24th.
"""

from __future__ import annotations

import pytest

from detectors.delivery import mismatched_delivery
from tests.detectors.asking import coverage, figures, findings
from tests.detectors.story import Story, Told

LOOK = "2026-06-15"


def release(story: Story, number: int = 10, kind: str = "release", delivered: str | None = "2026-04-24") -> list[Told]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered, kind)
    return [
        told.added_to(one, f"2026-02-20T10:{2 * n:02}").done(f"2026-04-21T10:{2 * n:02}")
        for n, told in enumerate(story.issues("CRM", number))
    ]


def measured(story: Story, day: str = LOOK) -> dict[str, float]:
    return figures(mismatched_delivery, story.history(), day)["1.0"]


def back(story: Story, day: str = LOOK) -> float:
    return measured(story, day)["came_back"]


@pytest.mark.parametrize(
    ("closer", "taker", "instant", "counts"),
    [
        ("ian", "ian", "2026-04-22T10:00", False),  # within a day: a slip
        ("ian", "ian", "2026-04-22T10:01", True),
        ("ian", "isa", "2026-04-21T10:01", True),
        ("ian", None, "2026-04-21T10:01", True),
        (None, None, "2026-04-21T10:01", True),
        ("ian", "robo", "2026-04-28", False),
    ],
)
def test_what_its_maker_takes_back_within_a_day_is_a_slip(
    closer: str | None, taker: str | None, instant: str, counts: bool
) -> None:
    story = Story()
    told = release(story)[0]
    for change in told.changes[1:]:
        change["by"] = closer
    told.moved("To Do", instant, taker)
    assert back(story) == counts


def test_who_closed_it_closed_it_however_it_is_filed_later() -> None:
    story = Story()
    told = release(story)[0]
    told.changed("status", "2026-04-21T11:00", "done", "done", "isa").moved("To Do", "2026-04-21T12:00", "ian")
    assert back(story) == 0


def test_the_first_of_all_issues_may_be_what_was_asked_for() -> None:
    story = Story()
    bugs = [story.issue(f"CRM-{90 + n}", "bug").created("2026-04-28", "bea") for n in range(3)]
    for bug, told in zip(bugs, release(story)[2:], strict=False):
        bug.linked(told)
    (finding,) = findings(mismatched_delivery, story.history(), "2026-05-11")
    assert "0 reopened after done, 3 followed by" in finding.summary
    assert finding.evidence[0].what == "done on 21 Apr 2026; CRM-90 was asked for after that"


@pytest.mark.parametrize(
    ("made", "by", "kind", "counts"),
    [
        ("2026-04-21T10:00", "bea", "bug", False),  # as it was done
        ("2026-04-21T10:01", "bea", "bug", True),
        ("2026-04-28", "bea", "change_request", True),
        ("2026-04-28", "bea", "story", False),
        ("2026-04-28", "ian", "bug", False),
        ("2026-04-28", "n1", "bug", False),
    ],
)
def test_a_bug_or_change_request_of_the_business_after_it_was_done_speaks_of_it(
    made: str, by: str, kind: str, counts: bool
) -> None:
    for tie in ("linked", "linked from", "under"):
        story = Story()
        told = release(story)[0]
        other = story.issue("CRM-90", kind).created(made, by)
        if tie == "linked":
            other.linked(told)
        elif tie == "linked from":
            told.linked(other)
        else:
            other.under(told)
        assert back(story) == counts


@pytest.mark.parametrize(
    ("delivered", "instant", "counts"),
    [
        ("2026-04-24", "2026-05-24T00:00", 1),  # 30 days after the delivery
        ("2026-04-24", "2026-05-24T00:01", 0),
        ("2026-04-20", "2026-05-21T10:00", 1),  # 30 days after the item itself
        ("2026-04-20", "2026-05-21T10:01", 0),
    ],
)
def test_it_comes_back_within_thirty_days(delivered: str, instant: str, counts: int) -> None:
    story = Story()
    # What is done after the delivery of a milestone is still of it.
    release(story, kind="milestone", delivered=delivered)[0].moved("To Do", instant, "bea")
    assert back(story) == counts


def test_while_a_release_is_open_whatever_comes_back_counts() -> None:
    story = Story()
    release(story, delivered=None)[0].moved("To Do", "2026-06-01", "bea")
    assert back(story) == 1


@pytest.mark.parametrize(("day", "counts"), [("2026-04-28", 0), ("2026-04-29", 1)])
def test_what_comes_back_later_is_not_known(day: str, counts: int) -> None:
    story = Story()
    release(story)[0].moved("To Do", "2026-04-28", "bea")
    assert back(story, day) == counts


def test_an_item_that_came_back_twice_came_back_once() -> None:
    story = Story()
    told = release(story)
    told[0].moved("To Do", "2026-04-28", "bea").done("2026-04-29").moved("To Do", "2026-04-30", "bea")
    story.issue("CRM-90", "bug").created("2026-04-29", "bea").linked(told[0])
    assert back(story) == 1


@pytest.mark.parametrize("kind", ["epic", "subtask", "pull_request"])
def test_parts_epics_and_pull_requests_are_no_delivered_items(kind: str) -> None:
    story = Story()
    release(story)[0].row["kind"] = kind
    assert measured(story)["delivered"] == 9


def test_what_a_bot_closed_was_not_delivered_and_what_came_back_is_no_item_of_its_own() -> None:
    story = Story()
    told = release(story)
    for change in told[0].changes[1:]:
        change["by"] = "robo"
    bug = story.issue("CRM-90", "bug").created("2026-04-22", "bea").linked(told[1])
    bug.added_to(("release", "10"), "2026-04-22").done("2026-04-23")
    found = measured(story)
    assert (found["delivered"], found["came_back"]) == (9, 1)


def test_what_came_into_a_release_after_its_delivery_is_not_of_it() -> None:
    story = Story()
    release(story)
    for instant in ("2026-04-24T23:59", "2026-04-25T00:01"):
        story.issues("CRM", 1)[0].done("2026-04-22").added_to(("release", "10"), instant)
    assert measured(story)["delivered"] == 11


def test_what_a_sprint_did_not_finish_is_anothers() -> None:
    story = Story()
    told = release(story, kind="sprint")
    told[0].changes[1]["at"] = told[0].changes[2]["at"] = told[0].changes[1]["at"] + 5 * 86_400_000
    assert measured(story)["delivered"] == 9


@pytest.mark.parametrize(("instant", "delivered"), [("2026-04-23T23:59", 11), ("2026-04-24T00:00", 10)])
def test_a_sprint_is_over_at_the_instant_of_its_delivery(instant: str, delivered: int) -> None:
    story = Story()
    release(story, kind="sprint")
    story.issues("CRM", 1)[0].added_to(("release", "10"), "2026-02-20").done(instant)
    story.told[-1].members = [("sprint", "10")]
    story.told[-1].changes[0]["field"] = "sprint"
    assert measured(story)["delivered"] == delivered


def test_what_was_done_from_the_beginning_can_come_back() -> None:
    story = Story()
    release(story)
    told = story.issue("CRM-90").created("2026-04-21").added_to(("release", "10"), "2026-04-21")
    told.changed("status", "2026-04-28", "done", "todo", "ian")
    found = measured(story)
    assert (found["delivered"], found["came_back"]) == (11, 1)


@pytest.mark.parametrize(("number", "judged"), [(5, True), (4, False)])
def test_five_delivered_items_are_enough(number: int, judged: bool) -> None:
    story = Story()
    release(story, number)
    seen = coverage(mismatched_delivery, story.history(), LOOK)
    assert seen.judged == judged


@pytest.mark.parametrize(("returned", "reason"), [(3, "the side of who asked is unknown"), (2, None)])
def test_where_too_much_may_have_come_back_it_cannot_be_said(returned: int, reason: str | None) -> None:
    # Three of twenty are 15%.
    story = Story()
    for n, told in enumerate(release(story, 20)[:returned]):
        story.issue(f"CRM-{90 + n}", "bug").created("2026-04-28", f"n{n}").linked(told)
    seen = coverage(mismatched_delivery, story.history(), LOOK)
    assert seen.cannot_judge == ({reason: 1} if reason else {})


def test_the_own_rate_is_that_of_the_other_commitments() -> None:
    story = Story()
    for told in release(story)[:3]:
        told.moved("To Do", "2026-04-28", "bea")
    two = story.commitment("2.0", "2026-03-02", "2026-04-24", "2026-04-24")
    for n, told in enumerate(story.issues("CRM", 12)):
        told.added_to(two, f"2026-02-20T12:{2 * n:02}").done(f"2026-04-21T12:{2 * n:02}")
    told.moved("To Do", "2026-04-28", "bea")
    history = story.history()
    found = figures(mismatched_delivery, history, LOOK)
    # Of twelve one, and of twenty one as what is known beforehand; the other way round three of ten.
    assert found["1.0"]["own_rate"] == 2 / 32
    assert found["2.0"]["own_rate"] == 4 / 30
    assert found["2.0"]["chance"] == 1.0  # one of twelve is less than usual


@pytest.mark.parametrize(("level", "speaks"), [(0.006, False), (0.0063, True)])
def test_with_two_tried_the_least_chance_has_to_be_within_half_the_level(level: float, speaks: bool) -> None:
    # With one in 32 as usual, three or more of ten have a chance of 0.31%.
    story = Story()
    for told in release(story)[:3]:
        told.moved("To Do", "2026-04-28", "bea")
    two = story.commitment("2.0", "2026-03-02", "2026-04-24", "2026-04-24")
    for n, told in enumerate(story.issues("CRM", 12)):
        told.added_to(two, f"2026-02-20T12:{2 * n:02}").done(f"2026-04-21T12:{2 * n:02}")
    assert bool(findings(mismatched_delivery, story.history(), "2026-05-11", {"level": level})) is speaks
