"""Scans and syncs through the API: asked for, done, told of, cancelled; and done after a process was killed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.database.engine import writing
from app.scans import ask_for_scan
from tests.api.asking import items, problem
from tests.end_to_end.running import Installation
from tests.trackers import free_port

ENDED = ("done", "failed", "cancelled")


def ended(api: TestClient, path: str) -> dict[str, Any]:
    """A job once it has ended; asked for again and again, as a caller does."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        found: dict[str, Any] = api.get(path).json()
        if found["status"] in ENDED:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{path} did not end")


def test_a_scan_is_asked_for_and_done(api: TestClient) -> None:
    answer = api.post("/api/v1/scans")
    assert answer.status_code == 202
    path = answer.headers["location"]
    assert path == f"/api/v1/scans/{answer.json()['id']}"
    scan = ended(api, path)
    assert (scan["status"], scan["kind"], scan["error"]) == ("done", "present", None)
    assert scan["progress"] == {"done": 14, "total": 14, "project": None}
    assert scan["requested_by"] == "somebody on brug's own machine"
    assert scan["findings"] == len(items(api, "/findings", status="open", limit=500))
    assert {row["project"] for row in scan["coverage"]} == {p["id"] for p in items(api, "/projects")}
    assert items(api, "/scans")[0]["id"] == scan["id"]


def test_a_scan_of_some_projects_at_a_day_of_the_past(api: TestClient) -> None:
    projects = {p["key"]: p["id"] for p in items(api, "/projects")}
    body = {"projects": ["SCH", projects["APP"]], "as_of": "2026-06-01"}
    scan = ended(api, api.post("/api/v1/scans", json=body).headers["location"])
    assert (scan["status"], scan["kind"], scan["as_of"]) == ("done", "past", "2026-06-01T00:00:00Z")
    assert scan["projects"] == [projects["SCH"], projects["APP"]]
    assert {row["project"] for row in scan["coverage"]} == set(scan["projects"])


def test_a_sync_is_asked_for_and_tells_what_it_pulled(api: TestClient) -> None:
    sync = ended(api, api.post("/api/v1/syncs").headers["location"])
    assert (sync["status"], sync["failures"]) == ("done", [])
    assert {p["key"] for p in sync["projects"]} == {p["key"] for p in items(api, "/projects")}
    one = ended(api, api.post("/api/v1/syncs", json={"projects": ["SCH"]}).headers["location"])
    assert [(p["key"], p["changed"]) for p in one["projects"]] == [("SCH", False)]


def test_a_job_of_a_project_that_is_not_there(api: TestClient) -> None:
    for path in ("scans", "syncs"):
        detail = problem(api.post(f"/api/v1/{path}", json={"projects": ["SHC"]}), 404)["detail"]
        assert 'did you mean "SCH"' in detail


def test_a_scan_of_the_future(api: TestClient) -> None:
    assert "future" in problem(api.post("/api/v1/scans", json={"as_of": "2099-01-01"}), 409)["detail"]


def test_a_scan_is_cancelled(api: TestClient) -> None:
    scans = [api.post("/api/v1/scans").json()["id"] for _ in range(4)]
    answer = api.post(f"/api/v1/scans/{scans[-1]}/cancel")
    assert answer.status_code == 202
    assert ended(api, f"/api/v1/scans/{scans[-1]}")["status"] == "cancelled"
    assert [ended(api, f"/api/v1/scans/{scan}")["status"] for scan in scans[:-1]] == ["done"] * 3
    problem(api.post("/api/v1/scans/nosuch/cancel"), 404)
    problem(api.post("/api/v1/syncs/nosuch/cancel"), 404)


@pytest.mark.parametrize("path", ["scans", "syncs"])
def test_a_job_with_a_wrong_wish(api: TestClient, path: str) -> None:
    for body, told in (({"projects": []}, "projects"), ({"project": ["SCH"]}, 'did you mean "projects"'), ([], "body")):
        assert told in problem(api.post(f"/api/v1/{path}", json=body), 422)["detail"]


def test_a_scan_that_was_asked_for_is_done_after_the_server_was_killed(
    demo: Path, engine: Engine, tmp_path: Path
) -> None:
    with writing(engine) as connection:
        waiting = ask_for_scan(connection, None, None, by="pmo", now=0)
    brug = Installation(tmp_path / "brug.sqlite", "2026-11-24T06:00:00Z")
    address = f"http://127.0.0.1:{free_port()}"
    for kill_at in ("running", None):
        with brug.started("serve", "--port", address.rsplit(":", 1)[1], "--no-schedule") as server:
            status = waited(f"{address}/api/v1/scans/{waiting}", kill_at)
            server.kill()
        if status == "done":
            break
    assert status == "done"


def waited(url: str, wanted: str | None) -> str:
    """The status of a scan once it is the wanted one, or the scan ended."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        try:
            status = str(httpx.get(url, timeout=5).json()["status"])
        except httpx.HTTPError:
            status = ""
        if status and (status == wanted or status in ENDED):
            return status
        time.sleep(0.01)
    raise AssertionError(f"{url} did not end")
