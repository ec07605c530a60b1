"""What a good monitor finds in the simulated organisation: its planted symptoms, and what only looks like one.

python -m connectors.demo.labels --anchor 2026-11-23 --seed 1 > labels.json
"""

from __future__ import annotations

import argparse
import sys
from datetime import date

import msgspec
from msgspec import Struct

from connectors.demo.budgets import budget
from connectors.demo.episodes import Episode, episodes
from connectors.demo.organisation import Organisation, SimulatedProject, organisation
from connectors.demo.people import COMPANY
from connectors.demo.scene import Confounder
from connectors.demo.working_days import day_of


class LookAlike(Struct, frozen=True):
    """Something that looks like a symptom and must give no finding."""

    project: str
    kind: str
    subject_kind: str
    subject_type: str
    subject_id: str
    subject_name: str
    subject_aliases: tuple[str, ...]
    at: str


class Grey(Struct, frozen=True):
    """A subject near a threshold, or a matter of taste: a finding on it counts neither way."""

    project: str
    symptom: str
    subject_kind: str
    subject_type: str
    subject_id: str
    subject_name: str
    why: str


class Named(Struct, frozen=True):
    """A project as the labels list it."""

    key: str
    name: str


class Labels(Struct, frozen=True, rename={"began": "from"}):
    """All that is known about an organisation."""

    organisation: str
    began: str
    until: str
    projects: tuple[Named, ...]
    episodes: tuple[Episode, ...]
    confounders: tuple[LookAlike, ...]
    clean_projects: tuple[str, ...]
    grey: tuple[Grey, ...] = ()


def labels(anchor: date, seed: int) -> Labels:
    """The labels of the organisation with this anchor and seed; only what is visible at the anchor."""
    made = organisation(anchor, seed)
    return Labels(
        organisation=COMPANY,
        began=made.began.isoformat(),
        until=anchor.isoformat(),
        projects=tuple(Named(p.project.key, p.project.name) for p in made.projects),
        episodes=tuple(episode for p in made.projects for episode in episodes(p, anchor)),
        confounders=tuple(
            _look_alike(made, p, one) for p in made.projects for one in p.scene.confounders if one.at < made.anchor_at
        ),
        clean_projects=tuple(p.project.key for p in made.projects if p.scene.plan.is_healthy),
        grey=tuple(one for p in made.projects for one in _grey(p)),
    )


def _grey(p: SimulatedProject) -> list[Grey]:
    """More hours than were estimated may be told as cost of the delivery, of the project or of its release."""
    found = budget(p)
    if found is None or found.release.plan.effort <= 1:
        return []
    subjects = (
        ("project", "project", p.project.key, p.project.name),
        ("commitment", "release", found.release.id, found.release.name),
    )
    return [Grey(p.project.key, "delivery", *subject, why="overspent by effort alone") for subject in subjects]


def _look_alike(made: Organisation, p: SimulatedProject, one: Confounder) -> LookAlike:
    own: tuple[str, ...] = (p.project.id,)
    subject = ("project", "project", p.project.key, p.project.name, own)
    if one.release:
        names = tuple(name for name in (one.release.name, one.release.former_name) if name)
        subject = ("commitment", "release", one.release.id, one.release.name, names)
    for kind, type_, draft in (("commitment", "epic", one.epic), ("issue", "issue", one.issue)):
        if draft:
            subject = (kind, type_, made.register.keys[draft], draft.title, (made.register.ids[draft],))
    return LookAlike(p.project.key, one.kind, *subject, at=f"{day_of(one.at)}T00:00:00Z")


def main() -> None:
    """Write the labels of an anchor and a seed to standard output, as JSON."""
    options = argparse.ArgumentParser(description="Writes the labels of the simulated organisation as JSON.")
    options.add_argument("--anchor", required=True, type=date.fromisoformat, help="a Monday, YYYY-MM-DD")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(labels(given.anchor, given.seed)), indent=1))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
