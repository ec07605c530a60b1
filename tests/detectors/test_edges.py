"""Stories at the edges of rules: stragglers, parts, what comes and goes, and what looks like a bulk edit."""

from __future__ import annotations

import pytest

from detectors.delivery import delivery_forecast, late_delivery
from detectors.finding import Finding
from detectors.scope import scope_growth
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told, midnight

PLANNED, ONE = "2026-02-20", ("release", "10")


def late(story: Story, day: str) -> list[Finding]:
    return findings(late_delivery, story.history(), day)


def agreed(story: Story, number: int, due: str | None = "2026-04-24", delivered: str | None = None) -> list[Told]:
    story.commitment("1.0", "2026-03-02", due, delivered=delivered)
    return [told.added_to(ONE, PLANNED) for told in story.issues("CRM", number)]


@pytest.mark.parametrize("day", ["2026-05-04", "2026-05-18"])
def test_later_items_do_not_make_a_release_late_while_they_are_open_either(day: str) -> None:
    # Everything agreed was done in time, and 1.0 was released on its day; four later items were done on 18 May.
    story = Story()
    for told in agreed(story, 8, delivered="2026-04-24"):
        told.started("2026-03-10").done("2026-04-20")
    for told in story.issues("CRM", 4, created="2026-04-15"):
        told.added_to(ONE, "2026-04-15").done("2026-05-18")
    assert late(story, day) == []


def test_two_stragglers_of_ten_are_waited_for_until_both_are_done() -> None:
    # Done on 4 and 11 May: on those mornings four and nine working days have passed, on 5 May five; it came ten late.
    story = Story()
    told = agreed(story, 10, delivered="2026-04-24")
    for item, day in zip(told, ("2026-05-04", "2026-05-11", *["2026-04-20"] * 8), strict=True):
        item.started("2026-03-10").done(day)
    days = [[f.measures["days_late"] for f in late(story, day)] for day in ("2026-05-04", "2026-05-05", "2026-05-12")]
    assert days == [[4], [5], [10]]


def test_what_was_taken_out_and_put_back_has_not_left() -> None:
    story = Story()
    for told in agreed(story, 8, due=None)[:3]:
        told.removed_from(ONE, "2026-04-08").added_to(ONE, "2026-04-08T10:30")
    for told in story.issues("CRM", 4, created="2026-04-01"):
        told.added_to(ONE, "2026-04-01")
    assert coverage(scope_growth, story.history(), "2026-05-01").cannot_judge == {}


@pytest.mark.parametrize("is_back", [False, True])
def test_parts_that_are_taken_out_are_no_pace(is_back: bool) -> None:
    # Two of six weeks would do: odds of two to one, times 0.21 to 0.79, are 0.42 of 1.21.
    story = Story()
    story.commitment("1.0", "2026-03-02", "2026-04-22")
    told = [item.added_to(ONE, "2026-02-27") for item in story.issues("CRM", 15)]
    for week, day in enumerate(("2026-03-11", "2026-03-25")):
        for n in range(5):
            told[5 * week + n].started(f"{day}T09:0{n}").done(f"{day}T15:0{n}")
    for n, part in enumerate(story.issues("CRM", 5)):
        part.under(told[10]).added_to(ONE, "2026-02-27").removed_from(ONE, f"2026-04-15T10:0{n}")
        if is_back:
            part.added_to(ONE, "2026-04-16")
    figures = delivery_forecast.measure(story.history(), [midnight("2026-04-20")]).figures
    assert float(figures["probability"][0, 0]) == pytest.approx(0.42 / 1.21, abs=0.02)


def test_one_issue_put_in_and_out_ten_times_is_no_bulk_edit_whatever_the_same_person_did_before() -> None:
    # The forty that bea put in a month before are of the same field and value.
    story = Story()
    agreed(story, 40)
    (item,) = story.issues("CRM", 1, created="2026-03-17")
    for n in range(9):
        item.added_to(ONE, f"2026-03-18T10:0{n}").removed_from(ONE, f"2026-03-18T10:0{n}:30")
    item.added_to(ONE, "2026-03-18T10:09")
    figures = scope_growth.measure(story.history(), [midnight("2026-04-01")]).figures
    assert float(figures["added"][0, 0]) == 1
