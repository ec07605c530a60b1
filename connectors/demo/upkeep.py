"""What goes on in every project beside its releases: bugs, updates by the bot, requests, small subtasks."""

from __future__ import annotations

from datetime import date, timedelta

from connectors.demo.delivery import Delivery
from connectors.demo.draft import Value
from connectors.demo.people import BOT
from connectors.demo.plans import WEEKS
from connectors.demo.planting import requests
from connectors.demo.scene import Confounder, Scene
from connectors.demo.timetable import Slot
from connectors.demo.wording import from_business, title
from connectors.demo.working_days import first_from, instant, office_hour, shifted


def keep_up(scene: Scene) -> None:
    """The weeks of a project: now a bug, now an update by the bot, now a request."""
    for week in range(1, WEEKS):
        monday = scene.began + timedelta(weeks=week)
        if scene.rng.random() < 0.3:
            _bug(scene, monday)
        if scene.rng.random() < 0.15:
            _update(scene, monday)
        if week % 17 == 9:
            requests.ordinary(scene, monday)


def split_some(delivery: Delivery) -> None:
    """Developers split some items into two steps for themselves, outside of any release."""
    scene, rng = delivery.scene, delivery.rng
    for parent, slot in delivery.members:
        if rng.random() > 0.03:
            continue
        for step in ("bouwen", "testen"):
            at = instant(slot.start, 7, rng.randint(5, 55))
            subtask = scene.draft("subtask", f"{parent.title}: {step}", at, scene.team.anyone_of_it(rng))
            subtask.initial["parent"] = Value(None, None, parent)
            scene.build(subtask, slot, quiet=True)


def move_between(giver: Scene, taker: Scene, taking: Delivery) -> None:
    """Three items of another project's backlog move to this one before its release starts, and keep their ids."""
    start = taking.release.start
    rng = taker.rng
    moved_at = instant(shifted(start, -5), 10, 2)
    for i in range(3):
        created_at = office_hour(rng, shifted(start, -20 - i))
        draft = giver.draft("story", title(rng), created_at, giver.team.owner)
        draft.labels = (taker.plan.goal,)
        draft.say(office_hour(rng, shifted(start, -12)), giver.team.owner, from_business(rng))
        draft.move(moved_at + i * 240_000, taker.team.it[0].id, taker.plan.key)
        taker.join(draft, taking.release, instant(shifted(start, -4), 11, 7 * i), taker.team.owner)
        size = taker.size()
        taker.estimate(draft, size, instant(shifted(start, -3), 11, 7 * i), taker.team.it[1].id)
        slot = taking.table.slot(0.2 + i * 0.3)
        taker.enter(draft, slot, taker.team.it[0].id)
        taker.build(draft, slot, size=size)
    taker.confounders.append(Confounder("moved-between-projects", moved_at))


def _bug(scene: Scene, monday: date) -> None:
    rng = scene.rng
    day = first_from(monday + timedelta(days=rng.randint(0, 4)))
    reporter = scene.team.anyone_of_business(rng) if rng.random() < 0.5 else scene.team.anyone_of_it(rng)
    bug = scene.draft("bug", f"Fout: {title(rng).lower()}", office_hour(rng, day), reporter)
    start = shifted(day, rng.randint(1, 4))
    scene.build(bug, Slot(start, shifted(start, rng.randint(1, 3))), size=4)


def _update(scene: Scene, monday: date) -> None:
    rng = scene.rng
    update = scene.draft(
        "task", f"Bump library {rng.randint(1, 40)} to 1.{rng.randint(1, 60)}", instant(monday, 3, 40), BOT.id
    )
    update.labels = ("dependencies",)
    start = shifted(first_from(monday), rng.randint(1, 4))
    scene.build(update, Slot(start, shifted(start, 1)), quiet=True, size=2)
