"""A recorded Jira of three projects and many sprints, synced over HTTP, comes out exactly as it was."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.instants import parse_instant
from tests.end_to_end.running import Installation, jira, made_once
from tests.trackers import REAL, require_trackers, serve

CORPUS = "appcelerator"
SPRINT_FIELD = "customfield_10020"


@pytest.fixture(scope="session", params=["cloud", "dc"])
def brug(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Installation:
    """An installation that has synced all three projects, of whichever deployment."""
    require_trackers()

    def make(database: Path) -> None:
        with serve(CORPUS, deployment=request.param) as url:
            Installation(database, now="2021-12-01T00:00:00Z").declared(jira((CORPUS, url))).done("sync")

    return made_once(tmp_path_factory, worker_id, f"{CORPUS}-{request.param}", make)


def test_every_issue_and_comment_is_there(brug: Installation) -> None:
    assert {
        "issues": rows(brug, "SELECT count(*) FROM issues"),
        "unresolved": rows(brug, "SELECT count(*) FROM issues WHERE resolution IS NULL"),
        "comments": rows(brug, "SELECT count(*) FROM comments"),
        "unreadable": rows(brug, "SELECT count(*) FROM unreadable"),
    } == {"issues": [(2183,)], "unresolved": [(341,)], "comments": [(6431,)], "unreadable": [(0,)]}


def test_each_project_has_its_issues(brug: Installation) -> None:
    counted = "SELECT p.key, count(*) FROM issues i JOIN projects p ON p.id = i.project GROUP BY p.key ORDER BY p.key"
    assert rows(brug, counted) == [("ALOY", 1499), ("DAEMON", 317), ("MOD", 367)]


def test_every_sprint_has_its_planned_and_its_real_end(brug: Installation) -> None:
    found = rows(brug, "SELECT DISTINCT commitment, due_at, delivered_at FROM commitments WHERE type = 'sprint'")
    recorded = {
        (str(s["id"]), parse_instant(s["endDate"]), parse_instant(s["completeDate"])) for s in recorded_sprints()
    }
    assert len(recorded) == 241
    assert set(found) == recorded
    assert len(found) == 241


def test_every_sprint_has_the_members_that_it_has(brug: Installation) -> None:
    found = rows(brug, "SELECT issue, commitment FROM memberships WHERE type = 'sprint'")
    recorded = [
        (issue["id"], str(sprint["id"]))
        for issue in recorded_issues()
        for sprint in issue["fields"].get(SPRINT_FIELD) or ()
    ]
    assert len(recorded) > 1000
    assert sorted(found) == sorted(set(recorded))


def test_epics_are_known_by_id_in_whichever_project_they_are(brug: Installation) -> None:
    named = {row[0] for row in rows(brug, "SELECT DISTINCT commitment FROM memberships WHERE type = 'epic'")}
    epics = {row[0] for row in rows(brug, "SELECT issue FROM issues WHERE kind = 'epic'")}
    recorded = {issue["key"]: issue["id"] for issue in recorded_issues()}
    assert named & epics
    assert not named & recorded.keys(), "an epic that was recorded is named by its id"


def rows(brug: Installation, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(brug.database)) as connection:
        return connection.execute(query).fetchall()


@cache
def recorded_issues() -> list[dict[str, Any]]:
    with gzip.open(REAL / CORPUS / "issues.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


@cache
def recorded_sprints() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((REAL / CORPUS / "sprints.json").read_text())
    return found
