"""A project spent more than its budget.

## What it detects
A budget that is exceeded, and what the excess comes from: work that was added (*scope*), larger estimates of what was
agreed (*estimates*), or more effort on the same work than estimated (*effort*).

## Why it matters
Each cause asks for another conversation. Added work is a choice of both sides that nobody may have made in one go;
grown estimates are knowledge that came late; effort is about how the work goes. Told as one number, an overrun makes
each side point at the other.

## How it is measured
Spent is what was logged within the period of the budget (hours; money is hours × rate), or the points completed in it.
Item by item it is split in what was planned, scope, estimates and effort: of an agreed item done so far to the share
*p*, *p* × its agreed estimate is planned, *p* × the growth of its estimate is estimates, and the rest effort; of an
added item *p* × its estimate is scope, and the rest effort. What is over the budget is spread over the three in
proportion, so they add up to the whole. Where hours are not estimated but points are, a point counts as what it cost
before the budget.

## Thresholds
`threshold` 0.05: the share over the budget from which it speaks; high from five times (25%), critical from ten times
(50%): a budget is seldom closer to what comes than some per cents. `creep` 0.5: the share that scope and estimates
carry at least. Below it the finding is shown under `delivery`, as cost. Where what was spent went by more than 30% to
items without an estimate, nothing is judged.

## What it leaves out on purpose
Additions before the planning window closes, agreed ones, breakdown, clones, bulk edits and bots, as for scope-growth;
bugs in what was built, which are effort; what moved between releases of the project; spending outside the period. Where
what was agreed alone costs more than the budget, that excess is no scope creep. It stands for twelve weeks after the
period.

## Questions it raises
For the business: which additions were worth going over the budget? For IT: when could the cost of them be seen?
"""

from __future__ import annotations

from collections.abc import Sequence

from detectors.finding import Finding, Judgement, Measures, Symptom, Thresholds, severity_by
from detectors.history import History
from detectors.scope.budget_texts import (
    amount,
    evidence_of,
    mostly_of,
    questions_about,
    split_said,
)
from detectors.scope.causes import Causes, causes_of, items_at, items_of_each
from detectors.scope.spending import spending_of
from detectors.texts import day, percent, say, together
from detectors.whole_project import project_subject

NAME = "budget-overrun"
SYMPTOM: Symptom = "scope"
THRESHOLDS = {"threshold": 0.05, "creep": 0.5}

_FIGURES = ("budget", "spent", "over", "scope", "estimates", "effort", "creep", "planned", "least_creep")


def measure(history: History, moments: Sequence[int]) -> Measures:
    """What was spent of the project's budget at every moment, and what any excess comes from."""
    measures = Measures.of(moments, [project_subject(history)], [0], _FIGURES)
    budget = history.declared.budget
    told: list[tuple[int, float]] = []
    for k, moment in enumerate(moments):
        if budget is None or budget.amount <= 0:
            measures.cannot(0, k, "no budget declared")
            continue
        spending = spending_of(history, budget)
        if not spending.is_alive(moment):
            continue
        spent = spending.by(moment)
        if not spent:
            measures.cannot(0, k, "no points completed" if budget.unit == "points" else "no hours logged")
            continue
        told.append((k, spent))
    if budget is None or not told:
        return measures
    over = [k for k, spent in told if spent > budget.amount]
    at = [moments[k] for k in over]
    items = dict(zip(over, items_of_each(history, spending_of(history, budget), at, [None] * len(at)), strict=True))
    for k, spent in told:
        spent_on = items.get(k)
        if k in items and spent_on is None:
            measures.cannot(0, k, "too few items were estimated")
            continue
        causes = Causes(0.0, 0.0, 0.0) if spent_on is None else causes_of(spent_on, budget.amount)
        measures.record(
            0,
            k,
            budget=budget.amount,
            spent=spent,
            over=(spent - budget.amount) / budget.amount,
            scope=causes.scope,
            estimates=causes.estimates,
            effort=causes.effort,
            creep=causes.creep,
            planned=causes.planned,
        )
    return measures


def judge(measures: Measures, thresholds: Thresholds) -> list[Judgement]:
    """Over the budget by more than the threshold; surer the clearer it is what carries it."""
    found = []
    for k, moment in enumerate(measures.moments):
        figures = measures.at(0, k) | {"least_creep": thresholds["creep"]}
        if not figures["over"] > thresholds["threshold"]:
            continue
        found.append(
            Judgement(
                measures.subjects[0],
                0,
                int(moment),
                figures,
                severity_by(figures["over"], 0.0, 5 * thresholds["threshold"], 10 * thresholds["threshold"]),
                round(0.75 + min(0.2, 0.4 * abs(figures["creep"] - thresholds["creep"])), 2),
            )
        )
    return found


def explain(history: History, judgement: Judgement) -> Finding:
    """The excess with its causes, and the items behind each; under delivery where effort carries it."""
    budget = history.declared.budget
    if budget is None:
        raise ValueError(f"no budget is declared for {judgement.subject.name}")
    spending = spending_of(history, budget)
    items = items_at(history, spending, judgement.at)
    if items is None:
        raise ValueError(f"too few items of {judgement.subject.name} were estimated")
    figures, name = judgement.figures, judgement.subject.name
    causes = Causes(figures["scope"], figures["estimates"], figures["effort"], figures["planned"])
    mostly = mostly_of(causes, figures["least_creep"])
    excess = round(figures["spent"] - figures["budget"], 1)
    scope, estimates = round(causes.scope, 1), round(causes.estimates, 1)
    return Finding(
        NAME,
        "delivery" if mostly == "effort" else "scope",
        judgement.subject,
        judgement.severity,
        judgement.confidence,
        say("{name} spent {share} more than its budget", name=name, share=percent(figures["over"])),
        together(
            say(
                "Since {day}, {spent} went into {name}, where {budget} were agreed: {over} more.",
                day=day(spending.start_at),
                spent=amount(figures["spent"], budget.unit),
                name=name,
                budget=amount(figures["budget"], budget.unit),
                over=amount(excess, budget.unit),
            ),
            split_said(causes, figures["budget"], budget.unit),
        ),
        questions_about(mostly),
        {
            "budget": round(figures["budget"], 1),
            "spent": round(figures["spent"], 1),
            "over": round(figures["over"], 4),
            "scope": scope,
            "estimates": estimates,
            "effort": round(excess - scope - estimates, 1),
            "unit": budget.unit,
        },
        {f"{budget.unit}_over": excess},
        evidence_of(history, spending, items, judgement.at),
        judgement.first_visible,
        judgement.at,
    )
