"""What came in and went out of a commitment since it was agreed, with where it came from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detectors.baselines import Baseline, baseline_at, delivered_at
from detectors.calendar import DAY
from detectors.guards import is_agreed, is_being_agreed, is_breakdown, is_rework, moved_from
from detectors.history import History
from detectors.replay import Floats, Ints
from detectors.sides import BUSINESS, IT, UNKNOWN, sides_at
from detectors.weights import weights_at

# With fewer agreed items, one more is a large share already.
LEAST_BASELINE = 5

BUSINESS_ASKED, IT_DISCOVERED, MOVED_IN, UNKNOWN_ORIGIN = "business", "it", "moved", "unknown"


@dataclass(frozen=True, slots=True)
class Growth:
    """What came in and went out of a commitment since its baseline, as seen at a moment.

    `added`, `removed` and `rework` are issues; `joined_at`, `joined_by` and `origins` go with `added`.
    Weights are in `unit`.
    """

    baseline: Baseline
    added: Ints
    joined_at: Ints
    joined_by: Ints
    origins: tuple[str, ...]
    removed: Ints
    rework: Ints
    unit: str
    weight: float
    added_weights: Floats
    weight_removed: float

    @property
    def growth(self) -> float:
        """Net growth as a share of the baseline."""
        return (float(self.added_weights.sum()) - self.weight_removed) / self.weight if self.weight else np.nan


def growth_at(history: History, position: int, moment: int) -> Growth | None:
    """What came in and went out of a commitment by a moment; None while it has no baseline."""
    baseline = baseline_at(history, position, moment)
    if baseline is None:
        return None
    until = last_look(history, position, moment)
    members, rows = history.members, history.rows_of(position)
    now = history.members_at(position, until)
    came = np.setdiff1d(now, baseline.members)
    first_row = {int(members.issue[r]): int(r) for r in rows[::-1] if members.from_at[r] > baseline.closes_at}
    came = np.array([i for i in came if int(i) in first_row], dtype=np.int64)
    came_rows = np.array([first_row[int(i)] for i in came], dtype=np.int64)
    counted = ~(members.silent_join[came_rows] | history.is_clone[came] | is_breakdown(history, came, baseline.members))
    came, came_rows = came[counted], came_rows[counted]
    rework = is_rework(history, came, baseline.start_at, now)
    sides = sides_at(history, moment)
    agreed = np.array(
        [
            is_agreed(history, int(i), int(members.from_at[r]), moment, sides)
            for i, r in zip(came, came_rows, strict=True)
        ],
        dtype=np.bool_,
    )
    undecided = np.array(
        [
            is_being_agreed(history, int(i), int(members.from_at[r]), moment, sides)
            for i, r in zip(came, came_rows, strict=True)
        ],
        dtype=np.bool_,
    )
    counted = ~(rework | agreed | undecided)
    added, rows_added = came[counted], came_rows[counted]
    joined_at, joined_by = members.from_at[rows_added], members.joined_by[rows_added].copy()
    creators = history.creator[added]
    joined_by = np.where(members.at_creation[rows_added], creators, joined_by)
    removed = _removed(history, position, baseline, until)
    everyone = np.concatenate([baseline.members, came[agreed], added])
    joined = np.concatenate(
        [np.full(len(baseline.members), baseline.closes_at), members.from_at[came_rows[agreed]], joined_at]
    )
    weights = weights_at(history, everyone, joined.astype(np.int64), moment)
    agreed_count = len(baseline.members) + int(agreed.sum())
    by_issue = dict(zip(everyone.tolist(), weights.values.tolist(), strict=True))
    return Growth(
        baseline,
        added,
        joined_at,
        joined_by,
        tuple(
            _origin(history, int(i), position, int(at), int(side))
            for i, at, side in zip(added, joined_at, sides.of(creators), strict=True)
        ),
        removed,
        came[rework],
        weights.unit,
        float(weights.values[:agreed_count].sum()),
        weights.values[agreed_count:],
        float(sum(by_issue[int(i)] for i in removed)),
    )


def last_look(history: History, position: int, moment: int) -> int:
    """The instant up to which membership counts: after its delivery a commitment is tidied up, not changed."""
    delivered = delivered_at(history, position, moment)
    if delivered is None:
        return moment
    sprint = history.commitments[position].type == "sprint"
    return min(moment, delivered - 1 if sprint else delivered + DAY - 1)


def _removed(history: History, position: int, baseline: Baseline, until: int) -> Ints:
    """Baseline members that were taken out on purpose."""
    members, rows = history.members, history.rows_of(position)
    gone = set(np.setdiff1d(baseline.members, history.members_at(position, until)).tolist())
    left = rows[(members.until_at[rows] > baseline.closes_at) & (members.until_at[rows] <= until)]
    last = {int(members.issue[r]): bool(members.silent_leave[r]) for r in left}
    return np.array(sorted(i for i in gone if not last.get(i, False)), dtype=np.int64)


def _origin(history: History, issue: int, position: int, joined_at: int, side: int) -> str:
    if moved_from(history, issue, position, joined_at) >= 0:
        return MOVED_IN
    return {BUSINESS: BUSINESS_ASKED, IT: IT_DISCOVERED, UNKNOWN: UNKNOWN_ORIGIN}[side]
