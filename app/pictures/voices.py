"""Who speaks: how many comments each side wrote, week by week. Sides are counted, never people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.instants import DAY, day_of
from detectors.history import History
from detectors.sides import BUSINESS, IT, UNKNOWN, sides_at
from detectors.words import COMMENTED, REVIEWED, words_of

WEEKS = 26
_WEEK = 7 * DAY
# 1970-01-05 was a Monday.
_MONDAY = 4 * DAY


@dataclass(frozen=True, slots=True)
class VoicesOfWeek:
    """The comments and reviews of a week that begins on a Monday, by side."""

    on: str
    business: int
    it: int
    unknown: int


def voices_of(history: History, until: int) -> tuple[VoicesOfWeek, ...]:
    """The last weeks up to a moment, the oldest first; sides are those that are known at that moment."""
    this_week = (until - _MONDAY) // _WEEK * _WEEK + _MONDAY
    first = this_week - (WEEKS - 1) * _WEEK
    words = words_of(history)
    rows = words.between(first, until)
    kept = np.isin(words.kind[rows], [COMMENTED, REVIEWED])
    week = (words.at[rows][kept] - first) // _WEEK
    side = sides_at(history, until).of(words.person[rows][kept])
    counts = {code: np.bincount(week[side == code], minlength=WEEKS) for code in (BUSINESS, IT, UNKNOWN)}
    return tuple(
        VoicesOfWeek(str(day_of(first + n * _WEEK)), *(int(counts[code][n]) for code in (BUSINESS, IT, UNKNOWN)))
        for n in range(WEEKS)
    )
