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
new baseline, and those on which one side spoke and the other still has time to; epics that a release carries. After
delivery nothing is counted any more.

## Questions it raises
For the business: what made the additions needed after the start? For IT: what did they push out, and who knew?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.baselines import is_alive, subject_of
from detectors.calendar import DAY
from detectors.finding import Evidence, Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.guards import is_carried_epic
from detectors.history import History
from detectors.scope.growth import (
    BUSINESS_ASKED,
    IT_DISCOVERED,
    LEAST_BASELINE,
    MOVED_IN,
    UNKNOWN_ORIGIN,
    Growth,
    growth_at,
)
from detectors.sides import NAMES, sides_at
from detectors.texts import count, day, decimal, percent, say, together

NAME = "scope-growth"
SYMPTOM: Symptom = "scope"
THRESHOLDS = {"threshold": 0.25, "items": 3.0}

_FIGURES = (
    "committed", "added", "removed", "rework", "growth", "weight", "weight_added", "weight_removed",
    "by_business", "by_it", "moved_in", "unit", "derived_start",
)  # fmt: skip
_UNITS = ("items", "points", "hours")
_SAID = {"items": say("items"), "points": say("points"), "hours": say("hours")}


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
    more = count(len(growth.added), "more item")
    summary = together(
        say(
            "{name} was agreed at {items} on {day}.",
            name=name,
            items=count(len(growth.baseline.members), "item"),
            day=day(growth.baseline.closes_at),
        ),
        say(
            "Since then {added} came in and {removed} went out: {share} net growth in {unit}, in {months} months, "
            "where 2 % a month is usual.",
            added=count(len(growth.added), "item"),
            removed=len(growth.removed),
            share=percent(growth.growth),
            unit=_SAID[growth.unit],
            months=decimal(months),
        ),
        say(
            "Asked by the business: {asked}; found by IT: {found}; moved in from another commitment: {moved}.",
            asked=int(figures["by_business"]),
            found=int(figures["by_it"]),
            moved=int(figures["moved_in"]),
        ),
        say("The start is the first work on a member, since none is declared.") if figures["derived_start"] else "",
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("{name} grew by {share} after it was agreed", name=name, share=percent(growth.growth)),
        summary,
        {
            "business": say(
                "What did you learn after the start that made {items} needed, and which of the agreed ones could wait "
                "for them?",
                items=more,
            ),
            "it": say("What did these additions push back or cost, and where could that have been seen by both of you?")
            if figures["by_business"] >= figures["by_it"]
            else say("What showed up only while building, and how could the business have helped to see it earlier?"),
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
        BUSINESS_ASKED: say("asked by the business, added to {name} after its start", name=name),
        IT_DISCOVERED: say("found by IT, added to {name} after its start", name=name),
        MOVED_IN: say("moved into {name} from another commitment after its start", name=name),
        UNKNOWN_ORIGIN: say("added to {name} after its start", name=name),
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
            say("taken out of {name} after its start", name=name),
        )
        for i, r in left.items()
    ]
    return tuple(Evidence(history.keys[i], history.urls[i], at, side, what) for at, i, side, what in sorted(rows))
