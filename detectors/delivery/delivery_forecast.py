"""An open promise that, at its own pace, will not make its date.

## What it detects
Releases, milestones and epics that are not due yet and whose remaining work does not fit into the time that is left,
going by what was done week by week so far.

## Why it matters
Before the date there is still a choice: what can wait, what can be helped, which date to tell. After it there is
only an explanation. A date from one average velocity hides how much weeks differ; drawing from the weeks themselves
gives a date with its probability.

## How it is measured
probability: the share of 10,000 runs in which work remains two working days after the baseline's due date (so late
does late-delivery allow), its odds multiplied with those by which the project has missed its dates so far (21% before
any came, as of two). Each run draws, with replacement, from the last 12 weeks of the commitment's own throughput
until then, by the working day, so that holidays count on both sides. Throughput is weight (story points, else hours,
else one an item), half of it when work on an item begins and half when it is done or taken out; remaining is weighed
alike. It is the probability if nothing more is added; with_inflow is that if as much came in as so far: what came in
most often stops before the date. P50 and P85 are the days by which half and 85% of the runs are done. The draws are
the same for every forecast. The planning window is no part of the pace: little is finished while a plan is made.

brier and brier_of_base_rate say how good the project's own earlier forecasts (the lower of two weeks in a row) were,
beside always saying its base rate.

## Thresholds
`probability` 0.8 at the moment and a week before, with at least 6 weeks of work and 5 items remaining; medium, high
from `high` 0.95. Before 5 earlier commitments of the project have come to their date, its forecasts are untried: then
only a date speaks that is out of reach, which not even the best of the weeks, every week from now on, would keep.

## What it leaves out on purpose
One bad week; the first six weeks after the planning; the last few items; sprints; what is due already, which
late-delivery tells; what bots and bulk edits closed; parts of items; epics that a release carries; dates that both
sides moved together, which count as moved. Where at least 5 earlier commitments of the project came to their date and
its forecasts of them were no better than its own base rate, no forecast is shown.

## Questions it raises
For the business: which part is needed on the day, and which could follow? For IT: what would have to change for the
date to hold, and is that likely?
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detectors.baselines import subjects_of
from detectors.calendar import WEEK, iso_day
from detectors.delivery.forecasts import dates_of, forecast_at, forecast_of
from detectors.delivery.paces import Pace, Prospects, prospect_of
from detectors.delivery.scores import score_at
from detectors.finding import Evidence, Finding, Judgement, Measures, Symptom, Thresholds
from detectors.history import History
from detectors.past.replay import Ints
from detectors.sides import sides_at
from detectors.texts import count, day, decimal, percent, say, together
from detectors.views import views_of

NAME = "delivery-forecast"
SYMPTOM: Symptom = "delivery"
THRESHOLDS = {"probability": 0.8, "high": 0.95}

# With fewer outcomes a score is itself a guess.
_LEAST_OUTCOMES = 5
_FIGURES = (
    "probability", "week_before", "out_of_reach", "with_inflow", "remaining", "remaining_items", "weeks",
    "outcomes", "brier", "brier_of_base_rate",
)  # fmt: skip


def measure(history: History, moments: Sequence[int]) -> Measures:
    """The probability that every open commitment misses its date, at every moment."""
    positions = [c for c, commitment in enumerate(history.commitments) if commitment.type != "sprint"]
    subjects = subjects_of(history)
    measures = Measures.of(moments, [subjects[c] for c in positions], positions, _FIGURES)
    subject = {c: s for s, c in enumerate(positions)}
    prospects = Prospects(views_of(history, moments))
    views = prospects.views
    place = np.array([subject[c] for c in views.commitment.tolist()], dtype=np.int64)
    for rows, because in ((~prospects.has_due, "no due date"), (prospects.is_young, "fewer than 6 weeks of work")):
        measures.cannot(place[rows], views.column[rows], because)
    for v in np.flatnonzero(prospects.is_told).tolist():
        c, moment, s, k = int(views.commitment[v]), int(views.moment[v]), int(place[v]), int(views.column[v])
        found = forecast_of(prospects, v)
        if isinstance(found, str):
            measures.cannot(s, k, found)
            continue
        score = score_at(history, moment)
        if score.outcomes >= _LEAST_OUTCOMES and score.brier >= score.brier_of_base_rate:
            measures.cannot(s, k, "forecasts were no better than the base rate")
            continue
        before = forecast_at(history, c, moment - WEEK)
        measures.record(
            s,
            k,
            probability=found.probability,
            week_before=before.probability if before is not None else np.nan,
            out_of_reach=found.is_out_of_reach,
            with_inflow=found.with_inflow,
            remaining=found.remaining,
            remaining_items=found.remaining_items,
            weeks=found.weeks,
            outcomes=score.outcomes,
            brier=score.brier,
            brier_of_base_rate=score.brier_of_base_rate,
        )
    return measures


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """A probability over the threshold that was so a week before, too; untried, only what is out of reach."""
    probability, before = measures.figures["probability"], measures.figures["week_before"]
    least = thresholds["probability"]
    with np.errstate(invalid="ignore"):
        is_tried = measures.figures["outcomes"] >= _LEAST_OUTCOMES
        flagged = (probability >= least) & (before >= least) & (is_tried | (measures.figures["out_of_reach"] == 1))
    found = []
    for s, k in np.argwhere(flagged):
        figures = measures.at(int(s), int(k))
        sure = min(figures["probability"], figures["week_before"])
        found.append(
            Judgement(
                measures.subjects[s],
                measures.positions[s],
                int(measures.moments[k]),
                figures,
                "high" if figures["probability"] >= thresholds["high"] else "medium",
                round(min(0.9, sure * 0.9), 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """What is left, at which pace it went, and by when it would be done."""
    name, moment = judgement.subject.name, judgement.at
    prospect = prospect_of(history, judgement.position, moment)
    pace = prospect.pace(0) if prospect is not None else None
    if not isinstance(pace, Pace):
        raise ValueError(f"there is no forecast of {name} at {moment}")
    figures = judgement.figures
    half, most = dates_of(history.working_days, pace, moment)
    risk, left = percent(figures["probability"]), count(pace.remaining_items, "item")
    is_scored = figures["outcomes"] >= _LEAST_OUTCOMES
    summary = together(
        say(
            "{name} is due on {due}, and {left} are open. Going by its last {weeks}, it comes more than two working "
            "days later with a probability of {risk}, even if nothing more is added.",
            name=name,
            due=day(pace.due_at),
            left=left,
            weeks=count(len(pace.done), "week"),
            risk=risk,
        ),
        say("Half of the runs are done by {half}, 85% by {most}.", half=day(half), most=day(most))
        if half is not None and most is not None
        else say("Less than 85% of the runs are done within two years."),
        say(
            "On {outcomes} that came to their date before, such forecasts scored {brier} (Brier, 0 is best), the "
            "project's own base rate {base}.",
            outcomes=count(figures["outcomes"], "commitment"),
            brier=decimal(figures["brier"], 2),
            base=decimal(figures["brier_of_base_rate"], 2),
        )
        if is_scored
        else "",
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("At its pace, {name} misses its date with a probability of {risk}", name=name, risk=risk),
        summary,
        {
            "business": say(
                "Which part of {name} do you need on {due}, and which could follow later?",
                name=name,
                due=day(pace.due_at),
            ),
            "it": say(
                "What would have to change for {left} to be done by {due}, and what do you expect yourselves?",
                left=left,
                due=day(pace.due_at),
            ),
        },
        {
            "probability": round(figures["probability"], 4),
            "with_inflow": round(figures["with_inflow"], 4),
            "remaining": round(pace.remaining, 2),
            "remaining_items": pace.remaining_items,
            "unit": pace.unit,
            "weeks": len(pace.done),
            "due_on": iso_day(pace.due_at),
            "p50_on": None if half is None else iso_day(half),
            "p85_on": None if most is None else iso_day(most),
            "brier": round(figures["brier"], 4) if is_scored else None,
            "brier_of_base_rate": round(figures["brier_of_base_rate"], 4) if is_scored else None,
        },
        {} if half is None else {"days_late": float(history.working_days.late(pace.due_at, half))},
        _evidence(history, judgement, pace),
        judgement.first_visible,
        moment,
    )


def _evidence(history: History, judgement: Judgement, pace: Pace) -> tuple[Evidence, ...]:
    """What is open, and since when it is being worked on."""
    moment, sides = judgement.at, sides_at(history, judgement.at)
    members: Ints = history.members_at(judgement.position, moment)
    members = members[~np.isin(history.parent[members], members) & history.open_at(members, moment)]
    rows = []
    for i in members.tolist():
        started = int(history.started_at[i])
        begun = started <= moment
        what = (
            say("still open, {days} before the date; work started on {day}", days=_left(history, pace, moment),
                day=day(started))
            if begun
            else say("not started yet, {days} before the date", days=_left(history, pace, moment))
        )  # fmt: skip
        rows.append(Evidence(history.keys[i], history.urls[i], moment, sides.name(int(history.creator[i])), what))
    return tuple(rows)


def _left(history: History, pace: Pace, moment: int) -> str:
    return count(max(0, history.working_days.between(moment, pace.due_at)), "working day")
