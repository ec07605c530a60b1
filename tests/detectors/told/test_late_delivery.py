"""What is said of promises that came late. Release 1.0 is planned for 37 working days, 2 March to 24 April 2026."""

from __future__ import annotations

from detectors.delivery import late_delivery
from detectors.finding import Evidence, Finding, Subject
from tests.detectors.asking import findings
from tests.detectors.story import Story, midnight
from tests.detectors.told import RELEASE, url

OF_A_DATE = {
    "business": "What did you plan on this date, and which part of it would have helped you most on the day?",
    "it": "When did you first see that the date would not hold, and what would have made it easy to say so?",
}
OF_SPRINTS = {
    "business": "Which of the items that stayed open were you waiting for, and did anybody tell you in time?",
    "it": "What came between the plan and the work, and what would make the next plan one that you believe in?",
}


def test_a_release_that_came_late() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24", delivered="2026-05-04")
    told = [item.added_to(one, "2026-02-20").started("2026-03-10") for item in story.issues("CRM", 8)]
    for item in told[:6]:
        item.done("2026-04-20")
    told[6].done("2026-04-30")
    told[7].done("2026-05-01")
    # 28, 29 and 30 April, 1 and 4 May; the 27th is King's Day. Sure: 0.75, half of 0.1 for 5 of 10 days, and half of
    # 0.1 for 25 of 50% open.
    assert findings(late_delivery, story.history(), "2026-05-20") == [
        Finding(
            "late-delivery",
            "delivery",
            RELEASE,
            "low",
            0.85,
            "1.0 came 5 working days late",
            "1.0 was due on 24 Apr 2026. It was delivered on 4 May 2026, 5 working days (10 calendar days) after it. "
            "On that day 2 of 8 agreed items (25%) were open.",
            OF_A_DATE,
            {
                "days_late": 5, "calendar_days_late": 10, "committed": 8, "open_at_due": 2, "open_share": 0.25,
                "planned_days": 37, "due_on": "2026-04-24", "delivered_on": "2026-05-04",
            },
            {"days_late": 5.0},
            (
                Evidence(
                    "CRM-7", url("CRM-7"), midnight("2026-04-24"), "business",
                    "open when 1.0 was due, finished on 30 Apr 2026",
                ),
                Evidence(
                    "CRM-8", url("CRM-8"), midnight("2026-04-24"), "business",
                    "open when 1.0 was due, finished on 1 May 2026",
                ),
            ),
            midnight("2026-05-04"),  # on Monday 27 April no working day had passed
            midnight("2026-05-20"),
        )
    ]  # fmt: skip


def test_a_release_that_is_still_open() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for item in story.issues("CRM", 8):
        item.added_to(one, "2026-02-20").started("2026-03-10")
    # 28, 29 and 30 April, 1 May. Sure: 0.75, 0.04 for 4 of 10 days, and 0.1 for more than half open.
    assert findings(late_delivery, story.history(), "2026-05-04") == [
        Finding(
            "late-delivery",
            "delivery",
            RELEASE,
            "low",
            0.89,
            "1.0 is 4 working days late",
            "1.0 was due on 24 Apr 2026. It is still open, 4 working days (9 calendar days) after it. "
            "On that day 8 of 8 agreed items (100%) were open.",
            OF_A_DATE,
            {
                "days_late": 4, "calendar_days_late": 9, "committed": 8, "open_at_due": 8, "open_share": 1.0,
                "planned_days": 37, "due_on": "2026-04-24", "delivered_on": None,
            },
            {"days_late": 4.0},
            tuple(
                Evidence(
                    f"CRM-{n}", url(f"CRM-{n}"), midnight("2026-04-24"), "business",
                    "open when 1.0 was due, and still is",
                )
                for n in range(1, 9)
            ),
            midnight("2026-05-04"),
            midnight("2026-05-04"),
        )
    ]  # fmt: skip


def test_a_third_of_it_was_open() -> None:
    story = Story()
    one = story.commitment("1.0", "2026-03-02", "2026-04-24")
    for n, item in enumerate(story.issues("CRM", 3)):
        item.added_to(one, "2026-02-20")
        if n:
            item.done("2026-04-20")
    # 28, 29 and 30 April. Sure: 0.75, 0.03, and 0.1 times twice a third.
    (finding,) = findings(late_delivery, story.history(), "2026-05-01")
    assert (finding.measures["open_share"], finding.confidence) == (0.3333, 0.85)


def test_a_request_that_came_late() -> None:
    story = Story()
    story.issue("CRM-1").created("2026-03-02", by="bea").due("2026-03-20").started("2026-03-10").done("2026-03-27")
    # Five of 14 planned working days are over a quarter of them.
    assert findings(late_delivery, story.history(), "2026-04-01") == [
        Finding(
            "late-delivery",
            "delivery",
            Subject("issue", "issue", "CRM-1", "Title of CRM-1", url("CRM-1"), "issue:1000"),
            "high",
            0.9,
            "Title of CRM-1 came 5 working days late",
            "Title of CRM-1 was due on 20 Mar 2026. It was delivered on 27 Mar 2026, 5 working days (7 calendar days) "
            "after it.",
            OF_A_DATE,
            {
                "days_late": 5, "calendar_days_late": 7, "committed": 1, "open_at_due": 1, "open_share": 1.0,
                "planned_days": 14, "due_on": "2026-03-20", "delivered_on": "2026-03-27",
            },
            {"days_late": 5.0},
            (
                Evidence(
                    "CRM-1", url("CRM-1"), midnight("2026-03-20"), "business",
                    "open when Title of CRM-1 was due, finished on 27 Mar 2026",
                ),
            ),
            midnight("2026-03-30"),
            midnight("2026-04-01"),
        )
    ]  # fmt: skip


def sprint(story: Story, name: str, start: str, end: str, still: int) -> None:
    """A sprint of ten agreed items, of which so many stayed open."""
    one = story.commitment(name, start, end, delivered=end, kind="sprint")
    for n, item in enumerate(story.issues("CRM", 10)):
        item.added_to(one, f"2026-02-20T10:{n * 2:02}").started(f"{start}T10:{n * 2:02}")
        if n >= still:
            item.done(f"{start}T15:{n * 2:02}")


def test_a_sprint_that_ended_with_much_of_it_open() -> None:
    story = Story()
    sprint(story, "Sprint 1", "2026-03-02", "2026-03-13", 4)
    assert findings(late_delivery, story.history(), "2026-03-20") == [
        Finding(
            "late-delivery",
            "delivery",
            Subject("commitment", "sprint", "10", "Sprint 1", "", "sprint:10"),
            "high",
            0.85,
            "Sprint 1 ended with 40% of it open",
            "4 of 10 agreed items of Sprint 1 were open at its planned end, 13 Mar 2026.",
            OF_SPRINTS,
            {
                "sprints": 1, "committed": 10, "open_at_due": 4, "open_share": 0.4, "worst_open_share": 0.4,
                "weeks": 1.6,  # 11 days
            },
            {},
            tuple(
                Evidence(
                    f"CRM-{n}", url(f"CRM-{n}"), midnight("2026-03-13"), "business",
                    "open when Sprint 1 was due, and still is",
                )
                for n in range(1, 5)
            ),
            midnight("2026-03-16"),
            midnight("2026-03-20"),
        )
    ]  # fmt: skip


def test_a_row_of_such_sprints() -> None:
    story = Story()
    sprint(story, "Sprint 1", "2026-03-02", "2026-03-13", 0)
    sprint(story, "Sprint 2", "2026-03-16", "2026-03-27", 4)
    sprint(story, "Sprint 3", "2026-03-30", "2026-04-10", 5)
    sprint(story, "Sprint 4", "2026-04-13", "2026-04-24", 1)
    (finding,) = findings(late_delivery, story.history(), "2026-05-01")
    assert finding == Finding(
        "late-delivery",
        "delivery",
        Subject("commitment", "sprint", "11", "Sprint 2", "", "sprint:11"),
        "high",
        0.9,
        "2 sprints in a row ended with much of them open, from Sprint 2 on",
        "From Sprint 2 to Sprint 3, 9 of 20 agreed items were open at the planned end of their sprint; at worst 50% "
        "of a sprint.",
        OF_SPRINTS,
        {
            "sprints": 2, "committed": 20, "open_at_due": 9, "open_share": 0.45, "worst_open_share": 0.5,
            "weeks": 3.6,  # 25 days
        },
        {},
        (
            *(
                Evidence(
                    f"CRM-{n}", url(f"CRM-{n}"), midnight("2026-03-27"), "business",
                    "open when Sprint 2 was due, and still is",
                )
                for n in range(11, 15)
            ),
            *(
                Evidence(
                    f"CRM-{n}", url(f"CRM-{n}"), midnight("2026-04-10"), "business",
                    "open when Sprint 3 was due, and still is",
                )
                for n in range(21, 26)
            ),
        ),
        midnight("2026-03-30"),
        midnight("2026-05-01"),
    )  # fmt: skip
