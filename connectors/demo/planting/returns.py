"""What was delivered comes back: because it is not what was asked, or for a lesser reason."""

from __future__ import annotations

from connectors.demo.delivery import Delivery
from connectors.demo.draft import Draft
from connectors.demo.people import ADMINISTRATOR
from connectors.demo.scene import Plant
from connectors.demo.timetable import Slot
from connectors.demo.wording import complaint, from_it, title
from connectors.demo.working_days import day_of, instant, office_hour, shifted


def mismatched(delivery: Delivery, share: float) -> None:
    """The business sends items back that were done, or reports what is wrong with them."""
    scene, rng = delivery.scene, delivery.rng
    chosen = rng.sample(delivery.members, round(share * len(delivery.members)))
    for draft, slot in chosen:
        by = scene.team.anyone_of_business(rng)
        if rng.random() < 0.3:
            _bug(delivery, draft, slot, by)
            continue
        at = _later(delivery, slot, 6)
        draft.say(at - 180_000, by, complaint(rng))
        _again(delivery, draft, at, by)
    scene.planted.append(Plant("mismatched", delivery.release, issues=tuple(draft for draft, _ in chosen)))


def ordinary(delivery: Delivery) -> None:
    """At most two items of any release come back."""
    noise = delivery.scene.noise
    for draft, slot in noise.sample(delivery.members, noise.choice((0, 0, 0, 1, 1, 2))):
        team = delivery.scene.team
        by = team.anyone_of_it(noise) if noise.random() < 0.5 else team.anyone_of_business(noise)
        at = office_hour(noise, shifted(slot.sprints[-1].end if slot.sprints else slot.done, noise.randint(1, 4)))
        draft.say(at - 180_000, by, from_it(noise))
        _again(delivery, draft, at, by)


def tester_bugs(delivery: Delivery) -> None:
    """Testers of IT report bugs in two fifths of what was done: that is their work."""
    scene, rng = delivery.scene, delivery.rng
    for draft, slot in rng.sample(delivery.members, round(0.4 * len(delivery.members))):
        _bug(delivery, draft, slot, scene.team.anyone_of_it(rng))


def late_bugs(delivery: Delivery) -> None:
    """The business reports bugs in half of what was delivered, when it has been in use for more than a month."""
    scene, rng = delivery.scene, delivery.rng
    for draft, _ in rng.sample(delivery.members, round(0.5 * len(delivery.members))):
        day = shifted(delivery.release.delivered, rng.randint(26, 40))
        _report(delivery, draft, office_hour(rng, day), scene.team.anyone_of_business(rng))


def review_bounce(delivery: Delivery) -> None:
    """A reviewer sends half of the items back to their builders, before anything of them is done."""
    scene, rng = delivery.scene, delivery.rng
    for draft, _ in rng.sample(delivery.members, round(0.5 * len(delivery.members))):
        at = draft.when("review")
        draft.status(at + 1_200_000, scene.team.anyone_of_it(rng), "in_progress")
        draft.status(at + 2_400_000, scene.team.anyone_of_it(rng), "review")


def bulk_reopen(delivery: Delivery) -> None:
    """The administrator opens twelve done items to tidy their fields, and closes them again."""
    day = shifted(delivery.release.delivered, -2)
    done = [draft for draft, slot in delivery.members if slot.done < day][-12:]
    for i, draft in enumerate(done):
        at = instant(day, 11, 0) + i * 20_000
        draft.reopen(at, ADMINISTRATOR.id)
        draft.status(at + 1_800_000, ADMINISTRATOR.id, "done")


def _later(delivery: Delivery, slot: Slot, most: int) -> int:
    """Some working days after an item was done; in Scrum after its sprint."""
    rng = delivery.rng
    done = slot.sprints[-1].end if slot.sprints else slot.done
    return office_hour(rng, shifted(done, rng.randint(1, most)), 8, 12)


def _again(delivery: Delivery, draft: Draft, at: int, by: str) -> None:
    """Reopened, and done once more some days later."""
    scene = delivery.scene
    noise = scene.noise
    draft.reopen(at, by)
    draft.status(office_hour(noise, shifted(day_of(at), noise.randint(2, 3)), 13, 14), scene.team.it[1].id, "done")


def _bug(delivery: Delivery, draft: Draft, slot: Slot, by: str) -> None:
    _report(delivery, draft, _later(delivery, slot, 8), by)


def _report(delivery: Delivery, draft: Draft, at: int, by: str) -> None:
    scene, rng = delivery.scene, delivery.rng
    bug = scene.draft("bug", f"Fout: {title(rng).lower()}", at, by)
    bug.link(at + 120_000, by, draft)
    start = shifted(day_of(at), rng.randint(1, 3))
    scene.build(bug, Slot(start, shifted(start, rng.randint(1, 3))), quiet=True, size=3)
