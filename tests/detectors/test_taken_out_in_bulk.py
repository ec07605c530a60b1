"""Agreed items that were taken out all at once are out all the same.

Release 1.0 runs from Monday 2 March to Friday 24 April 2026; what comes after Friday 6 March is growth.
"""

from __future__ import annotations

import pytest

from detectors.finding import Finding
from detectors.scope import scope_growth
from tests.detectors.asking import findings
from tests.detectors.story import Story

PLANNED, LOOK = "2026-02-20", "2026-04-01"


def release(story: Story, agreed: int, *additions: int) -> tuple[str, str]:
    """So many agreed items, and so many more on each of the Wednesdays from 11 March on."""
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for told in story.issues("CRM", agreed):
        told.added_to(one, PLANNED)
    for week, number in enumerate(additions):
        day = f"2026-03-{11 + 7 * week}"
        for told in story.issues("CRM", number, created=day):
            told.added_to(one, day)
    return one


def grown(story: Story) -> list[Finding]:
    return findings(scope_growth, story.history(), LOOK)


@pytest.mark.parametrize("by", ["bea", "robo"])
def test_they_reduce_the_growth(by: str) -> None:
    # Of 20, ten go in one act and 18 come: eight more are 40%.
    story = Story()
    one = release(story, 20, 9, 9)
    for told in story.told[:10]:
        told.removed_from(one, "2026-03-25", by)
    (finding,) = grown(story)
    assert (finding.measures["growth"], finding.severity) == (0.4, "medium")
    assert "18 items came in and 10 went out: 40% net growth" in finding.summary
    assert [e.what for e in finding.evidence].count("taken out of 1.0 after its start") == 10


def test_so_many_that_nothing_grew() -> None:
    story = Story()
    one = release(story, 20, 9)
    for told in story.told[:10]:
        told.removed_from(one, "2026-03-25")
    assert grown(story) == []


def test_what_was_put_in_all_at_once_is_no_growth_still() -> None:
    story = Story()
    release(story, 20, 10)
    assert grown(story) == []
