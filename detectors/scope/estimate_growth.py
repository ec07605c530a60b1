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
were agreed at. The unit is story points, else hours, whichever at least 70% of the members are estimated in. An item
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

import numpy as np

from detectors.baselines import subjects_of
from detectors.finding import Evidence, Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.history import History
from detectors.past.cells import Set, counted, spread, summed
from detectors.past.replay import Flags, Floats, Ints
from detectors.scope.breakdown import Unit, agreed_estimates, estimates_since, topmost
from detectors.scope.growth import LEAST_BASELINE
from detectors.scope.reestimates import reestimates_of
from detectors.sides import sides_at
from detectors.texts import Said, count, day, decimal, percent, say, together
from detectors.views import Views, view_of, views_of
from detectors.weights import ESTIMATED, UNITS

NAME = "estimate-growth"
SYMPTOM: Symptom = "scope"
THRESHOLDS = {"threshold": 0.25, "items": 3.0}

_FIGURES = ("committed", "grew", "shrank", "growth", "weight", "weight_now", "unit", "derived_start")
_UNITS: tuple[Unit, ...] = ("points", "hours")


class _Reestimates:
    """What the agreed items of each view were estimated at, and what they are by its moment.

    Cells are (view, issue): the agreed items still in it that are no parts of others. `before` and `now` are in the
    unit of the view, NaN where they were not estimated; `unit` is a place in `_UNITS`, -1 where too few were.
    """

    def __init__(self, views: Views) -> None:
        self.views, history = views, views.history
        owner, issue = views.baselines.members
        top = topmost(history, owner, issue)
        owner, issue = owner[top], issue[top]
        bounds = np.searchsorted(owner, np.arange(len(views.baselines.commitment) + 1))
        view, member = spread(bounds[views.baseline], np.diff(bounds)[views.baseline])
        self.view, self.issue, number = view, issue[member], np.diff(bounds)[views.baseline]
        closes_at, until = views.baselines.closes_at[views.baseline[view]], views.until_at[view]
        self.unit = np.full(len(views), -1, dtype=np.int64)
        self.before, self.now = np.full((2, len(view)), np.nan)
        self.is_member = Set(*views.members_at(views.until_at), history.size).has(view, self.issue)
        for k, name in enumerate(_UNITS):
            cells = np.flatnonzero(self.unit[view] < 0)
            before = np.full(len(view), np.nan)
            before[cells] = agreed_estimates(history, name, self.issue[cells], closes_at[cells], until[cells])
            enough = counted(view, ~np.isnan(before), len(views)) >= ESTIMATED * number
            cells = np.flatnonzero((enough & (self.unit < 0))[view])
            self.unit[enough & (self.unit < 0)] = k
            self.before[cells] = before[cells]
            cells = cells[self.is_member[cells] & ~np.isnan(before[cells])]
            self.now[cells] = estimates_since(history, name, self.issue[cells], closes_at[cells], until[cells])

    @property
    def weight(self) -> Floats:
        """What all agreed items were estimated at, by view."""
        return summed(self.view, np.nan_to_num(self.before), len(self.views))

    @property
    def more(self) -> Floats:
        """By how much those still in it are estimated at more than they were, by view."""
        return summed(self.view, np.nan_to_num(self.now - self.before), len(self.views))

    def number(self, cells: Flags) -> Ints:
        """How many of some cells each view has."""
        return counted(self.view, cells, len(self.views))


def measure(history: History, moments: Sequence[int]) -> Measures:
    """Growth of the estimates of every commitment at every moment."""
    measures = Measures.of(moments, subjects_of(history), range(len(history.commitments)), _FIGURES)
    views = views_of(history, moments)
    # A release or milestone tells of an epic or sprint that it carried then, or carries now.
    views = views.only(views.has_baseline & ~views.was_carried & ~views.is_carried)
    is_small = views.committed < LEAST_BASELINE
    measures.cannot(views.commitment[is_small], views.column[is_small], "fewer than 5 items in the baseline")
    views = views.only(~is_small)
    seen = _Reestimates(views)
    unknown = seen.unit < 0
    measures.cannot(views.commitment[unknown], views.column[unknown], "too few items were estimated")
    weight, more = seen.weight, seen.more
    growth = np.divide(more, weight, out=np.full(len(views), np.nan), where=weight > 0)
    figures = {
        "committed": views.committed,
        "grew": seen.number(seen.now > seen.before),
        "shrank": seen.number(seen.now < seen.before),
        "growth": growth,
        "weight": weight,
        "weight_now": weight + more,
        "unit": seen.unit + UNITS.index("points"),
        "derived_start": views.baselines.start_is_derived[views.baseline],
    }
    known = {name: values[~unknown] for name, values in figures.items()}
    measures.record(views.commitment[~unknown], views.column[~unknown], **known)
    return measures


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
    view = view_of(history, judgement.position, judgement.at)
    found = _Reestimates(view)
    if not view.has_baseline[0] or found.unit[0] < 0:
        raise ValueError(f"{judgement.subject.name} has no estimated baseline at {judgement.at}")
    figures, unit, name = judgement.figures, _UNITS[found.unit[0]], judgement.subject.name
    committed, grew, shrank = (int(figures[f]) for f in ("committed", "grew", "shrank"))
    weight, more, growth = figures["weight"], float(found.more[0]), percent(figures["growth"])
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("What was agreed for {name} is {share} larger than estimated", name=name, share=growth),
        together(
            say(
                "The {items} agreed for {name} on {day} were estimated at {before}.",
                items=count(committed, "item"),
                name=name,
                day=day(int(view.baselines.closes_at[0]) - 1),
                before=_amount(weight, unit),
            ),
            say(
                "By now they are at {now}, {share} more, without anything having been added: {grew} grew and "
                "{shrank} shrank.",
                now=_amount(weight + more, unit),
                share=growth,
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
            "committed": committed,
            "grew": grew,
            "shrank": shrank,
            "growth": round(figures["growth"], 4),
            "estimated": round(weight, 1),
            "estimated_now": round(weight + more, 1),
            "unit": unit,
        },
        {"hours_over": round(more, 1)} if unit == "hours" else {},
        _evidence(history, judgement, found, unit),
        judgement.first_visible,
        judgement.at,
    )


def _evidence(history: History, judgement: Judgement, found: _Reestimates, unit: Unit) -> tuple[Evidence, ...]:
    """The last change of each item that grew; of one that grew by its parts, the newest part."""
    closes_at, until = int(found.views.baselines.closes_at[0]), int(found.views.until_at[0])
    cells = np.flatnonzero(found.now > found.before)
    changes = reestimates_of(history)
    counted = changes.of(unit) & ~changes.silent & np.isin(changes.issue, found.issue[cells])
    rows = np.flatnonzero(counted & (changes.at > closes_at) & (changes.at <= until))
    told = (column[rows].tolist() for column in (changes.issue, changes.at, changes.person))
    last = {issue: (at, by) for issue, at, by in zip(*told, strict=True)}
    sides = sides_at(history, judgement.at)
    grown = []
    for issue, before, now in zip(found.issue[cells].tolist(), found.before[cells], found.now[cells], strict=True):
        at, by = last.get(issue, (None, -1))
        if at is None:
            parts = np.flatnonzero((history.parent == issue) & (history.created_at <= until))
            newest = int(parts[np.argmax(history.created_at[parts])]) if len(parts) else issue
            at = int(history.created_at[newest]) if len(parts) else closes_at
            by = int(history.creator[newest])
        grown.append((at, issue, sides.name(by), _change(unit, float(before), float(now))))
    return tuple(Evidence(history.keys[i], history.urls[i], at, side, what) for at, i, side, what in sorted(grown))


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
