"""A threshold's value as people write it in their language, and back. A share is written in per cents."""

from __future__ import annotations

import math
import re

from babel.numbers import format_decimal

from app.declaration.policies import LARGEST_THRESHOLD

_POINT = {"en": ".", "nl": ","}
# In which nobody knows whether thousands or decimals are meant.
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}")


class Unreadable(ValueError):
    """A text is no value of a threshold; the message names the page's text that says why."""


def written(value: float, *, is_share: bool, language: str) -> str:
    """A value as the page shows it in a field."""
    return format_decimal(round(value * 100 if is_share else value, 6), "0.######", locale=language)


def read(text: str, *, is_share: bool, language: str) -> float:
    """The value that a text writes, with a comma or a point; raises Unreadable."""
    plain = re.sub(r"[\s%]", "", text)
    if (grouped := _GROUPED.fullmatch(plain)) is not None and grouped[1] != _POINT[language]:
        raise Unreadable("wrong_ambiguous")
    # float() reads more than people write: 1e3, 1_000, inf.
    if not re.fullmatch(r"\d+([.,]\d*)?|[.,]\d+", plain, re.ASCII):
        raise Unreadable("wrong_low" if re.fullmatch(r"[-−]\d+([.,]\d*)?", plain, re.ASCII) else "wrong_number")
    value = float(plain.replace(",", "."))
    if is_share:
        value = value / 100
    if value <= 0:
        raise Unreadable("wrong_low")
    if not math.isfinite(value) or value > LARGEST_THRESHOLD:
        raise Unreadable("wrong_high")
    return round(value, 12)
