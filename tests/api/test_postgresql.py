"""The API over PostgreSQL answers what it answers over SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.access.sight import EVERYTHING
from app.api.application import create_app
from app.database.engine import reading
from app.declaration.reading_back import read_policy
from app.demo import prepare
from app.instants import parse_date, parse_instant
from app.report.week import report_of
from app.settings import Settings
from tests.api.asking import by_cursor, items
from tests.api.conftest import NOW
from tests.api.test_jobs import ended
from tests.api.test_keys import key
from tests.databases import copy_of, migrated, postgresql

__all__ = ["migrated", "postgresql"]

SORTS = ["-severity", "severity", "-confidence", "title", "first_visible", "-last_seen"]


def settings(engine: Engine) -> Settings:
    return Settings(engine.url.render_as_string(hide_password=False), now=parse_instant(NOW))


@pytest.fixture(params=["postgresql", "sqlite"])
def organisation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The simulated organisation, synced and scanned, on each kind of database in turn."""

    def fill(engine: Engine) -> None:
        prepare(engine, settings(engine), parse_instant(NOW), lambda what, done, total: None)

    yield from copy_of(request, tmp_path, "organisation_of_the_api", fill)


@pytest.fixture
def api(organisation: Engine) -> Iterator[TestClient]:
    app = create_app(organisation, settings(organisation))
    with TestClient(app, "http://127.0.0.1:8080", client=("127.0.0.1", 50_000)) as opened:
        yield opened


def test_lists_page_in_every_order(api: TestClient) -> None:
    findings = {f["id"] for f in items(api, "/findings", limit=500)}
    assert findings
    for sort in SORTS:
        found = [f["id"] for f in by_cursor(api, "/findings", sort=sort, limit=2)]
        assert len(found) == len(set(found)) == len(findings)
    for path in ("/commitments", "/scans", "/syncs", "/audit"):
        found = [one["id"] for one in by_cursor(api, path, limit=1 if path != "/commitments" else 100)]
        assert len(found) == len(set(found))


def test_texts_are_searched_whatever_their_case(api: TestClient) -> None:
    one = items(api, "/findings")[0]
    assert one["id"] in {f["id"] for f in items(api, "/findings", q=one["title"].upper(), limit=500)}
    assert items(api, "/findings", q="100 % ü _") == []


def test_the_portfolio_adds_up(api: TestClient) -> None:
    summary = api.get("/api/v1/summary").json()
    standing = items(api, "/findings", status=["open", "acknowledged"], limit=500)
    for symptom, number in summary["findings"].items():
        assert number == sum(f["symptom"] == symptom for f in standing)
        assert number == sum(p["trend"][symptom][-1] for p in summary["projects"])


def test_what_is_decided_asked_for_and_declared_is_kept(api: TestClient) -> None:
    one = items(api, "/findings", status="open")[0]["id"]
    api.patch(f"/api/v1/findings/{one}", json={"status": "dismissed", "reason": "agreed", "until": "2027-01-01"})
    first = api.post(f"/api/v1/findings/{one}/notes", json={"text": "ü"}, headers={"Idempotency-Key": "k"})
    again = api.post(f"/api/v1/findings/{one}/notes", json={"text": "ü"}, headers={"Idempotency-Key": "k"})
    assert first.json() == again.json()
    assert [s["step"] for s in items(api, f"/findings/{one}/history")][-2:] == ["dismissed", "note"]
    scan = ended(api, api.post("/api/v1/scans", json={"projects": ["SCH", "APP"]}).headers["location"])
    assert (scan["status"], len(scan["projects"])) == ("done", 2)
    assert ended(api, api.post("/api/v1/syncs", json={"projects": ["SCH"]}).headers["location"])["status"] == "done"
    for path, body in (
        ("/budgets", {"items": [{"project": "SCH", "hours": 5.5, "baseline": "2026-01-05"}]}),
        ("/policy", {"thresholds": {"scope-growth": {"threshold": 0.3}}}),
        ("/sides", {"it": {"emails": ["*@it.example"]}}),
        ("/projects/SCH/leads", {"leads": ["a@b.example"]}),
    ):
        assert api.put(f"/api/v1{path}", json=body).status_code == 200, path
    assert items(api, "/budgets")[0]["hours"] == 5.5


def test_a_change_is_seen_at_once_and_a_bound_key_sees_its_own(api: TestClient, organisation: Engine) -> None:
    assert api.get("/api/v1/projects").json()["total"] == 14
    headers = key(organisation, "lead", "read", ["SCH"])
    assert api.get("/api/v1/projects").status_code == 401
    assert [p["key"] for p in api.get("/api/v1/projects", headers=headers).json()["items"]] == ["SCH"]
    assert {f["project"] for f in api.get("/api/v1/findings", headers=headers).json()["items"]} <= {"SCH"}
    etag = api.get("/api/v1/summary", headers=headers).headers["etag"]
    again = api.get("/api/v1/summary", headers={**headers, "If-None-Match": etag})
    assert again.status_code == 304


def test_the_weekly_report_says_what_the_portfolio_says(organisation: Engine, api: TestClient) -> None:
    summary, now = api.get("/api/v1/summary").json(), parse_instant(NOW)
    with reading(organisation) as connection:
        report = report_of(connection, parse_date("2026-11-23"), now, EVERYTHING, "en", talks=10, lines=5)
    assert {colour: number for colour, (number, _) in report.colours.items()} == summary["rag"]
    assert report.trend[-1][1] == summary["findings"]
    assert len(report.talks) == report.red == summary["rag"]["red"]
    # Only one scan was ever made: what stood a week before is read from history, as the portfolio's lines are.
    assert report.compared is None
    assert [sum(own.values()) for _, own in report.trend][:-1] != [0] * 11
    assert api.get("/report", headers={"Accept": "text/html"}).status_code == 200


def test_a_threshold_is_tried_and_saved_on_its_page(organisation: Engine, api: TestClient) -> None:
    headers = {"Accept": "text/html", "Origin": "http://127.0.0.1:8080"}
    tried = api.get("/thresholds", params={"late-delivery.days": "1"}, headers=headers).text
    assert "3 findings more, 0 fewer" in tried
    form = {"late-delivery.days": "1", "version": ""}
    answer = api.post("/thresholds", data=form, headers=headers, follow_redirects=False)
    assert answer.headers["location"] == "/thresholds?saved=yes"
    with reading(organisation) as connection:
        assert read_policy(connection).thresholds == {"late-delivery": {"days": 1.0}}


def test_of_two_who_save_at_once_one_is_told_of_the_other(api: TestClient) -> None:
    headers = {"Accept": "text/html", "Origin": "http://127.0.0.1:8080"}
    ready = Barrier(2)

    def save(days: str) -> int:
        form = {"late-delivery.days": days, "version": ""}
        ready.wait()
        return int(api.post("/thresholds", data=form, headers=headers, follow_redirects=False).status_code)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, ("1", "9"))) == [303, 409]
