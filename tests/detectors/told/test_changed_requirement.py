"""What is said of requirements that the business rewrote while they were built."""

from __future__ import annotations

import pytest

from detectors.delivery import changed_requirement
from detectors.finding import Evidence, Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told, at, midnight
from tests.detectors.told import RELEASE, url

BEFORE = "one two three four five six seven eight nine ten"


def release(story: Story, number: int = 10) -> list[Told]:
    """Its planning window closes at the end of Friday 6 March 2026."""
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    return [
        item.added_to(one, f"2026-02-20T10:{2 * n:02}").started(f"2026-03-10T10:{2 * n:02}")
        for n, item in enumerate(story.issues("CRM", number))
    ]


def test_a_release_of_which_four_in_ten_items_were_rewritten() -> None:
    story = Story()
    for n, item in enumerate(release(story)[:4]):
        item.changed(
            "description", f"2026-03-18T10:0{n}", BEFORE, f"one two three four five six eins zwei drei {n}", "bea"
        )
    # The lower bound for 4 of 10 is 0.1942: sure by 0.8 and 0.1 * 0.1942 / 0.2.
    assert findings(changed_requirement, story.history(), "2026-04-01") == [
        Finding(
            "changed-requirement",
            "delivery",
            RELEASE,
            "high",
            0.9,
            "40% of what was agreed for 1.0 was rewritten while it was built",
            "1.0 was agreed at 10 items on 6 Mar 2026. Of these the business rewrote 4 after work on them had started: "
            "40% of what was agreed, by weight. Not counted are corrections under a fifth of the words.",
            {
                "business": "What did you learn in between that made these wishes other ones than you had agreed on?",
                "it": "What of the work already done still served after these changes, and which question, asked "
                "before the start, would have helped?",
            },
            {"committed": 10, "changed": 4, "changed_share": 0.4, "lower_bound": 0.1942, "unit": "items"},
            {},
            tuple(
                Evidence(
                    f"CRM-{n + 1}", url(f"CRM-{n + 1}"), at(f"2026-03-18T10:0{n}"), "business",
                    "40% of the words changed; work had started on 10 Mar 2026",
                )
                for n in range(4)
            ),
            midnight("2026-03-23"),
            midnight("2026-04-01"),
        )
    ]  # fmt: skip


def test_an_epic_whose_start_is_derived_is_told_less_surely() -> None:
    story = Story()
    epic = story.issue("CRM-100", "epic").created("2026-02-02")
    for n, item in enumerate(story.issues("CRM", 10)):
        item.born_in(("epic", epic.id)).started(f"2026-03-02T10:{2 * n:02}")
        if n < 4:
            item.changed("description", "2026-03-30", BEFORE, f"one two three four five six eins zwei drei {n}", "bea")
    (finding,) = findings(changed_requirement, story.history(), "2026-04-01")
    assert (finding.subject.type, finding.subject.id, finding.confidence) == ("epic", "CRM-100", 0.8)


@pytest.mark.parametrize(("rewritten", "severity", "confidence"), [(5, "high", 0.9), (7, "critical", 0.9)])
def test_severity_and_confidence_follow_the_share(rewritten: int, severity: str, confidence: float) -> None:
    story = Story()
    for n, item in enumerate(release(story)[:rewritten]):
        text = f"one two three four five six eins zwei {n} {n}"
        item.changed("description", f"2026-03-{17 + n}", BEFORE, text, "bea")
    (finding,) = findings(changed_requirement, story.history(), "2026-04-01")
    assert (finding.severity, finding.confidence) == (severity, confidence)
