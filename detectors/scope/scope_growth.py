"""A commitment grew after it was agreed.

## What it detects
Releases, sprints, milestones and epics whose work grew, net of what was taken out, after their planning was over.

## Why it matters
Some growth is normal: requirements of internal projects grow by about 2% of the original list a month
(Software Productivity Research, after Capers Jones). Growth far beyond that moves deadlines and budgets while
each single addition looks small, so neither side sees the whole.

## How it is measured
growth = (weight added − weight removed since the baseline) / weight of the baseline. The baseline is the members
at the end of the planning window. Weight is story points, else hours, else one an item, by the estimate at the
baseline or at joining. Each addition has an origin: asked by the business, discovered by IT, moved in from
another commitment; rework is shown apart.

## Thresholds
`threshold` 0.25: net growth from which it speaks, with at least `items` 3 additions net of removals; high from
twice, critical from four times the threshold. With fewer than 5 agreed items nothing is judged. Without a due date it
has to be over the usual 2% a month as well.

## What it leaves out on purpose
Planning before the window closes; breakdown of agreed items into parts; swaps of equal weight; bulk edits, bots,
moves of keys and clones; rework; additions on which both sides spoke within five working days, which count as a
new baseline, and those on which one side spoke and the other still has time to; epics that a release carries;
commitments without a date that more items left undone than were done in: they are shelves, not promises. After delivery
nothing is counted any more.

## Questions it raises
For the business: what made the additions needed after the start? For IT: what did they push out, and who knew?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.baselines import subjects_of
from detectors.calendar import DAY
from detectors.finding import Evidence, Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.history import History
from detectors.past.cells import counted
from detectors.past.replay import NEVER, Flags, Floats
from detectors.scope.growth import (
    BUSINESS_ASKED,
    IT_DISCOVERED,
    LEAST_BASELINE,
    MOVED_IN,
    UNKNOWN_ORIGIN,
    Growths,
)
from detectors.sides import NAMES, sides_at
from detectors.texts import count, day, decimal, percent, say, together
from detectors.views import Views, view_of, views_of
from detectors.weights import UNITS

NAME = "scope-growth"
SYMPTOM: Symptom = "scope"
THRESHOLDS = {"threshold": 0.25, "items": 3.0}

_FIGURES = (
    "committed", "added", "removed", "rework", "growth", "weight", "weight_added", "weight_removed",
    "by_business", "by_it", "moved_in", "unit", "derived_start", "undated_months",
)  # fmt: skip
# Requirements grow by this share of the original list a month as a rule.
_USUAL, _MONTH = 0.02, 30.44 * DAY
_SAID = {"items": say("items"), "points": say("points"), "hours": say("hours")}


def measure(history: History, moments: Sequence[int]) -> Measures:
    """Growth of every commitment at every moment."""
    measures = Measures.of(moments, subjects_of(history), range(len(history.commitments)), _FIGURES)
    views = views_of(history, moments)
    views = views.only(views.has_baseline & ~views.is_carried_epic)
    is_small = views.committed < LEAST_BASELINE
    measures.cannot(views.commitment[is_small], views.column[is_small], "fewer than 5 items in the baseline")
    views = views.only(~is_small)
    is_shelf = _is_shelf(views)
    measures.cannot(
        views.commitment[is_shelf], views.column[is_shelf], "more items left it undone than were done in it"
    )
    seen = Growths(views.only(~is_shelf))
    views = seen.views
    added, removed = seen.is_added, seen.is_removed
    by_business, by_it, moved_in = (
        seen.number(added & (seen.origin == origin)) for origin in (BUSINESS_ASKED, IT_DISCOVERED, MOVED_IN)
    )
    measures.record(
        views.commitment,
        views.column,
        committed=views.committed,
        added=seen.number(added),
        removed=seen.number(removed),
        rework=seen.number(seen.is_rework),
        growth=seen.growth,
        weight=seen.agreed_weight,
        weight_added=seen.weight(added),
        weight_removed=seen.weight(removed),
        by_business=by_business,
        by_it=by_it,
        moved_in=moved_in,
        unit=seen.unit,
        derived_start=views.baselines.start_is_derived[views.baseline],
        undated_months=_undated_months(views),
    )
    return measures


def _undated_months(views: Views) -> Floats:
    """The months since the baseline of what has no date, 0 of what has: without an end, usual growth adds up."""
    months = (views.moment - views.baselines.closes_at[views.baseline]) / _MONTH
    return np.where(views.promises.due.at(views.commitment, views.moment) == NEVER, months, 0.0)


def _is_shelf(views: Views) -> Flags:
    """Which have no date, and are a place to put items aside rather than a promise: more left than were done there."""
    history, members = views.history, views.history.members
    undated = np.flatnonzero(views.promises.due.at(views.commitment, views.moment) == NEVER)
    owner, row = history.rows_of_each(views.commitment[undated])
    moment, finished = views.moment[undated][owner], history.finished_at[members.issue[row]]
    from_at, until_at = members.from_at[row], members.until_at[row]
    done_inside = (from_at <= finished) & (finished <= np.minimum(until_at, moment))
    # What comes and goes is told by its last stay: the rows of an issue stand together, in order of time.
    begun = np.flatnonzero(from_at <= moment)
    issue, of = members.issue[row[begun]], owner[begun]
    is_last = np.ones(len(begun), dtype=np.bool_)
    is_last[:-1] = (of[1:] != of[:-1]) | (issue[1:] != issue[:-1])
    left_undone = is_last & (until_at <= moment)[begun] & (finished > until_at)[begun]
    found = np.zeros(len(views), dtype=np.bool_)
    found[undated] = counted(of, left_undone, len(undated)) > counted(owner, done_inside, len(undated))
    return found


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """Net growth at or over the threshold, with enough items behind it."""
    growth, items = measures.figures["growth"], measures.figures["added"] - measures.figures["removed"]
    threshold, usual = thresholds["threshold"], _USUAL * measures.figures["undated_months"]
    with np.errstate(invalid="ignore"):
        flagged = (growth >= threshold) & (items >= thresholds["items"]) & (growth >= usual)
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
    view = view_of(history, judgement.position, judgement.at)
    if not view.has_baseline[0]:
        raise ValueError(f"{judgement.subject.name} has no baseline at {judgement.at}")
    seen = Growths(view)
    figures, name, unit = judgement.figures, judgement.subject.name, UNITS[int(judgement.figures["unit"])]
    committed, added, removed, growth = (figures[f] for f in ("committed", "added", "removed", "growth"))
    closes_at = int(view.baselines.closes_at[0])
    months = max((judgement.at - closes_at) / _MONTH, 0.1)
    more = count(added, "more item")
    summary = together(
        say(
            "{name} was agreed at {items} on {day}.",
            name=name,
            items=count(committed, "item"),
            day=day(closes_at - 1),
        ),
        say(
            "Since then {added} came in and {removed} went out: {share} net growth in {unit}, in {months} months, "
            "where 2% a month is usual.",
            added=count(added, "item"),
            removed=int(removed),
            share=percent(growth),
            unit=_SAID[unit],
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
        say("{name} grew by {share} after it was agreed", name=name, share=percent(growth)),
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
            "committed": int(committed),
            "added": int(added),
            "removed": int(removed),
            "growth": round(growth, 4),
            "unit": unit,
            "by_business": int(figures["by_business"]),
            "by_it": int(figures["by_it"]),
            "moved_in": int(figures["moved_in"]),
            "rework": int(figures["rework"]),
            "usual_months": round(growth / _USUAL, 1),
        },
        {"hours_over": round(figures["weight_added"] - figures["weight_removed"], 1)} if unit == "hours" else {},
        _evidence(history, judgement, seen),
        judgement.first_visible,
        judgement.at,
    )


def _evidence(history: History, judgement: Judgement, seen: Growths) -> tuple[Evidence, ...]:
    sides, name, members = sides_at(history, judgement.at), judgement.subject.name, history.members
    wording = {
        BUSINESS_ASKED: say("asked by the business, added to {name} after its start", name=name),
        IT_DISCOVERED: say("found by IT, added to {name} after its start", name=name),
        MOVED_IN: say("moved into {name} from another commitment after its start", name=name),
        UNKNOWN_ORIGIN: say("added to {name} after its start", name=name),
    }
    cells = np.flatnonzero(seen.is_added)
    issue, row = seen.issue[cells], seen.stakes.later[seen.stake[cells]]
    by = np.where(members.at_creation[row], history.creator[issue], members.joined_by[row])
    came = (column.tolist() for column in (members.from_at[row], issue, sides.of(by), seen.origin[cells]))
    facts: list[tuple[int, int, str, str]] = [
        (at, i, NAMES[side], wording[of]) for at, i, side, of in zip(*came, strict=True)
    ]
    rows = history.rows_of(judgement.position)
    last = np.full(history.size, -1, dtype=np.int64)
    last[members.issue[rows]] = rows  # of several stays the last, written last
    issue = seen.issue[seen.is_removed]
    row, what = last[issue], say("taken out of {name} after its start", name=name)
    went = (column.tolist() for column in (members.until_at[row], issue, sides.of(members.left_by[row])))
    facts += [(at, i, NAMES[side], what) for at, i, side in zip(*went, strict=True)]
    keys, urls = history.keys, history.urls
    return tuple(Evidence(keys[i], urls[i], at, side, what) for at, i, side, what in sorted(facts))
