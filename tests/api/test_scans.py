"""`GET /scans`: which scans were made, and what each could judge."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.instants import DAY, parse_instant, rfc3339
from app.scan import scan
from tests.api.asking import by_cursor, by_link, items, problem
from tests.api.conftest import EARLIER, NOW, Documents

KEYS = {
    "id", "as_of", "kind", "status", "requested_by", "requested_at", "started_at", "due_at", "finished_at",
    "policy_version", "projects", "findings", "progress", "error",
}  # fmt: skip


def test_a_scan_is_told_with_what_it_found(api: TestClient, findings: Documents) -> None:
    one = items(api, "/scans")[0]
    assert one.keys() == KEYS
    assert (one["kind"], one["status"], one["as_of"]) == ("present", "done", NOW)
    seen = [f for f in findings if f["scan"] == one["id"]]
    assert one["findings"] == len(seen)
    assert seen == [f for f in findings if f["status"] == "open"]


def test_one_scan_says_what_it_could_judge_and_why_not_the_rest(api: TestClient) -> None:
    one = items(api, "/scans")[0]
    told = api.get(f"/api/v1/scans/{one['id']}").json()
    assert told.keys() == KEYS | {"coverage"}
    projects = {p["id"] for p in items(api, "/projects")}
    assert {row["project"] for row in told["coverage"]} == projects
    assert all(row["because"] for row in told["coverage"] if row["cannot_judge"])


def test_scans_come_the_newest_first_page_by_page_each_once(api: TestClient, engine: Engine) -> None:
    for day in range(1, 6):
        scan(engine, parse_instant(NOW) + day * DAY)
    found = by_cursor(api, "/scans", limit=2)
    later = [rfc3339(parse_instant(NOW) + day * DAY) for day in range(5, -1, -1)]
    assert [s["as_of"] for s in found] == [*later, *(f"{day}T00:00:00Z" for day in reversed(EARLIER))]
    assert by_link(api, "/scans", limit=2) == found


def test_a_scan_that_is_not_there(api: TestClient) -> None:
    assert "nosuch" in problem(api.get("/api/v1/scans/nosuch"), 404)["detail"]


def test_an_unknown_cursor(api: TestClient) -> None:
    assert "cursor" in problem(api.get("/api/v1/scans", params={"cursor": "nosuch"}), 404)["detail"]


@pytest.mark.parametrize("limit", ["0", "501", "many"])
def test_a_wrong_limit_is_told(api: TestClient, limit: str) -> None:
    assert "parameter limit:" in problem(api.get("/api/v1/scans", params={"limit": limit}), 422)["detail"]
