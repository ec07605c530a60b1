"""Much of what was delivered came back.

## What it detects
Releases, milestones, sprints and epics of which an unusual share of the delivered items came back: reopened or
rejected after they were done, or followed by a bug or change request of the business.

## Why it matters
An item that comes back was done twice and waited for twice. Where many do, what was built and what was meant had
come apart before, and a word in between costs less than a second delivery.

## How it is measured
share: of the items that were done, those that came back within 30 days of that, or of the delivery of the whole.
Coming back is a way back from done, or a bug or change request, asked for by the business, that is linked to or
under the item and was made after it was done. Links carry no date: the later of the two items dates them.
own_rate: the same share over the project's other commitments, with one in twenty (as of 20 items) as what is known
beforehand. chance: how likely at least so many are at that rate (one-sided binomial).

## Thresholds
`share` 15 %, with at least `items` 3 that came back out of at least 5, and the lower bound of the share's 90 %
Wilson interval over two thirds of it; chance at most `level` 0.05 after Benjamini and Hochberg over all commitments
judged at that moment. high from 1.5 times, critical from 3 times the share.

## What it leaves out on purpose
Steps back before done, such as review; what somebody closed and took back within a day; bots and bulk edits; bugs
that IT found; clones; pull requests, parts and epics; what comes back as often everywhere in the project; sprints
and epics most of whose items a release or milestone carries.

## Questions it raises
For the business: what did you find that was other than you meant? For IT: where could a look together, before it was
done, have shown it?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.baselines import is_alive, subject_of
from detectors.delivery.comebacks import (
    Comebacks,
    at_least,
    came_back,
    comebacks_of,
    delivered_items,
    discoveries,
)
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
from detectors.sides import Sides, sides_at
from detectors.texts import count, day, percent, say

NAME = "mismatched-delivery"
SYMPTOM: Symptom = "delivery"
THRESHOLDS = {"share": 0.15, "items": 3.0, "level": 0.05}

LEAST_DELIVERED = 5
# What is known of a project before it delivered anything: one item in twenty comes back, as if seen on 20.
_BEFOREHAND = 1.0, 20.0
_FIGURES = ("delivered", "came_back", "share", "lower", "own_rate", "chance")


def measure(history: History, moments: Sequence[int]) -> Measures:
    """The share of what was delivered that came back, of every commitment at every moment."""
    positions = range(len(history.commitments))
    measures = Measures.of(moments, [subject_of(history, c) for c in positions], positions, _FIGURES)
    for k, moment in enumerate(moments):
        first, perhaps = comebacks_of(history).first(moment, sides_at(history, moment))
        judged: dict[int, tuple[Ints, Ints, Ints]] = {}
        for c in positions:
            if is_alive(history, c, moment):
                items, delivered = delivered_items(history, c, moment)
                if len(items) and not _is_carried(history, c, items, moment):
                    back = came_back(history, items, delivered, first)
                    judged[c] = items, back, came_back(history, items, delivered, perhaps)
        done, returned = np.zeros((2, history.size), dtype=np.bool_)
        for items, back, _ in judged.values():
            done[items] = True
            returned[back] = True
        known = int(done.sum()), int(returned.sum())
        for c, (items, back, unsure) in judged.items():
            if len(items) < LEAST_DELIVERED:
                measures.cannot(c, k, "fewer than 5 items delivered")
            elif not _is_much(len(back), len(items)) and _is_much(len(unsure), len(items)):
                measures.cannot(c, k, "the side of who asked is unknown")
            else:
                others, of_others = known[0] - len(items), known[1] - int(returned[items].sum())
                rate = (of_others + _BEFOREHAND[0]) / (others + _BEFOREHAND[1])
                share = len(back) / len(items)
                measures.record(
                    c, k, delivered=len(items), came_back=len(back), share=share,
                    lower=wilson_lower(share, len(items)), own_rate=rate,
                    chance=at_least(len(back), len(items), rate),
                )  # fmt: skip
    return measures


def _is_much(back: int, delivered: int) -> bool:
    return back >= THRESHOLDS["items"] and back >= THRESHOLDS["share"] * delivered


def _is_carried(history: History, position: int, items: Ints, moment: int) -> bool:
    """Whether a sprint or epic is left to the releases and milestones that most of its items stand in."""
    if history.commitments[position].type not in ("sprint", "epic"):
        return False
    carrying = np.array([c.type in ("release", "milestone") for c in history.commitments], dtype=np.bool_)
    return carried_by(history, items, moment, carrying)


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """A share over the threshold that is neither small numbers nor usual in the project."""
    share, back, lower, chance = (measures.figures[name] for name in ("share", "came_back", "lower", "chance"))
    with np.errstate(invalid="ignore"):
        much = (share >= thresholds["share"]) & (back >= thresholds["items"]) & (lower > thresholds["share"] * 2 / 3)
    found = []
    for k in np.flatnonzero(much.any(axis=0)):
        tried = np.flatnonzero(~np.isnan(chance[:, k]))
        unusual = tried[discoveries(chance[tried, k], thresholds["level"])]
        for s in unusual[much[unusual, k]]:
            figures = measures.at(int(s), int(k))
            times = figures["share"] / thresholds["share"]
            found.append(
                Judgement(
                    measures.subjects[s],
                    measures.positions[s],
                    int(measures.moments[k]),
                    figures,
                    severity_by(times, 1.0, 1.5, 3.0),
                    round(min(0.95, 0.8 + 0.1 * figures["lower"] / thresholds["share"]), 2),
                )
            )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """Which items came back, when, and how."""
    name, figures = judgement.subject.name, judgement.figures
    sides = sides_at(history, judgement.at)
    comebacks = comebacks_of(history)
    first, _ = comebacks.first(judgement.at, sides)
    items, delivered = delivered_items(history, judgement.position, judgement.at)
    back = came_back(history, items, delivered, first)
    rows = comebacks.rows_of(back, first, sides)
    summary = say(
        "Of {delivered} that were done in {name}, {back} ({share}) came back by {day}: {reopened} reopened after done, "
        "{returned} followed by a bug or change request of the business. In the rest of the project it is {usual}.",
        delivered=count(len(items), "item"),
        name=name,
        back=len(back),
        share=percent(figures["share"]),
        day=day(judgement.at),
        reopened=int((comebacks.other[rows] < 0).sum()),
        returned=int((comebacks.other[rows] >= 0).sum()),
        usual=percent(figures["own_rate"]),
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("{share} of what was delivered in {name} came back", share=percent(figures["share"]), name=name),
        summary,
        {
            "business": say("What did you find in these items that was other than you had meant or needed?"),
            "it": say("At which point could a look together, before these items were done, have shown the difference?"),
        },
        {
            "delivered": len(items),
            "came_back": len(back),
            "share": round(figures["share"], 4),
            "lower_bound": round(figures["lower"], 4),
            "own_rate": round(figures["own_rate"], 4),
            "chance": round(figures["chance"], 6),
        },
        {},
        tuple(_evidence(history, comebacks, int(row), sides) for row in rows),
        judgement.first_visible,
        judgement.at,
    )


def _evidence(history: History, comebacks: Comebacks, row: int, sides: Sides) -> Evidence:
    issue, other = int(comebacks.issue[row]), int(comebacks.other[row])
    finished = day(int(history.finished_at[issue]))
    what = (
        say("done on {day}, and reopened after that", day=finished)
        if other < 0
        else say("done on {day}; {other} was asked for after that", day=finished, other=history.keys[other])
    )
    at, side = int(comebacks.at[row]), sides.name(int(comebacks.person[row]))
    return Evidence(history.keys[issue], history.urls[issue], at, side, what)
