"""Whether a commitment will miss its date: by simulation of its own weeks, and by how its project keeps dates.

The simulation knows the work, and nothing of what people do to keep a date: they help each other, leave out, and stop
adding. So its odds are multiplied with those by which the project misses its dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from detectors.calendar import DAY, WEEK, WorkingDays
from detectors.delivery.outcomes import TOLERANCE, base_rate_at
from detectors.delivery.paces import Pace, Prospects, prospect_of, working_days_of_weeks
from detectors.history import History
from detectors.past.replay import Floats

RUNS = 10_000
# No forecast looks further ahead.
_HORIZON = 104
_SEED = 20_120_604


@dataclass(frozen=True, slots=True)
class Forecast:
    """The probability that a commitment comes more than two working days after its due date.

    `probability` is that if nothing more is added; `with_inflow` if as much is added as so far. It is out of reach
    where not even the best of its weeks, every week from now on, would do.
    """

    due_at: int
    probability: float
    with_inflow: float
    is_out_of_reach: bool
    remaining: float
    remaining_items: int
    weeks: int
    unit: str


@lru_cache(maxsize=1)
def _draws() -> Floats:
    """Numbers from 0 to 1, a row a run and a column a week ahead."""
    return np.random.default_rng(_SEED).random((RUNS, _HORIZON))


def forecast_of(prospects: Prospects, view: int) -> Forecast | str:
    """The forecast of one prospect, or why there is none."""
    history, views = prospects.views.history, prospects.views
    kept = history.once(_made_so_far)
    key = int(views.commitment[view]), int(views.moment[view])
    if key not in kept:
        kept[key] = _forecast(history, prospects.pace(view), key[1])
    return kept[key]


def _made_so_far(_: History) -> dict[tuple[int, int], Forecast | str]:
    """Forecasts by commitment and moment: they are asked for again when forecasts are scored."""
    return {}


def forecast_at(history: History, position: int, moment: int) -> Forecast | None:
    """The forecast of an open commitment before its due date; None where there is none."""
    prospect = prospect_of(history, position, moment)
    found = forecast_of(prospect, 0) if prospect is not None else None
    return found if isinstance(found, Forecast) else None


def _forecast(history: History, pace: Pace | str, moment: int) -> Forecast | str:
    if isinstance(pace, str):
        return pace
    days, usual = history.working_days, base_rate_at(history, moment)
    return Forecast(
        pace.due_at,
        _weighed(_probability(days, pace.due_at, pace.remaining, pace.done, moment), usual),
        _weighed(_probability(days, pace.due_at, pace.remaining, pace.done - pace.came_in, moment), usual),
        bool(pace.done.max() * _ahead(days, pace.due_at, moment).sum() < pace.remaining),
        pace.remaining,
        pace.remaining_items,
        len(pace.done),
        pace.unit,
    )


def _weighed(probability: float, usual: float) -> float:
    """The probability whose odds are those of the simulation times those of the project's own dates."""
    missed, kept = probability * usual, (1 - probability) * (1 - usual)
    return missed / (missed + kept)


def _probability(days: WorkingDays, due_at: int, remaining: float, done: Floats, moment: int) -> float:
    """The share of the runs in which work remains two working days after the due date."""
    ahead = _ahead(days, due_at, moment)
    if done.max() * ahead.sum() < remaining:
        return 1.0  # not even the best week, again and again, would do
    if done.min() * ahead.sum() >= remaining:
        return 0.0
    drawn = done[(_draws()[:, : len(ahead)] * len(done)).astype(np.int64)]
    return float((drawn @ ahead < remaining).mean())


def _ahead(days: WorkingDays, due_at: int, moment: int) -> Floats:
    """The working days of each week that is left until two working days after the due date."""
    end = days.after(due_at, TOLERANCE) + DAY
    weeks = min(_HORIZON, max(1, -int((moment - end) // WEEK)))
    return working_days_of_weeks(days, moment, weeks, end)


def dates_of(days: WorkingDays, pace: Pace, moment: int) -> tuple[int | None, int | None]:
    """The days by which half, and 85 of 100, of the runs are done (P50, P85); None beyond two years.

    Nothing more is added in these runs.
    """
    ahead = working_days_of_weeks(days, moment, _HORIZON, moment + _HORIZON * WEEK)
    drawn = np.cumsum(pace.done[(_draws() * len(pace.done)).astype(np.int64)] * ahead, axis=1)
    done = drawn >= pace.remaining
    weeks = np.where(done.any(axis=1), done.argmax(axis=1), _HORIZON)
    p50, p85 = (int(np.quantile(weeks, q, method="higher")) for q in (0.5, 0.85))
    return _end_of(p50, moment), _end_of(p85, moment)


def _end_of(week: int, moment: int) -> int | None:
    """The last day of the week that comes so many weeks after a moment."""
    return None if week >= _HORIZON else moment + (week + 1) * WEEK - DAY
