"""What is said of questions that wait for the other side."""

from __future__ import annotations

from detectors.consultation import unanswered_question
from detectors.finding import Evidence, Finding
from tests.detectors.asking import findings
from tests.detectors.story import Story, Told, at, midnight
from tests.detectors.told import PROJECT, url


def of_it(story: Story, day: str) -> Told:
    """IT asks, on an item of the business."""
    return story.issues("CRM", 1, by="bea")[0].said(day, "ian", "Which of the two?")


def of_business(story: Story, day: str) -> Told:
    """The business asks, on an item of IT."""
    return story.issues("CRM", 1, by="ian")[0].said(day, "bea", "Will it be ready in spring?")


def test_a_project_with_three_questions_that_wait() -> None:
    story = Story()
    of_it(story, "2026-03-02")
    of_it(story, "2026-02-27")
    of_business(story, "2026-03-02")
    for _ in range(4):
        of_it(story, "2026-03-09").said("2026-03-10", "bob", "The second one.")
    # Sure: 0.6, 0.2 for all words known, 0.05 times 3 of 3.
    assert findings(unanswered_question, story.history(), "2026-03-17") == [
        Finding(
            "unanswered-question",
            "consultation",
            PROJECT,
            "medium",
            0.85,
            "3 questions in Customers wait for the other side",
            "On 17 Mar 2026, 3 questions across the bridge had waited over 10 working days for an answer: 1 asked by "
            "the business, 2 asked by IT; the longest for 12 working days. In the 12 weeks before, half of 7 questions "
            "waited for 1.0 working days or longer. Work that hangs on an answer waits with it, or goes on by a guess.",
            {
                "business": "IT waits for your answer to 2 questions: what still hangs on it, and who could give it "
                "this week?",
                "it": "The business waits for your answer to 1 question: what can be said this week, and where would "
                "it best ask the next time?",
            },
            {
                "asked": 7, "open": 3, "open_by_business": 1, "open_by_it": 2, "longest_days": 12, "recent": 7,
                "median_days": 1.0,
            },
            {},
            (
                Evidence(
                    "CRM-2", url("CRM-2"), at("2026-02-27"), "it",
                    "IT asked the business; no answer for 12 working days",
                ),
                Evidence(
                    "CRM-1", url("CRM-1"), at("2026-03-02"), "it",
                    "IT asked the business; no answer for 11 working days",
                ),
                Evidence(
                    "CRM-3", url("CRM-3"), at("2026-03-02"), "business",
                    "the business asked IT; no answer for 11 working days",
                ),
            ),
            midnight("2026-03-17"),
            midnight("2026-03-17"),
        )
    ]  # fmt: skip


def test_a_project_in_which_answers_come_but_late() -> None:
    story = Story()
    for _ in range(3):
        of_it(story, "2026-03-02").said("2026-03-18", "bob", "The second one.")
    for _ in range(2):
        of_business(story, "2026-03-03").said("2026-03-19", "isa", "By summer.")
    of_it(story, "2026-03-04").said("2026-03-05", "bob", "Both.")
    # 12 working days for most of them: 1.2 times 10. Sure: 0.6, 0.2, and 0.05 times 1.2.
    assert findings(unanswered_question, story.history(), "2026-04-01") == [
        Finding(
            "unanswered-question",
            "consultation",
            PROJECT,
            "medium",
            0.86,
            "Answers in Customers take 12.0 working days",
            "In the 12 weeks before, half of 6 questions waited for 12.0 working days or longer. Work that hangs on an "
            "answer waits with it, or goes on by a guess.",
            {
                "business": "Which of your questions still matter, and by when would an answer help you?",
                "it": "Which of your questions still matter, and what do you assume while you wait?",
            },
            {
                "asked": 6, "open": 0, "open_by_business": 0, "open_by_it": 0, "longest_days": 0, "recent": 6,
                "median_days": 12.0,
            },
            {},
            (
                *(
                    Evidence(
                        f"CRM-{n}", url(f"CRM-{n}"), at("2026-03-02"), "it",
                        "IT asked the business; answered after 12 working days",
                    )
                    for n in (1, 2, 3)
                ),
                *(
                    Evidence(
                        f"CRM-{n}", url(f"CRM-{n}"), at("2026-03-03"), "business",
                        "the business asked IT; answered after 12 working days",
                    )
                    for n in (4, 5)
                ),
            ),
            midnight("2026-03-23"),
            midnight("2026-04-01"),
        )
    ]  # fmt: skip


def test_five_open_questions_are_surer_than_three() -> None:
    # 0.6, 0.2 for all words known, and 0.05 times 5 of 3.
    story = Story()
    for _ in range(5):
        of_it(story, "2026-03-02")
    (finding,) = findings(unanswered_question, story.history(), "2026-03-17")
    assert (finding.severity, finding.confidence) == ("high", 0.88)
    assert finding.questions["it"] == "Which of your questions still matter, and what do you assume while you wait?"
