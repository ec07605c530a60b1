"""What was asked was rewritten while it was being built.

## What it detects
Releases, milestones, sprints and epics in which the business materially rewrote much of what had been agreed, after
work on it had started and before it was done.

## Why it matters
A wish that becomes clearer is worth hearing. One that changes under the hands of those who build it is built twice,
and delivered later than planned as something that nobody had planned.

## How it is measured
changed_share: the weight of the agreed items whose summary or description the business changed by at least 20% of
the words and three words, after their first transition to in progress, as a share of the weight of the baseline.
Words are compared without order, letter case and markup; the share is of the longer text. Weight is story points,
else hours, else one an item. Acceptance criteria count where they stand in the description.

## Thresholds
`share` 20% of the weight of the baseline, with at least 5 items in it, and the lower bound of the 90% Wilson
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

import numpy as np

from detectors.baselines import subjects_of
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
from detectors.history import History
from detectors.past.cells import Set, spread, summed
from detectors.past.replay import NEVER, Flags, Floats, Ints
from detectors.sides import BUSINESS, UNKNOWN, sides_at
from detectors.tables import side_of_each
from detectors.texts import count, day, percent, say
from detectors.views import Views, view_of, views_of
from detectors.weights import UNITS, weigh

NAME = "changed-requirement"
SYMPTOM: Symptom = "delivery"
THRESHOLDS = {"share": 0.2}

LEAST_BASELINE = 5
# From so large a share of rewrites by somebody of no known side on, nothing can be said.
_UNKNOWN = 0.4
_FIGURES = ("committed", "changed", "changed_share", "lower", "unit", "derived_start")


class _Changes:
    """What of the agreed items of each view was rewritten by its moment; `unit` and `share` have an entry a view.

    Rows are (view, rewrite) of those that count: in the commitment's time, standing, and by the business; one an item.
    """

    def __init__(self, views: Views) -> None:
        history, baselines, rewrites = views.history, views.baselines, rewrites_of(views.history)
        owner, issue = baselines.members
        first = np.searchsorted(rewrites.issue, issue)
        member, rewrite = spread(first, np.searchsorted(rewrites.issue, issue, side="right") - first)
        in_time = rewrites.at[rewrite] >= baselines.start_at[owner[member]]
        baseline, rewrite = owner[member[in_time]], rewrite[in_time]
        bounds = np.searchsorted(baseline, np.arange(len(baselines.commitment) + 1))
        view, place = spread(bounds[views.baseline], np.diff(bounds)[views.baseline])
        rewrite = rewrite[place]
        delivered = views.delivered_at[view]
        until = np.where(delivered == NEVER, views.moment[view], np.minimum(views.moment[view], delivered + DAY - 1))
        at, undone_at = rewrites.at[rewrite], rewrites.undone_at[rewrite]
        counts = (at <= until) & (views.moment[view] < undone_at)
        view, rewrite = view[counts], rewrite[counts]
        side = side_of_each(history, views.moments)[views.column[view], rewrites.person[rewrite]]
        # The rows stand by view, issue and time, so the first of each item is its earliest.
        item = view * max(history.size, 1) + rewrites.issue[rewrite]
        of_business = np.flatnonzero(side == BUSINESS)
        items, earliest = np.unique(item[of_business], return_index=True)
        self.view, self.rewrite = view[of_business[earliest]], rewrite[of_business[earliest]]
        unknown = np.setdiff1d(item[side == UNKNOWN], items) // max(history.size, 1)
        touched = np.unique(item) // max(history.size, 1)
        of_unknown, of_all = (np.bincount(of, minlength=len(views)) for of in (unknown, touched))
        self.is_unsure: Flags = (of_unknown > 0) & (of_unknown > _UNKNOWN * of_all)
        self.changed: Ints = np.bincount(self.view, minlength=len(views))
        self.unit, self.share = self._weighed(views, Set(self.view, rewrites.issue[self.rewrite], history.size))

    def _weighed(self, views: Views, rewritten: Set) -> tuple[Ints, Floats]:
        """The unit of each view, and the share of what was agreed that was rewritten, by weight."""
        history = views.history
        unit, share = np.zeros(len(views), dtype=np.int64), np.zeros(len(views))
        some = np.flatnonzero(self.changed)
        k, item = views.baselines.members_of(views.baseline[some])
        agreed_at, moment = views.baselines.closes_at[views.baseline[some[k]]], views.moment[some[k]]
        unit[some], weights = weigh(k, len(some), moment, lambda name: history.estimates(name).known(item, agreed_at))
        changed = rewritten.has(some[k], item)
        share[some] = summed(k[changed], weights[changed], len(some)) / summed(k, weights, len(some))
        return unit, share


def measure(history: History, moments: Sequence[int]) -> Measures:
    """The share of what was agreed that the business rewrote, of every commitment at every moment."""
    measures = Measures.of(moments, subjects_of(history), range(len(history.commitments)), _FIGURES)
    views = views_of(history, moments)
    views = views.only(views.has_baseline & ~views.was_carried & (views.committed > 0))
    is_small = views.committed < LEAST_BASELINE
    measures.cannot(views.commitment[is_small], views.column[is_small], "fewer than 5 items in the baseline")
    views = views.only(~is_small)
    seen = _Changes(views)
    sure = ~seen.is_unsure
    measures.cannot(views.commitment[~sure], views.column[~sure], "too few words with a known side")
    measures.record(
        views.commitment[sure],
        views.column[sure],
        committed=views.committed[sure],
        changed=seen.changed[sure],
        changed_share=seen.share[sure],
        lower=wilson_lower(seen.share[sure], views.committed[sure]),
        unit=seen.unit[sure],
        derived_start=views.baselines.start_is_derived[views.baseline[sure]],
    )
    return measures


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
    view, sides = view_of(history, judgement.position, judgement.at), sides_at(history, judgement.at)
    changes = _Changes(view)
    if not view.has_baseline[0] or not len(changes.rewrite):
        raise ValueError(f"nothing in {name} was rewritten at {judgement.at}")
    committed, changed = int(figures["committed"]), int(figures["changed"])
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
            committed=count(committed, "item"),
            day=day(int(view.baselines.closes_at[0]) - 1),
            changed=changed,
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
            "committed": committed,
            "changed": changed,
            "changed_share": round(figures["changed_share"], 4),
            "lower_bound": round(figures["lower"], 4),
            "unit": UNITS[changes.unit[0]],
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
            for row in changes.rewrite.tolist()
            for i in [int(rewrites.issue[row])]
        ),
        judgement.first_visible,
        judgement.at,
    )
