"""Whom a question speaks to: by the id, name, e-mail or team that it mentions, else by who spoke last before it.

IT asks, on items of IT, so that only a mention can speak to the business. Asked on Monday 2 March 2026; on the 17th
that was over ten working days ago.
"""

from __future__ import annotations

import pytest

from detectors.consultation import unanswered_question
from tests.detectors.asking import figures
from tests.detectors.story import Story

ASKED, LOOK = "2026-03-02", "2026-03-17"


def project() -> Story:
    story = Story()
    story.person("bea", name="Bea", email="b.jansen@sales.example", groups=["sales"])
    story.person("bob", name="Kim de Vries", email=None, groups=["sales", "Management Team", "product"])
    story.person("isa", name="Kim", email="isa@it.example", groups=["builders", "product"])
    return story


def open_questions(story: Story, day: str = LOOK) -> float:
    return figures(unanswered_question, story.history(), day)["Customers"]["open"]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("@bea which of the two?", True),
        ("@BEA which of the two?", True),
        ("@b.jansen which of the two?", True),
        ("@sales which of the two?", True),
        ("@Kim de Vries which of the two?", True),
        ("@kim de vries, which of the two?", True),
        ("@Management Team: which of the two?", True),
        ("Which of the two, @bea.", True),
        ("Which of the two? (@bea)", True),
        ("Which of the two, @bea’?", True),
        ("@somebody, @bea: which of the two?", True),
        ("@isa, @bea: which of the two?", True),
        ("@product which of the two?", True),  # one of them is of the business
        ("@Kim which of the two?", False),
        ("@Kim de Boer which of the two?", False),
        ("@isa which of the two?", False),
        ("@builders which of the two?", False),
        ("@ian which of the two?", False),  # the asker
        ("@somebody which of the two?", False),
        ("Which of the two?", False),  # to who spoke last, of IT
        ("Mail it to info@bea and say which?", False),
        ("See docs/@bea, which is it?", False),
        ("cc @bea", False),
        ("CC: @bea", False),
        ("fyi @bea", False),
        ("Thanks @bea", False),
        ("thank you, @bea!", False),
        ("bedankt @bea", False),
        ("ter info @bea", False),
        ("Thanks @bea, which of the two?", True),
        ("Access for @bea.", True),
        ("`@bea`", False),
        ("> @bea which?", False),
    ],
)
def test_a_question_speaks_to_those_whom_it_mentions(text: str, asks: bool) -> None:
    story = project()
    told = story.issue("CRM-1").created("2026-02-02", by="isa")
    told.said(ASKED, "ian", text)
    story.issue("CRM-2").created("2026-02-02", by="isa").said(ASKED, "ian", "@bea which of the two?")
    assert open_questions(story) == (2 if asks else 1)


def test_who_spoke_last_is_asked_whoever_spoke_before() -> None:
    story = project()
    first = story.issue("CRM-1").created("2026-02-02", by="bea").said("2026-02-03", "isa", "I begin.")
    first.said(ASKED, "ian", "Did you find it?")
    second = story.issue("CRM-2").created("2026-02-02", by="isa").said("2026-02-03", "bea", "Go on.")
    second.said("2026-02-28", "ian", "I will.").said(ASKED, "ian", "Which of the two?")
    third = story.issue("CRM-3").created("2026-02-02", by="bea").said("2026-02-03", "isa", "Good.", kind="approval")
    third.said(ASKED, "ian", "Shall we?")
    assert open_questions(story) == 1


def test_a_sign_without_a_name_mentions_nobody() -> None:
    story = project()
    story.issue("CRM-1").created("2026-02-02", by="bea").said(ASKED, "ian", "Is it 5 @ 3 euros?")
    assert open_questions(story) == 1


def test_what_is_said_at_the_same_instant_was_not_said_before() -> None:
    story = project()
    story.issue("CRM-1").created("2026-02-02", by="bea").said(ASKED, "isa", "Good.").said(ASKED, "ian", "Which?")
    assert open_questions(story) == 1


def test_where_nobody_spoke_before_nobody_is_asked() -> None:
    story = project()
    story.issue("CRM-1").created(ASKED, by="ian").said("2026-03-02T11:00", "ian", "Which of the two?")
    story.issue("CRM-2").created("2026-02-02", by="isa").said(ASKED, "ian", "@bea which?")
    assert open_questions(story) == 1


def test_a_mention_in_an_answer_to_who_asked_asks_nothing() -> None:
    story = project()
    told = story.issue("CRM-1").created("2026-02-02", by="bea").said("2026-02-27", "bea", "Will it be ready?")
    told.said(ASKED, "ian", "@bea it will.")
    other = story.issue("CRM-2").created("2026-02-02", by="bea").said("2026-02-27", "bob", "Will it be ready?")
    other.said(ASKED, "ian", "@bea please look.")
    assert open_questions(story) == 1
