"""The whole simulated organisation, made from an anchor and a seed: the same two give the same records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from connectors.demo import upkeep
from connectors.demo.delivery import Delivery
from connectors.demo.draft import Draft
from connectors.demo.finish import SITE, Register
from connectors.demo.people import ADMINISTRATOR, BOT, team
from connectors.demo.plans import WEEKS, ProjectPlan, plans
from connectors.demo.planting import pull_requests, questions, requests
from connectors.demo.planting.release import budgeted, plant
from connectors.demo.scene import Scene
from connectors.demo.timetable import releases, sprints
from connectors.demo.working_days import DAY, instant
from connectors.records import Commitment, Issue, Person, Project


@dataclass(frozen=True, slots=True)
class SimulatedProject:
    """One project: its records as a tracker would give them, and the scene that they came from.

    `records` are those of all drafts of the organisation.
    """

    project: Project
    scene: Scene
    people: tuple[Person, ...]
    commitments: tuple[Commitment, ...]
    issues: tuple[Issue, ...]
    records: dict[Draft, Issue]


@dataclass(frozen=True, slots=True)
class Organisation:
    """All projects at the anchor: 00:00 UTC of a Monday, after which nothing is dated."""

    anchor: date
    seed: int
    began: date
    projects: tuple[SimulatedProject, ...]
    register: Register

    @property
    def anchor_at(self) -> int:
        """The anchor as an instant."""
        return instant(self.anchor)


@lru_cache(maxsize=8)
def organisation(anchor: date, seed: int) -> Organisation:
    """Simulate the 78 weeks before an anchor."""
    began = anchor - timedelta(weeks=WEEKS)
    scenes = [_scene(plan, number, began, seed) for number, plan in enumerate(plans(seed))]
    waiting: list[tuple[Scene, Delivery]] = []
    for scene in scenes:
        waiting += _simulate(scene, anchor)
    for i, (scene, taking) in enumerate(waiting):
        # From a symptomatic project's backlog to a healthy project: DATA and SCH give.
        giver = next(s for s in scenes if s.plan.key == ("DATA", "SCH")[i % 2])
        upkeep.move_between(giver, scene, taking)
    register = Register([d for scene in scenes for d in scene.drafts], instant(anchor))
    finished = {draft: register.issue(draft) for draft in register.ids}
    projects = tuple(
        _project(number, len(scenes), scene, finished, instant(anchor)) for number, scene in enumerate(scenes)
    )
    return Organisation(anchor, seed, began, projects, register)


def _scene(plan: ProjectPlan, number: int, began: date, seed: int) -> Scene:
    rng, noise = (Random(f"{seed}/{plan.key}{of}") for of in ("", "/noise"))
    return Scene(
        plan, team(number), rng, noise, began, releases(plan, began, number, rng), sprints(plan, began, number)
    )


def _simulate(scene: Scene, anchor: date) -> list[tuple[Scene, Delivery]]:
    """Tell every release of a project; gives those that still wait for items of another project."""
    waiting: list[tuple[Scene, Delivery]] = []
    for release in scene.releases:
        if release.start >= anchor - 2 * DAY:
            continue
        delivery = Delivery(scene, release)
        delivery.promised()
        delivery.grown()
        delivery.crowded()
        plant(delivery)
        upkeep.split_some(delivery)
        delivery.closed()
        if "moved-between-projects" in release.plan.also:
            waiting.append((scene, delivery))
    budgeted(scene)
    upkeep.keep_up(scene)
    requests.plant(scene)
    questions.plant(scene)
    pull_requests.plant(scene)
    return waiting


def _project(
    number: int, projects: int, scene: Scene, finished: dict[Draft, Issue], anchor_at: int
) -> SimulatedProject:
    key = scene.plan.key
    issues = tuple(issue for issue in finished.values() if issue.key.rsplit("-", 1)[0] == key)
    named = {who for issue in issues for who in _named(issue)}
    teams = (p for i in range(projects) for side in (team(i).business, team(i).it) for p in side)
    return SimulatedProject(
        project=Project(str(10000 + number), key, scene.plan.name, f"{SITE}/projects/{key}"),
        scene=scene,
        people=tuple(p for p in (BOT, ADMINISTRATOR, *teams) if p.id in named),
        commitments=_commitments(scene, anchor_at),
        issues=issues,
        records=finished,
    )


def _named(issue: Issue) -> set[str]:
    """The ids of everybody named in an issue and its history."""
    people = {issue.creator, issue.reporter, issue.assignee}
    people |= {c.by for c in issue.changes} | {c.by for c in issue.comments} | {w.by for w in issue.worklogs}
    values = {v for c in issue.changes if c.field == "assignee" for v in (c.from_value, c.to_value)}
    return {who for who in people | values if who}


def _commitments(scene: Scene, anchor_at: int) -> tuple[Commitment, ...]:
    made: list[Commitment] = []
    for release in scene.releases:
        if instant(release.start) >= anchor_at:
            continue
        delivered_at = instant(release.delivered)
        done = delivered_at < anchor_at
        made.append(
            Commitment(
                "release",
                release.id,
                release.name,
                "delivered" if done else "active",
                f"{SITE}/projects/{scene.plan.key}/versions/{release.id}",
                instant(release.start),
                instant(release.due),
                delivered_at if done else None,
            )
        )
    for sprint in scene.sprints:
        if sprint.start_at >= anchor_at:
            continue
        done = sprint.delivered_at < anchor_at
        made.append(
            Commitment(
                "sprint",
                sprint.id,
                sprint.name,
                "delivered" if done else "active",
                f"{SITE}/projects/{scene.plan.key}/sprints/{sprint.id}",
                sprint.start_at,
                sprint.due_at,
                sprint.delivered_at if done else None,
            )
        )
    return tuple(made)
