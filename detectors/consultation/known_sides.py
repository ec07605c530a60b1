"""Whether enough is known of who speaks for whom to judge how business and IT talk with each other."""

from __future__ import annotations

import numpy as np

from detectors.calendar import DAY
from detectors.history import History
from detectors.past.replay import Flags, Ints
from detectors.sides import UNKNOWN, sides_at
from detectors.words import words_of

# What the consultation detectors look back over: 12 weeks.
WINDOW = 84 * DAY
# With a smaller share of the words of a known side, nothing is judged.
KNOWN_SIDES = 0.6


def known_share(history: History, moment: int) -> float:
    """The share of the words of the 12 weeks before a moment that have a known side; NaN where nobody spoke."""
    kept = history.once(_told_so_far)
    if moment not in kept:
        kept[moment] = _known_share(history, moment)
    return kept[moment]


def _told_so_far(_: History) -> dict[int, float]:
    return {}


def _known_share(history: History, moment: int) -> float:
    words, sides = words_of(history), sides_at(history, moment)
    spoken = sides.of(words.person[words.between(moment - WINDOW + 1, moment)])
    return np.count_nonzero(spoken != UNKNOWN) / len(spoken) if len(spoken) else float("nan")


def cannot_judge(known: float) -> str | None:
    """Why nothing can be judged by this share of words of a known side; None where it can."""
    if known >= KNOWN_SIDES:
        return None
    return "too few words with a known side" if known > 0 else "no sides known"


def in_window(instants: Ints, moment: int) -> Flags:
    """Which instants lie in the 12 weeks before a moment."""
    return (instants > moment - WINDOW) & (instants <= moment)
