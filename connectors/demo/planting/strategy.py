"""Which goal the work of a release serves: the project's own, none, or one that its epic carries."""

from __future__ import annotations

from random import Random

from connectors.demo.draft import Draft
from connectors.demo.plans import ReleasePlan

MAINTENANCE = "onderhoud"
_ALLOWED = 0.2  # what any project may spend beside its goals


def place(plan: ReleasePlan, draft: Draft, rng: Random) -> None:
    """Let an item of a release serve what its plan says."""
    away = plan.planted.get("off-strategy", 0.0)
    if "some-off-strategy" in plan.also:
        away = _ALLOWED
    if {"goal-by-epic", "goal-by-declared-epic", "goal-by-release"} & plan.also or (away and rng.random() < away):
        draft.labels = ()
    elif "maintenance" in plan.also and rng.random() < 0.2:
        draft.labels = (MAINTENANCE,)


def place_epic(plan: ReleasePlan, epic: Draft) -> None:
    """Let an epic of a release serve what its plan says."""
    if "off-strategy" in plan.planted or {"some-off-strategy", "goal-by-declared-epic", "goal-by-release"} & plan.also:
        epic.labels = ()
