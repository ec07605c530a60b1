"""A due date was pushed again and again without an agreement.

## What it detects
Releases, milestones and epics whose due date moved later after their planning was over, more than once or by much,
where the two sides did not talk about it.

## Why it matters
Each push is small, and each makes the date a little less worth planning on: who moves a date alone takes a decision
for the other side. A date that was moved together is a new plan, and nothing to worry about.

## How it is measured
pushes: how often the due date moved later after the planning window, less what was pulled back and what was agreed.
days_moved: the sum of those pushes in working days; share: that of the planned duration (working days from the start
to the baseline's due date). An epic's date is in its changelog. Trackers keep no history of the date of a release or
milestone: there the first date is the one first observed, and a push is dated by the synchronisation that saw it.

## Thresholds
At least `pushes` 2, together more than two working days (as late delivery allows); or more than `share` 20% of the
planned duration and more than `days` 5 working days. high from 1.5 times, critical from 3 times either.

## What it leaves out on purpose
Pushes on which both sides commented on the same item within five working days (the epic, or at least a tenth of
the open items); the last two working days, in which the other side may still answer; the planning window; several
edits within one day, which are one push; what was pulled back; bots and bulk edits; the date filled in when a release
is delivered; sprints, which end on their day by definition; epics most of whose items stand in a release or milestone
that was moved itself.

## Questions it raises
For the business: what depends on this date, and which date would you rather have heard first? For IT: what was known
at each push, and what would make the next date one to plan on?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.baselines import Baseline, baseline_at, subjects_of
from detectors.calendar import iso_day
from detectors.delivery.deadlines import Push, agreement_on, pushes_at
from detectors.finding import Evidence, Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.guards import carried_by
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Floats, Ints
from detectors.promises import promises_of
from detectors.sides import sides_at
from detectors.texts import count, day, percent, say, together
from detectors.views import Views, views_of

NAME = "moved-deadline"
SYMPTOM: Symptom = "delivery"
THRESHOLDS = {"pushes": 2.0, "share": 0.2, "days": 5.0}

# As much may a delivery come later without a word of late-delivery.
_TOLERANCE = 2
_FIGURES = ("pushes", "agreed", "days_moved", "planned_days", "share", "derived_start")


def measure(history: History, moments: Sequence[int]) -> Measures:
    """How often and how far the due date of every commitment has been pushed, at every moment."""
    promises = promises_of(history)
    positions = np.flatnonzero(~promises.is_sprint)
    subject = np.full(len(promises.is_sprint), -1, dtype=np.int64)
    subject[positions] = np.arange(len(positions))
    subjects = subjects_of(history)
    measures = Measures.of(moments, [subjects[c] for c in positions], positions.tolist(), _FIGURES)
    views = views_of(history, moments)
    views = views.only(~promises.is_sprint[views.commitment] & views.has_baseline)
    has_due = (promises.due.at(views.commitment, views.moment) != NEVER) | (
        views.baselines.due_at[views.baseline] != NEVER
    )
    measures.cannot(subject[views.commitment[~has_due]], views.column[~has_due], "no due date")
    views = views.only(has_due)
    alone, agreed, days, is_unsure = _pushes(views)
    is_epic = promises.is_epic[views.commitment]
    moved = np.zeros((len(moments), len(subject)), dtype=np.bool_)
    by_itself = (alone > 0) & ~is_epic
    moved[views.column[by_itself], views.commitment[by_itself]] = True
    of_others = (alone > 0) & is_epic
    for v in np.flatnonzero(of_others).tolist():
        c, moment = int(views.commitment[v]), int(views.moment[v])
        of_others[v] = carried_by(history, history.members_at(c, moment), moment, moved[views.column[v]])
    unsure = ~of_others & is_unsure
    measures.cannot(subject[views.commitment[unsure]], views.column[unsure], "too few words with a known side")
    sure = ~of_others & ~is_unsure
    planned = _planned_days(views)[sure]
    measures.record(
        subject[views.commitment[sure]],
        views.column[sure],
        pushes=alone[sure],
        agreed=agreed[sure],
        days_moved=days[sure],
        planned_days=planned,
        share=days[sure] / planned,
        derived_start=views.baselines.start_is_derived[views.baseline[sure]],
    )
    return measures


def _pushes(views: Views) -> tuple[Ints, Ints, Ints, Flags]:
    """For each view how many pushes nobody agreed on, how many were agreed, the days of the former, and who is unsure.

    Only dates that ever changed were pushed, and few do.
    """
    history = views.history
    alone, agreed, days = np.zeros((3, len(views)), dtype=np.int64)
    is_unsure = np.zeros(len(views), dtype=np.bool_)
    ever_moved = np.array([len(c.due.later) > 0 for c in history.commitments], dtype=np.bool_)
    for v in np.flatnonzero(ever_moved[views.commitment]).tolist():
        baseline = views.baselines.one(int(views.baseline[v]))
        by_itself, together, unsure = _sorted_out(history, int(views.commitment[v]), baseline, int(views.moment[v]))
        alone[v], agreed[v], is_unsure[v] = len(by_itself), len(together), bool(unsure)
        days[v] = sum(push.days for push in by_itself)
    return alone, agreed, days, is_unsure


def _sorted_out(
    history: History, position: int, baseline: Baseline, moment: int
) -> tuple[list[Push], list[Push], list[Push]]:
    """The pushes that nobody agreed on, the agreed ones, and those of which that cannot be said."""
    pushes = pushes_at(history, position, baseline, moment)
    if not pushes:
        return [], [], []
    sides = sides_at(history, moment)
    of = [agreement_on(history, position, push, moment, sides) for push in pushes]
    alone, agreed, unsure = (
        [push for push, how in zip(pushes, of, strict=True) if how == wanted]
        for wanted in ("not agreed", "agreed", "unsure")
    )
    return alone, agreed, unsure


def _planned_days(views: Views) -> Floats:
    """The planned duration in working days; NaN where the baseline has no due date after its start."""
    start, due = views.baselines.start_at[views.baseline], views.baselines.due_at[views.baseline]
    planned = views.history.working_days.between_each(start, np.where(due == NEVER, start, due))
    return np.where(planned > 0, planned, np.nan)


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """Enough pushes, or one that is long for the plan."""
    pushes, days, share = (measures.figures[name] for name in ("pushes", "days_moved", "share"))
    with np.errstate(invalid="ignore"):
        often = (pushes >= thresholds["pushes"]) & (days > _TOLERANCE)
        far = (share > thresholds["share"]) & (days > thresholds["days"])
    found = []
    for s, k in np.argwhere(often | far):
        figures = measures.at(int(s), int(k))
        times = max(
            figures["pushes"] / thresholds["pushes"] if often[s, k] else 0.0,
            figures["share"] / thresholds["share"] if far[s, k] else 0.0,
        )
        confidence = 0.8 + 0.05 * min(3.0, figures["pushes"]) - 0.1 * figures["derived_start"]
        found.append(
            Judgement(
                measures.subjects[s],
                measures.positions[s],
                int(measures.moments[k]),
                figures,
                severity_by(times, 1.0, 1.5, 3.0),
                round(confidence, 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """Every push: when, from which date to which, and what was agreed."""
    position, moment, name = judgement.position, judgement.at, judgement.subject.name
    baseline = baseline_at(history, position, moment)
    if baseline is None:
        raise ValueError(f"{name} has no baseline at {moment}")
    pushes, agreed, _ = _sorted_out(history, position, baseline, moment)
    days = sum(push.days for push in pushes)
    share = judgement.figures["share"]
    first = pushes[0].from_at
    now = history.commitments[position].due.at(moment) or pushes[-1].to_at
    observed = history.commitments[position].type != "epic"
    summary = together(
        say(
            "{name} was due on {first}. Since its planning was over the date was pushed {times}, by {days} in all, "
            "and is {last} now.",
            name=name,
            first=day(first),
            times=count(len(pushes), "time"),
            days=count(days, "working day"),
            last=day(now),
        ),
        say("That is {share} of the planned duration.", share=percent(share)) if not np.isnan(share) else "",
        say("No conversation of both sides about it was found within five working days of it."),
        say("Not counted: {moves} on which both sides agreed.", moves=count(len(agreed), "move")) if agreed else "",
        say("The first date is the one first observed, and each move is dated by the look that saw it.")
        if observed
        else "",
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("The date of {name} moved {days} later", name=name, days=count(days, "working day")),
        summary,
        {
            "business": say(
                "What do you plan on {name}, and how early would you need to hear of another date to adapt to it?",
                name=name,
            ),
            "it": say(
                "What was learned at each move, and what would make the next date one that both sides can plan on?"
            ),
        },
        {
            "pushes": len(pushes),
            "agreed": len(agreed),
            "days_moved": days,
            "planned_days": None if np.isnan(share) else int(judgement.figures["planned_days"]),
            "share": None if np.isnan(share) else round(share, 4),
            "first_due_on": iso_day(first),
            "due_on": iso_day(now),
        },
        {"days_late": float(days)},
        _evidence(history, judgement, pushes, agreed),
        judgement.first_visible,
        moment,
    )


def _evidence(history: History, judgement: Judgement, pushes: list[Push], agreed: list[Push]) -> tuple[Evidence, ...]:
    subject, sides = judgement.subject, sides_at(history, judgement.at)
    rows = []
    for push in sorted([*pushes, *agreed], key=lambda p: p.at):
        values = {"first": day(push.from_at), "last": day(push.to_at), "days": count(push.days, "working day")}
        what = (
            say("due date moved from {first} to {last}, {days} later, as both sides agreed", **values)
            if push in agreed
            else say("due date moved from {first} to {last}, {days} later", **values)
        )
        issue = subject.id if subject.type == "epic" else subject.name
        rows.append(Evidence(issue, subject.url, push.at, sides.name(push.by), what))
    return tuple(rows)
