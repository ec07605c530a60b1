"""When things happen: sprints, releases, and the days on which an item is worked on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from connectors.demo.plans import WEEKS, ProjectPlan, ReleasePlan
from connectors.demo.working_days import DAY, between, first_from, instant, last_until, shifted

_FIRST_RELEASE = 10100
_FIRST_SPRINT = 1


@dataclass(eq=False, slots=True)
class Sprint:
    """Two weeks of a Scrum project."""

    id: str
    name: str
    start: date
    end: date
    planned: int = 0

    @property
    def start_at(self) -> int:
        """When it is activated."""
        return instant(self.start, 8, 30)

    @property
    def due_at(self) -> int:
        """When it is planned to end."""
        return instant(self.end, 15)

    @property
    def delivered_at(self) -> int:
        """When it is closed."""
        return instant(self.end, 15, 20)

    def planned_at(self) -> int:
        """The next instant of its planning: a few minutes an item, as people talk; never a bulk edit."""
        self.planned += 1
        return instant(self.start, 7) + self.planned * 130_000

    def days(self) -> list[date]:
        """Its working days."""
        return between(self.start, self.end)


@dataclass(eq=False, slots=True)
class Release:
    """A release as it goes: `delivered` may lie after the anchor. A rename changes only the name."""

    plan: ReleasePlan
    id: str
    name: str
    start: date
    due: date
    delivered: date
    former_name: str = ""
    renamed_at: int = 0

    @property
    def window_ends(self) -> date:
        """The last day of its planning window: a tenth of the planned working days, 2 to 10 of them."""
        planned = len(between(self.start + DAY, self.due))
        return shifted(self.start, max(2, min(10, round(planned / 10))))

    def name_at(self, at: int) -> str:
        """How it was called at an instant."""
        return self.former_name if at < self.renamed_at else self.name

    def days(self) -> list[date]:
        """The working days on which it is worked on: delivery comes after the last item."""
        return between(self.start, shifted(self.delivered, -1))


@dataclass(frozen=True, slots=True)
class Slot:
    """When an item is worked on, and in which sprints (the second one where it was not done in the first)."""

    start: date
    done: date
    sprints: tuple[Sprint, ...] = ()


def sprints(plan: ProjectPlan, began: date, number: int) -> list[Sprint]:
    """The sprints of a Scrum project, from its first release until some weeks after the anchor."""
    if not plan.scrum:
        return []
    made: list[Sprint] = []
    for i, week in enumerate(range(plan.releases[0].start, WEEKS + 12, 2)):
        monday = began + timedelta(weeks=week)
        identity = str(_FIRST_SPRINT + number * 100 + i)
        end = last_until(monday + timedelta(days=11))
        made.append(Sprint(identity, f"{plan.key} Sprint {i + 1}", first_from(monday), end))
    return made


def releases(plan: ProjectPlan, began: date, number: int, rng: Random) -> list[Release]:
    """The releases of a project with their real dates. Without a plan for it, a delivery is at most a day late."""
    made: list[Release] = []
    for i, one in enumerate(plan.releases):
        start = first_from(began + timedelta(weeks=one.start))
        due = last_until(began + timedelta(weeks=one.due, days=-3))
        late = one.late if one.late is not None else rng.choice((0, 0, 0, 1))
        if "late-within-2-days" in one.also:
            late = 2
        name = f"{plan.key} {one.name}"
        release = Release(one, str(_FIRST_RELEASE + number * 20 + i), name, start, due, shifted(due, late))
        if "rename" in one.also:
            release.former_name, release.name = name, f"{name} ‘Zomertij’"
            release.renamed_at = instant(shifted(start, 15), 10, 5)
        made.append(release)
    return made


class Timetable:
    """Hands out the days of one release to its items."""

    def __init__(self, release: Release, all_sprints: list[Sprint], rng: Random) -> None:
        self.release = release
        self.rng = rng
        self.scrum = bool(all_sprints)
        self.sprints = [s for s in all_sprints if s.start >= release.start and s.end <= release.delivered]
        self.all_days = release.days()
        # Who keeps asking for more is served before the end: a release that grows need not be late.
        self.grows = release.plan.growth > 0
        if self.grows:
            self.all_days = self.all_days[:-6]

    def slot(self, position: float, earliest: date | None = None) -> Slot:
        """Days at a position (0..1) in the release, not before a day."""
        return self._in_sprint(position, earliest) if self.scrum else self._any_time(position, earliest)

    def _in_sprint(self, position: float, earliest: date | None) -> Slot:
        possible = [s for s in self.sprints if earliest is None or s.start >= earliest] or self.sprints[-1:]
        last = len(self.sprints) - 1
        wanted = self.sprints[min(int(position * len(self.sprints)), last)]
        if self.grows:
            # The last sprint is for finishing touches.
            wanted = self.sprints[last if position >= 0.9 else int(position / 0.9 * last)]
        sprint = wanted if wanted in possible else self.rng.choice(possible[:2])
        days = sprint.days()
        start = self.rng.randint(0, 3)
        done = min(start + self.rng.randint(2, 4), len(days) - 2)
        return Slot(days[start], days[done], (sprint,))

    def _any_time(self, position: float, earliest: date | None) -> Slot:
        days = self.all_days
        done = min(3 + int(position * (len(days) - 3)), len(days) - 1)
        start = max(done - self.rng.randint(1, 5), 1)
        if earliest is not None and days[start] < earliest:
            first = next((i for i, day in enumerate(days) if day >= earliest), len(days) - 2)
            start = min(first + self.rng.randint(0, 5), len(days) - 2)
            done = min(start + self.rng.randint(1, 5), len(days) - 1)
        return Slot(days[start], days[max(done, start + 1)])
