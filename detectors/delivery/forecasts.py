"""When an open commitment will be done, by its own pace: a Monte Carlo forecast, and how good past ones were.

The weeks of the last twelve are drawn with replacement, 10,000 times, until the remaining work is done. All forecasts
use the same draws: what differs between two forecasts is then the history and never the dice, and a forecast of
today is the same tomorrow.

Source: resampled throughput as in T. Magennis, "Forecasting and Simulating Software Development Projects" (2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from detectors.baselines import Baseline, baseline_at, delivered_at
from detectors.calendar import DAY, WEEK, WorkingDays, weekly_moments
from detectors.delivery.promised import promised_dues
from detectors.history import History
from detectors.replay import NEVER, Flags, Floats, Ints
from detectors.timeline import Timeline
from detectors.views import Views, living
from detectors.weights import weights_at

RUNS, WEEKS, LEAST_WEEKS, LEAST_ITEMS = 10_000, 12, 6, 5
# A commitment is missed where it comes later than late-delivery allows.
TOLERANCE = 2
# No forecast looks further ahead.
_HORIZON = 104
_SEED = 20_120_604


@dataclass(eq=False, frozen=True, slots=True)
class Pace:
    """What a commitment did in each of its last full weeks, by the working day, and what is still to do.

    `done` and `came_in` have an entry a week, newest first, in `unit` a working day; `remaining` is in `unit`.
    """

    due_at: int
    remaining: float
    remaining_items: int
    done: Floats
    came_in: Floats
    unit: str


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


@dataclass(frozen=True, slots=True)
class Score:
    """How good earlier forecasts of a project were: Brier scores (0 is best) of them and of its own base rate.

    `outcomes` commitments came to their date, `missed` of them too late.
    """

    outcomes: int
    missed: int
    brier: float
    brier_of_base_rate: float


@lru_cache(maxsize=1)
def _draws() -> Floats:
    """Numbers from 0 to 1, a row a run and a column a week ahead."""
    return np.random.default_rng(_SEED).random((RUNS, _HORIZON))


class Prospects:
    """Views of promises that are being worked on and not yet due, or without a date; sprints and carried epics apart.

    `due_at` is NEVER where there is no date; `weeks` is how many full weeks of work there are, at most 12.
    """

    def __init__(self, views: Views) -> None:
        promises = views.promises
        views = views.only(~promises.is_sprint[views.commitment] & views.has_baseline)
        views = views.only((views.delivered_at == NEVER) & ~views.is_carried_epic)
        due = promised_dues(views)
        # Late already, or being finished: what can be said is late-delivery's.
        ahead = (due == NEVER) | (due + DAY > views.moment)
        self.views, self.due_at = views.only(ahead), due[ahead]
        worked = self.views.moment - self.views.baselines.closes_at[self.views.baseline]
        self.weeks: Ints = np.minimum(WEEKS, worked // WEEK)

    @property
    def has_due(self) -> Flags:
        """Which have a due date."""
        has_due: Flags = self.due_at != NEVER
        return has_due

    @property
    def is_young(self) -> Flags:
        """Which have been worked on for too short a time to have a pace."""
        return self.has_due & (self.weeks < LEAST_WEEKS)

    @property
    def is_told(self) -> Flags:
        """Which may have a forecast."""
        return self.has_due & ~self.is_young

    def pace(self, view: int) -> Pace | str:
        """The pace of one of them, from its own items; why there is none. Parts of a member count with it."""
        history, views = self.views.history, self.views
        position, closes_at = int(views.commitment[view]), int(views.baselines.closes_at[views.baseline[view]])
        due_at, weeks, moment = (int(of[view]) for of in (self.due_at, self.weeks, views.moment))
        return _pace(history, position, closes_at, due_at, weeks, moment)

    def forecast(self, view: int) -> Forecast | str:
        """The forecast of one of them, or why there is none."""
        kept = self.views.history.once(_made_so_far)
        key = int(self.views.commitment[view]), int(self.views.moment[view])
        if key not in kept:
            kept[key] = _forecast(self.views.history, self.pace(view), key[1])
        return kept[key]


def _made_so_far(_: History) -> dict[tuple[int, int], Forecast | str]:
    """Forecasts by commitment and moment: they are asked for again when forecasts are scored."""
    return {}


def prospect_of(history: History, position: int, moment: int) -> Prospects | None:
    """One commitment at one moment; None where nobody asks for a forecast of it, or it cannot have one."""
    found = Prospects(living(history, np.array([position]), np.array([moment])))
    return found if found.is_told.any() else None


def forecast_at(history: History, position: int, moment: int) -> Forecast | None:
    """The forecast of an open commitment before its due date; None where there is none."""
    prospect = prospect_of(history, position, moment)
    found = prospect.forecast(0) if prospect is not None else None
    return found if isinstance(found, Forecast) else None


def _forecast(history: History, pace: Pace | str, moment: int) -> Forecast | str:
    if isinstance(pace, str):
        return pace
    days = history.working_days
    return Forecast(
        pace.due_at,
        _probability(days, pace.due_at, pace.remaining, pace.done, moment),
        _probability(days, pace.due_at, pace.remaining, pace.done - pace.came_in, moment),
        bool(pace.done.max() * _ahead(days, pace.due_at, moment).sum() < pace.remaining),
        pace.remaining,
        pace.remaining_items,
        len(pace.done),
        pace.unit,
    )


def _pace(history: History, position: int, closes_at: int, due_at: int, weeks: int, moment: int) -> Pace | str:
    members = history.members_at(position, moment)
    members = members[~np.isin(history.parent[members], members)]
    is_open = history.open_at(members, moment)
    if is_open.sum() < LEAST_ITEMS:
        return "fewer than 5 items remaining"
    joined = _joined_at(history, position, members)
    weights = weights_at(history, members, np.maximum(joined, closes_at), moment)
    finished = np.where(is_open, NEVER, history.finished_at[members])
    # Work begun is half done: so the weeks in which much is begun and little finished are no idle ones.
    begun = np.minimum(history.started_at[members], finished)
    counted = ~history.silently_finished[members] | is_open
    added = joined > closes_at
    days = working_days_of_weeks(history.working_days, moment - weeks * WEEK, weeks, moment)[::-1]
    halves = weights.values[counted] / 2
    done = _by_week(begun[counted], halves, moment, weeks) + _by_week(finished[counted], halves, moment, weeks)
    came_in = _by_week(joined[added], weights.values[added], moment, weeks)
    left = np.where(begun <= moment, 0.5, 1.0) * weights.values
    worked = days > 0
    if not worked.any():
        return "fewer than 6 weeks of work"
    return Pace(
        due_at,
        float(left[is_open].sum()),
        int(is_open.sum()),
        done[worked] / days[worked],
        came_in[worked] / days[worked],
        weights.unit,
    )


def _joined_at(history: History, position: int, members: Ints) -> Ints:
    """When each member came in, the last time."""
    rows = history.rows_of(position)
    joined = np.zeros(history.size, dtype=np.int64)
    np.maximum.at(joined, history.members.issue[rows], history.members.from_at[rows])
    return joined[members]


def _by_week(instants: Ints, values: Floats, moment: int, weeks: int) -> Floats:
    """The sum of values by how many weeks ago they were, newest first."""
    ago = (moment - instants) // WEEK
    inside = (ago >= 0) & (ago < weeks)
    return np.bincount(ago[inside], weights=values[inside], minlength=weeks).astype(np.float64)


def working_days_of_weeks(days: WorkingDays, start: int, weeks: int, end: int) -> Floats:
    """The working days of each of some weeks from an instant on; a week ends at `end` at the latest."""
    edges = [min(start + n * WEEK, end) for n in range(weeks + 1)]
    return np.array([days.between(a, b) for a, b in pairwise(edges)], dtype=np.float64)


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


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A commitment that came to its date: since when that is known, whether it missed, and what was forecast of it."""

    known_at: int
    missed: bool
    forecasts: tuple[float, ...]


def score_at(history: History, moment: int) -> Score:
    """How good the weekly forecasts of all commitments that had come to their date by a moment were.

    What is scored is what is said: the lower of two weeks in a row. Every commitment counts once, by the mean over
    its forecasts. The base rate at each is that of those before it,
    with one missed and one kept as what is known beforehand.
    """
    of_forecasts, of_base_rate, missed, seen = [], [], 0, 0
    for outcome in history.once(_all_outcomes):
        if outcome.known_at > moment:
            break
        base_rate = (missed + 1) / (seen + 2)
        if outcome.forecasts:
            of_forecasts.append(float(np.mean((np.array(outcome.forecasts) - outcome.missed) ** 2)))
            of_base_rate.append((base_rate - outcome.missed) ** 2)
        missed, seen = missed + outcome.missed, seen + 1
    if not of_forecasts:
        return Score(0, 0, float("nan"), float("nan"))
    return Score(len(of_forecasts), missed, float(np.mean(of_forecasts)), float(np.mean(of_base_rate)))


def _all_outcomes(history: History) -> list[_Outcome]:
    dated: list[tuple[int, Baseline, int]] = []
    pairs: list[tuple[int, int]] = []
    for c, commitment in enumerate(history.commitments):
        if commitment.type == "sprint" or commitment.due == Timeline(None):
            continue
        baseline = baseline_at(history, c, int(NEVER) - 1)
        due_at = baseline.due_at if baseline is not None else None
        if baseline is None or due_at is None or due_at <= baseline.start_at:
            continue
        dated.append((c, baseline, due_at))
        pairs += [(c, monday) for monday in weekly_moments(baseline.closes_at + LEAST_WEEKS * WEEK, due_at)]
    made = _made(history, pairs)
    found = []
    for c, _, due_at in dated:
        known_at = history.working_days.after(due_at, TOLERANCE) + DAY
        # A date that both sides moved is another promise.
        given = tuple(
            min(one.probability, next_one.probability)
            for one, next_one in pairwise(f for f in made.get(c, ()) if f.due_at == due_at)
        )
        if history.commitments[c].states.at(known_at) != "cancelled":
            found.append(_Outcome(known_at, delivered_at(history, c, known_at) is None, given))
    return sorted(found, key=lambda outcome: outcome.known_at)


def _made(history: History, pairs: list[tuple[int, int]]) -> dict[int, list[Forecast]]:
    """The forecasts made of each commitment, by time, of pairs (commitment, moment)."""
    commitment, moment = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    prospects = Prospects(living(history, commitment, moment))
    found: dict[int, list[Forecast]] = {}
    for view in np.flatnonzero(prospects.is_told).tolist():
        forecast = prospects.forecast(view)
        if isinstance(forecast, Forecast):
            found.setdefault(int(prospects.views.commitment[view]), []).append(forecast)
    return found
