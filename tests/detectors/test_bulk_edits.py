"""Ten issues changed alike by one person within ten minutes are a bulk edit, of which nothing is said.

Release 1.0 runs from Monday 2 March to Friday 24 April 2026 with forty agreed items; on Wednesday 18 March others are
put into it. What is counted as added tells what was no administration.
"""

from __future__ import annotations

import pytest

from detectors.scope import scope_growth
from tests.detectors.story import Story, midnight

TEN_MINUTES = 10 * 60_000


class Planned:
    """A story of 1.0 and of other commitments, in which items are put at minutes after ten."""

    def __init__(self) -> None:
        self.story = Story()
        self.one, self.other = (self.story.commitment(name, "2026-03-02", "2026-04-24") for name in ("1.0", "1.1"))
        for told in self.story.issues("CRM", 40):
            told.added_to(self.one, "2026-02-20", "isa")

    def put(
        self,
        number: int,
        into: tuple[str, str] | None = None,
        by: str | None = "bea",
        first: float = 0,
        every: float = 1,
    ) -> None:
        """One issue after the other, with so many minutes between them."""
        for n, told in enumerate(self.story.issues("CRM", number, created="2026-03-17", by="bea")):
            told.added_to(into or self.one, "2026-03-18", by)
            told.changes[-1]["at"] += round((first + n * every) * 60_000)

    @property
    def added(self) -> int:
        """How many count as added to 1.0."""
        figures = scope_growth.measure(self.story.history(), [midnight("2026-04-01")]).figures
        return int(figures["added"][0, 0])


@pytest.mark.parametrize(("number", "added"), [(9, 9), (10, 0), (11, 0)])
def test_ten_are_one_and_nine_are_not(number: int, added: int) -> None:
    told = Planned()
    told.put(number, every=0.5)
    assert told.added == added


@pytest.mark.parametrize(("late", "added"), [(0, 0), (1, 10)])
def test_ten_in_ten_minutes_are_one_and_a_millisecond_more_is_too_long(late: int, added: int) -> None:
    told = Planned()
    told.put(10)
    last = told.story.told[-1].changes[-1]
    last["at"] = told.story.told[-10].changes[-1]["at"] + TEN_MINUTES + late
    assert told.added == added


def test_a_row_that_goes_on_for_longer_is_one_as_long_as_any_ten_stand_together() -> None:
    told = Planned()
    told.put(30)
    assert told.added == 0


def test_what_stands_apart_from_the_row_is_no_part_of_it() -> None:
    # The ten end at nine minutes past; at 10:20 another comes alone: with nine of them it makes 19 minutes.
    told = Planned()
    told.put(10)
    told.put(1, first=20)
    assert told.added == 1


def test_another_person_breaks_the_row() -> None:
    told = Planned()
    told.put(9, every=0.5)
    told.put(1, by="bob", first=0.25)
    assert told.added == 10


def test_another_value_breaks_the_row() -> None:
    told = Planned()
    told.put(9, every=0.5)
    told.put(1, into=told.other, first=0.25)
    assert told.added == 9


def test_another_value_before_breaks_the_row() -> None:
    # Nine came from nowhere, and one from 1.1.
    told = Planned()
    told.put(10, every=0.5)
    last = told.story.told[-1]
    last.changes[-1] |= {"from_value": told.other[1], "from_text": "1.1"}
    assert told.added == 10


def test_another_field_breaks_the_row() -> None:
    # A sprint that has the number of the release.
    told = Planned()
    sprint = told.story.commitment("Sprint 1", "2026-03-16", "2026-03-27", kind="sprint")
    told.story.commitments[-1]["commitment"] = told.one[1]
    told.put(9, every=0.5)
    told.put(1, into=(sprint[0], told.one[1]), first=0.25)
    assert told.added == 9


def test_whom_nobody_knows_makes_no_row() -> None:
    told = Planned()
    told.put(10, by=None, every=0.5)
    assert told.added == 10


@pytest.mark.parametrize(("alike", "added"), [(9, 9), (10, 0)])
def test_among_many_others_of_the_same_person_and_field_it_is_the_alike_that_count(alike: int, added: int) -> None:
    # While bea puts forty items into 40 other releases, one every quarter of a minute, she puts these into 1.0.
    told = Planned()
    told.put(alike, every=1)
    for n in range(40):
        told.put(1, into=told.story.commitment(f"2.{n}"), first=n / 4)
    assert told.added == added


@pytest.mark.parametrize(("late", "added"), [(0, 0), (1, 10)])
def test_among_many_others_too_ten_minutes_are_the_limit(late: int, added: int) -> None:
    told = Planned()
    told.put(10)
    first, last = (told.story.told[n].changes[-1] for n in (-10, -1))
    last["at"] = first["at"] + TEN_MINUTES + late
    for n in range(40):
        told.put(1, into=told.story.commitment(f"2.{n}"), first=n / 4)
    assert told.added == added


def test_an_issue_that_is_put_in_and_out_ten_times_is_not_ten_issues() -> None:
    told = Planned()
    (item,) = told.story.issues("CRM", 1, created="2026-03-17")
    for n in range(9):
        item.added_to(told.one, f"2026-03-18T10:0{n}").removed_from(told.one, f"2026-03-18T10:0{n}:30")
    item.added_to(told.one, "2026-03-18T10:09")
    assert told.added == 1
