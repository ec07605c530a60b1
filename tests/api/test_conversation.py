"""What people do with findings: decide, note, and see what happened; each step kept with who and when."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.instants import DAY, parse_instant
from app.scan import scan
from tests.api.asking import items, problem
from tests.api.conftest import NOW, Documents

WEEK = 7 * DAY


def decide(api: TestClient, finding: str, status: str, **more: Any) -> dict[str, Any]:
    answer = api.patch(f"/api/v1/findings/{finding}", json={"status": status, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def steps(api: TestClient, finding: str) -> list[tuple[str, str | None, str | None]]:
    return [(s["step"], s["by"], s["text"]) for s in items(api, f"/findings/{finding}/history")]


@pytest.fixture
def one(findings: Documents) -> str:
    """A finding that stands."""
    return next(str(f["id"]) for f in findings if f["status"] == "open")


def test_a_finding_begins_with_the_scan_that_saw_it_first(api: TestClient, one: str) -> None:
    first = items(api, f"/findings/{one}/history")[0]
    assert (first["step"], first["by"], first["status"]) == ("opened", None, "open")
    assert first["scan"] in {s["id"] for s in items(api, "/scans")}


def test_a_finding_is_acknowledged_dismissed_resolved_and_reopened(api: TestClient, one: str) -> None:
    assert decide(api, one, "acknowledged")["status"] == "acknowledged"
    dismissed = decide(api, one, "dismissed", reason="agreed with the board", until="2027-03-01")
    assert dismissed["status"] == "dismissed"
    assert decide(api, one, "open", reason="the board thought again")["status"] == "open"
    assert decide(api, one, "resolved")["status"] == "resolved"
    assert api.get(f"/api/v1/findings/{one}").json()["status"] == "resolved"
    who = "somebody on brug's own machine"
    assert steps(api, one)[-4:] == [
        ("acknowledged", who, None),
        ("dismissed", who, "agreed with the board"),
        ("reopened", who, "the board thought again"),
        ("resolved", who, None),
    ]
    assert items(api, f"/findings/{one}/history")[-3]["until"] == "2027-03-01T00:00:00Z"


def test_a_list_by_status_follows(api: TestClient, one: str) -> None:
    decide(api, one, "acknowledged")
    assert one in {f["id"] for f in items(api, "/findings", status="acknowledged")}
    assert one not in {f["id"] for f in items(api, "/findings", status="open", limit=500)}


def test_saying_the_same_again_changes_nothing(api: TestClient, one: str) -> None:
    decide(api, one, "acknowledged")
    before = steps(api, one)
    decide(api, one, "acknowledged")
    assert steps(api, one) == before


def test_a_dismissal_needs_a_reason(api: TestClient, one: str) -> None:
    for body in ({"status": "dismissed"}, {"status": "dismissed", "reason": " "}):
        detail = problem(api.patch(f"/api/v1/findings/{one}", json=body), 422)["detail"]
        assert "reason" in detail
    assert api.get(f"/api/v1/findings/{one}").json()["status"] == "open"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"status": "closed"}, "acknowledged"),
        ({"status": "dismissed", "reason": "x", "until": "soon"}, "2012-08-02"),
        ({"status": "acknowledged", "untill": "2027-01-01"}, "untill"),
        ({}, "status"),
    ],
)
def test_a_wrong_decision_is_told_with_what_is_valid(
    api: TestClient, one: str, body: dict[str, str], told: str
) -> None:
    assert told in problem(api.patch(f"/api/v1/findings/{one}", json=body), 422)["detail"]


def test_what_is_over_can_only_be_reopened(api: TestClient, findings: Documents) -> None:
    over = next(f["id"] for f in findings if f["status"] == "resolved")
    for body in ({"status": "acknowledged"}, {"status": "dismissed", "reason": "x"}):
        assert "reopen" in problem(api.patch(f"/api/v1/findings/{over}", json=body), 409)["detail"]
    assert decide(api, over, "open")["status"] == "open"


def test_two_people_do_not_decide_at_once(api: TestClient, one: str) -> None:
    etag = api.get(f"/api/v1/findings/{one}").headers["etag"]
    first = api.patch(f"/api/v1/findings/{one}", json={"status": "acknowledged"}, headers={"If-Match": etag})
    assert first.status_code == 200
    late = api.patch(f"/api/v1/findings/{one}", json={"status": "open"}, headers={"If-Match": etag})
    assert "read it again" in problem(late, 412)["detail"]
    assert api.get(f"/api/v1/findings/{one}").json()["status"] == "acknowledged"
    current = first.headers["etag"]
    again = api.patch(f"/api/v1/findings/{one}", json={"status": "open"}, headers={"If-Match": current})
    assert again.status_code == 200


def test_whoever_read_it_in_dutch_decides_too(api: TestClient, one: str) -> None:
    etag = api.get(f"/api/v1/findings/{one}", headers={"Accept-Language": "nl"}).headers["etag"]
    answer = api.patch(f"/api/v1/findings/{one}", json={"status": "acknowledged"}, headers={"If-Match": etag})
    assert answer.status_code == 200


def test_what_the_conversation_agreed_is_kept(api: TestClient, one: str) -> None:
    answer = api.post(f"/api/v1/findings/{one}/notes", json={"text": "We weigh additions on Mondays. <b>Both</b>."})
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/findings/{one}/history"
    note = items(api, f"/findings/{one}/history")[-1]
    assert note == answer.json()
    assert (note["step"], note["text"]) == ("note", "We weigh additions on Mondays. <b>Both</b>.")
    assert note["at"] == NOW
    assert api.get(f"/api/v1/findings/{one}").json()["status"] == "open"


@pytest.mark.parametrize("text", ["", "  ", "x" * 4_001, "a\x00b", None])
def test_a_note_is_a_text(api: TestClient, one: str, text: str | None) -> None:
    assert "text" in problem(api.post(f"/api/v1/findings/{one}/notes", json={"text": text}), 422)["detail"]


def test_a_finding_that_is_not_there_has_no_history_and_no_notes(api: TestClient) -> None:
    problem(api.get("/api/v1/findings/nosuch/history"), 404)
    problem(api.patch("/api/v1/findings/nosuch", json={"status": "acknowledged"}), 404)
    problem(api.post("/api/v1/findings/nosuch/notes", json={"text": "x"}), 404)


def test_what_scans_see_afterwards_stands_in_the_history(api: TestClient, engine: Engine, one: str) -> None:
    decide(api, one, "dismissed", reason="until the new year", until="2026-12-01")
    during = scan(engine, parse_instant(NOW) + DAY)
    assert api.get(f"/api/v1/findings/{one}").json()["status"] == "dismissed"
    after = scan(engine, parse_instant("2026-12-01T06:00:00Z"))
    last = items(api, f"/findings/{one}/history")[-1]
    assert (last["step"], last["scan"]) == ("reopened", after.id)
    assert during.id not in {s["scan"] for s in items(api, f"/findings/{one}/history")}
    gone = scan(engine, parse_instant(NOW) + 70 * WEEK)
    last = items(api, f"/findings/{one}/history")[-1]
    assert (last["step"], last["scan"], last["status"]) == ("over", gone.id, "resolved")


def test_every_writing_is_audited(api: TestClient, one: str) -> None:
    decide(api, one, "acknowledged", reason="I look after it")
    api.post(f"/api/v1/findings/{one}/notes", json={"text": "done"})
    newest = items(api, "/audit")
    assert [(e["action"], e["about"]) for e in newest[:2]] == [
        ("noted on a finding", one), ("decided on a finding", one),
    ]  # fmt: skip
    assert newest[1]["details"] == {"status": "acknowledged", "reason": "I look after it"}
    assert newest[1]["project"] in {p["id"] for p in items(api, "/projects")}
