"""A commitment grew after it was agreed.

## What it detects
Releases, sprints, milestones and epics whose work grew, net of what was taken out, after their planning was over.

## Why it matters
Some growth is normal: requirements of internal projects grow by about 2 % of the original list a month
(Software Productivity Research, after Capers Jones). Growth far beyond that moves deadlines and budgets while
each single addition looks small, so neither side sees the whole.

## How it is measured
growth = (weight added − weight removed since the baseline) / weight of the baseline. The baseline is the members
at the end of the planning window. Weight is story points, else hours, else one an item, by the estimate at the
baseline or at joining. Each addition has an origin: asked by the business, discovered by IT, moved in from
another commitment; rework is shown apart.

## Thresholds
`threshold` 0.25: net growth from which it speaks, with at least `items` 3 additions net of removals; high from
twice, critical from four times the threshold. With fewer than 5 agreed items nothing is judged.

## What it leaves out on purpose
Planning before the window closes; breakdown of agreed items into parts; swaps of equal weight; bulk edits, bots,
moves of keys and clones; rework; additions on which both sides spoke within five working days, which count as a
new baseline; epics that a release carries. After delivery nothing is counted any more.

## Questions it raises
For the business: what made the additions needed after the start? For IT: what did they push out, and who knew?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detectors.calendar import DAY
from detectors.commitments import Baseline, baseline_at, delivered_at, is_alive, on, subject_of
from detectors.finding import Evidence, Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.guards import is_agreed, is_breakdown, is_carried_epic, is_rework, moved_from
from detectors.history import History
from detectors.replay import Floats, Ints
from detectors.sides import BUSINESS, IT, NAMES, UNKNOWN, sides_at
from detectors.texts import count, percent
from detectors.weights import weights_at

NAME = "scope-growth"
SYMPTOM: Symptom = "scope"
THRESHOLDS = {"threshold": 0.25, "items": 3.0}

# With fewer agreed items, one more is a large share already.
LEAST_BASELINE = 5

BUSINESS_ASKED, IT_DISCOVERED, MOVED_IN, UNKNOWN_ORIGIN = "business", "it", "moved", "unknown"
_FIGURES = (
    "committed", "added", "removed", "rework", "growth", "weight", "weight_added", "weight_removed",
    "by_business", "by_it", "moved_in", "unit", "derived_start",
)  # fmt: skip
_UNITS = ("items", "points", "hours")


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


def measure(history: History, moments: Sequence[int]) -> Measures:
    """Growth of every commitment at every moment."""
    positions = range(len(history.commitments))
    measures = Measures.of(moments, [subject_of(history, c) for c in positions], positions, _FIGURES)
    for c in positions:
        for k, moment in enumerate(moments):
            if not is_alive(history, c, moment) or is_carried_epic(history, c, moment):
                continue
            growth = growth_at(history, c, moment)
            if growth is None:
                continue
            if len(growth.baseline.members) < LEAST_BASELINE:
                measures.cannot(c, k, "fewer than 5 items in the baseline")
                continue
            origins = [growth.origins.count(o) for o in (BUSINESS_ASKED, IT_DISCOVERED, MOVED_IN)]
            measures.record(
                c,
                k,
                committed=len(growth.baseline.members),
                added=len(growth.added),
                removed=len(growth.removed),
                rework=len(growth.rework),
                growth=growth.growth,
                weight=growth.weight,
                weight_added=float(growth.added_weights.sum()),
                weight_removed=growth.weight_removed,
                by_business=origins[0],
                by_it=origins[1],
                moved_in=origins[2],
                unit=_UNITS.index(growth.unit),
                derived_start=growth.baseline.start_is_derived,
            )
    return measures


def growth_at(history: History, position: int, moment: int) -> Growth | None:
    """What came in and went out of a commitment by a moment; None while it has no baseline."""
    baseline = baseline_at(history, position, moment)
    if baseline is None:
        return None
    until = _last_look(history, position, moment)
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
    added, rows_added = came[~rework & ~agreed], came_rows[~rework & ~agreed]
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


def _last_look(history: History, position: int, moment: int) -> int:
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


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """Net growth at or over the threshold, with enough items behind it."""
    growth, items = measures.figures["growth"], measures.figures["added"] - measures.figures["removed"]
    threshold = thresholds["threshold"]
    with np.errstate(invalid="ignore"):
        flagged = (growth >= threshold) & (items >= thresholds["items"])
    found = []
    for s, k in np.argwhere(flagged):
        figures = measures.at(int(s), int(k))
        found.append(
            Judgement(
                measures.subjects[s],
                measures.positions[s],
                int(measures.moments[k]),
                figures,
                severity_by(figures["growth"], threshold, 2 * threshold, 4 * threshold),
                _confidence(figures, threshold),
            )
        )
    return found


def _confidence(figures: dict[str, float], threshold: float) -> float:
    """Surer the further over the threshold; less sure where the start had to be derived."""
    margin = min(1.0, figures["growth"] / threshold - 1)
    return round(0.75 + 0.2 * margin - 0.1 * figures["derived_start"], 2)


def explain(history: History, judgement: Judgement) -> Finding:
    """The additions and removals as evidence, with whose wish each was."""
    growth = growth_at(history, judgement.position, judgement.at)
    if growth is None:
        raise ValueError(f"{judgement.subject.name} has no baseline at {judgement.at}")
    figures, name = judgement.figures, judgement.subject.name
    months = max((judgement.at - growth.baseline.closes_at) / (30.44 * DAY), 0.1)
    mostly = "the business" if figures["by_business"] >= figures["by_it"] else "IT"
    derived = " The start is the first work on a member, since none is declared." if figures["derived_start"] else ""
    summary = (
        f"{name} was agreed at {count(len(growth.baseline.members), 'item')} on {on(growth.baseline.closes_at)}. "
        f"Since then {count(len(growth.added), 'item')} came in and {len(growth.removed)} went out: "
        f"{percent(growth.growth)} net growth in {growth.unit}, in {months:.1f} months, where 2 % a month is usual. "
        f"Asked by the business: {figures['by_business']:.0f}; found by IT: {figures['by_it']:.0f}; "
        f"moved in from another commitment: {figures['moved_in']:.0f}.{derived}"
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        f"{name} grew by {percent(growth.growth)} after it was agreed",
        summary,
        {
            "business": f"What did you learn after the start that made {count(len(growth.added), 'more item')} "
            f"needed, and which of the agreed ones could wait for them?",
            "it": "What did these additions push back or cost, and where could that have been seen by both of you?"
            if mostly == "the business"
            else "What showed up only while building, and how could the business have helped to see it earlier?",
        },
        {
            "committed": len(growth.baseline.members),
            "added": len(growth.added),
            "removed": len(growth.removed),
            "growth": round(growth.growth, 4),
            "unit": growth.unit,
            "by_business": int(figures["by_business"]),
            "by_it": int(figures["by_it"]),
            "moved_in": int(figures["moved_in"]),
            "rework": len(growth.rework),
            "usual_months": round(growth.growth / 0.02, 1),
        },
        {"hours_over": round(float(growth.added_weights.sum()) - growth.weight_removed, 1)}
        if growth.unit == "hours"
        else {},
        _evidence(history, judgement, growth),
        judgement.first_visible,
        judgement.at,
    )


def _evidence(history: History, judgement: Judgement, growth: Growth) -> tuple[Evidence, ...]:
    sides, name = sides_at(history, judgement.at), judgement.subject.name
    wording = {
        BUSINESS_ASKED: f"asked by the business, added to {name} after its start",
        IT_DISCOVERED: f"found by IT, added to {name} after its start",
        MOVED_IN: f"moved into {name} from another commitment after its start",
        UNKNOWN_ORIGIN: f"added to {name} after its start",
    }
    rows = [
        (int(at), int(i), NAMES[sides.of(np.array([by]))[0]], wording[origin])
        for i, at, by, origin in zip(growth.added, growth.joined_at, growth.joined_by, growth.origins, strict=True)
    ]
    members, own = history.members, history.rows_of(judgement.position)
    gone = set(growth.removed.tolist())
    left = {int(members.issue[r]): int(r) for r in own if int(members.issue[r]) in gone}
    rows += [
        (
            int(members.until_at[r]),
            i,
            sides.name(int(members.left_by[r])),
            f"taken out of {name} after its start",
        )
        for i, r in left.items()
    ]
    return tuple(Evidence(history.keys[i], history.urls[i], at, side, what) for at, i, side, what in sorted(rows))
