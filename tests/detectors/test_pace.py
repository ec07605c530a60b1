"""The pace of a commitment: what of its own work counts, over which weeks, and what is left.

Release 1.0 is planned from Monday 24 August 2026 on, until the end of 3 September or before; one of its items is begun
and done in every week from 7 September on. There is no holiday before Christmas.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detectors.delivery import delivery_forecast
from tests.detectors.asking import coverage, figures, findings
from tests.detectors.story import Story, Told


def release(story: Story, weeks: int, left: int, due: str = "2026-12-11") -> list[Told]:
    one = story.commitment("1.0", "2026-08-24", due)
    told = [item.added_to(one, "2026-08-21") for item in story.issues("CRM", weeks + left, "2026-08-20")]
    for n, item in enumerate(told[:weeks]):
        monday = date(2026, 9, 7) + timedelta(weeks=n)
        item.started((monday + timedelta(days=1)).isoformat()).done((monday + timedelta(days=3)).isoformat())
    return told


def pace(story: Story, day: str = "2026-10-26") -> dict[str, float]:
    return figures(delivery_forecast, story.history(), day)["1.0"]


@pytest.mark.parametrize(
    ("day", "weeks"), [("2026-10-26", 7), ("2026-11-02", 8), ("2026-11-30", 12), ("2026-12-07", 12)]
)
def test_the_last_twelve_weeks_since_the_planning_count(day: str, weeks: int) -> None:
    story = Story()
    release(story, 13, 20)
    assert pace(story, day)["weeks"] == weeks


def test_what_was_done_thirteen_weeks_ago_is_no_pace_any_more() -> None:
    # From 30 November on there are twelve working days left: a week like the first would do.
    story = Story()
    told = release(story, 0, 12)
    for item in told[:6]:
        item.started("2026-09-08").done("2026-09-09")
    assert pace(story, "2026-11-30")["out_of_reach"] == 0
    assert pace(story, "2026-12-07")["out_of_reach"] == 1


@pytest.mark.parametrize(
    ("due", "probability"),
    [
        ("2026-12-02", 0.0),  # with the 3rd and 4th of December just six weeks of five days
        ("2026-12-01", 1.0),
    ],
)
def test_six_items_take_six_weeks_and_two_days_more_are_allowed(due: str, probability: float) -> None:
    story = Story()
    release(story, 7, 6, due)
    found = pace(story)
    assert (found["remaining"], found["remaining_items"]) == (6, 6)
    assert (found["probability"], found["out_of_reach"]) == (probability, probability)


def test_half_of_the_runs_end_with_the_week_that_does_it() -> None:
    story = Story()
    release(story, 7, 6, "2026-12-01")
    (finding,) = findings(delivery_forecast, story.history(), "2026-10-26")
    assert (finding.measures["p50_on"], finding.measures["p85_on"]) == ("2026-12-06", "2026-12-06")
    assert finding.impact == {"days_late": 3.0}


def test_what_comes_in_every_week_is_what_is_left_with_inflow() -> None:
    story = Story()
    release(story, 7, 6, "2026-12-02")
    for n in range(7):
        day = (date(2026, 9, 9) + timedelta(weeks=n)).isoformat()
        story.issues("CRM", 1, day)[0].added_to(("release", "10"), day)
    found = pace(story)
    assert found["remaining_items"] == 13
    assert (found["probability"], found["with_inflow"]) == (1.0, 1.0)
    for told in story.told[13:]:
        told.removed_from(("release", "10"), "2026-10-20")
    found = pace(story)
    # Taking out seven in one week is pace: no week is without any chance to draw it, if as many come as before.
    assert found["probability"] == 0.0
    assert 0 < found["with_inflow"] < 0.5


def test_points_are_weighed_and_parts_count_with_their_item() -> None:
    story = Story()
    for told in release(story, 7, 6):
        told.estimated(3)
    part = story.issues("CRM", 1, "2026-08-20")[0].estimated(2).under(story.told[8])
    part.added_to(("release", "10"), "2026-08-21")
    story.told[9].started("2026-10-20")
    found = pace(story)
    assert (found["remaining"], found["remaining_items"]) == (16.5, 6)


@pytest.mark.parametrize(("left", "reason"), [(5, None), (4, "fewer than 5 items remaining")])
def test_five_items_have_to_be_left(left: int, reason: str | None) -> None:
    story = Story()
    release(story, 7, left)
    seen = coverage(delivery_forecast, story.history(), "2026-10-26")
    assert seen.cannot_judge == ({reason: 1} if reason else {})


@pytest.mark.parametrize("kind", ["sprint", "delivered", "cancelled", "not started"])
def test_what_is_not_being_worked_on_has_no_forecast(kind: str) -> None:
    story = Story()
    release(story, 7, 6)
    row = story.commitments[0]
    if kind == "sprint":
        row["type"] = "sprint"
        for told in story.told:
            told.members = [("sprint", "10")]
            told.changes[0]["field"] = "sprint"
    elif kind == "delivered":
        row |= {"type": "milestone", "delivered_at": row["start_at"]}
        for told in story.told:
            told.members = [("milestone", "10")]
            told.changes[0]["field"] = "milestone"
    elif kind == "cancelled":
        row["state"] = "cancelled"
    else:
        row["start_at"] = row["due_at"]
    seen = coverage(delivery_forecast, story.history(), "2026-10-26")
    assert (seen.judged, seen.cannot_judge) == (0, {})


def test_once_forecasts_are_tried_a_likely_miss_is_told_as_surely_as_it_is_likely() -> None:
    story = Story()
    for n in range(5):
        # Nothing was ever done for these: the forecast of each was sure, and right.
        one = story.commitment(f"0.{n}", "2026-03-02", "2026-05-29")
        for item in story.issues("CRM", 5, "2026-02-02"):
            item.added_to(one, "2026-02-20")
    one = story.commitment("1.0", "2026-08-24", "2026-11-20")
    told = [item.added_to(one, "2026-08-21") for item in story.issues("CRM", 20, "2026-08-20")]
    # In turn one and two a week, 1.5 on average, and after four weeks and two days there are 7 to be done.
    done = iter(told)
    for week, number in enumerate((1, 2, 1, 2, 1, 2, 2)):
        monday = date(2026, 9, 7) + timedelta(weeks=week)
        for n in range(number):
            next(done).started(f"{monday + timedelta(days=1)}T10:0{n}").done(f"{monday + timedelta(days=3)}T10:0{n}")
    for item in told[18:]:
        item.removed_from(one, "2026-08-22")
    history = story.history()
    now = figures(delivery_forecast, history, "2026-10-26")["1.0"]
    assert 0 < now["probability"] < 1
    assert now["out_of_reach"] == 0
    (finding,) = findings(delivery_forecast, history, "2026-10-26", {"probability": 0.3, "high": now["probability"]})
    assert finding.severity == "high"
    assert finding.confidence == round(0.9 * min(now["probability"], now["week_before"]), 2)
    assert findings(delivery_forecast, history, "2026-10-26", {"probability": now["probability"] + 0.01}) == []
