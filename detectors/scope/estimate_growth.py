"""The estimates of what was agreed grow.

## What it detects
A release, milestone, epic or sprint whose agreed items turn out to be larger than they were thought to be: nothing
was added, and still there is a quarter more to do.

## Why it matters
Growth of this kind hides: the list of items stays the same, so for the business the promise looks unchanged, while IT
knows better with every item that is looked at closely. Said early, both can choose what to leave out; said late, the
date or the budget chooses.

## How it is measured
growth = (what the baseline members still in it are estimated at − what they were agreed at) / what all baseline members
were agreed at. The unit is story points, else hours, whichever at least 70 % of the members are estimated in. An item
first estimated later is counted back to its agreement. A parent counts as the greater of its own estimate and the sum
of its parts.

## Thresholds
`threshold` 0.25: growth from which it speaks, with at least `items` 3 items that grew; high from twice, critical from
four times, the same scale as for scope-growth, since an hour more costs the same either way. With fewer than 5 agreed
items nothing is judged.

## What it leaves out on purpose
Planning before the window closes; first estimates; estimates that even out; bulk edits and bots; changes of an item
that is already done, which only write down what it took; clones, and bugs under an item, which are rework; items that
were taken out; sprints and epics most of whose items a release or milestone carries, which tells of them. Added items
are scope-growth. After delivery nothing is counted any more.

## Questions it raises
For the business: which of these items is worth its new size? For IT: what became known, and how could a first look come
sooner?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.baselines import Baseline, baseline_at, is_alive, subject_of
from detectors.finding import Evidence, Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.guards import carried_by
from detectors.history import History
from detectors.replay import Flags, Floats, Ints
from detectors.scope.breakdown import Unit, agreed_estimates, estimates_since, topmost
from detectors.scope.growth import LEAST_BASELINE
from detectors.sides import sides_at
from detectors.texts import Said, count, day, decimal, percent, say, together
from detectors.views import view_of
from detectors.weights import ESTIMATED

NAME = "estimate-growth"
SYMPTOM: Symptom = "scope"
THRESHOLDS = {"threshold": 0.25, "items": 3.0}

_FIGURES = ("committed", "grew", "shrank", "growth", "weight", "weight_now", "unit", "derived_start")
_UNITS: tuple[Unit, ...] = ("points", "hours")


@dataclass(frozen=True, slots=True)
class _Reestimate:
    """What the agreed items of a commitment were estimated at, and what they are by a moment, in `unit`.

    `issues` are those still in it whose agreed estimate is known; `weight` is that of all agreed items.
    """

    baseline: Baseline
    until: int
    unit: Unit
    weight: float
    issues: Ints
    before: Floats
    now: Floats

    @property
    def growth(self) -> float:
        return float((self.now - self.before).sum()) / self.weight if self.weight else float("nan")


def measure(history: History, moments: Sequence[int]) -> Measures:
    """Growth of the estimates of every commitment at every moment."""
    positions = range(len(history.commitments))
    measures = Measures.of(moments, [subject_of(history, c) for c in positions], positions, _FIGURES)
    carrying = np.array([c.type in ("release", "milestone") for c in history.commitments], dtype=np.bool_)
    for c in positions:
        for k, moment in enumerate(moments):
            if not is_alive(history, c, moment):
                continue
            baseline = baseline_at(history, c, moment)
            if baseline is None or (not carrying[c] and _is_carried(history, c, baseline, moment, carrying)):
                continue
            if len(baseline.members) < LEAST_BASELINE:
                measures.cannot(c, k, "fewer than 5 items in the baseline")
                continue
            found = _reestimate(history, c, baseline, moment)
            if found is None:
                measures.cannot(c, k, "too few items were estimated")
                continue
            measures.record(
                c,
                k,
                committed=len(baseline.members),
                grew=int((found.now > found.before).sum()),
                shrank=int((found.now < found.before).sum()),
                growth=found.growth,
                weight=found.weight,
                weight_now=found.weight * (1 + found.growth),
                unit=_UNITS.index(found.unit),
                derived_start=baseline.start_is_derived,
            )
    return measures


def _is_carried(history: History, position: int, baseline: Baseline, moment: int, carrying: Flags) -> bool:
    """Whether a release or milestone tells of an epic or sprint: it carries most of what was agreed, or is in it."""
    return carried_by(history, baseline.members, baseline.closes_at, carrying) or carried_by(
        history, history.members_at(position, moment), moment, carrying
    )


def _reestimate(history: History, position: int, baseline: Baseline, moment: int) -> _Reestimate | None:
    """The agreed items with their estimates, in the unit most have; None where too few have any."""
    until = int(view_of(history, position, moment).until_at[0])
    agreed = topmost(history, baseline.members)
    agreed_at = np.full(len(agreed), baseline.closes_at, dtype=np.int64)
    for unit in _UNITS:
        before = agreed_estimates(history, unit, agreed, agreed_at, until)
        known = ~np.isnan(before)
        if known.mean() < ESTIMATED:
            continue
        kept = known & np.isin(agreed, history.members_at(position, until))
        now = estimates_since(history, unit, agreed[kept], agreed_at[kept], until)
        return _Reestimate(baseline, until, unit, float(before[known].sum()), agreed[kept], before[kept], now)
    return None


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """Growth at or over the threshold, with enough items that grew."""
    growth, threshold = measures.figures["growth"], thresholds["threshold"]
    with np.errstate(invalid="ignore"):
        flagged = (growth >= threshold) & (measures.figures["grew"] >= thresholds["items"])
    found = []
    for s, k in np.argwhere(flagged):
        figures = measures.at(int(s), int(k))
        margin = min(1.0, figures["growth"] / threshold - 1)
        found.append(
            Judgement(
                measures.subjects[s],
                measures.positions[s],
                int(measures.moments[k]),
                figures,
                severity_by(figures["growth"], threshold, 2 * threshold, 4 * threshold),
                round(0.8 + 0.15 * margin - 0.1 * figures["derived_start"], 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """The items that grew as evidence, each with its estimates before and after."""
    baseline = baseline_at(history, judgement.position, judgement.at)
    found = _reestimate(history, judgement.position, baseline, judgement.at) if baseline else None
    if found is None:
        raise ValueError(f"{judgement.subject.name} has no estimated baseline at {judgement.at}")
    name, grew = judgement.subject.name, int(judgement.figures["grew"])
    more = float((found.now - found.before).sum())
    shrank = int(judgement.figures["shrank"])
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("What was agreed for {name} is {share} larger than estimated", name=name, share=percent(found.growth)),
        together(
            say(
                "The {items} agreed for {name} on {day} were estimated at {before}.",
                items=count(len(found.baseline.members), "item"),
                name=name,
                day=day(found.baseline.closes_at),
                before=_amount(found.weight, found.unit),
            ),
            say(
                "By now they are at {now}, {share} more, without anything having been added: {grew} grew and "
                "{shrank} shrank.",
                now=_amount(found.weight + more, found.unit),
                share=percent(found.growth),
                grew=count(grew, "item"),
                shrank=shrank,
            ),
            say("The same date or budget now buys less, unless something is left out.")
            if judgement.figures["derived_start"] == 0
            else say("The start is the first work on a member, since none is declared."),
        ),
        {
            "business": say(
                "Which of the {items} that grew are worth their new size, and which could be made smaller or wait?",
                items=count(grew, "item"),
            ),
            "it": say(
                "What became known while working on these items, and how could a first look show it earlier next time?"
            ),
        },
        {
            "committed": len(found.baseline.members),
            "grew": grew,
            "shrank": shrank,
            "growth": round(found.growth, 4),
            "estimated": round(found.weight, 1),
            "estimated_now": round(found.weight + more, 1),
            "unit": found.unit,
        },
        {"hours_over": round(more, 1)} if found.unit == "hours" else {},
        _evidence(history, judgement, found),
        judgement.first_visible,
        judgement.at,
    )


def _evidence(history: History, judgement: Judgement, found: _Reestimate) -> tuple[Evidence, ...]:
    """The last change of each item that grew; of one that grew by its parts, the newest part."""
    changes = history.changes_of("points" if found.unit == "points" else "estimate").filter(
        pl.col("row").is_in(found.issues.tolist())
        & pl.col("silent").not_()
        & (pl.col("at") > found.baseline.closes_at)
        & (pl.col("at") <= found.until)
    )
    last = {row: (at, by) for row, at, by in changes.select("row", "at", "by").iter_rows()}
    sides = sides_at(history, judgement.at)
    rows = []
    for issue, before, now in zip(found.issues.tolist(), found.before, found.now, strict=True):
        if now <= before:
            continue
        at, by = last.get(issue, (None, None))
        if at is None:
            made = history.created_at[(history.parent == issue) & (history.created_at <= found.until)]
            at = int(made.max()) if len(made) else found.baseline.closes_at
        rows.append((at, issue, sides.name(history.people.get(by, -1)), _change(found.unit, float(before), float(now))))
    return tuple(Evidence(history.keys[i], history.urls[i], at, side, what) for at, i, side, what in sorted(rows))


def _change(unit: Unit, before: float, now: float) -> Said:
    return say(
        "estimated at {before} when it was agreed, at {now} since",
        before=_amount(before, unit),
        now=_amount(now, unit),
    )


def _amount(value: float, unit: Unit) -> Said:
    """An estimate with its unit; halves of points and hours are told as such."""
    if abs(value - round(value)) >= 0.05:
        number = decimal(value)
        return say("{number} story points", number=number) if unit == "points" else say("{number} hours", number=number)
    return count(value, "story point") if unit == "points" else count(value, "hour")
