"""For whom people speak, where nobody has declared it: by what they do, never by what they write."""

from __future__ import annotations

import pytest

from detectors.history import History
from detectors.sides import sides_at
from tests.detectors.story import Story, midnight

LOOK = "2026-06-01"


def side(history: History, person: str, day: str = LOOK) -> str:
    return sides_at(history, midnight(day)).name(history.people[person])


def asked(story: Story, number: int, by: str) -> Story:
    """Issues that somebody made."""
    story.issues("CRM", number, by=by)
    return story


@pytest.mark.parametrize(("number", "expected"), [(5, "unknown"), (6, "business")])
def test_who_asks_often_and_never_builds_is_business(number: int, expected: str) -> None:
    # Sure from 0.8: after 5 acts 0.763, after 6 acts 0.822.
    assert side(asked(Story(), number, "n1").history(), "n1") == expected


def test_who_starts_work_is_it() -> None:
    story = Story()
    for told in story.issues("CRM", 3):
        told.started("2026-03-02", by="n1")
    # After 2 acts 0.75, after 3 acts 0.875.
    assert side(story.history(), "n1") == "it"


def test_who_takes_done_work_back_does_not_build() -> None:
    story = asked(Story(), 6, "n1")
    for told in story.told[:4]:
        told.done("2026-03-02").started("2026-03-03", by="n1")
    assert side(story.history(), "n1") == "business"


def test_who_estimates_builds() -> None:
    story = Story()
    for told in story.issues("CRM", 3):
        told.estimated(3, "2026-02-03", by="n1")
    assert side(story.history(), "n1") == "it"


def test_who_only_plans_may_lead_either_side_unless_he_accepts() -> None:
    story = Story()
    release = story.commitment("1.0")
    for n, told in enumerate(story.issues("CRM", 20, by="n1")):
        told.added_to(release, f"2026-03-02T10:{n * 2:02}", by="n1")
    assert side(story.history(), "n1") == "unknown"
    for told in story.told[:2]:
        told.done("2026-03-09", by="n1")
    assert side(story.history(), "n1") == "business"


def test_only_what_was_done_by_a_moment_counts_for_it() -> None:
    story = asked(Story(), 6, "n1")
    for told in story.told:
        told.started("2026-03-02", by="n1")
    history = story.history()
    assert [side(history, "n1", day) for day in ("2026-02-02", "2026-02-03", "2026-03-03")] == [
        "unknown",
        "business",
        "it",
    ]


def test_who_is_declared_is_what_was_declared() -> None:
    story = Story()
    for told in story.issues("CRM", 9, by="ian"):
        told.started("2026-03-02", by="bea")
    history = story.history()
    assert (side(history, "bea"), side(history, "ian"), side(history, "robo")) == ("business", "it", "unknown")


@pytest.mark.parametrize(("number", "expected"), [(1, "it"), (2, "unknown"), (10, "unknown"), (11, "business")])
def test_an_insider_is_it_unless_he_asks_and_never_builds(number: int, expected: str) -> None:
    # 0.85 is odds of 5.67; each act of asking takes a quarter off them: IT 0.81 after 1, business 0.807 after 11.
    story = asked(Story(), number, "n1")
    assert side(story.history(insiders={"n1": True}), "n1") == expected


def test_an_outsider_who_asks_is_business_at_once() -> None:
    assert side(asked(Story(), 1, "n1").history(insiders={"n1": False}), "n1") == "business"
