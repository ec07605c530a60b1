"""A key that is bound to one project: what is told of commitments, measures and the past ends at that project."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.access.keys import create_key
from app.database.engine import writing
from app.instants import parse_instant
from tests.api.asking import by_cursor, problem
from tests.api.conftest import NOW

PERIOD = {"from": "2025-12-01", "until": "2026-06-01"}
TRIAL: dict[str, Any] = {"thresholds": {"scope-growth": {"threshold": 0.1, "items": 1}}, **PERIOD}


@pytest.fixture
def hidden(api: TestClient) -> str:
    """The id of a commitment of another project."""
    return str(api.get("/api/v1/commitments", params={"project": "CRM"}).json()["items"][0]["id"])


@pytest.fixture
def bound(engine: Engine, api: TestClient, hidden: str) -> TestClient:
    """A client that may see DOC."""
    with writing(engine) as connection:
        _, secret = create_key(connection, "lead of DOC", "read", ["DOC"], parse_instant(NOW))
    api.headers["Authorization"] = f"Bearer {secret}"
    return api


def test_a_list_holds_only_what_is_its_own(bound: TestClient) -> None:
    assert {c["project"] for c in by_cursor(bound, "/commitments", limit=500)} == {"DOC"}
    assert bound.get("/api/v1/commitments", params={"project": "CRM"}).json()["total"] == 0
    told = bound.get("/api/v1/commitments", params={"format": "csv"}).text
    assert "CRM" not in told


@pytest.mark.parametrize("path", ["", "/history", "/history?on=2026-06-01"])
def test_what_may_not_be_seen_is_told_as_what_is_not_there(bound: TestClient, hidden: str, path: str) -> None:
    for identity in (hidden, "nosuch"):
        detail = problem(bound.get(f"/api/v1/commitments/{identity}{path}"), 404)["detail"]
        assert detail == f'there is no commitment "{identity}"'


def test_a_project_that_may_not_be_seen_is_told_as_one_that_is_not_there(bound: TestClient) -> None:
    for key in ("CRM", "NOSUCH"):
        asked = bound.get(f"/api/v1/projects/{key}/measures")
        tried = bound.post("/api/v1/policy/preview", json=TRIAL | {"project": key})
        assert {problem(answer, 404)["detail"] for answer in (asked, tried)} == {f'there is no project "{key}"'}
    assert bound.get("/api/v1/projects/DOC/measures").json()["total"] > 0


def test_the_past_and_what_is_tried_are_its_own(bound: TestClient) -> None:
    past = bound.get("/api/v1/backtest", params=PERIOD).json()
    tried = bound.post("/api/v1/policy/preview", json=TRIAL).json()
    assert {f["project"] for f in [*past["findings"], *tried["gained"]]} == {"DOC"}
    assert max(week["open"] for week in past["weeks"]) <= len(past["findings"])
    assert max(week["then"] for week in tried["weeks"]) <= len(tried["gained"]) + tried["kept"]
