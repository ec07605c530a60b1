"""Questions across that nobody answers, and everything that only looks like one."""

from __future__ import annotations

import pytest

from detectors.consultation import unanswered_question
from detectors.consultation.asking import is_waiting
from detectors.finding import Finding
from tests.detectors.asking import coverage, findings
from tests.detectors.story import Story, Told

# Asked on Monday 2 March, so that 10 working days have passed on the 16th, and more than 10 on the 17th.
ASKED = "2026-03-02"
LOOK = "2026-03-17"


def wishes(story: Story, number: int) -> list[Told]:
    """Items of the business; it is who spoke last on them."""
    return story.issues("CRM", number, created="2026-02-02", by="bea")


def asked(story: Story, number: int, text: str = "Which of the two?", by: str = "ian") -> list[Told]:
    """Questions of IT, each on an item of its own."""
    return [told.said(ASKED, by, text) for told in wishes(story, number)]


def found(story: Story, day: str = LOOK) -> list[Finding]:
    return findings(unanswered_question, story.history(), day)


def test_three_questions_open_for_over_ten_working_days_are_flagged_on_the_project() -> None:
    story = Story()
    questions = asked(story, 3)
    (finding,) = found(story)
    assert (finding.subject.kind, finding.subject.id) == ("project", "CRM")
    assert (finding.measures["open"], finding.measures["open_by_it"], finding.measures["open_by_business"]) == (3, 3, 0)
    assert finding.measures["longest_days"] == 11
    assert [e.issue for e in finding.evidence] == [told.row["key"] for told in questions]
    assert {e.what for e in finding.evidence} == {"IT asked the business; no answer for 11 working days"}
    assert finding.severity == "medium"


def test_two_are_too_few_and_ten_working_days_too_short() -> None:
    story = Story()
    asked(story, 2)
    assert found(story) == []
    asked(story, 1)
    assert found(story, "2026-03-16") == []
    assert len(found(story, "2026-03-17")) == 1


@pytest.mark.parametrize(("number", "severity"), [(4, "medium"), (5, "high"), (9, "critical")])
def test_severity_follows_how_many_are_open(number: int, severity: str) -> None:
    story = Story()
    asked(story, number)
    assert found(story)[0].severity == severity


def test_both_directions_count_together_and_are_shown_apart() -> None:
    story = Story()
    asked(story, 1)
    for told in story.issues("CRM", 2, created="2026-02-02", by="ian"):
        told.said(ASKED, "bea", "Can this be ready in spring?")
    (finding,) = found(story)
    assert (finding.measures["open_by_business"], finding.measures["open_by_it"]) == (2, 1)
    assert finding.questions["business"].startswith("IT waits for your answer to 1 question:")
    assert finding.questions["it"].startswith("The business waits for your answer to 2 questions:")


@pytest.mark.parametrize(("by", "day", "flagged"), [("bob", "2026-03-16", False), ("isa", "2026-03-16", True)])
def test_any_word_of_the_other_side_answers(by: str, day: str, flagged: bool) -> None:
    story = Story()
    for told in asked(story, 3):
        told.said(day, by, "The second one, please.")
    assert bool(found(story)) is flagged


def test_an_answer_counts_from_when_it_was_given() -> None:
    story = Story()
    for told in asked(story, 3):
        told.said("2026-03-17", "bea", "The second one, please.")
    assert len(found(story)) == 1
    assert found(story, "2026-03-18") == []


@pytest.mark.parametrize("act", ["done by another of IT", "moved by the business", "gone"])
def test_a_question_is_over_with_its_item(act: str) -> None:
    story = Story()
    for told in asked(story, 3):
        if act == "gone":
            told.row["departed_at"] = story.comments[0]["at"] + 1
        elif act == "moved by the business":
            told.started("2026-03-04", by="bob")
        else:
            told.done("2026-03-04", by="isa")
    assert found(story) == []


def test_a_mention_says_whom_a_question_asks() -> None:
    story = Story()
    asked(story, 3, "@isa which of the two?")
    asked(story, 3, "@n1 which of the two?")
    asked(story, 3, "@somebody which of the two?")
    assert found(story) == []
    asked(story, 3, "@isa, @Bob: which of the two?")
    assert found(story)[0].measures["open"] == 3


def test_a_question_without_a_mention_asks_who_spoke_last() -> None:
    story = Story()
    for told in wishes(story, 3):
        told.said("2026-02-03", "isa", "I will have a look.").said(ASKED, "ian", "Did you find it?")
    assert found(story) == []


def test_a_mention_asks_without_a_question_mark_but_not_in_a_reply_or_with_thanks() -> None:
    story = Story()
    for told in wishes(story, 3):
        told.said("2026-02-03", "isa", "I begin.").said(ASKED, "ian", "@bea please choose one of the two.")
    assert found(story)[0].measures["open"] == 3
    story = Story()
    asked(story, 3, "@bea it is done as you asked.")
    for told in wishes(story, 3):
        told.said("2026-02-03", "isa", "I begin.").said(ASKED, "ian", "cc @bea")
    assert found(story) == []


@pytest.mark.parametrize(
    "text",
    [
        "> Which of the two?",
        "See https://t.example/?q=1",
        "`a ? b : c` it is",
        "```\nis it?\n```",
        "It was (?) so.",
        "No.",
    ],
)
def test_a_question_mark_in_code_quotes_and_addresses_asks_nothing(text: str) -> None:
    story = Story()
    asked(story, 3, text)
    assert found(story) == []


@pytest.mark.parametrize(
    "text", ["Which one?!", "Welke van de twee ?", "“Which one?”", "どちら？", "Which one? Please say."]
)
def test_a_question_mark_asks_in_many_languages(text: str) -> None:
    story = Story()
    asked(story, 3, text)
    assert len(found(story)) == 1


def test_bots_and_reviews_of_code_ask_nothing() -> None:
    story = Story()
    asked(story, 3, "Is this still in progress?", by="robo")
    for told in wishes(story, 3):
        told.said(ASKED, "ian", "Why not the other one?", kind="review_comment")
        told.said(ASKED, "ian", "As you wish.")
    assert found(story) == []


def test_who_asks_again_asks_once() -> None:
    story = Story()
    for told in asked(story, 2):
        told.said("2026-03-03", "isa", "@bea which of the two?")
    assert found(story) == []
    assert coverage(unanswered_question, story.history(), LOOK).judged == 1


def test_a_status_that_waits_asks_the_other_side_until_it_is_left() -> None:
    story = Story()
    waiting = [told.started("2026-02-03").waits("Waiting for customer", ASKED) for told in wishes(story, 3)]
    assert found(story)[0].measures["open_by_it"] == 3
    waiting[0].started("2026-03-10", by="isa")
    assert found(story) == []


@pytest.mark.parametrize(
    ("status", "waits"),
    [
        ("Waiting for customer", True), ("Needs info", True), ("Pending approval", True), ("Wacht op klant", True),
        ("Feedback requested", True), ("In Progress", False), ("Waiting for review", False),
        ("Awaiting deployment", False), ("Ready for QA", False), (None, False),
    ],
)  # fmt: skip
def test_a_status_waits_by_its_name(status: str | None, waits: bool) -> None:
    assert is_waiting(status) is waits


def test_answers_that_come_but_late_are_flagged() -> None:
    # Answered on the 17th, after 11 working days; the median of 5 is over 10, of 4 too few.
    story = Story()
    for told in asked(story, 4):
        told.said("2026-03-17", "bea", "The second one, please.")
    assert found(story, "2026-03-20") == []
    asked(story, 1)[0].said("2026-03-17", "bob", "The first one, please.")
    (finding,) = found(story, "2026-03-20")
    assert (finding.measures["open"], finding.measures["recent"], finding.measures["median_days"]) == (0, 5, 11.0)
    assert finding.title == "Answers in Customers take 11.0 working days"
    assert {e.what for e in finding.evidence} == {"IT asked the business; answered after 11 working days"}


def test_in_a_large_project_three_of_many_are_no_sign() -> None:
    # 3 of 61 are under 5%, 3 of 60 are not.
    story = Story()
    asked(story, 3)
    for told in asked(story, 57):
        told.said("2026-03-03", "bea", "The second one, please.")
    assert len(found(story)) == 1
    asked(story, 1)[0].said("2026-03-03", "bea", "The second one, please.")
    assert found(story) == []


def test_after_half_a_year_a_question_is_given_up() -> None:
    story = Story()
    asked(story, 3)
    talk = story.issue("CRM-900").created("2026-02-02")
    talk.said("2026-08-24", "ian", "Here it goes on.").said("2026-08-24", "bea", "Good.")
    assert len(found(story, "2026-08-31")) == 1
    assert found(story, "2026-09-01") == []


def test_questions_to_people_of_unknown_side_are_not_counted() -> None:
    story = Story()
    for told in story.issues("CRM", 3, created="2026-02-02", by="n1"):
        told.said(ASKED, "ian", "Which of the two?")
    for told in wishes(story, 9):
        told.said("2026-02-03", "bob", "Good.")
    assert found(story) == []


def test_too_few_known_words_are_named_as_the_reason() -> None:
    story = Story()
    for told in asked(story, 3):
        for k in range(6):
            told.said("2026-03-04", f"n{k}", "Me, too.")
    assert coverage(unanswered_question, story.history(), LOOK).cannot_judge == {"too few words with a known side": 1}


def test_without_any_known_side_that_is_the_reason() -> None:
    story = Story()
    for k in range(3):
        story.issue(f"CRM-{k}").created("2026-02-02", by=f"n{k}").said(ASKED, f"n{k + 3}", "Which of the two?")
    assert coverage(unanswered_question, story.history(), LOOK).cannot_judge == {"no sides known": 1}


def test_an_empty_project_has_nothing_to_say() -> None:
    assert found(Story()) == []
    assert coverage(unanswered_question, Story().history(), LOOK).judged == 0
