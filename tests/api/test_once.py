"""What is posted with an Idempotency-Key is done once, however often it is sent."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, func, select

from app.database import tables
from app.database.engine import reading
from tests.api.asking import items, problem
from tests.api.conftest import Documents
from tests.api.test_keys import key

POSTS: list[tuple[str, Any]] = [
    ("/scans", {"projects": ["SCH"]}),
    ("/syncs", None),
    ("/subscriptions", {"target": "mailto://lead@acme.example"}),
]


@pytest.mark.parametrize(("path", "body"), POSTS)
def test_the_same_request_again_is_answered_again_and_not_done_again(
    api: TestClient, engine: Engine, path: str, body: Any
) -> None:
    headers = {"Idempotency-Key": "one"}
    before = number(engine, path)
    first = api.post(f"/api/v1{path}", json=body, headers=headers)
    again = api.post(f"/api/v1{path}", json=body, headers=headers)
    assert first.status_code == again.status_code < 300
    assert again.json() == first.json()
    assert again.headers["location"] == first.headers["location"]
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert number(engine, path) == before + 1
    assert api.post(f"/api/v1{path}", json=body, headers={"Idempotency-Key": "two"}).status_code < 300
    assert number(engine, path) == before + 2


def test_a_note_is_written_once(api: TestClient, findings: Documents) -> None:
    path = f"/findings/{findings[0]['id']}"
    for _ in range(3):
        answer = api.post(f"/api/v1{path}/notes", json={"text": "agreed"}, headers={"Idempotency-Key": "n"})
        assert answer.status_code == 201
    assert [s["text"] for s in items(api, f"{path}/history")].count("agreed") == 1


def test_a_key_that_came_with_another_request_is_refused(api: TestClient, findings: Documents) -> None:
    headers = {"Idempotency-Key": "one"}
    first, other = (f"/api/v1/findings/{f['id']}/notes" for f in findings[:2])
    assert api.post(first, json={"text": "agreed"}, headers=headers).status_code == 201
    assert "one" in problem(api.post(first, json={"text": "not agreed"}, headers=headers), 409)["detail"]
    problem(api.post(other, json={"text": "agreed"}, headers=headers), 409)


def test_what_failed_may_be_tried_again_with_the_same_key(api: TestClient, findings: Documents) -> None:
    headers = {"Idempotency-Key": "one"}
    problem(api.post("/api/v1/findings/nosuch/notes", json={"text": "agreed"}, headers=headers), 404)
    path = f"/api/v1/findings/{findings[0]['id']}/notes"
    assert api.post(path, json={"text": "agreed"}, headers=headers).status_code == 201


def test_keys_of_different_callers_do_not_meet(api: TestClient, engine: Engine) -> None:
    first, second = key(engine, "first", "write"), key(engine, "second", "write")
    ids = {
        api.post("/api/v1/scans", json={"projects": ["SCH"]}, headers={**who, "Idempotency-Key": "one"}).json()["id"]
        for who in (first, second)
    }
    assert len(ids) == 2


@pytest.mark.parametrize("wrong", ["", "a b", "ü", "x" * 201])
def test_an_idempotency_key_is_a_printable_word(api: TestClient, wrong: str) -> None:
    headers = {"Idempotency-Key": wrong.encode()}
    assert "idempotency-key" in problem(api.post("/api/v1/syncs", headers=headers), 422)["detail"].lower()


def number(engine: Engine, path: str) -> int:
    table = {"/scans": tables.scans, "/syncs": tables.syncs, "/subscriptions": tables.subscriptions}[path]
    with reading(engine) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
