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
`share` 15%, with at least `items` 3 that came back out of at least 5, and the lower bound of the share's 90%
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

from detectors.baselines import subjects_of
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
from detectors.history import History
from detectors.past.cells import counted
from detectors.past.replay import Flags, Floats, Ints
from detectors.sides import Sides, sides_at, sides_of_each
from detectors.tables import carried
from detectors.texts import count, day, percent, say
from detectors.views import Views, view_of, views_of

NAME = "mismatched-delivery"
SYMPTOM: Symptom = "delivery"
THRESHOLDS = {"share": 0.15, "items": 3.0, "level": 0.05}

LEAST_DELIVERED = 5
# What is known of a project before it delivered anything: one item in twenty comes back, as if seen on 20.
_BEFOREHAND = 1.0, 20.0
_FIGURES = ("delivered", "came_back", "share", "lower", "own_rate", "chance")


def measure(history: History, moments: Sequence[int]) -> Measures:
    """The share of what was delivered that came back, of every commitment at every moment."""
    measures = Measures.of(moments, subjects_of(history), range(len(history.commitments)), _FIGURES)
    views, comebacks = views_of(history, moments), comebacks_of(history)
    *first, place = comebacks.first_of_each(moments, sides_of_each(history, moments))
    view, issue = delivered_items(views)
    # A sprint or epic is left to the releases and milestones that most of its delivered items stand in.
    of_others = ~views.promises.carries[views.commitment]
    of_others &= views.mostly(view, issue, carried(history, views.moments))
    own = ~of_others[view]
    view, issue = view[own], issue[own]
    back, unsure = (came_back(views, view, issue, table, place) for table in first)
    delivered = np.bincount(view, minlength=len(views))
    returned, perhaps = (counted(view, flags, len(views)) for flags in (back, unsure))
    rate = _rate_of_others(views, view, issue, back)

    judged = delivered >= LEAST_DELIVERED
    few = (delivered > 0) & ~judged
    measures.cannot(views.commitment[few], views.column[few], "fewer than 5 items delivered")
    unknown = judged & ~_is_much(returned, delivered) & _is_much(perhaps, delivered)
    measures.cannot(views.commitment[unknown], views.column[unknown], "the side of who asked is unknown")
    judged &= ~unknown
    delivered, returned, rate = delivered[judged], returned[judged], rate[judged]
    share = returned / delivered
    chance = [at_least(*of) for of in zip(returned.tolist(), delivered.tolist(), rate.tolist(), strict=True)]
    measures.record(
        views.commitment[judged],
        views.column[judged],
        delivered=delivered,
        came_back=returned,
        share=share,
        lower=wilson_lower(share, delivered),
        own_rate=rate,
        chance=np.array(chance),
    )
    return measures


def _rate_of_others(views: Views, view: Ints, issue: Ints, back: Flags) -> Floats:
    """For each view, the share of the items delivered by the project's other commitments that came back."""
    done, returned = np.zeros((2, len(views.moments), views.history.size), dtype=np.bool_)
    column = views.column[view]
    done[column, issue] = True
    returned[column[back], issue[back]] = True
    others = done.sum(axis=1)[views.column] - np.bincount(view, minlength=len(views))
    of_others = returned.sum(axis=1)[views.column] - counted(view, returned[column, issue], len(views))
    rate: Floats = (of_others + _BEFOREHAND[0]) / (others + _BEFOREHAND[1])
    return rate


def _is_much(back: Ints, delivered: Ints) -> Flags:
    much: Flags = (back >= THRESHOLDS["items"]) & (back >= THRESHOLDS["share"] * delivered)
    return much


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
    first, _, place = comebacks.first_of_each([judgement.at], [sides])
    view = view_of(history, judgement.position, judgement.at)
    of, items = delivered_items(view)
    back = items[came_back(view, of, items, first, place)]
    rows = comebacks.rows_of(back, first[0][place], sides)
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
