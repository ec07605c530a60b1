"""What is said of changes that were merged without an issue."""

from __future__ import annotations

import pytest

from detectors.consultation import unrequested_change
from detectors.finding import Evidence, Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told, at, midnight
from tests.detectors.told import PROJECT, url

IT = (
    "Where do the wishes for such changes come from, and what would make it easy to show them to others before they "
    "are built?"
)


def merged(story: Story, number: int, merger: str = "isa") -> list[Told]:
    """Pull requests of ian, merged one after the other, three minutes apart."""
    made = []
    for _ in range(number):
        told = story.issue(f"CRM-{len(story.told) + 1}", "pull_request").created("2026-03-09", by="ian")
        made.append(told.merged(f"2026-03-10T{10 + len(story.told) // 20}:{len(story.told) % 20 * 3:02}", merger))
    return made


def asked_for(story: Story, number: int) -> None:
    for told, wish in zip(merged(story, number), story.issues("CRM", number, created="2026-03-02"), strict=True):
        told.linked(wish, "closes")


def test_a_repository_in_which_two_of_three_changes_had_no_issue() -> None:
    story = Story()
    merged(story, 3, merger="ian")
    merged(story, 5)
    asked_for(story, 4)
    # The lower bounds are 0.4315 for 8 of 12 and 0.1047 for 3 of 12. Sure: 0.8 and 0.0315 over the threshold.
    assert findings(unrequested_change, story.history(), "2026-04-01") == [
        Finding(
            "unrequested-change",
            "consultation",
            PROJECT,
            "high",
            0.83,
            "67% of the changes merged in Customers had no issue",
            "Of 12 pull requests merged in the 12 weeks before 1 Apr 2026, 8 (67%) close or name no issue. On 3 of "
            "those, nobody but the author had a word before the merge. What changed there, and why, is told nowhere "
            "but in the change itself.",
            {
                "business": "Which of these 8 changes did you notice, and which would you have liked to hear of "
                "before?",
                "it": IT,
            },
            {
                "merged": 12, "unlinked": 8, "unlinked_share": 0.6667, "unlinked_lower_bound": 0.4315,
                "alone": 3, "alone_share": 0.25, "alone_lower_bound": 0.1047,
            },
            {},
            tuple(
                Evidence(
                    f"CRM-{n}", url(f"CRM-{n}"), at(f"2026-03-10T10:{n * 3:02}"), "it",
                    "merged without a word of anybody but its author; no issue asked for it"
                    if n <= 3
                    else "merged; no issue asked for it",
                )
                for n in range(1, 9)
            ),
            midnight("2026-03-16"),
            midnight("2026-04-01"),
        )
    ]  # fmt: skip


def test_where_everybody_was_heard_nothing_is_said_of_it() -> None:
    story = Story()
    merged(story, 8)
    asked_for(story, 4)
    (finding,) = findings(unrequested_change, story.history(), "2026-04-01")
    assert "nobody but the author" not in finding.summary


@pytest.mark.parametrize(
    ("alone", "linked", "severity", "confidence"),
    [
        (6, 6, "high", 0.84),  # half is twice 0.25; the lower bound is 0.2855
        (9, 1, "critical", 0.95),  # 90% is 3.6 times 0.25, and far over it
    ],
)
def test_the_share_that_is_further_over_decides(alone: int, linked: int, severity: str, confidence: float) -> None:
    story = Story()
    merged(story, alone, merger="ian")
    asked_for(story, linked)
    (finding,) = findings(unrequested_change, story.history(), "2026-04-01")
    assert (finding.severity, finding.confidence) == (severity, confidence)
