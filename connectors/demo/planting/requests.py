"""The business asks for something by a day, in no release: it comes in time, much too late, or later by agreement."""

from __future__ import annotations

from datetime import date, timedelta

from connectors.demo.draft import Draft, Value
from connectors.demo.scene import Confounder, Plant, Scene
from connectors.demo.timetable import Slot
from connectors.demo.wording import agreement, title
from connectors.demo.working_days import first_from, instant, last_until, office_hour, shifted

_DAYS = 18


def ordinary(scene: Scene, monday: date) -> None:
    """It comes in time, or a day after."""
    request, due = _asked(scene, monday)
    _done(scene, request, shifted(due, scene.rng.choice((-2, -1, -1, 1))))


def plant(scene: Scene) -> None:
    """The requests that come too late, by one week to seven, and those that are postponed by agreement."""
    for week in scene.plan.late_requests:
        request, due = _asked(scene, scene.began + timedelta(weeks=week))
        _done(scene, request, shifted(due, scene.rng.randint(6, 35)))
        scene.planted.append(Plant("late-request", issues=(request,)))
    if "request-agreed" in scene.plan.also:
        for week in range(5, 48, 14):
            _postponed(scene, scene.began + timedelta(weeks=week))


def _postponed(scene: Scene, monday: date) -> None:
    """Both sides agree on a later day before the first one has come, and keep to it."""
    rng, owner = scene.rng, scene.team.owner
    request, due = _asked(scene, monday)
    at = office_hour(rng, shifted(due, -5))
    later = shifted(due, rng.randint(8, 15))
    request.set(at, owner, "due", later.isoformat())
    request.say(at + 300_000, owner, agreement(rng, by_business=True))
    request.say(office_hour(rng, shifted(due, -4)), scene.team.anyone_of_it(rng), agreement(rng, by_business=False))
    _done(scene, request, shifted(later, -1))
    scene.confounders.append(Confounder("request-agreed", instant(due), issue=request))


def _asked(scene: Scene, monday: date) -> tuple[Draft, date]:
    created_at = office_hour(scene.rng, first_from(monday))
    request = scene.draft("task", f"Verzoek: {title(scene.rng).lower()}", created_at, scene.team.owner)
    due = last_until(monday + timedelta(days=_DAYS))
    request.initial["due"] = Value(due.isoformat(), due.isoformat())
    return request, due


def _done(scene: Scene, request: Draft, day: date) -> None:
    scene.build(request, Slot(shifted(day, -4), day), size=6)
