"""The labels name what exists, and the declaration says who speaks for whom."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib

import pytest

from connectors.demo.declaration import declaration
from connectors.demo.episodes import Episode
from connectors.demo.labels import LookAlike, labels
from tests.connectors.demo.replay import ANCHOR, SEEDS, histories, side, sides

KINDS = {
    "late", "late-sprints", "moved-deadline", "forecast-late", "late-request", "mismatched", "changed-requirement",
    "unconsulted-build", "off-strategy", "unrequested-change", "unanswered-question",
    "scope-growth", "sprint-growth", "estimate-growth", "budget-overrun",
}  # fmt: skip
CONFOUNDERS = {
    "planning-window", "net-zero-swap", "breakdown", "bulk-edit", "bot", "rename", "rework-bugs",
    "late-within-2-days", "rebaseline-agreed", "late-first-estimate", "consulted-in-epic", "moved-between-projects",
    "agreed-push", "small-push", "rewrite-before-start", "typo-edits", "formatting", "template", "builder-notes",
    "bot-rewrites", "push-before-start", "late-bugs", "review-bounce", "estimates-in-window",
    "tester-bugs", "bulk-reopen", "even-breakdown", "below-threshold", "slow-start", "work-removed",
    "maintenance", "goal-by-epic", "goal-by-declared-epic", "goal-by-release",
    "some-off-strategy", "request-agreed", "budget-nearly-spent",
    "dependency-bot", "reverts", "documentation", "releases", "named-in-title", "some-unnamed",
    "answered-in-days", "answered-by-transition", "closed-without-answer", "two-open-questions", "links-with-marks",
    "same-side-questions", "bot-questions",
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_every_subject_exists(seed: int) -> None:
    pulled = histories(seed)
    known = labels(ANCHOR, seed)
    told: list[Episode | LookAlike] = [*known.episodes, *known.confounders]
    for one in told:
        history = pulled[one.project]
        if one.subject_type == "project":
            assert one.subject_id == history.project.key
        elif one.subject_type in ("epic", "issue"):
            assert one.subject_id in {
                i.key for i in history.issues if (i.kind == "epic") == (one.subject_type == "epic")
            }
        else:
            names: dict[tuple[str, str], str] = {(c.type, c.id): c.name for c in history.commitments.values()}
            assert names[one.subject_type, one.subject_id] == one.subject_name


@pytest.mark.parametrize("seed", SEEDS)
def test_visible_comes_after_the_start_and_not_after_the_anchor(seed: int) -> None:
    for e in labels(ANCHOR, seed).episodes:
        assert e.starts_at < e.visible_at <= f"{ANCHOR}T00:00:00Z"


@pytest.mark.parametrize("seed", range(1, 21))
def test_every_kind_of_episode_is_planted(seed: int) -> None:
    assert {e.kind for e in labels(ANCHOR, seed).episodes} == KINDS


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_overspent_by_effort_alone_counts_neither_way(seed: int) -> None:
    known = labels(ANCHOR, seed)
    dear = {c.project for c in known.confounders if c.kind == "effort-overrun"}
    assert {(g.project, g.symptom) for g in known.grey} == {(key, "delivery") for key in dear}
    assert dear


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_projects_hold_every_confounder_and_no_episode(seed: int) -> None:
    known = labels(ANCHOR, seed)
    clean = set(known.clean_projects)
    assert len(clean) >= 2
    assert not clean & {e.project for e in known.episodes}
    assert {c.kind for c in known.confounders if c.project in clean} == CONFOUNDERS
    assert {c.project for c in known.confounders} - clean


def test_the_module_writes_its_labels_as_json() -> None:
    command = [sys.executable, "-m", "connectors.demo.labels", "--anchor", str(ANCHOR), "--seed", "2"]
    written = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert len(written["episodes"]) == len(labels(ANCHOR, 2).episodes)
    assert written["until"] == str(ANCHOR)
    assert written["from"] < written["until"]
    assert [g["why"] for g in written["grey"]] == ["overspent by effort alone"] * 2


def test_a_moved_issue_keeps_its_id_and_shows_both_keys() -> None:
    moved = [i for i in histories()["CRM"].issues if any(c.field == "key" for c in i.changes)]
    assert len(moved) == 3
    for issue in moved:
        change = next(c for c in issue.changes if c.field == "key")
        assert change.to_text == issue.key
        assert str(change.from_text).startswith(("DATA-", "SCH-"))


def test_the_declaration_names_every_project_and_a_side_for_everybody_but_bots() -> None:
    declared = tomllib.loads(declaration(ANCHOR))
    pulled = histories()
    assert declared["sources"] == [{"name": "demo", "kind": "demo", "url": f"demo:{ANCHOR}"}]
    assert {p["key"] for p in declared["projects"]} == set(pulled)
    assert declared["schedule"]["timezone"] == "Europe/Amsterdam"
    people = {p.id: p for h in pulled.values() for p in h.people.values()}
    assert {side(p, sides()) for p in people.values()} == {"business", "it", None}


def test_nearly_all_work_serves_a_declared_goal() -> None:
    away = {e.project for e in labels(ANCHOR, 1).episodes if e.kind == "off-strategy"} | {
        c.project for c in labels(ANCHOR, 1).confounders if c.kind in ("goal-by-epic", "some-off-strategy")
    }
    goals = {label for goal in tomllib.loads(declaration(ANCHOR))["goals"] for label in goal["labels"]}
    issues = [i for key, h in histories().items() for i in h.issues if key not in away]
    assert sum(bool(goals & set(i.labels)) for i in issues) >= 0.95 * len(issues)
