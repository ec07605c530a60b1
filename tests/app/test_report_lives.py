"""How a finding stood at a moment of the past is told from its steps alone, and before the first scan from history."""

from __future__ import annotations

from app.report.lives import Life, Past

# Found by the first scan, made graver, dismissed, opened again, over.
LIFE = Life(
    finding="a",
    project="p",
    symptom="scope",
    first_visible=5,
    at=(10, 20, 30, 40, 50),
    status=("open", "open", "dismissed", "open", "resolved"),
    severity=("medium", "high", "high", "critical", "critical"),
)


def test_it_stood_as_its_last_step_before_the_moment_left_it() -> None:
    past = Past([LIFE], first=10)
    stood = {moment: past.severity(LIFE, moment) for moment in (11, 20, 21, 30, 31, 41, 51)}
    assert stood == {11: "medium", 20: "medium", 21: "high", 30: "high", 31: None, 41: "critical", 51: None}
    assert (LIFE.status_before(10), LIFE.status_before(51)) == (None, "resolved")


def test_what_the_first_scan_found_had_stood_since_it_was_visible() -> None:
    past = Past([LIFE], first=10)
    assert [past.severity(LIFE, moment) for moment in (4, 5, 6, 10)] == [None, None, "medium", "medium"]


def test_what_a_later_scan_found_had_not_stood_for_those_before_it() -> None:
    past = Past([LIFE], first=9)
    assert [past.severity(LIFE, moment) for moment in (6, 9, 10)] == [None, None, None]
    assert past.standing(21) == {"p": [LIFE]}
    assert past.standing(35) == {}
