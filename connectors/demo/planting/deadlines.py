"""The day on which an epic is due moves: alone, by agreement, or by next to nothing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from connectors.demo.delivery import Delivery
from connectors.demo.draft import Draft, Value
from connectors.demo.scene import Confounder, Plant
from connectors.demo.wording import agreement
from connectors.demo.working_days import between, day_of, instant, office_hour, shifted


def moved(delivery: Delivery, pushes: float) -> None:
    """Whoever plans it pushes the day again and again, and nobody says a word about it."""
    rng, team = delivery.rng, delivery.scene.team
    by = rng.choice((team.owner, team.it[0].id))
    epic = delivery.epics[0]
    for at, day in _pushed(delivery, epic, int(pushes)):
        epic.set(at, by, "due", day.isoformat())
    delivery.scene.planted.append(Plant("moved-deadline", delivery.release, epic))


def agreed(delivery: Delivery) -> None:
    """Both sides say under the epic that it may take longer, within two days of each push."""
    rng, team = delivery.rng, delivery.scene.team
    epic = delivery.epics[0]
    for at, day in _pushed(delivery, epic, rng.choice((1, 2))):
        epic.set(at, team.owner, "due", day.isoformat())
        epic.say(at + 600_000, team.owner, agreement(rng, by_business=True))
        answered = office_hour(rng, shifted(day_of(at), 1))
        epic.say(answered, team.anyone_of_it(rng), agreement(rng, by_business=False))
    delivery.scene.confounders.append(Confounder("agreed-push", instant(delivery.release.start), epic=epic))


def before_start(delivery: Delivery) -> None:
    """While the release is still being planned the day of an epic moves twice, from its middle to its end."""
    rng, release, team = delivery.rng, delivery.release, delivery.scene.team
    epic = delivery.epics[0]
    days = between(release.start, release.due)
    _due(epic, days[len(days) // 2])
    for before, day in ((-6, days[3 * len(days) // 4]), (-3, release.due)):
        epic.set(office_hour(rng, shifted(release.start, before)), team.owner, "due", day.isoformat())
    delivery.scene.confounders.append(Confounder("push-before-start", instant(release.start), epic=epic))


def small(delivery: Delivery) -> None:
    """One push of two working days, in a quarter of a year."""
    release = delivery.release
    epic = delivery.epics[0]
    _due(epic, shifted(release.due, -2))
    at = office_hour(delivery.rng, shifted(release.due, -9))
    epic.set(at, delivery.scene.team.it[0].id, "due", release.due.isoformat())
    delivery.scene.confounders.append(Confounder("small-push", instant(release.start), epic=epic))


def _pushed(delivery: Delivery, epic: Draft, pushes: int) -> list[tuple[int, date]]:
    """Due in the first half of the release; then pushed in even steps to its end, each time a few days before."""
    rng, release = delivery.rng, delivery.release
    days = between(release.start, release.due)
    first = int(len(days) * rng.uniform(0.35, 0.45))
    last = len(days) - 1
    steps = [first + round(k * (last - first) / pushes) for k in range(pushes + 1)]
    _due(epic, days[first])
    return [(office_hour(rng, days[before - rng.randint(1, 3)]), days[after]) for before, after in pairwise(steps)]


def _due(epic: Draft, day: date) -> None:
    epic.initial["due"] = Value(day.isoformat(), day.isoformat())
