"""Estimates that look like growth and are none: given while planning, or told in smaller parts."""

from __future__ import annotations

from connectors.demo.delivery import Delivery
from connectors.demo.planting.sizes import split
from connectors.demo.working_days import instant, shifted

_NAMES = ("points", "estimate")


def in_window(delivery: Delivery) -> None:
    """On the second day most items that wait are estimated anew, at nearly twice as much: the plan was not made yet."""
    scene, release = delivery.scene, delivery.release
    for i, (draft, slot) in enumerate(delivery.members):
        told = [s for s in draft.settings if s.field in _NAMES]
        if told and i % 3 and slot.start > shifted(release.start, 2):
            at = instant(shifted(release.start, 1), 8, 2 * (i % 30))
            scene.estimate(draft, round(1.8 * int(told[0].to.value or 0)), at, scene.team.it[1].id)


def even_breakdown(delivery: Delivery) -> None:
    """Some items are split into parts that are together as large as they were."""
    scene = delivery.scene
    later = [m for m in delivery.members if m[1].start > shifted(delivery.release.window_ends, 1)]
    for draft, slot in later[:8]:
        size = int(draft.settings[next(i for i, s in enumerate(draft.settings) if s.field in _NAMES)].to.value or 0)
        split(scene, draft, slot, size, parts=2)
