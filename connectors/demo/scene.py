"""A project as it is simulated, and the ordinary life of one item in it: planned, built, reviewed, accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from connectors.demo.draft import Draft, Value, Work
from connectors.demo.people import Team
from connectors.demo.plans import ProjectPlan
from connectors.demo.timetable import Release, Slot, Sprint
from connectors.demo.wording import acceptance, from_it
from connectors.demo.working_days import between, instant, office_hour
from connectors.records import IssueKind


@dataclass(frozen=True, slots=True)
class Confounder:
    """Something planted that looks like a symptom and is none; about the project where no subject is given."""

    kind: str
    at: int
    release: Release | None = None
    epic: Draft | None = None
    issue: Draft | None = None


@dataclass(frozen=True, slots=True)
class Plant:
    """A symptom that is planted in a release, an epic, single issues, or beside the releases of a project."""

    kind: str
    release: Release | None = None
    epic: Draft | None = None
    issues: tuple[Draft, ...] = ()


@dataclass(eq=False, slots=True)
class Scene:
    """One project while it is simulated.

    `noise` draws what happens now and then in every project, apart from what its plan says.
    """

    plan: ProjectPlan
    team: Team
    rng: Random
    noise: Random
    began: date
    releases: list[Release]
    sprints: list[Sprint]
    drafts: list[Draft] = field(default_factory=list)
    confounders: list[Confounder] = field(default_factory=list)
    planted: list[Plant] = field(default_factory=list)

    def draft(self, kind: IssueKind, title: str, created_at: int, creator: str) -> Draft:
        """A new issue of the project that serves the project's goal."""
        made = Draft(self.plan.key, kind, title, created_at, creator, labels=(self.plan.goal,))
        self.drafts.append(made)
        return made

    def size(self) -> int:
        """A size in the project's unit: story points, or hours."""
        if self.plan.unit == "hours":
            return self.rng.choice((6, 8, 12, 16, 20, 24))
        return self.rng.choice((2, 3, 3, 5, 5, 8))

    def estimate(self, draft: Draft, size: int, at: int | None = None, by: str = "") -> None:
        """Give an item its estimate, with its creation or at an instant; nothing where nobody estimates."""
        if self.plan.unit == "none":
            return
        names = ("points",) if self.plan.unit == "points" else ("estimate", "remaining")
        for name in names:
            if at is None:
                draft.initial[name] = Value(str(size), str(size))
            else:
                draft.set(at, by, name, str(size))

    def join(self, draft: Draft, release: Release, at: int, by: str) -> None:
        """Put an item into a release."""
        draft.set(at, by, "release", release.id, release.name_at(at))

    def enter(self, draft: Draft, slot: Slot, by: str) -> None:
        """Put an item into its sprint at the planning, and into the next one where it is carried over."""
        held: list[Sprint] = []
        for sprint in slot.sprints:
            held.append(sprint)
            value, text = ",".join(s.id for s in held), ", ".join(s.name for s in held)
            draft.set(sprint.planned_at(), by, "sprint", value, text)

    def build(
        self, draft: Draft, slot: Slot, *, quiet: bool = False, size: int | None = None, effort: float = 1.0
    ) -> None:
        """The work on an item from its start to done.

        `quiet`: the business says nothing when it is done. `effort`: hours spent for each that was estimated.
        """
        rng, developer = self.rng, self.team.anyone_of_it(self.rng)
        started_at = office_hour(rng, slot.start, 9, 10)
        done_at = office_hour(rng, slot.done, 13, 14)
        draft.set(started_at - 90_000, developer, "assignee", developer)
        draft.status(started_at, developer, "in_progress")
        review_at = max(started_at + 3_600_000, done_at - rng.randint(2, 4) * 3_600_000)
        if rng.random() < 0.3:
            draft.say(review_at - 1_200_000, developer, from_it(rng))
        draft.status(review_at, developer, "review")
        if self.plan.unit == "hours" and size is not None:
            self._log(draft, slot, (started_at, review_at), developer, size, effort)
        if quiet or rng.random() < 0.6:
            draft.status(done_at, self.team.anyone_of_it(rng), "done")
            return
        acceptor = self.team.anyone_of_business(rng)
        if rng.random() < 0.5:
            draft.say(done_at - 240_000, acceptor, acceptance(rng))
        draft.status(done_at, acceptor, "done")

    def _log(self, draft: Draft, slot: Slot, span: tuple[int, int], by: str, size: int, effort: float) -> None:
        """Hours in two or three pieces, that come near the estimate, with what they leave of it."""
        rng, (started_at, review_at) = self.rng, span
        days = between(slot.start, slot.done)
        pieces = min(3, max(1, len(days) - 1))
        total = max(1.0, round(size * rng.uniform(0.85, 1.1) * effort))
        spent = 0.0
        for i in range(pieces):
            hours = round(total / pieces, 1) if i < pieces - 1 else round(total - spent, 1)
            at = min(started_at + 1_800_000 if i == 0 else instant(days[i], 8, 10 + i), review_at - 600_000)
            spent = round(spent + hours, 1)
            draft.work.append(Work(at, by, hours))
            draft.set(at + 300_000, by, "spent", str(spent))
            draft.set(at + 300_000, by, "remaining", str(max(0.0, round(size - spent, 1))))
