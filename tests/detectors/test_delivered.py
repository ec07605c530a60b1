"""When a commitment was delivered, and how long it is worth a word.

Release 1.0 was to be delivered on Friday 24 April 2026, and says that it was; the Monday after is King's Day.
"""

from __future__ import annotations

import pytest

from detectors.baselines import delivered_at, is_alive, state_at
from tests.detectors.story import Story, Told, at, midnight

LOOK = "2026-07-01"


def release(story: Story, number: int = 20, delivered: str | None = "2026-04-24") -> list[Told]:
    """Each item was finished on 20 April, one after the other."""
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered=delivered)
    return [
        told.added_to(one, f"2026-02-20T10:{2 * n:02}").done(f"2026-04-20T10:{2 * n:02}")
        for n, told in enumerate(story.issues("CRM", number))
    ]


def finished(told: Told, instant: str | None, by: str = "ian") -> None:
    """It was finished at another time, or never."""
    told.changes = [c for c in told.changes if c["field"] not in ("status", "resolution")]
    told.row |= {"status": "To Do", "status_category": "todo", "resolution": None}
    if instant is not None:
        told.done(instant, by)


def delivered(story: Story, day: str = LOOK) -> int | None:
    return delivered_at(story.history(), 0, midnight(day))


def test_the_day_of_a_release_is_over_before_it_counts_as_delivered() -> None:
    story = Story()
    release(story)
    history = story.history()
    assert delivered_at(history, 0, midnight("2026-04-25") - 1) is None
    assert delivered_at(history, 0, midnight("2026-04-25")) == midnight("2026-04-24")
    assert [state_at(history, 0, midnight(day)) for day in ("2026-04-24", "2026-04-25")] == ["active", "delivered"]


@pytest.mark.parametrize(
    ("late", "instant", "expected"),
    [
        (2, "2026-05-11", midnight("2026-04-24")),  # one in ten is not over one in ten
        (3, "2026-05-11", at("2026-05-11")),
        (3, "2026-04-25T00:00", midnight("2026-04-24")),  # at the end of the day itself
        (3, "2026-04-25T00:01", at("2026-04-25T00:01")),
    ],
)
def test_it_was_delivered_with_the_last_of_many_that_were_finished_later(
    late: int, instant: str, expected: int
) -> None:
    story = Story()
    for told in release(story)[:late]:
        finished(told, instant)
    assert delivered(story) == expected


def test_until_then_it_is_open() -> None:
    story = Story()
    told = release(story)
    finished(told[0], "2026-05-04")
    for item in told[1:4]:
        finished(item, "2026-05-11")
    history = story.history()
    assert delivered_at(history, 0, midnight("2026-05-05")) is None
    assert delivered_at(history, 0, midnight("2026-05-12")) == at("2026-05-11")


def test_when_nothing_was_finished_for_four_weeks_it_was_delivered_on_its_day() -> None:
    story = Story()
    for told in release(story)[:3]:
        finished(told, None)
    history = story.history()
    # 28 days after 24 April.
    assert delivered_at(history, 0, midnight("2026-05-22") - 1) is None
    assert delivered_at(history, 0, midnight("2026-05-22")) == midnight("2026-04-24")


def test_four_weeks_after_the_last_that_was_finished_it_was_delivered_with_that() -> None:
    story = Story()
    told = release(story)
    for item in told[:3]:
        finished(item, "2026-05-04T00:00")
    for item in told[3:6]:
        finished(item, None)
    history = story.history()
    assert delivered_at(history, 0, midnight("2026-06-01") - 1) is None
    assert delivered_at(history, 0, midnight("2026-06-01")) == midnight("2026-05-04")


def test_what_administration_closed_later_tells_of_no_delivery() -> None:
    story = Story()
    for told in release(story)[:4]:
        finished(told, "2026-05-11", by="robo")
    assert delivered(story) == midnight("2026-04-24")


def test_a_release_that_was_emptied_was_delivered_on_its_day() -> None:
    story = Story()
    for told in release(story):
        told.removed_from(("release", "10"), "2026-04-21")
    assert delivered(story) == midnight("2026-04-24")


@pytest.mark.parametrize("kind", ["sprint", "milestone"])
def test_sprints_and_milestones_were_delivered_when_they_say_so(kind: str) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", "2026-04-24", kind)
    for told in story.issues("CRM", 5):
        told.added_to(one, "2026-02-20").done("2026-05-11")
    history = story.history()
    assert delivered_at(history, 0, midnight("2026-04-24") - 1) is None
    assert delivered_at(history, 0, midnight("2026-04-24")) == midnight("2026-04-24")


def test_an_epic_was_delivered_when_it_was_resolved_until_it_is_reopened() -> None:
    story = Story()
    story.issue("CRM-1", "epic").created("2026-02-02").done("2026-04-24").moved("To Do", "2026-05-04")
    history = story.history()
    assert delivered_at(history, 0, at("2026-04-24") - 1) is None
    assert delivered_at(history, 0, at("2026-04-24")) == at("2026-04-24")
    assert delivered_at(history, 0, at("2026-05-04")) is None


def test_twelve_weeks_after_its_delivery_it_is_history() -> None:
    story = Story()
    release(story)
    history = story.history()
    assert is_alive(history, 0, midnight("2026-07-17"))
    assert not is_alive(history, 0, midnight("2026-07-17") + 1)


@pytest.mark.parametrize("sign", ["joined", "left", "started", "finished", "due"])
def test_half_a_year_after_the_last_sign_of_life_it_is_nobodys_promise(sign: str) -> None:
    story = Story()
    last = "2026-04-01T00:00"
    one = story.commitment("1.0", "2026-03-02", "2026-04-01" if sign == "due" else None)
    told = story.issues("CRM", 2)
    told[0].added_to(one, "2026-02-20")
    told[1].added_to(one, last if sign == "joined" else "2026-02-20")
    if sign == "left":
        told[1].removed_from(one, last)
    elif sign == "started":
        told[1].started(last)
    elif sign == "finished":
        told[1].done(last)
    history = story.history()
    # 182 days after 1 April is 30 September.
    assert is_alive(history, 0, midnight("2026-09-30"))
    assert not is_alive(history, 0, midnight("2026-09-30") + 1)


def test_what_was_cancelled_or_has_not_started_is_not_alive() -> None:
    story = Story()
    release(story, delivered=None)
    history = story.history()
    assert not is_alive(history, 0, midnight("2026-03-02") - 1)
    assert is_alive(history, 0, midnight("2026-03-02"))
    story.commitments[0]["state"] = "cancelled"
    assert not is_alive(story.history(), 0, midnight("2026-03-02"))
    assert state_at(story.history(), 0, midnight("2026-03-02")) == "cancelled"
