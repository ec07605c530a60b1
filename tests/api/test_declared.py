"""What `brug.toml` declares, read and changed through the API: sides, goals, budgets, leads, thresholds."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.database.engine import reading
from app.declaration.reading_back import read_goals, read_policy, read_side
from app.instants import parse_instant
from app.scan import scan
from tests.api.asking import items, problem
from tests.api.conftest import NOW
from tests.api.test_keys import key

SIDES = {
    "business": {"emails": ["*@sales.acme.example"], "groups": ["business"], "people": ["ann"]},
    "it": {"emails": [], "groups": ["developers"], "people": []},
}
GOAL = {
    "name": "Self-service", "source": "demo", "labels": ["goal"], "epics": ["APP-1"], "commitments": [],
    "maintenance": True,
}  # fmt: skip


def put(api: TestClient, path: str, body: Any, **headers: str) -> Any:
    answer = api.put(f"/api/v1{path}", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_sides_are_replaced(api: TestClient, engine: Engine) -> None:
    assert put(api, "/sides", SIDES) == SIDES == api.get("/api/v1/sides").json()
    with reading(engine) as connection:
        assert read_side(connection, "business").emails == ("*@sales.acme.example",)
    assert put(api, "/sides", {}) == {side: {"emails": [], "groups": [], "people": []} for side in ("business", "it")}


def test_goals_are_replaced_in_their_order(api: TestClient, engine: Engine) -> None:
    other = {"name": "Less work by hand"}
    assert put(api, "/goals", {"items": [GOAL, other]})["items"][0] == GOAL
    assert [g["name"] for g in items(api, "/goals")] == ["Self-service", "Less work by hand"]
    with reading(engine) as connection:
        assert [g.source for g in read_goals(connection)] == ["demo", None]
    answer = api.put("/api/v1/goals", json={"items": [{**GOAL, "source": "dema"}]})
    assert 'did you mean "demo"' in problem(answer, 409)["detail"]


def test_budgets_are_replaced(api: TestClient) -> None:
    projects = {p["key"]: p["id"] for p in items(api, "/projects")}
    wanted = [
        {"project": "SCH", "hours": 1200, "baseline": "2026-01-05", "until": "2026-06-30"},
        {"project": projects["APP"], "money": 50_000, "rate": 95},
        {"project": "WEB", "points": 80},
    ]
    found = {b["key"]: b for b in put(api, "/budgets", {"items": wanted})["items"]}
    assert found.keys() == {"SCH", "APP", "WEB"}
    assert found["SCH"] == {
        "project": projects["SCH"], "source": "demo", "key": "SCH", "hours": 1200, "points": None, "money": None,
        "rate": None, "baseline": "2026-01-05", "until": "2026-06-30",
    }  # fmt: skip
    assert (found["APP"]["money"], found["APP"]["rate"], found["WEB"]["points"]) == (50_000, 95, 80)
    assert put(api, "/budgets", {"items": []})["items"] == []


@pytest.mark.parametrize(
    ("budget", "status", "told"),
    [
        ({"project": "SHC", "hours": 1}, 404, 'did you mean "SCH"'),
        ({"project": "SCH", "hours": 0}, 422, "greater than 0"),
        ({"project": "SCH", "money": 10}, 422, "rate"),
        ({"project": "SCH"}, 422, "hours"),
        ({"project": "SCH", "hours": True}, 422, "number"),
        ({"project": "SCH", "hours": 1, "points": 1}, 422, "points"),
        ({"project": "SCH", "hours": 1, "baseline": "2026-02-30"}, 422, "2012-08-02"),
        ({"project": "SCH", "hours": 1, "baseline": "2026-02-01", "until": "2026-01-01"}, 409, "before it starts"),
    ],
)
def test_a_wrong_budget(api: TestClient, budget: dict[str, Any], status: int, told: str) -> None:
    before = items(api, "/budgets")
    document = problem(api.put("/api/v1/budgets", json={"items": [budget]}), status)
    assert told in str(document)
    assert items(api, "/budgets") == before


def test_two_budgets_of_one_project(api: TestClient) -> None:
    body = {"items": [{"project": "SCH", "hours": 1}, {"project": "SCH", "points": 1}]}
    assert "two budgets" in problem(api.put("/api/v1/budgets", json=body), 409)["detail"]


def test_a_budget_counts_from_the_next_scan_on(api: TestClient, engine: Engine) -> None:
    put(api, "/budgets", {"items": [{"project": "SCH", "hours": 1, "baseline": "2026-06-01", "until": "2026-12-31"}]})
    scan(engine, parse_instant(NOW))
    found = {f["detector"] for f in items(api, "/findings", project="SCH", status="open")}
    assert "budget-overrun" in found


def test_leads_are_replaced_and_only_an_admin_sees_whole_addresses(api: TestClient, engine: Engine) -> None:
    body = {
        "leads": ["ann@acme.example", "bob@acme.example"],
        "alerts": ["slack://token/secret", "mailto://u:p@x.example"],
    }
    assert put(api, "/projects/SCH/leads", body) == body == api.get("/api/v1/projects/SCH/leads").json()
    shown = api.get("/api/v1/projects/SCH/leads", headers=key(engine, "reader")).json()
    assert shown == {"leads": body["leads"], "alerts": ["slack://…", "mailto://x.example"]}
    problem(api.get("/api/v1/projects/nosuch/leads", headers=key(engine, "other")), 404)


def test_thresholds_hold_from_the_next_scan_on(api: TestClient, engine: Engine) -> None:
    before = api.get("/api/v1/policy").json()
    assert (before["version"], before["thresholds"]) == ("default", {})
    assert before["defaults"]["scope-growth"]["threshold"] == 0.25
    body = {
        "thresholds": {"scope-growth": {"threshold": 1000}},
        "projects": [{"project": "WEB", "thresholds": {"scope-growth": {"threshold": 0.25}}}],
    }
    policy = put(api, "/policy", body)
    assert policy["version"] not in ("default", "")
    assert policy["thresholds"] == {"scope-growth": {"threshold": 1000}}
    assert [(p["key"], p["thresholds"]) for p in policy["projects"]] == [("WEB", {"scope-growth": {"threshold": 0.25}})]
    report = scan(engine, parse_instant(NOW))
    grown = {d["project"] for d in report.findings if d["detector"] == "scope-growth"}
    assert grown == {"WEB"}
    assert {d["policy_version"] for d in report.findings} == {policy["version"]}
    assert put(api, "/policy", {"thresholds": {}})["projects"] == []
    with reading(engine) as connection:
        assert read_policy(connection).thresholds == {}


def test_how_alerts_are_sent_is_replaced(api: TestClient) -> None:
    assert api.get("/api/v1/alerting").json() == {"digest": [], "quiet": None, "language": None}
    wanted = {"digest": ["mailto://pmo@acme.example"], "quiet": "20:00-08:00", "language": "nl"}
    assert put(api, "/alerting", wanted) == wanted == api.get("/api/v1/alerting").json()
    for wrong in ({"quiet": "20-8"}, {"language": "fr"}, {"digest": ["pmo"]}):
        problem(api.put("/api/v1/alerting", json=wrong), 422)
    assert api.get("/api/v1/alerting").json() == wanted


@pytest.mark.parametrize(
    ("thresholds", "told"),
    [
        ({"scope-grwth": {"threshold": 1}}, 'did you mean "scope-growth"'),
        ({"scope-growth": {"treshold": 1}}, 'did you mean "threshold"'),
        ({"scope-growth": {"threshold": 0}}, "greater than 0"),
        ({"scope-growth": {"threshold": "high"}}, "number"),
        ({"scope-growth": 1}, "scope-growth"),
    ],
)
def test_wrong_thresholds_are_named(api: TestClient, thresholds: dict[str, Any], told: str) -> None:
    document = problem(api.put("/api/v1/policy", json={"thresholds": thresholds}), 422)
    assert told in document["detail"]
    assert "thresholds" in document["errors"][0]["parameter"]
    assert api.get("/api/v1/policy").json()["version"] == "default"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/sides", {}),
        ("/alerting", {}),
        ("/goals", {"items": []}),
        ("/budgets", {"items": []}),
        ("/projects/SCH/leads", {}),
        ("/policy", {"thresholds": {}}),
    ],
)
def test_two_people_do_not_declare_at_once(api: TestClient, path: str, body: Any) -> None:
    etag = api.get(f"/api/v1{path}").headers["etag"]
    put(api, path, body, **{"If-Match": etag})
    changed = api.get(f"/api/v1{path}").headers["etag"]
    if changed != etag:
        answer = api.put(f"/api/v1{path}", json=body, headers={"If-Match": etag})
        assert "read it again" in problem(answer, 412)["detail"]
    put(api, path, body, **{"If-Match": changed})
    assert items(api, "/audit")[0]["action"].startswith("declared")
