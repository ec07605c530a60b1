"""What is said of work that was started before the business had said a word."""

from __future__ import annotations

import pytest

from detectors.consultation import unconsulted_build
from detectors.finding import Evidence, Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, at, midnight
from tests.detectors.told import PROJECT, url


def test_a_project_in_which_three_in_four_items_were_started_unheard() -> None:
    story = Story()
    for n in range(9):
        told = story.issue(f"CRM-{n + 1}").created("2026-03-02", by="ian")
        told.started(f"2026-03-{11 - n % 2}T10:0{n}", by="isa" if n else None)
    for item in story.issues("CRM", 3, created="2026-03-02", by="bea"):
        item.started("2026-03-09")
    # The lower bound for 9 of 12 is 0.5127: sure by 0.6, 0.2 for all words known, and 0.1127 over the threshold.
    assert findings(unconsulted_build, story.history(), "2026-04-01") == [
        Finding(
            "unconsulted-build",
            "consultation",
            PROJECT,
            "high",
            0.91,
            "75% of the new work in Customers started without a word of the business",
            "Of 12 items on which work started in the 12 weeks before 1 Apr 2026, 9 (75%) had no word of the business "
            "up to their start: none on the item, its epic or what it is linked to. So what is built there rests on "
            "how IT alone sees it.",
            {
                "business": "Which of these would you have liked to talk about before they were built, and whom could "
                "they have asked?",
                "it": "What made it natural to start these right away, and where would a short question have saved "
                "work?",
            },
            {"started": 12, "unconsulted": 9, "share": 0.75, "lower_bound": 0.5127, "known_sides": 1.0},
            {},
            tuple(
                Evidence(
                    f"CRM-{n + 1}", url(f"CRM-{n + 1}"), at(f"2026-03-{11 - n % 2}T10:0{n}"),
                    "it" if n else "unknown", "work started before the business had said a word on it",
                )
                for n in (1, 3, 5, 7, 0, 2, 4, 6, 8)
            ),
            midnight("2026-03-16"),
            midnight("2026-04-01"),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(("unheard", "heard", "severity", "confidence"), [(8, 5, None, 0), (20, 1, "high", 0.95)])
def test_it_is_never_surer_than_nineteen_in_twenty(
    unheard: int, heard: int, severity: str | None, confidence: float
) -> None:
    story = Story()
    for n in range(unheard):
        told = story.issue(f"CRM-{n + 1}").created("2026-03-02", by="ian")
        told.started(f"2026-03-09T{9 + n // 5:02}:{n % 5 * 11:02}", by="isa")
    for item in story.issues("CRM", heard, created="2026-03-02", by="bea"):
        item.started("2026-03-06")
    found = [(f.severity, f.confidence) for f in findings(unconsulted_build, story.history(), "2026-04-01")]
    assert found == ([(severity, confidence)] if severity else [])


def test_five_of_six_started_unheard() -> None:
    story = Story()
    for n in range(6):
        told = story.issue(f"CRM-{n + 1}").created("2026-03-02", by="ian" if n else "bea")
        told.started(f"2026-03-09T10:0{n}", by="isa").said("2026-03-10", "n0" if n > 3 else "ian")
    (finding,) = findings(unconsulted_build, story.history(), "2026-04-01")
    # Of 18 words two are of nobody known. The lower bound of five in six is 0.4976.
    assert finding.measures == {
        "started": 6, "unconsulted": 5, "share": 0.8333, "lower_bound": 0.4976, "known_sides": 0.8889,
    }  # fmt: skip
    assert (finding.severity, finding.confidence) == ("high", 0.88)
