"""A budget will not last for what is planned.

## What it detects
A project that has not spent its budget yet, but will very likely go over it with the work that is still planned, at
what its items have cost so far.

## Why it matters
While there is budget left, both sides can still choose: leave something out, add budget, or stop. After it is spent
there is only an overrun to explain.

## How it is measured
Earned value over items: estimate at completion = spent + remaining / cost index. Remaining is what is estimated for the
open items of the releases and milestones due within the budget's period, less what was spent on them; the cost index is
the estimates of the items done so far over what they took. The items done are resampled 2,000 times, which gives an
interval and the probability of going over. The day on which the budget runs out follows from the pace of the last 20
working days. Points are completed as estimated, so their cost index is 1.

## Thresholds
`probability` 0.8 of ending over the budget by more than `threshold` 0.05, the same excess from which budget-overrun
speaks, with at least `done` 0.2 of the work done and 5 items completed. High from five times the threshold (25% over),
critical from ten times. `creep` 0.5: where scope and estimates carry less than this share of the excess, the finding is
shown under `delivery`, as cost.

## What it leaves out on purpose
Releases due after the period, epics, what is delivered; rework and administration, as for budget-overrun. It is silent
once the budget is overrun, since budget-overrun tells of it then. Work that nobody planned yet is not foreseen.

## Questions it raises
For the business: what may be left out, or is worth more budget? For IT: which of the open items cost most?
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.calendar import iso_day
from detectors.finding import Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.history import History
from detectors.past.replay import Ints
from detectors.scope.budget_texts import amount, evidence_of, mostly_of, questions_about, split_said
from detectors.scope.causes import Causes, causes_of, items_of_each
from detectors.scope.completion import Completion, completion_at, completion_of, remaining_at, runs_out_on
from detectors.scope.spending import spending_of
from detectors.texts import day, percent, say, together
from detectors.whole_project import project_subject

NAME = "budget-forecast"
SYMPTOM: Symptom = "scope"
THRESHOLDS = {"probability": 0.8, "threshold": 0.05, "done": 0.2, "creep": 0.5}

_FIGURES = (
    "budget", "spent", "estimate", "low", "high", "probability", "done", "over",
    "scope", "estimates", "effort", "creep", "planned", "least_creep",
)  # fmt: skip


def measure(history: History, moments: Sequence[int]) -> Measures:
    """What the budget's work will have cost, as foreseen at every moment at which budget is left."""
    measures = Measures.of(moments, [project_subject(history)], [0], _FIGURES)
    budget = history.declared.budget
    asked: list[tuple[int, float, Ints]] = []
    for k, moment in enumerate(moments):
        if budget is None or budget.amount <= 0:
            measures.cannot(0, k, "no budget declared")
            continue
        spending = spending_of(history, budget)
        if not spending.start_at <= moment < spending.end_at:
            continue
        spent = spending.by(moment)
        if not spent:
            measures.cannot(0, k, "no points completed" if budget.unit == "points" else "no hours logged")
            continue
        if spent > budget.amount:
            continue
        remaining = remaining_at(history, spending, moment)
        if remaining is None:
            measures.cannot(0, k, "no release or milestone is due within the budget's period")
            continue
        asked.append((k, spent, remaining))
    if budget is None or not asked:
        return measures
    planned = [remaining for _, _, remaining in asked]
    items = items_of_each(history, spending_of(history, budget), [moments[k] for k, _, _ in asked], planned)
    for (k, spent, remaining), of in zip(asked, items, strict=True):
        seen = completion_of(of, remaining, budget.amount * (1 + THRESHOLDS["threshold"]))
        if isinstance(seen, str):
            measures.cannot(0, k, seen)
        else:
            _record(measures, k, spent, budget.amount, seen)
    return measures


def _record(measures: Measures, moment: int, spent: float, budget: float, seen: Completion) -> None:
    causes = causes_of(seen.items, budget)
    measures.record(
        0,
        moment,
        budget=budget,
        spent=spent,
        estimate=seen.estimate,
        low=seen.low,
        high=seen.high,
        probability=seen.probability,
        done=seen.done,
        over=(seen.estimate - budget) / budget,
        scope=causes.scope,
        estimates=causes.estimates,
        effort=causes.effort,
        creep=causes.creep,
        planned=causes.planned,
    )


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """Likely to end over the budget by more than the threshold, with enough of the work done to know."""
    found = []
    for k, moment in enumerate(measures.moments):
        figures = measures.at(0, k) | {"least_creep": thresholds["creep"]}
        likely = figures["probability"] >= thresholds["probability"] and figures["over"] > thresholds["threshold"]
        if not (likely and figures["done"] >= thresholds["done"]):
            continue
        found.append(
            Judgement(
                measures.subjects[0],
                0,
                int(moment),
                figures,
                severity_by(figures["over"], 0.0, 5 * thresholds["threshold"], 10 * thresholds["threshold"]),
                round(0.1 + 0.75 * figures["probability"], 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """What is foreseen with its interval, the day on which the budget runs out, and what weighs most."""
    budget = history.declared.budget
    if budget is None:
        raise ValueError(f"no budget is declared for {judgement.subject.name}")
    spending = spending_of(history, budget)
    remaining = remaining_at(history, spending, judgement.at)
    seen = completion_at(history, spending, judgement.at, remaining, budget.amount) if remaining is not None else ""
    if isinstance(seen, str):
        raise ValueError(f"nothing can be foreseen for {judgement.subject.name}: {seen}")
    figures, name, unit = judgement.figures, judgement.subject.name, budget.unit
    causes = Causes(figures["scope"], figures["estimates"], figures["effort"], figures["planned"])
    mostly = mostly_of(causes, figures["least_creep"])
    ends_at = runs_out_on(history, spending, judgement.at)
    return Finding(
        NAME,
        "delivery" if mostly == "effort" else "scope",
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("The budget of {name} will not last for what is planned", name=name),
        together(
            say(
                "Spent so far: {spent} of {budget}, with {done} of the planned work done.",
                budget=amount(figures["budget"], unit),
                spent=amount(figures["spent"], unit),
                done=percent(figures["done"]),
            ),
            say(
                "At what items have cost so far, all that is planned comes to {estimate}: {over} over the budget.",
                estimate=amount(figures["estimate"], unit),
                over=percent(figures["over"]),
            ),
            say(
                "In eight cases of ten it is between {low} and {high}.",
                low=amount(figures["low"], unit),
                high=amount(figures["high"], unit),
            )
            if figures["high"] - figures["low"] >= 1
            else "",
            split_said(causes, figures["budget"], unit),
            say("At the pace of the last four weeks the budget runs out on {day}.", day=day(ends_at))
            if ends_at is not None
            else "",
        ),
        questions_about(mostly),
        {
            "budget": round(figures["budget"], 1),
            "spent": round(figures["spent"], 1),
            "estimate_at_completion": round(figures["estimate"], 1),
            "low": round(figures["low"], 1),
            "high": round(figures["high"], 1),
            "probability": round(figures["probability"], 3),
            "done": round(figures["done"], 4),
            "scope": round(causes.scope, 1),
            "estimates": round(causes.estimates, 1),
            "effort": round(causes.effort, 1),
            "runs_out_on": iso_day(ends_at) if ends_at is not None else None,
            "unit": unit,
        },
        {f"{unit}_over": round(figures["estimate"] - figures["budget"], 1)},
        evidence_of(history, spending, seen.items, judgement.at, when_done=True),
        judgement.first_visible,
        judgement.at,
    )
