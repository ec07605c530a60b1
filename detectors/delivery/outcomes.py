"""What became of the dates of a project's commitments, and how often its dates are missed."""

from __future__ import annotations

from dataclasses import dataclass

from detectors.baselines import baseline_at, delivered_at
from detectors.calendar import DAY
from detectors.history import History
from detectors.past.replay import NEVER
from detectors.past.timeline import Timeline

# A commitment is missed where it comes later than late-delivery allows.
TOLERANCE = 2
# What is known of a project before any of its dates has come: 21 of 100 are missed, as if two had been seen.
# Source: eight public communities, Choetkiertikul et al., EMSE 2017 (see late-delivery).
_BEFOREHAND, _AS_IF_SEEN = 0.21, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """A commitment (a position) that came to its date.

    Its planning closed at `closes_at`; since `known_at` it is known whether it missed the date.
    """

    commitment: int
    closes_at: int
    due_at: int
    known_at: int
    missed: bool


def outcomes_of(history: History) -> list[Outcome]:
    """All commitments of a project that had a date, sprints apart, in the order in which their outcome was known."""
    return history.once(_outcomes)


def _outcomes(history: History) -> list[Outcome]:
    found = []
    for c, commitment in enumerate(history.commitments):
        if commitment.type == "sprint" or commitment.due == Timeline(None):
            continue
        baseline = baseline_at(history, c, int(NEVER) - 1)
        due_at = baseline.due_at if baseline is not None else None
        if baseline is None or due_at is None or due_at <= baseline.start_at:
            continue
        known_at = history.working_days.after(due_at, TOLERANCE) + DAY
        if commitment.states.at(known_at) != "cancelled":
            missed = delivered_at(history, c, known_at) is None
            found.append(Outcome(c, baseline.closes_at, due_at, known_at, missed))
    return sorted(found, key=lambda outcome: outcome.known_at)


def base_rate(missed: int, seen: int) -> float:
    """The share of the dates that are missed, of so many that came, with what is known beforehand."""
    return (missed + _BEFOREHAND * _AS_IF_SEEN) / (seen + _AS_IF_SEEN)


def base_rate_at(history: History, moment: int) -> float:
    """How often a project had missed its dates by a moment."""
    known = [outcome.missed for outcome in outcomes_of(history) if outcome.known_at <= moment]
    return base_rate(sum(known), len(known))
