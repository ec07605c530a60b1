"""The simulated organisation holds planted symptoms: brug finds all of them, and nothing else."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.instants import DAY, parse_instant
from connectors.demo.declaration import declaration
from connectors.demo.episodes import Episode
from connectors.demo.labels import Labels, LookAlike, labels
from tests.end_to_end.running import Installation, made_once

ANCHOR = date(2026, 11, 23)
NOW = "2026-11-23T06:00:00Z"
SEEDS = (1, 2)
# A finding belongs to an episode where it first shows no earlier than this before it, and no later than that after.
BEFORE, AFTER = timedelta(days=14), timedelta(days=90)

Finding = dict[str, Any]


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed{seed}")
def organisation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> tuple[Labels, list[Finding]]:
    """What is planted in an organisation, and what weekly scans of its whole history would have found."""
    seed: int = request.param

    def make(database: Path) -> None:
        # Its budgets, and what serves its goals, belong to the seed.
        brug = Installation(database, NOW).declared(declaration(ANCHOR, seed))
        brug.done("sync")
        began = labels(ANCHOR, seed).began[:10]
        told = brug.done("backtest", "--from", began, "--until", str(ANCHOR), "--format", "json")
        database.with_suffix(".json").write_text(told)

    brug = made_once(tmp_path_factory, worker_id, f"organisation-{seed}", make)
    planted = labels(ANCHOR, seed)
    found: list[Finding] = json.loads(brug.database.with_suffix(".json").read_text())["findings"]
    return planted, [f for f in found if not is_grey(f, planted)]


def test_every_planted_symptom_is_found(organisation: tuple[Labels, list[Finding]]) -> None:
    planted, found = organisation
    assert planted.episodes
    missed = [told(e) for e in planted.episodes if not any(belongs(f, e) for f in found)]
    assert missed == []


def test_every_finding_is_of_something_planted(organisation: tuple[Labels, list[Finding]]) -> None:
    planted, found = organisation
    false_alarms = [told_of(f) for f in found if not any(belongs(f, e) for e in planted.episodes)]
    assert false_alarms == []


def test_a_project_that_runs_well_gives_no_finding(organisation: tuple[Labels, list[Finding]]) -> None:
    planted, found = organisation
    assert planted.clean_projects
    assert [told_of(f) for f in found if f["project"] in planted.clean_projects] == []


def test_what_only_looks_like_a_symptom_gives_no_finding(organisation: tuple[Labels, list[Finding]]) -> None:
    planted, found = organisation
    assert planted.confounders
    # What is planted in the same subject, as a late release that also grew by agreement, is rightly found.
    alarms = [f for f in found if not any(belongs(f, e) for e in planted.episodes)]
    assert [(c.kind, told_of(f)) for c in planted.confounders for f in alarms if is_about(f, c)] == []


def belongs(finding: Finding, episode: Episode) -> bool:
    """Whether a finding is of an episode: its project, symptom and subject, first visible in its time."""
    if (finding["project"], finding["symptom"]) != (episode.project, episode.symptom):
        return False
    subject = (finding["subject"]["type"], finding["subject"]["id"])
    right = {(episode.subject_type, episode.subject_id)} | {(s.type, s.id) for s in episode.accepts}
    if subject not in right:
        return False
    first = parse_instant(finding["first_visible"])
    earliest = parse_instant(episode.starts_at) - BEFORE.days * DAY
    latest = parse_instant(episode.ends_at or f"{ANCHOR}T00:00:00Z") + AFTER.days * DAY
    return earliest <= first <= latest


def is_about(finding: Finding, one: LookAlike) -> bool:
    subject = finding["subject"]
    return (finding["project"], subject["type"], subject["id"]) == (one.project, one.subject_type, one.subject_id)


def is_grey(finding: Finding, planted: Labels) -> bool:
    subject = finding["subject"]
    place = (finding["project"], finding["symptom"], subject["type"], subject["id"])
    return any(place == (g.project, g.symptom, g.subject_type, g.subject_id) for g in planted.grey)


def told(episode: Episode) -> str:
    return f"{episode.id} ({episode.subject_name}), {episode.starts_at} to {episode.ends_at}, {episode.measure}"


def told_of(finding: Finding) -> str:
    subject = finding["subject"]
    return (
        f"{finding['project']}/{finding['detector']}/{subject['type']}/{subject['id']}: {finding['title']}, "
        f"{finding['first_visible']} to {finding['last_seen']}"
    )
