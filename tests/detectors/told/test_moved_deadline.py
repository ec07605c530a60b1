"""What is said of dates that moved. Of 37 planned working days, from 2 March to 24 April 2026."""

from __future__ import annotations

import pytest

from detectors.delivery import moved_deadline
from detectors.finding import Evidence, Finding, Subject
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told, at, midnight
from tests.detectors.told import RELEASE, url

EPIC = Subject("commitment", "epic", "CRM-1", "Title of CRM-1", url("CRM-1"), "epic:1000")
IT = "What was learned at each move, and what would make the next date one that both sides can plan on?"
SILENT = "No conversation of both sides about it was found within five working days of it."


def business(name: str) -> str:
    return f"What do you plan on {name}, and how early would you need to hear of another date to adapt to it?"


def epic(story: Story) -> Told:
    """An epic, started with the first work on its items."""
    told = story.issue("CRM-1", "epic").created("2026-02-02")
    for item in story.issues("CRM", 8):
        item.born_in(("epic", told.id)).started("2026-03-02")
    return told


def test_an_epic_with_two_pushes_after_an_agreed_one() -> None:
    story = Story()
    told = epic(story).due("2026-04-24")
    told.due("2026-04-30", since="2026-03-11", by="ian").said("2026-03-11", "ian").said("2026-03-12", "bea")
    told.due("2026-05-08", since="2026-03-25", by="ian").due("2026-05-15", since="2026-04-08", by="bea")
    # 30 April, 1 and 4 to 7 May; then 8 and 11 to 13 May, for the 14th is Ascension: 10 of 37.
    # Sure: 0.8, 0.05 a push, less 0.1 for a start that is derived.
    assert findings(moved_deadline, story.history(), "2026-04-20") == [
        Finding(
            "moved-deadline",
            "delivery",
            EPIC,
            "medium",
            0.8,
            "The date of Title of CRM-1 moved 10 working days later",
            "Title of CRM-1 was due on 30 Apr 2026. Since its planning was over the date was pushed 2 times, by 10 "
            "working days in all, and is 15 May 2026 now. That is 27% of the planned duration. "
            f"{SILENT} Not counted: 1 move on which both sides agreed.",
            {"business": business("Title of CRM-1"), "it": IT},
            {
                "pushes": 2, "agreed": 1, "days_moved": 10, "planned_days": 37, "share": 0.2703,
                "first_due_on": "2026-04-30", "due_on": "2026-05-15",
            },
            {"days_late": 10.0},
            (
                Evidence(
                    "CRM-1", url("CRM-1"), at("2026-03-11"), "it",
                    "due date moved from 24 Apr 2026 to 30 Apr 2026, 3 working days later, as both sides agreed",
                ),
                Evidence(
                    "CRM-1", url("CRM-1"), at("2026-03-25"), "it",
                    "due date moved from 30 Apr 2026 to 8 May 2026, 6 working days later",
                ),
                Evidence(
                    "CRM-1", url("CRM-1"), at("2026-04-08"), "business",
                    "due date moved from 8 May 2026 to 15 May 2026, 4 working days later",
                ),
            ),
            midnight("2026-04-13"),
            midnight("2026-04-20"),
        )
    ]  # fmt: skip


def test_a_release_with_one_long_push() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for item in story.issues("CRM", 8):
        item.added_to(one, "2026-02-20").started("2026-03-10")
    story.observed(one, "2026-03-18", "due_at", "2026-04-24", "2026-05-08")
    assert findings(moved_deadline, story.history(), "2026-04-01") == [
        Finding(
            "moved-deadline",
            "delivery",
            RELEASE,
            "medium",
            0.85,
            "The date of 1.0 moved 9 working days later",
            "1.0 was due on 24 Apr 2026. Since its planning was over the date was pushed 1 time, by 9 working days in "
            f"all, and is 8 May 2026 now. That is 24% of the planned duration. {SILENT} The first date is the one "
            "first observed, and each move is dated by the look that saw it.",
            {"business": business("1.0"), "it": IT},
            {
                "pushes": 1, "agreed": 0, "days_moved": 9, "planned_days": 37, "share": 0.2432,
                "first_due_on": "2026-04-24", "due_on": "2026-05-08",
            },
            {"days_late": 9.0},
            (
                Evidence(
                    "1.0", "", at("2026-03-18"), "unknown",
                    "due date moved from 24 Apr 2026 to 8 May 2026, 9 working days later",
                ),
            ),
            midnight("2026-03-23"),
            midnight("2026-04-01"),
        )
    ]  # fmt: skip


def test_an_epic_that_had_no_date_in_its_plan() -> None:
    story = Story()
    told = epic(story).due("2026-04-24", since="2026-03-18")
    told.due("2026-04-30", since="2026-03-25").due("2026-05-08", since="2026-04-01")
    (finding,) = findings(moved_deadline, story.history(), "2026-04-20")
    assert (finding.severity, finding.confidence, finding.first_visible) == ("medium", 0.8, midnight("2026-04-13"))
    assert finding.summary == (
        "Title of CRM-1 was due on 24 Apr 2026. Since its planning was over the date was pushed 2 times, by 9 working "
        f"days in all, and is 8 May 2026 now. {SILENT}"
    )
    assert finding.measures == {
        "pushes": 2, "agreed": 0, "days_moved": 9, "planned_days": None, "share": None,
        "first_due_on": "2026-04-24", "due_on": "2026-05-08",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("pushes", "confidence"),
    [(1, 0.85), (2, 0.9), (3, 0.95), (4, 0.95)],
)
def test_it_is_surer_the_more_pushes_there_were(pushes: int, confidence: float) -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for item in story.issues("CRM", 8):
        item.added_to(one, "2026-02-20")
    dues = ["2026-04-24", "2026-05-08", "2026-05-11", "2026-05-12", "2026-05-13"]
    looks = ["2026-03-10", "2026-03-12", "2026-03-16", "2026-03-18"]
    for n in range(pushes):
        story.observed(one, looks[n], "due_at", dues[n], dues[n + 1])
    (finding,) = findings(moved_deadline, story.history(), "2026-04-01")
    assert finding.confidence == confidence
