"""How large an item turns out to be when its work starts: as agreed, larger, or told in parts."""

from __future__ import annotations

from connectors.demo.draft import Draft, Value
from connectors.demo.scene import Scene
from connectors.demo.timetable import Release, Slot
from connectors.demo.wording import title
from connectors.demo.working_days import instant, office_hour, shifted

_RE_ESTIMATED = 0.7
_A_LITTLE = 0.08
_REACHED = 0.6  # the share of the weight that is estimated anew: some is started within the planning window


def found_out(scene: Scene, release: Release, draft: Draft, slot: Slot, size: int) -> int:
    """How large an item is when its work starts: as agreed, or estimated anew on the day before."""
    growth = release.plan.planted.get("estimate-growth", _A_LITTLE if "below-threshold" in release.plan.also else 0.0)
    anew = size
    if growth and slot.start > shifted(release.window_ends, 1):
        if scene.rng.random() < _RE_ESTIMATED:
            anew = round(size * (1 + growth / _REACHED))
    elif scene.noise.random() < 0.04:
        anew = size + 1
    if anew != size and scene.plan.unit != "none":
        at = office_hour(scene.noise, shifted(slot.start, -1))
        if growth and scene.plan.unit == "hours" and scene.rng.random() < 0.3:
            split(scene, draft, slot, anew, parts=3)
        else:
            scene.estimate(draft, anew, at, scene.team.it[1].id)
    return anew


def split(scene: Scene, draft: Draft, slot: Slot, size: int, parts: int) -> None:
    """Before the work starts the estimate moves to the parts; where points are given, the parts have none."""
    lead = scene.team.it[1].id
    at = instant(slot.start, 7, 10)
    for i in range(parts):
        part = scene.draft("subtask", title(scene.rng), at + i * 60_000, lead)
        part.initial["parent"] = Value(None, None, draft)
        if scene.plan.unit == "hours":
            share = size // parts + (i < size % parts)
            scene.estimate(part, share)
        scene.build(part, slot, quiet=True)
    if scene.plan.unit == "hours":
        scene.estimate(draft, 0, at + parts * 60_000, lead)
