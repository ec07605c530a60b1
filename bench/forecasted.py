"""Every forecast that could have been made of a history's commitments, week by week, beside what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detectors.baselines import Baseline, baseline_at, delivered_at
from detectors.calendar import DAY, weekly_moments
from detectors.delivery.forecasts import Forecast, dates_of, forecast_at
from detectors.delivery.outcomes import TOLERANCE
from detectors.delivery.paces import Pace, prospect_of
from detectors.delivery.promised import promised_due
from detectors.history import History
from detectors.past.replay import NEVER

END = int(NEVER) - 1
"""The moment at which everything is known."""

LEFT = 0.1
"""What is done but for so small a share of its items counts as done, as it does for a delivery."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A commitment that came to its date: when it was known whether that was missed, and whether it was.

    `delivered_at` is None where it was not delivered by the end of the history.
    """

    organisation: str
    project: str
    commitment: str
    due_at: int
    known_at: int
    delivered_at: int | None
    missed: bool


@dataclass(frozen=True, slots=True)
class Forecasted:
    """One forecast of a commitment, and what became of it; `probability` is that of missing the date.

    `most_at` is the day by which 85 of 100 runs are done (P85), None where they are not within two years. `left` is
    the share of the items in it at the moment that were not done when it was known whether the date was missed: they
    came later, or were left out.
    """

    outcome: Outcome
    moment: int
    probability: float
    most_at: int | None
    left: float
    until: int

    @property
    def is_kept(self) -> bool | None:
        """Whether it came by its P85 date; None where there is no date, or it lies beyond the history."""
        if self.most_at is None:
            return None
        if self.outcome.delivered_at is None:
            return False if self.most_at + DAY <= self.until else None
        return self.outcome.delivered_at < self.most_at + DAY


@dataclass(frozen=True, slots=True)
class Backtested:
    """The outcomes of some histories, the forecasts made of them, and in how many weeks none could be made."""

    outcomes: tuple[Outcome, ...]
    forecasts: tuple[Forecasted, ...]
    silent_weeks: int

    def __add__(self, other: Backtested) -> Backtested:
        """Both together."""
        return Backtested(
            self.outcomes + other.outcomes, self.forecasts + other.forecasts, self.silent_weeks + other.silent_weeks
        )


NOTHING = Backtested((), (), 0)


def backtested(history: History, until: int, organisation: str) -> Backtested:
    """Every Monday's forecast of each commitment that had come to its date by `until`.

    Forecasts for a date that both sides moved afterwards are left out: it was no promise any more.
    """
    found, made, silent_weeks = [], [], 0
    for c, baseline, outcome in _outcomes(history, until, organisation):
        found.append(outcome)
        for monday in weekly_moments(baseline.closes_at, outcome.due_at + DAY):
            forecast = forecast_at(history, c, monday)
            if isinstance(forecast, Forecast) and forecast.due_at == outcome.due_at:
                made.append(_forecasted(history, c, outcome, monday, forecast, until))
            else:
                silent_weeks += 1
    return Backtested(tuple(found), tuple(made), silent_weeks)


def _outcomes(history: History, until: int, organisation: str) -> Iterator[tuple[int, Baseline, Outcome]]:
    """Every commitment with a baseline and a date after its start, which had come by `until`."""
    days = history.working_days
    for c, commitment in enumerate(history.commitments):
        baseline = baseline_at(history, c, END) if commitment.type != "sprint" else None
        due_at = promised_due(history, c, baseline, END) if baseline is not None else None
        if baseline is None or due_at is None or due_at <= baseline.start_at:
            continue
        known_at = days.after(due_at, TOLERANCE) + DAY
        if known_at > until or commitment.states.at(known_at) == "cancelled":
            continue
        delivered = delivered_at(history, c, END)
        missed = delivered is None or days.late(due_at, delivered) > TOLERANCE
        project = history.project
        yield c, baseline, Outcome(organisation, project, commitment.name, due_at, known_at, delivered, missed)


def _forecasted(history: History, c: int, outcome: Outcome, at: int, forecast: Forecast, until: int) -> Forecasted:
    prospect = prospect_of(history, c, at)
    pace = prospect.pace(0) if prospect is not None else None
    _, most_at = dates_of(history.working_days, pace, at) if isinstance(pace, Pace) else (None, None)
    members = history.members_at(c, at)
    members = members[~np.isin(history.parent[members], members)]
    was_open = members[history.open_at(members, at)]
    left = float(history.open_at(was_open, outcome.known_at).sum()) / len(members)
    return Forecasted(outcome, at, forecast.probability, most_at, left, until)
