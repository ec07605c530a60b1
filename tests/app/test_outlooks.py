"""What is seen at a moment is told alike, whether one asks for one thing or for all of them."""

from __future__ import annotations

import pytest

from app.detection import Outlook, look
from detectors.calendar import weekly_moments
from detectors.finding import Finding
from tests.app.told import grown_and_late
from tests.detectors.story import Story, midnight

CHAIN = "The two belong together: 4 items came in after the start, and it went 10 working days over its date."


def everything() -> Story:
    """The release that grew and was late, one that was only late, a request that was late, and open questions."""
    story = grown_and_late()
    other = story.commitment("1.1", "2026-03-02", "2026-04-24", delivered="2026-05-11")
    for told in story.issues("CRM", 5):
        told.added_to(other, "2026-02-20").started("2026-03-10").done("2026-05-11")
    story.issue("CRM-90").created("2026-03-02").due("2026-04-24").started("2026-03-10").done("2026-05-11")
    for told in story.issues("CRM", 3):
        told.said("2026-04-20", "ian", "Which of the two?")
    return story


def outlook(story: Story, day: str) -> Outlook:
    return look(story.history(), [midnight(day)], {})[0]


def of(found: list[Finding], detector: str, name: str) -> Finding:
    (finding,) = (f for f in found if (f.detector, f.subject.name) == (detector, name))
    return finding


@pytest.mark.parametrize("day", ["2026-03-23", "2026-04-13", "2026-05-04", "2026-05-18", "2026-05-20"])
def test_one_thing_is_told_as_it_is_among_all(day: str) -> None:
    seen = outlook(everything(), day)
    assert seen.seen
    assert [seen.finding(one) for one in seen.seen] == list(seen.findings)


def test_one_thing_is_told_with_what_else_was_found_of_its_commitment() -> None:
    seen = outlook(everything(), "2026-05-18")
    told = [seen.finding(one) for one in seen.seen]
    for detector in ("scope-growth", "late-delivery"):
        assert str(of(told, detector, "1.0").summary).endswith(CHAIN)
    assert "belong together" not in of(told, "late-delivery", "1.1").summary
    assert "belong together" not in of(told, "late-delivery", "Title of CRM-90").summary
    assert "belong together" not in of(told, "unanswered-question", "Customers").summary


def test_what_was_not_found_at_that_moment_is_not_told_with_it() -> None:
    # On 13 April it had grown by eight, and was not due.
    seen = outlook(everything(), "2026-04-13")
    grown = of([seen.finding(one) for one in seen.seen], "scope-growth", "1.0")
    assert (grown.measures["added"], grown.severity) == (8, "critical")
    assert "belong together" not in grown.summary


def test_many_moments_at_once_are_each_by_itself() -> None:
    story = everything()
    moments = [*weekly_moments(midnight("2026-03-16"), midnight("2026-05-25")), midnight("2026-05-27")]
    together = look(story.history(), moments, {})
    for at, one in zip(moments, together, strict=True):
        alone = look(story.history(), [at], {})[0]
        assert (one.findings, one.coverage) == (alone.findings, alone.coverage)
