"""Sentences with their small words, in English and again in another language."""

from __future__ import annotations

import re

import pytest

from detectors.texts import Joined, again, count, day, decimal, percent, say, sentence_list, together
from tests.detectors.story import at


def loudly(message: str, plural: str, number: int) -> str:
    """Another language: the same in capitals, but for the places."""
    return re.sub(r"[^{}]+(?![^{}]*})", lambda part: part[0].upper(), message if number == 1 else plural)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 items"), (1, "1 item"), (2, "2 items"), (1.4, "1 item"), (1.6, "2 items"), (0.4, "0 items")],
)
def test_a_number_with_its_noun(number: float, said: str) -> None:
    assert count(number, "item") == said
    assert again(count(number, "item"), loudly) == said.upper()


@pytest.mark.parametrize(("share", "said"), [(0.254, "25%"), (0.256, "26%"), (1.0, "100%"), (0.0, "0%")])
def test_a_share(share: float, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize(
    ("value", "digits", "said"), [(2.25, 1, "2.2"), (2.26, 1, "2.3"), (3, 1, "3.0"), (0.126, 2, "0.13")]
)
def test_a_number_with_digits(value: float, digits: int, said: str) -> None:
    assert decimal(value, digits) == said
    whole, _, rest = said.partition(".")
    assert decimal(value, digits).values == {"whole": whole, "rest": rest}


def test_one_digit_is_usual() -> None:
    assert decimal(2.34) == "2.3"


def test_a_day() -> None:
    assert day(at("2026-03-02T23:59")) == "2 Mar 2026"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and 1 more"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 more"),
    ],
)
def test_names_in_a_row(names: list[str], said: str) -> None:
    assert sentence_list(names) == said


def test_so_many_names_at_most() -> None:
    assert sentence_list(["A", "B", "C"], most=2) == "A, B and 1 more"
    assert sentence_list(["A", "B"], most=2) == "A and B"


def test_a_sentence_is_said_again_with_what_is_in_it() -> None:
    said = say("{name} has {items}, {share} of all", name="CRM", items=count(2, "item"), share="half")
    assert said == "CRM has 2 items, half of all"
    assert said.again(loudly) == "CRM HAS 2 ITEMS, half OF ALL"


def test_sentences_stand_one_after_the_other_without_the_empty_ones() -> None:
    told = together(say("One."), "", "Two.", say("Three."))
    assert told == "One. Two. Three."
    assert isinstance(told, Joined)
    assert told.parts == ("One.", "Two.", "Three.")
    assert told.again(loudly) == "ONE. Two. THREE."
    assert together() == ""


def test_what_is_no_sentence_stays_as_it_is() -> None:
    assert again(7, loudly) == 7
    assert again("CRM", loudly) == "CRM"
