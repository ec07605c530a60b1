"""What an agreed item is estimated at: by itself, or by its parts; as it was agreed, and as it is since.

Release 1.0 of six items of 4 points is agreed at the end of Friday 6 March 2026.
"""

from __future__ import annotations

import pytest

from detectors.scope import estimate_growth
from tests.detectors.asking import figures, findings
from tests.detectors.story import Story, Told

LATER, LOOK = "2026-03-18", "2026-04-01"


def release(story: Story, number: int = 6, points: float | None = 4, delivered: str | None = None) -> list[Told]:
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered)
    told = [item.added_to(one, f"2026-02-20T10:{n:02}") for n, item in enumerate(story.issues("CRM", number))]
    return told if points is None else [item.estimated(points) for item in told]


def part(story: Story, of: Told, points: float | None, created: str = "2026-02-25", kind: str = "subtask") -> Told:
    told = story.issue(f"CRM-{len(story.told) + 1}", kind).created(created, "ian").under(of)
    return told if points is None else told.estimated(points)


def more(story: Story, day: str = LOOK) -> tuple[float, float]:
    """What was agreed, and what there is more or less of it."""
    found = figures(estimate_growth, story.history(), day)["1.0"]
    return round(found["weight"], 2), round(found["weight_now"] - found["weight"], 2)


@pytest.mark.parametrize(
    ("estimates", "expected"),
    [
        ([(6, LATER)], (24, 2)),
        ([(6, "2026-03-06T23:59")], (26, 0)),
        ([(6, "2026-03-07T00:01")], (24, 2)),
        ([(6, LATER), (3, "2026-03-20")], (24, -1)),
        ([(6, "2026-04-01T00:00")], (24, 2)),
        ([(6, "2026-04-01T00:01")], (24, 0)),
    ],
)
def test_an_estimate_counts_from_when_it_was_given(
    estimates: list[tuple[float, str]], expected: tuple[float, float]
) -> None:
    story = Story()
    told = release(story)[0]
    for points, day in estimates:
        told.estimated(points, day)
    assert more(story) == expected


def test_what_means_nothing_is_taken_off_and_what_means_something_stays() -> None:
    story = Story()
    told = release(story)
    told[0].estimated(6, "2026-03-16").estimated(16, LATER, by="robo").estimated(17, "2026-03-20")
    told[1].estimated(6, "2026-03-16").done("2026-03-17").estimated(9, LATER)
    told[2].done(LATER).estimated(9, LATER)  # as it was done, not after it
    assert more(story) == (24, 3 + 2 + 5)


def test_so_it_is_in_hours() -> None:
    story = Story()
    told = release(story, points=None)
    for item in told:
        item.sized(8)
    told[0].sized(10, LATER).sized(30, "2026-03-20", by="robo")
    told[1].done("2026-03-17").sized(20, LATER)
    assert more(story) == (48, 2)


def test_an_estimate_that_is_taken_away_stays_what_it_was_agreed_at() -> None:
    story = Story()
    told = release(story)[0].changed("points", LATER, "4", None, "ian")
    told.row["points"] = None
    assert more(story) == (24, 0)


def test_a_first_estimate_counts_back_and_later_ones_from_there() -> None:
    story = Story()
    release(story, points=None)[0].estimated(4, "2026-03-16").estimated(7, LATER)
    for told in story.told[1:]:
        told.estimated(4, "2026-03-16")
    assert more(story) == (24, 3)


@pytest.mark.parametrize(
    ("parts", "agreed", "since"),
    [
        ([2, 2], 24, 0),
        ([3, 2], 25, 0),
        ([2], 24, 0),
        ([None, None], 24, 0),
        ([5, None], 25, 0),
    ],
)
def test_of_a_parent_and_its_parts_the_greater_was_agreed(
    parts: list[float | None], agreed: float, since: float
) -> None:
    story = Story()
    told = release(story)
    for points in parts:
        part(story, told[0], points)
    assert more(story) == (agreed, since)


def test_a_parent_without_an_estimate_is_as_large_as_its_parts() -> None:
    story = Story()
    told = release(story, points=None)
    for item in told:
        part(story, item, 3)
        part(story, item, 1)
    assert more(story) == (24, 0)
    part(story, told[0], 2, LATER)
    assert more(story) == (24, 2)


def test_parts_of_parts_count_to_the_fourth_level() -> None:
    story = Story()
    told = release(story)
    above = told[0]
    for _ in range(4):
        above = part(story, above, None, LATER)
    above.estimated(9)
    assert more(story) == (24, 5)
    part(story, above, 20, LATER)
    assert more(story) == (24, 5)


@pytest.mark.parametrize(
    ("kind", "created", "counts"),
    [
        ("subtask", LATER, True),
        ("subtask", "2026-04-01T00:01", False),
        ("bug", LATER, False),  # rework
        ("bug", "2026-03-06", True),  # known when it was agreed, so agreed
    ],
)
def test_a_part_counts_from_when_it_is_there(kind: str, created: str, counts: bool) -> None:
    story = Story()
    told = release(story)
    part(story, told[0], 10, created, kind)
    if created < "2026-03-07":
        assert more(story) == (30, 0)
    else:
        assert more(story) == (24, 6 if counts else 0)


def test_a_part_that_left_or_is_a_copy_counts_no_more() -> None:
    story = Story()
    told = release(story)
    gone = part(story, told[0], 10, LATER)
    gone.row["departed_at"] = gone.row["created_at"] + 86_400_000
    part(story, told[1], 10, LATER).linked(told[0], "cloners")
    assert more(story) == (24, 0)


def test_an_agreed_part_of_an_agreed_item_is_in_it_already() -> None:
    story = Story()
    told = release(story, 7)
    told[6].under(told[0])
    assert more(story) == (24, 0)
    told[6].estimated(9, LATER)
    assert more(story) == (24, 5)


def test_what_was_taken_out_counts_in_what_was_agreed_only() -> None:
    story = Story()
    told = release(story)
    told[0].estimated(9, LATER).removed_from(("release", "10"), "2026-03-20")
    told[1].estimated(6, LATER)
    assert more(story, "2026-03-19") == (24, 7)
    assert more(story) == (24, 2)


def test_after_the_delivery_nothing_grows() -> None:
    story = Story()
    told = release(story, delivered="2026-03-24")
    for item in told[2:]:
        item.done("2026-03-23")
    told[0].estimated(6, "2026-03-24T23:59")
    told[1].estimated(6, "2026-03-25T00:01")
    assert more(story, "2026-05-01") == (24, 2)


@pytest.mark.parametrize(("unknown", "unit"), [(3, "points"), (4, "hours")])
def test_the_unit_is_the_one_in_which_seven_in_ten_were_estimated(unknown: int, unit: str) -> None:
    story = Story()
    for n, told in enumerate(release(story, 10, None)):
        told.sized(8, f"2026-03-05T10:{2 * n:02}").sized(12, f"2026-03-18T10:{2 * n:02}")
        if n >= unknown:
            told.estimated(2, "2026-03-05").estimated(3, LATER)
    (finding,) = findings(estimate_growth, story.history(), LOOK)
    assert finding.measures["unit"] == unit
    assert finding.measures["estimated"] == (14 if unit == "points" else 80)
    assert finding.impact == ({} if unit == "points" else {"hours_over": 40.0})


def test_the_evidence_is_the_last_change_that_counts() -> None:
    story = Story()
    told = release(story)
    for item in told[:4]:
        item.estimated(6, "2026-03-16", "isa").estimated(8, LATER, "bob").estimated(9, "2026-03-20", "robo")
        item.estimated(10, "2026-04-02", "ian")
    (finding,) = findings(estimate_growth, story.history(), LOOK)
    assert {(e.at, e.side, e.what) for e in finding.evidence} == {
        (finding.evidence[0].at, "business", "estimated at 4 story points when it was agreed, at 8 story points since")
    }
    assert [e.issue for e in finding.evidence] == ["CRM-1", "CRM-2", "CRM-3", "CRM-4"]
