"""What was asked was rewritten while it was being built.

## What it detects
Releases, milestones, sprints and epics in which the business materially rewrote much of what had been agreed, after
work on it had started and before it was done.

## Why it matters
A wish that becomes clearer is worth hearing. One that changes under the hands of those who build it is built twice,
and delivered later than planned as something that nobody had planned.

## How it is measured
changed_share: the weight of the agreed items whose summary or description the business changed by at least 20 % of
the words and three words, after their first transition to in progress, as a share of the weight of the baseline.
Words are compared without order, letter case and markup; the share is of the longer text. Weight is story points,
else hours, else one an item. Acceptance criteria count where they stand in the description.

## Thresholds
`share` 20 % of the weight of the baseline, with at least 5 items in it, and the lower bound of the 90 % Wilson
interval of that share over two thirds of it. high from 1.5 times, critical from 3 times.

## What it leaves out on purpose
Typing errors, formatting and small corrections; the same words put into many issues (a template); bots and bulk
edits; notes of those who build; what was rewritten before work on it, or after it was done; a first text where there
was none; texts that were put back; items added later, which are growth of scope; sprints and epics most of whose
items a release or milestone carries.

## Questions it raises
For the business: what was learned that made the wish another one? For IT: what did the change cost, and when would
the question behind it have been cheap?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detectors.baselines import Baseline, baseline_at, delivered_at, is_alive, subject_of
from detectors.calendar import DAY
from detectors.delivery.rewrites import rewrites_of
from detectors.finding import (
    Evidence,
    Finding,
    Judgement,
    Measures,
    Symptom,
    Thresholds,
    severity_by,
    wilson_lower,
)
from detectors.guards import carried_by
from detectors.history import History
from detectors.replay import Ints
from detectors.sides import BUSINESS, UNKNOWN, Sides, sides_at
from detectors.texts import count, day, percent, say
from detectors.weights import weights_at

NAME = "changed-requirement"
SYMPTOM: Symptom = "delivery"
THRESHOLDS = {"share": 0.2}

LEAST_BASELINE = 5
# From so large a share of rewrites by somebody of no known side on, nothing can be said.
_UNKNOWN = 0.4
_FIGURES = ("committed", "changed", "changed_share", "lower", "unit", "derived_start")
_UNITS = ("items", "points", "hours")


@dataclass(frozen=True, slots=True)
class _Changed:
    """The rows of rewrites that count, one an item, and the weight of those items as a share of the baseline's."""

    rows: Ints
    share: float
    unit: str


def measure(history: History, moments: Sequence[int]) -> Measures:
    """The share of what was agreed that the business rewrote, of every commitment at every moment."""
    positions = range(len(history.commitments))
    measures = Measures.of(moments, [subject_of(history, c) for c in positions], positions, _FIGURES)
    for k, moment in enumerate(moments):
        sides = sides_at(history, moment)
        for c in positions:
            baseline = baseline_at(history, c, moment) if is_alive(history, c, moment) else None
            if baseline is None or not len(baseline.members) or _is_carried(history, c, baseline):
                continue
            if len(baseline.members) < LEAST_BASELINE:
                measures.cannot(c, k, "fewer than 5 items in the baseline")
                continue
            changed = _changed_at(history, c, baseline, moment, sides)
            if changed is None:
                measures.cannot(c, k, "too few words with a known side")
                continue
            measures.record(
                c,
                k,
                committed=len(baseline.members),
                changed=len(changed.rows),
                changed_share=changed.share,
                lower=wilson_lower(changed.share, len(baseline.members)),
                unit=_UNITS.index(changed.unit),
                derived_start=baseline.start_is_derived,
            )
    return measures


def _is_carried(history: History, position: int, baseline: Baseline) -> bool:
    """Whether a sprint or epic is left to the releases and milestones that most of its items stand in."""
    if history.commitments[position].type not in ("sprint", "epic"):
        return False
    carrying = np.array([c.type in ("release", "milestone") for c in history.commitments], dtype=np.bool_)
    return carried_by(history, baseline.members, baseline.closes_at, carrying)


def _changed_at(history: History, position: int, baseline: Baseline, moment: int, sides: Sides) -> _Changed | None:
    """What the business rewrote by a moment; None where too many rewrites are by somebody of no known side."""
    rewrites = rewrites_of(history)
    delivered = delivered_at(history, position, moment)
    until = moment if delivered is None else min(moment, delivered + DAY - 1)
    rows = np.flatnonzero(
        rewrites.standing(moment)
        & (rewrites.at >= baseline.start_at)
        & (rewrites.at <= until)
        & np.isin(rewrites.issue, baseline.members)
    )
    side = sides.of(rewrites.person[rows])
    of_business = rows[side == BUSINESS]
    items, first = np.unique(rewrites.issue[of_business], return_index=True)
    unknown = np.setdiff1d(rewrites.issue[rows[side == UNKNOWN]], items)
    if len(unknown) and len(unknown) > _UNKNOWN * len(np.unique(rewrites.issue[rows])):
        return None
    if not len(items):
        return _Changed(of_business, 0.0, "items")
    agreed_at = np.full(len(baseline.members), baseline.closes_at)
    weights = weights_at(history, baseline.members, agreed_at, moment)
    share = float(weights.values[np.isin(baseline.members, items)].sum() / weights.values.sum())
    return _Changed(of_business[first], share, weights.unit)


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """A share over the threshold that is no accident of a few items."""
    share, lower = measures.figures["changed_share"], measures.figures["lower"]
    least = thresholds["share"]
    with np.errstate(invalid="ignore"):
        flagged = (share >= least) & (lower > least * 2 / 3)
    found = []
    for s, k in np.argwhere(flagged):
        figures = measures.at(int(s), int(k))
        confidence = 0.8 + 0.1 * min(1.0, figures["lower"] / least) - 0.1 * figures["derived_start"]
        found.append(
            Judgement(
                measures.subjects[s],
                measures.positions[s],
                int(measures.moments[k]),
                figures,
                severity_by(figures["changed_share"] / least, 1.0, 1.5, 3.0),
                round(confidence, 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """Which agreed items were rewritten, when, and how much of their text."""
    name, figures = judgement.subject.name, judgement.figures
    baseline = baseline_at(history, judgement.position, judgement.at)
    sides = sides_at(history, judgement.at)
    changed = _changed_at(history, judgement.position, baseline, judgement.at, sides) if baseline else None
    if baseline is None or changed is None:
        raise ValueError(f"nothing in {name} was rewritten at {judgement.at}")
    rewrites, share = rewrites_of(history), percent(figures["changed_share"])
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("{share} of what was agreed for {name} was rewritten while it was built", share=share, name=name),
        say(
            "{name} was agreed at {committed} on {day}. Of these the business rewrote {changed} after work on them had "
            "started: {share} of what was agreed, by weight. Not counted are corrections under a fifth of the words.",
            name=name,
            committed=count(len(baseline.members), "item"),
            day=day(baseline.closes_at),
            changed=len(changed.rows),
            share=share,
        ),
        {
            "business": say("What did you learn in between that made these wishes other ones than you had agreed on?"),
            "it": say(
                "What of the work already done still served after these changes, and which question, asked before the "
                "start, would have helped?"
            ),
        },
        {
            "committed": len(baseline.members),
            "changed": len(changed.rows),
            "changed_share": round(figures["changed_share"], 4),
            "lower_bound": round(figures["lower"], 4),
            "unit": changed.unit,
        },
        {},
        tuple(
            Evidence(
                history.keys[i],
                history.urls[i],
                int(rewrites.at[row]),
                sides.name(int(rewrites.person[row])),
                say(
                    "{share} of the words changed; work had started on {day}",
                    share=percent(float(rewrites.share[row])),
                    day=day(int(history.started_at[i])),
                ),
            )
            for row in changed.rows.tolist()
            for i in [int(rewrites.issue[row])]
        ),
        judgement.first_visible,
        judgement.at,
    )
