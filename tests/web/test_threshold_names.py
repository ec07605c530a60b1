"""Every threshold of every detector has words in both languages, and numbers are written and read the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.detection import detectors
from app.languages import LANGUAGES
from app.web.thresholds.names import NAMED
from app.web.thresholds.numbers import Unreadable, read, written


def test_every_threshold_is_named_and_none_that_is_not_there() -> None:
    assert {name: set(own) for name, own in NAMED.items()} == {d.NAME: set(d.THRESHOLDS) for d in detectors()}
    for own in NAMED.values():
        for one in own.values():
            assert set(one.words) == set(LANGUAGES)
            assert all(one.words.values())


def test_a_share_is_one_and_is_written_in_per_cents() -> None:
    shares = {(d.NAME, name) for d in detectors() for name, value in d.THRESHOLDS.items() if value < 1}
    assert {(d, name) for d, own in NAMED.items() for name, one in own.items() if one.kind == "share"} == shares


@given(st.integers(1, 10**9), st.booleans(), st.sampled_from(LANGUAGES))
def test_what_is_written_is_read(millionths: int, is_share: bool, language: str) -> None:
    value = millionths / 10**6
    text = written(value, is_share=is_share, language=language)
    assert read(text, is_share=is_share, language=language) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "is_share", "value"),
    [("0,25", False, 0.25), ("0.25", False, 0.25), ("25 %", True, 0.25), ("12,5", True, 0.125), (" 3 ", False, 3.0)],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_commas_and_points_are_both_read(text: str, is_share: bool, value: float, language: str) -> None:
    assert read(text, is_share=is_share, language=language) == value


@pytest.mark.parametrize("text", ["inf", "nan", "1_0", "٣", "1.2.3", "--1", ".", "1 , 2 x"])
def test_nothing_else_is_a_number(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text, is_share=False, language="en")
