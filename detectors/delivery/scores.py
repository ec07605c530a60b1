"""How good the forecasts of a project were, beside always saying its base rate."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from detectors.calendar import WEEK, weekly_moments
from detectors.delivery.forecasts import Forecast, forecast_of
from detectors.delivery.outcomes import Outcome, base_rate, outcomes_of
from detectors.delivery.paces import LEAST_WEEKS, Prospects
from detectors.history import History
from detectors.views import living


@dataclass(frozen=True, slots=True)
class Score:
    """How good earlier forecasts of a project were: Brier scores (0 is best) of them and of its own base rate.

    `outcomes` commitments came to their date, `missed` of them too late.
    """

    outcomes: int
    missed: int
    brier: float
    brier_of_base_rate: float


def score_at(history: History, moment: int) -> Score:
    """How good the weekly forecasts of all commitments that had come to their date by a moment were.

    What is scored is what is said: the lower of two weeks in a row. Every commitment counts once, by the mean over
    its forecasts. The base rate at each is that of those before it.
    """
    of_forecasts, of_base_rate, missed, seen = [], [], 0, 0
    for outcome, forecasts in history.once(_forecast_outcomes):
        if outcome.known_at > moment:
            break
        if forecasts:
            of_forecasts.append(float(np.mean((np.array(forecasts) - outcome.missed) ** 2)))
            of_base_rate.append((base_rate(missed, seen) - outcome.missed) ** 2)
        missed, seen = missed + outcome.missed, seen + 1
    if not of_forecasts:
        return Score(0, 0, float("nan"), float("nan"))
    return Score(len(of_forecasts), missed, float(np.mean(of_forecasts)), float(np.mean(of_base_rate)))


def _forecast_outcomes(history: History) -> list[tuple[Outcome, tuple[float, ...]]]:
    """Every outcome with the probabilities that were said before it."""
    outcomes = outcomes_of(history)
    pairs = [
        (outcome.commitment, monday)
        for outcome in outcomes
        for monday in weekly_moments(outcome.closes_at + LEAST_WEEKS * WEEK, outcome.due_at)
    ]
    made = _made(history, sorted(pairs))
    return [
        (
            outcome,
            # A date that both sides moved is another promise.
            tuple(
                min(one.probability, next_one.probability)
                for one, next_one in pairwise(f for f in made.get(outcome.commitment, ()) if f.due_at == outcome.due_at)
            ),
        )
        for outcome in outcomes
    ]


def _made(history: History, pairs: list[tuple[int, int]]) -> dict[int, list[Forecast]]:
    """The forecasts made of each commitment, by time, of pairs (commitment, moment)."""
    commitment, moment = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    prospects = Prospects(living(history, commitment, moment))
    found: dict[int, list[Forecast]] = {}
    for view in np.flatnonzero(prospects.is_told).tolist():
        forecast = forecast_of(prospects, view)
        if isinstance(forecast, Forecast):
            found.setdefault(int(prospects.views.commitment[view]), []).append(forecast)
    return found
