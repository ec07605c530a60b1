"""What a project of the simulated organisation may cost, and what it has cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from connectors.demo.counting.facts import done_at, size_at, was_member
from connectors.demo.organisation import SimulatedProject
from connectors.demo.plans.plan import Measured
from connectors.demo.timetable import Release
from connectors.demo.working_days import DAY, instant, shifted

_UPKEEP_HOURS = 24
_RATE = 95


@dataclass(frozen=True, slots=True)
class Budget:
    """Hours, points or money for the work of one release, from its start until it is delivered."""

    kind: Measured
    amount: int
    release: Release
    until: date

    @property
    def baseline(self) -> date:
        """The day from which it counts."""
        return self.release.start

    def declared(self) -> str:
        """As it stands in `brug.toml`."""
        rate = f", rate = {_RATE}" if self.kind == "money" else ""
        return f"{{ {self.kind} = {self.amount}{rate}, baseline = {self.baseline}, until = {self.until} }}"


def budget(p: SimulatedProject) -> Budget | None:
    """The budget that is declared for a project; None where it has none."""
    plan = p.scene.plan.budget
    if plan is None:
        return None
    release = p.scene.releases[plan.release]
    until = shifted(max(release.due, release.delivered), 5)
    start = instant(release.start)
    if plan.room is None:
        amount = spent(p, plan.kind, release.start, until) * 1.02
    else:
        unit = p.scene.plan.unit
        members = [i for i in p.issues if i.kind != "epic" and was_member(i, "release", release.id, start)]
        amount = sum(size_at(i, unit, start) or 0.0 for i in members) * (1 + plan.room)
        amount = (amount + _UPKEEP_HOURS * (unit == "hours")) * (_RATE if plan.kind == "money" else 1)
    return Budget(plan.kind, ceil(amount), release, until)


def spent(p: SimulatedProject, kind: str, since: date, until: date) -> float:
    """What was spent from a day until before another: hours as logged, points as completed, money for hours."""
    first, last = instant(since), instant(until)
    if kind == "points":
        return sum(i.points or 0.0 for i in p.issues if first <= (done_at(i) or 0) < last)
    hours = sum(w.hours for i in p.issues for w in i.worklogs if first <= w.at < last)
    return hours * (_RATE if kind == "money" else 1)


def first_over(p: SimulatedProject, found: Budget, share: float) -> date | None:
    """The first day at whose beginning more than this share over the budget was spent."""
    day = found.baseline
    while day <= found.until:
        if spent(p, found.kind, found.baseline, day) > found.amount * (1 + share):
            return day
        day += DAY
    return None
