"""Who is told of what, and what became of each message."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, delete, insert

from app.database import tables
from app.database.engine import writing
from tests.api.asking import by_cursor, items, problem
from tests.api.test_keys import key

TARGET = "slack://token-a/token-b/token-c"


def test_somebody_is_told_and_told_no_more(api: TestClient) -> None:
    body = {"target": TARGET, "projects": ["SCH"], "symptoms": ["scope", "scope"], "min_severity": "high"}
    made = api.post("/api/v1/subscriptions", json=body)
    assert made.status_code == 201
    one = made.json()
    assert (one["target"], one["symptoms"], one["min_severity"]) == (TARGET, ["scope"], "high")
    assert one["projects"] == [p["id"] for p in items(api, "/projects") if p["key"] == "SCH"]
    assert items(api, "/subscriptions") == [one]
    assert api.delete(f"/api/v1/subscriptions/{one['id']}").status_code == 204
    assert items(api, "/subscriptions") == []
    problem(api.delete(f"/api/v1/subscriptions/{one['id']}"), 404)


def test_what_is_left_out_means_everything_of_medium_and_worse(api: TestClient) -> None:
    one = api.post("/api/v1/subscriptions", json={"target": "mailto://pmo@acme.example"}).json()
    assert (one["projects"], one["symptoms"], one["min_severity"]) == (None, None, "medium")


def test_only_an_admin_sees_where_messages_go(api: TestClient, engine: Engine) -> None:
    api.post("/api/v1/subscriptions", json={"target": TARGET})
    shown = api.get("/api/v1/subscriptions", headers=key(engine, "reader")).text
    assert "token" not in shown
    assert "slack://…" in shown


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({}, 422, "target"),
        ({"target": "pmo at acme.example"}, 422, "target"),
        ({"target": "slak://pmo"}, 422, "did you mean"),
        ({"target": TARGET, "projects": ["SHC"]}, 404, 'did you mean "SCH"'),
        ({"target": TARGET, "symptoms": ["late"]}, 422, "delivery"),
        ({"target": TARGET, "min_severity": "grave"}, 422, "critical"),
    ],
)
def test_a_wrong_subscription(api: TestClient, body: dict[str, Any], status: int, told: str) -> None:
    assert told in str(problem(api.post("/api/v1/subscriptions", json=body), status))


@pytest.mark.parametrize("target", ["env:HOME", "file:/etc/passwd", "webhooks://a.example/?secret=env:HOME"])
def test_only_an_admin_lets_a_target_stand_on_the_machine_of_brug(api: TestClient, engine: Engine, target: str) -> None:
    refused = api.post("/api/v1/subscriptions", json={"target": target}, headers=key(engine, "writer", "write"))
    assert "admin" in problem(refused, 403)["detail"]
    made = api.post("/api/v1/subscriptions", json={"target": target}, headers=key(engine, "boss", "admin"))
    assert made.status_code == 201


@pytest.fixture
def messages(engine: Engine) -> None:
    """One message of each state, and a fourth; those of the demonstration's scans are gone."""
    row: dict[str, Any] = {
        "kind": "new",
        "project": None,
        "scan": "s",
        "findings": [],
        "whats": [],
        "reason": "lead",
        "target": TARGET,
        "created_at": 1,
        "due_at": 1,
        "attempts": 3,
    }
    with writing(engine) as connection:
        connection.execute(delete(tables.alerts))
        for identity, state, error in (
            ("a", "due", None),
            ("b", "sent", None),
            ("c", "dead", "gone"),
            ("d", "dead", "no"),
        ):
            connection.execute(insert(tables.alerts).values(id=identity, state=state, error=error, **row))


@pytest.mark.usefixtures("messages")
def test_messages_come_the_newest_first_page_by_page(api: TestClient) -> None:
    assert [m["id"] for m in by_cursor(api, "/alerts", limit=1)] == ["d", "c", "b", "a"]
    assert [m["id"] for m in items(api, "/alerts", state=["dead", "sent"])] == ["d", "c", "b"]
    problem(api.get("/api/v1/alerts?cursor=nosuch"), 404)
    assert "dead" in problem(api.get("/api/v1/alerts?state=lost"), 422)["detail"]


@pytest.mark.usefixtures("messages")
def test_what_was_given_up_is_sent_again_and_what_was_sent_is_not(api: TestClient) -> None:
    answer = api.post("/api/v1/alerts/c/retry")
    assert answer.status_code == 202
    assert (answer.json()["state"], answer.json()["error"], answer.json()["attempts"]) == ("due", None, 3)
    assert "sent" in problem(api.post("/api/v1/alerts/b/retry"), 409)["detail"]
    problem(api.post("/api/v1/alerts/nosuch/retry"), 404)


def test_a_pmo_gets_the_portfolio_once_a_week_in_its_language(api: TestClient) -> None:
    body = {"target": "mailto://pmo@acme.example", "kind": "digest", "language": "nl"}
    one = api.post("/api/v1/subscriptions", json=body).json()
    assert (one["kind"], one["language"], one["stopped_at"], one["stopped_because"]) == ("digest", "nl", None, None)


def test_what_is_not_worth_telling_any_more_is_not_sent_again(api: TestClient, engine: Engine) -> None:
    row: dict[str, Any] = {"kind": "over", "scan": "s", "findings": [], "whats": [], "target": TARGET, "attempts": 0}
    with writing(engine) as connection:
        dropped = {"state": "dropped", "error": "the finding was dismissed", "reason": "lead"}
        connection.execute(insert(tables.alerts).values(id="e", created_at=1, due_at=1, **row, **dropped))
    assert "dismissed" in problem(api.post("/api/v1/alerts/e/retry"), 409)["detail"]
