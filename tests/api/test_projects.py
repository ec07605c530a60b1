"""`GET /projects` and `GET /summary`: counts, the status that PMOs speak in, and what could be judged."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, delete, func, select, update

from app.database import tables
from app.database.engine import reading, writing
from app.detection import detectors
from tests.api.asking import items, problem
from tests.api.conftest import Documents

KEYS = {
    "id", "source", "key", "name", "url", "issues", "changes", "comments", "first_at", "last_at", "synced_at",
    "unreadable", "findings", "worst", "rag", "coverage",
}  # fmt: skip
SYMPTOMS = ("delivery", "consultation", "scope")
SEVERITIES = ["low", "medium", "high", "critical"]
COLOURS = ("green", "amber", "red")
STANDING = ("open", "acknowledged")


def test_a_project_is_the_document_of_the_contract(api: TestClient) -> None:
    projects = items(api, "/projects")
    assert projects
    for project in projects:
        assert project.keys() == KEYS
        assert project["findings"].keys() == set(SYMPTOMS)
        assert project["rag"].keys() == {*SYMPTOMS, "overall"}
        assert {row["detector"] for row in project["coverage"]} >= {"late-delivery", "scope-growth"}
        for row in project["coverage"]:
            assert row.keys() == {"detector", "judged", "cannot_judge", "because"}
            assert (row["cannot_judge"] > 0) == bool(row["because"])


def test_counts_are_those_of_the_history(api: TestClient, engine: Engine) -> None:
    with reading(engine) as connection:
        for project in items(api, "/projects"):
            for name in ("issues", "changes", "comments"):
                table = tables.metadata.tables[name]
                counted = select(func.count()).select_from(table).where(table.c.project == project["id"])
                if name == "comments":
                    counted = counted.where(table.c.kind == "comment")  # a review of a pull request is none
                assert project[name] == connection.execute(counted).scalar_one()


def test_findings_are_counted_by_symptom_with_the_worst(api: TestClient, findings: Documents) -> None:
    for project in items(api, "/projects"):
        own = [f for f in findings if f["project"] == project["key"] and f["status"] in STANDING]
        assert project["findings"] == {s: sum(f["symptom"] == s for f in own) for s in SYMPTOMS}
        worst = max((f["severity"] for f in own), key=SEVERITIES.index, default=None)
        assert project["worst"] == worst


def test_one_project_by_id_or_key_is_the_same_as_in_the_list(api: TestClient) -> None:
    project = items(api, "/projects")[0]
    assert api.get(f"/api/v1/projects/{project['id']}").json() == project
    assert api.get(f"/api/v1/projects/{project['key']}").json() == project


def test_a_project_that_is_not_there(api: TestClient) -> None:
    assert "NOSUCH" in problem(api.get("/api/v1/projects/NOSUCH"), 404)["detail"]


@pytest.mark.parametrize("status", ["open", "acknowledged", "dismissed", "resolved"])
@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_project_is_red_or_amber_by_its_worst_standing_finding(
    api: TestClient, engine: Engine, findings: Documents, severity: str, status: str
) -> None:
    one = findings[0]
    only(engine, one["id"], severity=severity, status=status)
    rag = project_of(api, one)["rag"]
    if status not in STANDING:
        assert rag[one["symptom"]] in ("green", "grey")
    else:
        assert rag[one["symptom"]] == ("red" if severity in ("high", "critical") else "amber")
        assert rag["overall"] == rag[one["symptom"]]


def test_a_symptom_that_no_detector_could_judge_is_grey_and_does_not_darken_the_rest(
    api: TestClient, engine: Engine, findings: Documents
) -> None:
    one = findings[0]
    without_findings(engine)
    judged(engine, 1)
    assert set(project_of(api, one)["rag"].values()) == {"green"}
    for detector in detectors():
        if detector.SYMPTOM == "consultation":
            judged(engine, 0, detector.NAME)
    assert project_of(api, one)["rag"] == {
        "delivery": "green", "consultation": "grey", "scope": "green", "overall": "green",
    }  # fmt: skip
    judged(engine, 0)
    assert set(project_of(api, one)["rag"].values()) == {"grey"}


def test_a_finding_colours_also_where_nothing_could_be_judged_any_more(
    api: TestClient, engine: Engine, findings: Documents
) -> None:
    one = findings[0]
    only(engine, one["id"], severity="high", status="open")
    judged(engine, 0)
    rag = project_of(api, one)["rag"]
    assert rag[one["symptom"]] == rag["overall"] == "red"
    assert {rag[s] for s in SYMPTOMS if s != one["symptom"]} == {"grey"}


def test_overall_is_the_worst_of_the_three(api: TestClient) -> None:
    for project in items(api, "/projects"):
        colours = [project["rag"][s] for s in SYMPTOMS if project["rag"][s] != "grey"]
        assert project["rag"]["overall"] == (max(colours, key=COLOURS.index) if colours else "grey")


def test_the_summary_says_the_same_as_the_projects(api: TestClient) -> None:
    summary = api.get("/api/v1/summary").json()
    projects = items(api, "/projects")
    assert summary["as_of"] == "2026-11-23T06:00:00Z"
    assert [shared(p) for p in summary["projects"]] == [shared(p) for p in projects]
    assert summary["rag"] == {
        c: sum(p["rag"]["overall"] == c for p in projects) for c in ("red", "amber", "green", "grey")
    }
    assert summary["findings"] == {s: sum(p["findings"][s] for p in projects) for s in SYMPTOMS}


def test_a_trend_ends_with_what_stands_now(api: TestClient, findings: Documents) -> None:
    for project in api.get("/api/v1/summary").json()["projects"]:
        for symptom in SYMPTOMS:
            trend = project["trend"][symptom]
            own = [f for f in findings if (f["project"], f["symptom"]) == (project["key"], symptom)]
            assert len(trend) == 12
            assert trend[-1] == sum(f["status"] in STANDING for f in own)


def project_of(api: TestClient, finding: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"/api/v1/projects/{finding['project']}").json()
    return found


def shared(project: dict[str, Any]) -> dict[str, Any]:
    return {name: project[name] for name in ("id", "key", "name", "source", "rag", "worst", "findings")}


def only(engine: Engine, identity: str, *, severity: str, status: str) -> None:
    """Leave one finding, and give it a severity and a status."""
    table = tables.findings
    with writing(engine) as connection:
        connection.execute(delete(table).where(table.c.id != identity))
        connection.execute(update(table).values(severity=severity, status=status))


def without_findings(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(delete(tables.findings))


def judged(engine: Engine, count: int, detector: str | None = None) -> None:
    """Let the detectors, or one of them, have judged so many subjects."""
    table = tables.coverage
    wanted = update(table).where(table.c.detector == detector) if detector else update(table)
    with writing(engine) as connection:
        connection.execute(wanted.values(judged=count, cannot_judge=1 - count, because=None if count else "no dates"))
