"""The planted symptoms of a project as labelled episodes, each dated by counting on the generated history."""

from __future__ import annotations

from datetime import date

from connectors.demo.episodes import consultation, delivery, scope
from connectors.demo.episodes.episode import Episode, Subject
from connectors.demo.organisation import SimulatedProject
from connectors.demo.timetable import Release

__all__ = ["Episode", "Subject", "episodes"]


def episodes(p: SimulatedProject, anchor: date) -> list[Episode]:
    """The symptoms of a project that can be seen at the anchor."""
    begun = [release for release in p.scene.releases if release.start < anchor]
    told = [episode for release in begun for episode in _of_release(p, release, anchor)]
    told += _beside(p, anchor)
    alone = [release for release in begun if release.plan.unconsulted]
    if alone:
        told.append(consultation.unconsulted(p, alone, anchor))
    away = [release for release in begun if "off-strategy" in release.plan.planted]
    if away:
        told.append(consultation.off_strategy(p, away, anchor))
    if p.scene.plan.budget and p.scene.plan.budget.is_overrun:
        told.append(scope.budget_overrun(p, anchor))
    return [episode for episode in told if episode is not None]


def _of_release(p: SimulatedProject, release: Release, anchor: date) -> list[Episode | None]:
    plan = release.plan
    told: list[Episode | None] = []
    if (plan.late or 0) > 2:
        told += [delivery.late(p, release, anchor), delivery.forecast_late(p, release, anchor)]
    if plan.growth:
        told.append(scope.grown(p, release, anchor))
    inside = [s for s in p.scene.sprints if release.start <= s.start <= release.delivered]
    if plan.late_sprints:
        told.append(delivery.late_sprints(p, release, inside[: plan.late_sprints]))
    if plan.crowded_sprint is not None:
        told.append(scope.crowded(p, inside[plan.crowded_sprint]))
    if "mismatched" in plan.planted:
        told.append(delivery.mismatched(p, release, anchor))
    if "changed-requirement" in plan.planted:
        told.append(delivery.changed_requirement(p, release, anchor))
    if "estimate-growth" in plan.planted:
        told.append(scope.estimates_grown(p, release, anchor))
    return told


def _beside(p: SimulatedProject, anchor: date) -> list[Episode | None]:
    """What is planted in single issues of a project."""
    tell = {
        "moved-deadline": delivery.moved_deadline,
        "late-request": delivery.late_request,
        "unanswered-question": consultation.unanswered,
        "unrequested-change": consultation.unrequested,
    }
    return [tell[plant.kind](p, plant, anchor) for plant in p.scene.planted if plant.kind in tell]
