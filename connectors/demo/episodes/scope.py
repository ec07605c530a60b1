"""Scope creep: releases and sprints that grow, estimates that do, and budgets that do not hold."""

from __future__ import annotations

from datetime import date

from connectors.demo.budgets import budget, first_over, spent
from connectors.demo.counting.growth import Estimates, Growth
from connectors.demo.episodes.episode import Episode, ever_in, first_day, on_commitment, on_project
from connectors.demo.organisation import SimulatedProject
from connectors.demo.timetable import Release, Sprint
from connectors.demo.working_days import DAY, instant

_OVER = 0.05


def grown(p: SimulatedProject, release: Release, anchor: date) -> Episode | None:
    """A release to which much was added after its planning."""
    window = release.window_ends + DAY
    growth = Growth(p.issues, "release", release.id, instant(window), p.scene.plan.unit)
    until = min(release.delivered, anchor)
    visible = _first_grown(growth, window, until)
    if visible is None:
        return None
    share = growth.at(instant(until))[0]
    delivered = release.delivered if release.delivered < anchor else None
    dates = (window, visible, delivered)
    return on_commitment(p, "scope-growth", release, dates, measure=share, severity=_scope_severity(share))


def crowded(p: SimulatedProject, sprint: Sprint) -> Episode | None:
    """A sprint to which much was added after its planning."""
    growth = Growth(p.issues, "sprint", sprint.id, instant(sprint.start + DAY), p.scene.plan.unit)
    visible = _first_grown(growth, sprint.start + DAY, sprint.end)
    if visible is None:
        return None
    share = growth.at(instant(sprint.end))[0]
    dates = (sprint.start, visible, sprint.end)
    return on_commitment(p, "sprint-growth", sprint, dates, measure=share, severity=_scope_severity(share))


def estimates_grown(p: SimulatedProject, release: Release, anchor: date) -> Episode | None:
    """A release of which the agreed items were estimated at much more later."""
    window = release.window_ends + DAY
    until = min(release.delivered, anchor)
    grown = Estimates(p.issues, release.id, instant(window), p.scene.plan.unit)
    visible = first_day(window, until, lambda day: grown.at(instant(day)) >= 0.25)
    if visible is None:
        return None
    share = grown.at(instant(until))
    severity = "critical" if share >= 0.75 else "high" if share >= 0.375 else "medium"
    dates = (window, visible, release.delivered if release.delivered < anchor else None)
    return on_commitment(p, "estimate-growth", release, dates, measure=share, severity=severity)


def budget_overrun(p: SimulatedProject, anchor: date) -> Episode | None:
    """A project that spends more than its budget, because more was asked or what was agreed turned out larger."""
    found = budget(p)
    visible = first_over(p, found, _OVER) if found else None
    if found is None or visible is None or visible > anchor:
        return None
    share = spent(p, found.kind, found.baseline, min(found.until, anchor)) / found.amount - 1
    dates = (found.baseline, visible, found.until if found.until < anchor else None)
    within = ever_in(p.issues, "release", found.release.id)
    severity = "critical" if share >= 0.15 else "high" if share >= 0.075 else "medium"
    return on_project(p, "budget-overrun", dates, within, measure=share, severity=severity, releases=[found.release])


def _first_grown(growth: Growth, day: date, until: date) -> date | None:
    """The first day at whose beginning a quarter, and three items, had come in."""
    while day <= until:
        share, added = growth.at(instant(day))
        if share >= 0.25 and added >= 3:
            return day
        day += DAY
    return None


def _scope_severity(share: float) -> str:
    return "critical" if share >= 1 else "high" if share >= 0.5 else "medium"
