"""Deliveries of which much came back, and everything that only looks like it.

Release 1.0 runs from 2 March to 24 April 2026. Three of ten items are 30%, of which the lower bound of the 90%
Wilson interval is 12.7%; three of twenty are 15% with a lower bound of 6.2%. Where nothing else is known one in
twenty comes back, and three or more of ten then have a chance of 1.15%.
"""

from __future__ import annotations

import numpy as np
import pytest

from detectors.delivery import mismatched_delivery
from detectors.delivery.comebacks import at_least, discoveries
from detectors.finding import Finding
from detectors.past.replay import Floats
from tests.detectors.asking import coverage, findings, names
from tests.detectors.story import Story, Told

LOOK = "2026-05-11"


def release(story: Story, number: int = 10, name: str = "1.0", kind: str = "release") -> list[Told]:
    """A release whose items were done one after the other, in the week before its delivery on 24 April."""
    one = story.commitment(name, "2026-03-02", "2026-04-24", "2026-04-24", kind)
    told = story.issues("CRM", number)
    for n, item in enumerate(told):
        item.added_to(one, "2026-02-20").started("2026-03-10").done(f"2026-04-21T{9 + n // 3:02}:{n % 3 * 20:02}")
    return told


def reopened(items: list[Told], day: str = "2026-04-28", by: str = "bea") -> None:
    for item in items:
        item.moved("To Do", day, by)


def mismatched(story: Story, day: str = LOOK) -> list[Finding]:
    return findings(mismatched_delivery, story.history(), day)


def returned(story: Story, items: list[Told], by: str = "bea", kind: str = "bug", day: str = "2026-04-29") -> None:
    for n, item in enumerate(items):
        story.issue(f"CRM-{900 + len(story.told) + n}", kind).created(day, by).linked(item)


def test_items_that_were_reopened_after_done_came_back() -> None:
    story = Story()
    items = release(story)
    reopened(items[:3])
    (finding,) = mismatched(story)
    assert finding.subject.name == "1.0"
    assert finding.measures["delivered"] == 10
    assert finding.measures["came_back"] == 3
    assert finding.measures["share"] == 0.3
    assert finding.measures["lower_bound"] == 0.1269
    assert finding.measures["own_rate"] == 0.05
    assert finding.measures["chance"] == pytest.approx(0.0115, abs=0.0001)
    assert finding.severity == "high"
    assert [e.issue for e in finding.evidence] == [t.row["key"] for t in items[:3]]
    assert {e.side for e in finding.evidence} == {"business"}
    assert finding.questions.keys() == {"business", "it"}


@pytest.mark.parametrize(
    ("delivered", "back", "flagged"), [(10, 2, False), (20, 3, False), (5, 3, True), (4, 3, False)]
)
def test_small_numbers_prove_nothing(delivered: int, back: int, flagged: bool) -> None:
    story = Story()
    reopened(release(story, delivered)[:back])
    assert bool(mismatched(story)) is flagged


def test_fewer_than_five_delivered_items_cannot_be_judged() -> None:
    story = Story()
    release(story, 4)
    assert coverage(mismatched_delivery, story.history(), LOOK).cannot_judge == {"fewer than 5 items delivered": 1}


@pytest.mark.parametrize("kind", ["bug", "change_request"])
def test_bugs_and_change_requests_of_the_business_are_items_that_came_back(kind: str) -> None:
    story = Story()
    returned(story, release(story)[:3], kind=kind)
    (finding,) = mismatched(story)
    assert finding.measures["came_back"] == 3
    assert "3 followed by" in finding.summary


def test_a_part_of_the_item_is_one_as_well() -> None:
    story = Story()
    for item in release(story)[:3]:
        story.issue(f"CRM-{900 + len(story.told)}", "bug").created("2026-04-29", "bea").under(item)
    assert len(mismatched(story)) == 1


def test_bugs_that_it_found_are_its_own_care() -> None:
    story = Story()
    returned(story, release(story)[:5], by="ian")
    assert mismatched(story) == []


def test_a_bug_made_before_the_item_was_done_is_part_of_the_work() -> None:
    story = Story()
    returned(story, release(story)[:5], day="2026-04-02")
    assert mismatched(story) == []


def test_clones_are_no_evidence() -> None:
    story = Story()
    for item in release(story)[:5]:
        story.issue(f"CRM-{900 + len(story.told)}", "bug").created("2026-04-29", "bea").linked(item, "Cloners")
    assert mismatched(story) == []


def test_where_nobody_knows_who_asked_nothing_is_said() -> None:
    story = Story()
    returned(story, release(story)[:3], by="n0")
    assert mismatched(story) == []
    because = coverage(mismatched_delivery, story.history(), LOOK).cannot_judge
    assert because == {"the side of who asked is unknown": 1}


@pytest.mark.parametrize(("day", "flagged"), [("2026-05-20", True), ("2026-05-27", False)])
def test_what_comes_back_after_thirty_days_is_another_matter(day: str, flagged: bool) -> None:
    story = Story()
    reopened(release(story)[:3], day)
    assert bool(mismatched(story, "2026-06-08")) is flagged


def test_a_step_back_before_done_is_review() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", "2026-04-24")
    for n, item in enumerate(story.issues("CRM", 8)):
        item.added_to(one, "2026-02-20").started("2026-03-10").moved("To Do", "2026-03-17").started("2026-03-18")
        item.done(f"2026-04-21T10:0{n}")
    assert mismatched(story) == []


def test_a_slip_that_its_maker_takes_back_is_none() -> None:
    story = Story()
    reopened(release(story)[:5], "2026-04-21T17:00", by="ian")
    assert mismatched(story) == []


def test_bots_reopen_nothing() -> None:
    story = Story()
    reopened(release(story)[:5], by="robo")
    assert mismatched(story) == []


def test_ten_items_reopened_in_one_act_are_administration() -> None:
    story = Story()
    reopened(release(story, 12))
    assert mismatched(story) == []


def test_what_comes_back_as_often_everywhere_is_no_mismatch_of_one() -> None:
    # With three of ten back in the other one, too, four of thirty are usual: 13%, and three of ten have a chance of
    # 14%.
    story = Story()
    reopened(release(story)[:3])
    reopened(release(story, name="1.1")[:3], "2026-04-29")
    assert mismatched(story) == []


def test_one_among_others_from_which_nothing_came_back_stands_out() -> None:
    story = Story()
    release(story)
    reopened(release(story, name="1.1")[:3])
    release(story, name="1.2")
    assert names(mismatched(story)) == ["1.1"]


def test_a_sprint_whose_items_a_release_carries_is_left_to_it() -> None:
    story = Story()
    items = release(story)
    sprint = story.commitment("Sprint 1", "2026-04-13", "2026-04-24", "2026-04-24", kind="sprint")
    for item in items:
        item.added_to(sprint, "2026-04-10")
    reopened(items[:3])
    assert names(mismatched(story)) == ["1.0"]


def test_a_sprint_that_stands_alone_is_judged() -> None:
    story = Story()
    reopened(release(story, name="Sprint 1", kind="sprint")[:3])
    assert names(mismatched(story)) == ["Sprint 1"]


def test_it_says_so_before_the_delivery_of_all() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    items = story.issues("CRM", 10)
    for n, item in enumerate(items):
        item.added_to(one, "2026-02-20").started("2026-03-10").done(f"2026-04-07T10:{n:02}")
    items[9].changes = items[9].changes[:2]
    reopened(items[:3], "2026-04-10")
    assert len(mismatched(story, "2026-04-13")) == 1
    assert mismatched(story, "2026-04-09") == []


def test_an_empty_project_gives_nothing() -> None:
    assert findings(mismatched_delivery, Story().history(), LOOK) == []


def test_the_binomial_tail_by_hand() -> None:
    # Two or three heads of three throws: (3 + 1) / 8.
    assert at_least(2, 3, 0.5) == pytest.approx(0.5)
    assert at_least(3, 3, 0.5) == pytest.approx(0.125)
    assert at_least(0, 3, 0.5) == 1.0


def test_the_more_is_tried_the_less_a_small_chance_proves() -> None:
    def kept(*chances: float) -> list[bool]:
        values: Floats = np.array(chances)
        return [bool(found) for found in discoveries(values, 0.05)]

    assert kept(0.04) == [True]
    assert kept(0.04, 0.9) == [False, False]
    # The second may be 0.05 times two thirds, and takes the first along.
    assert kept(0.02, 0.033, 0.9) == [True, True, False]
