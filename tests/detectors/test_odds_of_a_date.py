"""A forecast's odds are those of its own weeks times those by which the project has missed its dates.

By the work alone it is even odds on Monday 20 April 2026: five items are left with one week to go, and five were done
in three of the six weeks before. Times the odds of the project's dates, that is the share in which it misses them.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detectors.delivery import delivery_forecast
from detectors.history import History
from tests.detectors.story import Story, midnight

LOOK = "2026-04-20"
# What 10,000 runs leave open.
NEARLY = 0.02


def evens() -> Story:
    """Two working days after the due date, a Friday ends the week."""
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-22")
    told = [item.added_to(one, "2026-02-27") for item in story.issues("CRM", 20)]
    for week, monday in enumerate(("2026-03-09", "2026-03-23", "2026-04-13")):
        day = (date.fromisoformat(monday) + timedelta(days=2)).isoformat()
        for n in range(5):
            told[5 * week + n].started(f"{day}T09:0{n}").done(f"{day}T15:0{n}")
    return story


def steady(items: int, a_week: int) -> Story:
    """So many items a week, done on Thursdays, for seven weeks; due on 29 May."""
    story = Story()
    one = story.commitment("1.0", "2026-02-16", "2026-05-29")
    told = [item.added_to(one, "2026-02-13T12:00") for item in story.issues("CRM", items, created="2026-02-13")]
    for n in range(7 * a_week):
        thursday = date(2026, 3, 5) + timedelta(weeks=n // a_week)
        told[n].started(f"{thursday}T10:0{n % a_week}").done(f"{thursday}T15:0{n % a_week}")
    return story


def dates(story: Story, kept: int, missed: int) -> Story:
    """Earlier releases of the project that came on their date, and four weeks after it."""
    for n in range(kept + missed):
        due = date(2025, 6, 27) + timedelta(weeks=4 * n)
        came = due + timedelta(weeks=0 if n < kept else 4)
        story.commitment(f"0.{n}", (due - timedelta(weeks=6)).isoformat(), due.isoformat(), came.isoformat())
    return story


def probability(history: History) -> float:
    measures = delivery_forecast.measure(history, [midnight(LOOK)])
    return float(measures.figures["probability"][0, 0])


@pytest.mark.parametrize(
    ("kept", "missed", "expected"),
    [
        (0, 0, 0.21),  # 0.42 of 2, before any came
        (2, 0, 0.105),  # 0.42 of 4
        (1, 1, 0.355),  # 1.42 of 4
        (0, 2, 0.605),  # 2.42 of 4
        (1, 3, 0.57),  # 3.42 of 6
    ],
)
def test_even_odds_become_those_of_the_dates_that_the_project_has_missed(
    kept: int, missed: int, expected: float
) -> None:
    assert probability(dates(evens(), kept, missed).history()) == pytest.approx(expected, abs=NEARLY)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-04-15", 0.14),  # two working days later is the 17th: it is known to be kept, which makes 0.42 of 3
        ("2026-04-16", 0.21),  # two working days later is the 20th, which is not over
    ],
)
def test_two_working_days_after_it_is_known_whether_a_date_was_kept(due: str, expected: float) -> None:
    story = evens()
    story.commitment("0.1", "2026-02-02", due, delivered=due)
    assert probability(story.history()) == pytest.approx(expected, abs=NEARLY)


def test_two_working_days_late_is_kept_and_three_are_missed() -> None:
    # Due on a Friday: the Tuesday after it is two working days later.
    for came, expected in (("2026-03-10", 0.14), ("2026-03-11", 1.42 / 3)):
        story = evens()
        story.commitment("0.1", "2026-01-05", "2026-03-06", delivered=came)
        assert probability(story.history()) == pytest.approx(expected, abs=NEARLY)


@pytest.mark.parametrize(("kind", "state"), [("sprint", "active"), ("release", "cancelled")])
def test_sprints_and_what_was_cancelled_tell_nothing_of_dates(kind: str, state: str) -> None:
    story = evens()
    for n in range(2):
        story.commitment(f"0.{n}", "2025-09-01", f"2025-10-0{n + 1}", kind=kind, state=state)
    assert probability(story.history()) == pytest.approx(0.21, abs=NEARLY)


@pytest.mark.parametrize(("kept", "missed"), [(0, 0), (2, 0), (0, 2)])
def test_what_cannot_be_reached_stays_certain(kept: int, missed: int) -> None:
    # One a week and 13 left: the best of the weeks, one in the four days after Easter, makes 7.25 in 29 days.
    assert probability(dates(steady(20, 1), kept, missed).history()) == 1.0


@pytest.mark.parametrize(("kept", "missed"), [(0, 0), (2, 0), (0, 2)])
def test_what_cannot_be_missed_stays_so(kept: int, missed: int) -> None:
    # Two a week and six left: the worst of the weeks, two in five days, makes 11.6 in 29 days.
    assert probability(dates(steady(20, 2), kept, missed).history()) == 0.0
