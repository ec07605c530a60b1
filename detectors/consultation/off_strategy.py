"""Work is started that serves no declared goal.

## What it detects
A project in which much of what was started in the last 12 weeks serves none of the goals that the organisation has
declared.

## Why it matters
A strategy is carried out item by item. Work beside it may be right, and then the strategy has something to learn from
it; but while nobody looks, each item seems small, and what was promised waits. To ask early is cheap: most of this work
has only been started.

## How it is measured
share = weight of the items started in the last 12 weeks that serve no goal / weight of all items started then, each
less the allowance for maintenance. An item serves a goal by its label, its epic, a commitment that it is in, or by what
it is a part of, as it stood at the moment. Weight is story points, else hours, else one an item. The allowance is
taken off first: work under a maintenance goal, upkeep by its label and bugs use it up, and what is left of it covers
work without a goal.

## Thresholds
`threshold` 0.30, with at least `items` 5 and the lower bound of the 90% Wilson interval above it; `allowance` 0.20 of
the started weight. high from 1.5 times, critical from 3 times the threshold.

## What it leaves out on purpose
Parts of other items, epics themselves, pull requests (they are how work is done), copies, work of bots. Maintenance and
bugs never count as beside the strategy, however much there is of them. Where no goals are declared, or none that
anything in the project has served so far, nothing is judged, and so where fewer than 60% of the words have a known
side: then it is not known who could talk about it.

## Questions it raises
For the business: which of this would you have chosen, and does a goal lack its line in the strategy? For IT: what made
this work come first?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detectors.consultation.known_sides import cannot_judge, in_window, known_share
from detectors.consultation.own_work import is_own_work, starts_of
from detectors.consultation.strategy import maintaining, serving
from detectors.finding import (
    Finding,
    Judgement,
    Measures,
    Symptom,
    Thresholds,
    severity_by,
    wilson_lower,
)
from detectors.history import History
from detectors.past.replay import NEVER, Flags, Floats, Ints
from detectors.texts import count, day, percent, say, together
from detectors.weights import weights_at_each
from detectors.whole_project import project_subject

NAME = "off-strategy"
SYMPTOM: Symptom = "consultation"
THRESHOLDS = {"threshold": 0.3, "items": 5.0, "allowance": 0.2}

_FIGURES = ("started", "weight", "beside", "weight_beside", "weight_maintenance", "unit", "known")
_UNITS = ("items", "points", "hours")
_SAID = {"items": say("items"), "points": say("points"), "hours": say("hours")}


@dataclass(eq=False, frozen=True, slots=True)
class _Started:
    """What was started in the 12 weeks before a moment: issues, their weights, and what each is for."""

    issues: Ints
    unit: str
    weights: Floats
    is_beside: Flags
    is_maintenance: Flags


def measure(history: History, moments: Sequence[int]) -> Measures:
    """What was started in the last 12 weeks, and how much of it serves no goal, at every moment."""
    measures = Measures.of(moments, [project_subject(history)], [0], _FIGURES)
    told: list[tuple[int, float, Ints]] = []
    for service in (serving(history), maintaining(history)):
        service.look_at(moments)
    for k, moment in enumerate(moments):
        issues = _started_before(history, moment)
        if not len(issues):
            continue  # nothing was started, so nothing beside the strategy
        known = known_share(history, moment)
        because = _cannot_judge(history, moment, known, len(issues))
        if because is not None:
            measures.cannot(0, k, because)
            continue
        told.append((k, known, issues))
    for (k, known, issues), seen in zip(told, _look(history, [(moments[k], of) for k, _, of in told]), strict=True):
        measures.record(
            0, k, started=len(issues), weight=float(seen.weights.sum()), beside=int(seen.is_beside.sum()),
            weight_beside=float(seen.weights[seen.is_beside].sum()),
            weight_maintenance=float(seen.weights[seen.is_maintenance].sum()),
            unit=_UNITS.index(seen.unit), known=known,
        )  # fmt: skip
    return measures


def _cannot_judge(history: History, moment: int, known: float, started: int) -> str | None:
    if all(goal.maintenance for goal in history.declared.goals):
        return "no goals declared"
    if not (serving(history).at(moment) & (history.created_at <= moment)).any():
        return "no declared goal is served by anything in the project"
    if started < THRESHOLDS["items"]:
        return "fewer than 5 items started in the last 12 weeks"
    return cannot_judge(known)


def _started_before(history: History, moment: int) -> Ints:
    """The items that were started in the 12 weeks before a moment, and had not left the project by then."""
    issues = history.once(_ever_started)
    return issues[in_window(history.started_at[issues], moment) & (history.departed_at[issues] > moment)]


def _ever_started(history: History) -> Ints:
    return np.flatnonzero((history.started_at < NEVER) & is_own_work(history))


def _look(history: History, started: Sequence[tuple[int, Ints]]) -> list[_Started]:
    """What was started before each of some moments: those, with the issues that it was."""
    found = []
    weighed = weights_at_each(history, [(issues, history.started_at[issues], moment) for moment, issues in started])
    for (moment, issues), weights in zip(started, weighed, strict=True):
        serves = serving(history).at(moment)[issues]
        is_maintenance = (maintaining(history).at(moment)[issues] | history.is_bug[issues]) & ~serves
        found.append(_Started(issues, weights.unit, weights.values, ~serves & ~is_maintenance, is_maintenance))
    return found


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """A share over the threshold, after the allowance, that is no accident of a few items."""
    found = []
    for s, k in np.argwhere(measures.figures["started"] >= thresholds["items"]):
        figures = measures.at(int(s), int(k))
        excused = max(0.0, thresholds["allowance"] * figures["weight"] - figures["weight_maintenance"])
        rest = (1 - thresholds["allowance"]) * figures["weight"]
        if rest <= 0:
            continue
        share = max(0.0, figures["weight_beside"] - excused) / rest
        lower = wilson_lower(min(1.0, share), figures["started"] * rest / figures["weight"])
        if lower <= thresholds["threshold"]:
            continue
        threshold = thresholds["threshold"]
        found.append(
            Judgement(
                measures.subjects[s],
                0,
                int(measures.moments[k]),
                figures | {"share": share, "lower": lower, "allowance": thresholds["allowance"]},
                severity_by(share, threshold, 1.5 * threshold, 3 * threshold),
                round(min(0.95, 0.65 + 0.2 * figures["known"] + min(0.1, lower - threshold)), 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """The items that serve no goal, and when work on them started."""
    figures, name = judgement.figures, judgement.subject.name
    seen = _look(history, [(judgement.at, _started_before(history, judgement.at))])[0]
    beside = seen.issues[seen.is_beside]
    in_order = beside[np.argsort(history.started_at[beside], kind="stable")].tolist()
    evidence = starts_of(history, in_order, judgement.at, say("work started that serves no declared goal"))
    summary = together(
        say(
            "Of {started} on which work started in the 12 weeks before {day}, {beside} serve no declared goal.",
            started=count(figures["started"], "item"),
            day=day(judgement.at),
            beside=int(figures["beside"]),
        ),
        say(
            "After an allowance of {allowance} for maintenance, that is {share} of the work, weighed in {unit}.",
            allowance=percent(figures["allowance"]),
            share=percent(figures["share"]),
            unit=_SAID[seen.unit],
        ),
        say("So a good part of the effort goes where the shared strategy has no line yet."),
    )
    return Finding(
        NAME,
        SYMPTOM,
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("{share} of the work begun in {name} serves no declared goal", share=percent(figures["share"]), name=name),
        summary,
        {
            "business": say(
                "Which of these {items} would you choose yourself, and which of them show a goal that the strategy "
                "does not name yet?",
                items=count(figures["beside"], "item"),
            ),
            "it": say("What made this work come first, and what would have helped to see which goal it could serve?"),
        },
        {
            "started": int(figures["started"]),
            "beside": int(figures["beside"]),
            "share": round(figures["share"], 4),
            "lower_bound": round(figures["lower"], 4),
            "weight": round(figures["weight"], 1),
            "weight_beside": round(figures["weight_beside"], 1),
            "weight_maintenance": round(figures["weight_maintenance"], 1),
            "unit": seen.unit,
        },
        {},
        evidence,
        judgement.first_visible,
        judgement.at,
    )
