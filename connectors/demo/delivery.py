"""One release from its preparation to its delivery: epics, the items that were promised, and what came later."""

from __future__ import annotations

from datetime import date
from math import ceil

from connectors.demo.draft import Draft, Value
from connectors.demo.planting import sizes, strategy
from connectors.demo.scene import Confounder, Scene
from connectors.demo.timetable import Release, Slot, Timetable
from connectors.demo.wording import epic_title, from_business, from_it, requirement, title
from connectors.demo.working_days import between, day_of, first_from, instant, office_hour, shifted

_EPICS = 3


class Delivery:
    """The story of one release in its project."""

    def __init__(self, scene: Scene, release: Release) -> None:
        self.scene = scene
        self.release = release
        self.plan = release.plan
        self.rng = scene.rng
        self.table = Timetable(release, scene.sprints, scene.rng)
        self.epics: list[Draft] = []
        self.members: list[tuple[Draft, Slot]] = []

    def promised(self) -> None:
        """Epics and items that stand in the release when its planning window ends."""
        self._make_epics()
        slots = [self.table.slot(self._position((i + 0.5) / self.plan.items)) for i in range(self.plan.items)]
        if self.plan.late_sprints:
            slots = self._carried_over(slots)
        for i, slot in enumerate(slots):
            self._promise(i, slot)

    def grown(self) -> None:
        """Items that come after the planning window: many where the plan says so, else at most one or two."""
        plan, rng = self.plan, self.rng
        count = ceil(plan.items * plan.growth) if plan.growth else rng.choice((0, 0, 1, 2))
        if "below-threshold" in plan.also:
            count = 4
        last = max(13, int(plan.growth_until * len(between(self.release.start, self.release.due))))
        for _ in range(count):
            self._add(shifted(self.release.start, rng.randint(12, last)))

    def crowded(self) -> None:
        """A sprint into which IT pulls work of later sprints, after its planning and without the business."""
        if self.plan.crowded_sprint is None:
            return
        scene, rng = self.scene, self.rng
        sprint = self.table.sprints[self.plan.crowded_sprint]
        days = sprint.days()
        for i in range(4):
            draft = self._prepared(self.scene.team.owner)
            size = 5
            scene.estimate(draft, size)
            self._put_into_release(draft)
            developer = scene.team.anyone_of_it(rng)
            draft.set(office_hour(rng, days[2 + i % 2], 9, 12), developer, "sprint", sprint.id, sprint.name)
            scene.build(draft, Slot(days[4 + i % 2], days[-2], (sprint,)), quiet=True, size=size)

    def closed(self) -> None:
        """The epics are closed when the release is delivered."""
        for epic in self.epics:
            by = self.scene.team.it[0].id if self.plan.unconsulted else self.scene.team.owner
            at = office_hour(self.rng, self.release.delivered, 14, 15)
            epic.status(at, by, "done")

    def _position(self, share: float) -> float:
        """Where in the release this share of its items is done: in even steps, if nothing else is planned."""
        if "work-removed" in self.plan.also:
            return 0.85 * share
        if "slow-start" in self.plan.also:
            return share * 3.6 if share < 0.05 else 0.18 + (share - 0.05) * 0.6
        return share

    def _make_epics(self) -> None:
        scene, rng, release = self.scene, self.rng, self.release
        by = scene.team.it[0].id if self.plan.unconsulted else scene.team.owner
        earliest = max(scene.began, shifted(release.start, -35))
        for _ in range(_EPICS):
            day = first_from(earliest)
            epic = scene.draft("epic", epic_title(rng, release.plan.name), office_hour(rng, day, 7, 8), by)
            strategy.place_epic(self.plan, epic)
            epic.status(office_hour(rng, release.start, 8, 8), scene.team.it[0].id, "in_progress")
            self.epics.append(epic)
            if "consulted-in-epic" in self.plan.also:
                # Every child stands in the epic by then, and no work has started yet.
                at = office_hour(rng, shifted(release.start, -1), 13, 15)
                epic.say(at, scene.team.owner, from_business(rng))
                scene.confounders.append(Confounder("consulted-in-epic", at, epic=epic))
            elif not self.plan.unconsulted and rng.random() < 0.4:
                at = office_hour(rng, shifted(release.start, -1), 13, 15)
                epic.say(at, scene.team.anyone_of_business(rng), from_business(rng))

    def _carried_over(self, slots: list[Slot]) -> list[Slot]:
        """More than half of what is in the first sprints is done only in the sprint after it."""
        after = dict(zip(self.table.sprints, self.table.sprints[1:], strict=False))
        count = dict.fromkeys(self.table.sprints[: self.plan.late_sprints], 0)
        made: list[Slot] = []
        for slot in slots:
            sprint = slot.sprints[0]
            if sprint in count and count[sprint] < 4:
                count[sprint] += 1
                late = after[sprint]
                made.append(Slot(slot.start, late.days()[self.rng.randint(1, 3)], (sprint, late)))
            else:
                made.append(slot)
        return made

    def _prepared(self, creator: str) -> Draft:
        """An item of the backlog, made in the weeks before the release starts and standing in an epic."""
        scene, rng, release = self.scene, self.rng, self.release
        earliest = max(scene.began, shifted(release.start, -30))
        days = between(earliest, shifted(release.start, -2))
        created_at = office_hour(rng, rng.choice(days), 9, 14)
        draft = scene.draft("story" if rng.random() < 0.8 else "task", title(rng), created_at, creator)
        epic = rng.choice(self.epics)
        if rng.random() < 0.7:
            draft.initial["epic"] = Value(None, None, epic)
        else:
            draft.set_issue(created_at + rng.randint(2, 50) * 60_000, creator, "epic", epic)
        return draft

    def _put_into_release(self, draft: Draft) -> None:
        """The product owner plans the item into the release before it starts (IT, where it builds alone)."""
        scene, rng, start = self.scene, self.rng, self.release.start
        by = scene.team.it[0].id if self.plan.unconsulted else scene.team.owner
        created = day_of(draft.created_at)
        days = between(max(shifted(created, 1), shifted(start, -8)), shifted(start, -1))
        scene.join(draft, self.release, office_hour(rng, rng.choice(days)), by)

    def _promise(self, i: int, slot: Slot) -> None:
        scene, rng, plan, team = self.scene, self.rng, self.plan, self.scene.team
        chance = rng.random()
        by_it = chance > 0.75 or plan.unconsulted or ("consulted-in-epic" in plan.also and chance > 0.2)
        draft = self._prepared(team.anyone_of_it(rng) if by_it else team.anyone_of_business(rng))
        strategy.place(self.plan, draft, rng)
        draft.initial["description"] = Value(None, requirement(scene.noise))
        self._put_into_release(draft)
        size = scene.size()
        late_estimate = "late-first-estimate" in plan.also and i >= plan.items * 0.78
        estimated = shifted(self.release.start, 13 + i % 3) if late_estimate else shifted(self.release.start, -1)
        scene.estimate(draft, size, office_hour(rng, estimated, 9, 12), team.anyone_of_it(rng))
        silent = chance > 0.97 or plan.unconsulted or "consulted-in-epic" in plan.also
        if plan.unconsulted and i % 10 == 4:
            silent = False
        if by_it and not silent:
            draft.say(instant(shifted(self.release.start, -1), 15, i), team.anyone_of_business(rng), from_business(rng))
        elif not by_it and rng.random() < 0.4:
            draft.say(instant(shifted(self.release.start, -1), 14, i), team.anyone_of_it(rng), from_it(rng))
        scene.enter(draft, slot, team.it[0].id)
        size = sizes.found_out(scene, self.release, draft, slot, size)
        quiet = plan.unconsulted and rng.random() < 0.7
        scene.build(draft, slot, quiet=quiet, size=size, effort=plan.effort)
        self.members.append((draft, slot))

    def _add(self, day: date) -> None:
        """One side adds an item; the other says nothing about it within the days that would make it agreed."""
        scene, rng, team = self.scene, self.rng, self.scene.team
        by_it = self.plan.origin == "it"
        creator = team.anyone_of_it(rng) if by_it else team.anyone_of_business(rng)
        at = office_hour(rng, day)
        draft = scene.draft("story", title(rng), at, creator)
        size = rng.choice((3, 5, 5)) if scene.plan.unit == "points" else scene.size()
        if not (self.plan.growth or "below-threshold" in self.plan.also):
            # What comes in along the way in a healthy release is small.
            size = 2 if scene.plan.unit == "points" else 8
        scene.estimate(draft, size)
        if rng.random() < 0.5:
            draft.initial["release"] = Value(self.release.id, self.release.name_at(at))
        else:
            scene.join(draft, self.release, at + 900_000, creator)
        if by_it:
            draft.say(office_hour(rng, shifted(day, 7)), team.anyone_of_business(rng), from_business(rng))
        slot = self.table.slot(rng.random(), shifted(day, 9 if by_it else 7))
        scene.enter(draft, slot, team.it[0].id)
        scene.build(draft, slot, size=size)
