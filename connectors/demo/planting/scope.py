"""What looks like growth of a release and is none, or is agreed."""

from __future__ import annotations

from connectors.demo.delivery import Delivery
from connectors.demo.draft import Draft, Value
from connectors.demo.people import ADMINISTRATOR, BOT
from connectors.demo.timetable import Slot
from connectors.demo.wording import agreement, from_business, title
from connectors.demo.working_days import first_from, instant, office_hour, shifted


def _backlog_item(delivery: Delivery, size: int) -> Draft:
    """An item that the business asked for before the release started, and that stands in no release yet."""
    scene, rng = delivery.scene, delivery.rng
    day = max(shifted(delivery.release.start, -8 - rng.randint(0, 4)), first_from(scene.began))
    draft = scene.draft("story", title(rng), office_hour(rng, day, 9, 14), scene.team.anyone_of_business(rng))
    scene.estimate(draft, size)
    return draft


def _deliver(delivery: Delivery, draft: Draft, slot: Slot, size: int) -> None:
    delivery.scene.enter(draft, slot, delivery.scene.team.it[0].id)
    delivery.scene.build(draft, slot, size=size)


def planning_window(delivery: Delivery) -> None:
    """A fifth comes on the first two days: the planning was not finished yet."""
    rng, start = delivery.rng, delivery.release.start
    for i in range(delivery.plan.items // 5):
        size = delivery.scene.size()
        draft = _backlog_item(delivery, size)
        at = office_hour(rng, shifted(start, i % 2), 9, 15)
        delivery.scene.join(draft, delivery.release, at, delivery.scene.team.owner)
        _deliver(delivery, draft, delivery.table.slot(0.3 + rng.random() * 0.6, shifted(start, 4)), size)


def swap(delivery: Delivery) -> None:
    """Four items leave the release on the day on which four of the same sizes come in."""
    scene, rng, release = delivery.scene, delivery.rng, delivery.release
    day = shifted(release.start, 16)
    for i in range(4):
        size, owner = scene.size(), scene.team.owner
        leaving, coming = _backlog_item(delivery, size), _backlog_item(delivery, size)
        scene.join(leaving, release, office_hour(rng, shifted(release.start, -2), 9, 14), owner)
        leaving.set(instant(day, 9, 4 + 3 * i), owner, "release", None)
        scene.join(coming, release, instant(day, 9, 5 + 3 * i), owner)
        _deliver(delivery, coming, delivery.table.slot(rng.random(), shifted(day, 3)), size)


def removed(delivery: Delivery) -> None:
    """Both sides take five items out of the release again, before anything of them is built."""
    scene, rng, release = delivery.scene, delivery.rng, delivery.release
    day = shifted(release.start, 24)
    for i in range(5):
        leaving = _backlog_item(delivery, scene.size())
        scene.join(leaving, release, office_hour(rng, shifted(release.start, -2), 9, 14), scene.team.owner)
        leaving.set(instant(day, 9, 4 + 3 * i), scene.team.owner, "release", None)
        leaving.say(instant(day, 9, 5 + 3 * i), scene.team.owner, agreement(rng, by_business=True))
        leaving.say(office_hour(rng, shifted(day, 1)), scene.team.it[0].id, agreement(rng, by_business=False))


def bulk_edit(delivery: Delivery) -> None:
    """The administrator moves twelve items of the backlog into the release in one go: the tracker is tidied."""
    scene, rng = delivery.scene, delivery.rng
    day = shifted(delivery.release.start, 18)
    for i in range(12):
        size = scene.size()
        draft = _backlog_item(delivery, size)
        scene.join(draft, delivery.release, instant(day, 13, 2) + i * 20_000, ADMINISTRATOR.id)
        _deliver(delivery, draft, delivery.table.slot(rng.random(), shifted(day, 3)), size)


def breakdown(delivery: Delivery) -> None:
    """Five promised items are split into subtasks that stand in the release themselves."""
    scene, rng, release = delivery.scene, delivery.rng, delivery.release
    later = [m for m in delivery.members if m[1].start >= shifted(release.start, 12)]
    for parent, slot in later[:5]:
        for _ in range(3):
            developer = scene.team.anyone_of_it(rng)
            at = instant(slot.start, 7, rng.randint(5, 55))
            subtask = scene.draft("subtask", title(rng), at, developer)
            subtask.initial |= {
                "parent": Value(None, None, parent),
                "release": Value(release.id, release.name_at(at)),
            }
            scene.build(subtask, slot, quiet=True)


def bot(delivery: Delivery) -> None:
    """The bot puts updates into the release, and relabels what stands in it."""
    scene, rng, release = delivery.scene, delivery.rng, delivery.release
    for i in range(6):
        day = shifted(release.start, 12 + 2 * i)
        draft = scene.draft("task", f"Bump library {rng.randint(1, 40)} to 2.{i}", instant(day, 3, 12), BOT.id)
        draft.labels = ("dependencies",)
        draft.set(instant(day, 3, 13), BOT.id, "release", release.id, release.name_at(instant(day)))
        slot = delivery.table.slot(rng.random(), shifted(day, 3))
        scene.build(draft, Slot(slot.start, slot.done), quiet=True)
    for i, (draft, _) in enumerate(delivery.members[:8]):
        at = instant(shifted(release.start, 11), 2, i)
        draft.initial["labels"] = Value(None, " ".join(draft.labels))
        draft.set(at, BOT.id, "labels", None, f"{scene.plan.goal} gescand")
        draft.say(at + 5_000, BOT.id, "Scan finished, nothing found.")


def rework(delivery: Delivery) -> None:
    """Testers find bugs in promised items and put them into the release, linked to what they are about."""
    scene, rng, release = delivery.scene, delivery.rng, delivery.release
    finished = [m for m in delivery.members if m[1].done <= shifted(release.start, 30)]
    for parent, slot in finished[8:17]:
        day = shifted(max(slot.done, shifted(release.start, 12)), 1)
        tester = scene.team.anyone_of_it(rng)
        at = office_hour(rng, day, 7, 9)
        bug = scene.draft("bug", f"Fout: {title(rng).lower()}", at, tester)
        bug.initial["release"] = Value(release.id, release.name_at(at))
        size = 4
        scene.estimate(bug, size)
        bug.link(at + 120_000, tester, parent)
        scene.build(bug, Slot(shifted(day, 1), shifted(day, 2)), quiet=True, size=size)


def agreed(delivery: Delivery) -> None:
    """Both sides agree on a third more, under the items themselves and within two days."""
    scene, rng, release = delivery.scene, delivery.rng, delivery.release
    day = shifted(release.start, 16)
    for i in range(9):
        owner, size = scene.team.owner, scene.size()
        at = instant(day, 9 + i // 4, 5 + 11 * (i % 4))
        draft = scene.draft("story", title(rng), at, owner)
        scene.estimate(draft, size)
        scene.join(draft, release, at + 300_000, owner)
        draft.say(at + 600_000, owner, agreement(rng, by_business=True))
        draft.say(office_hour(rng, shifted(day, 1)), scene.team.anyone_of_it(rng), agreement(rng, by_business=False))
        if rng.random() < 0.5:
            draft.say(office_hour(rng, shifted(day, 2)), scene.team.anyone_of_business(rng), from_business(rng))
        _deliver(delivery, draft, delivery.table.slot(rng.random(), shifted(day, 4)), size)
