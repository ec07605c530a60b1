"""An answer is given again from memory while nothing changed, and never when something did, by whichever process."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, update

from app.database import tables
from app.database.engine import open_engine, writing
from tests.api.asking import items
from tests.api.test_keys import key

PATHS = ["/summary", "/findings?limit=3", "/projects", "/findings?format=csv", "/commitments"]


@pytest.fixture
def asked(engine: Engine) -> list[str]:
    """What was asked of the database since the test looked last."""
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    return statements


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_asked_of_the_database_while_nothing_changed(api: TestClient, asked: list[str], path: str) -> None:
    first = api.get(f"/api/v1{path}")
    asked.clear()
    again = api.get(f"/api/v1{path}")
    assert asked == []
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    assert again.headers["content-type"] == first.headers["content-type"]
    held = api.get(f"/api/v1{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (held.status_code, held.content, asked) == (304, b"", [])


def test_what_another_process_wrote_is_seen_at_once(api: TestClient, engine: Engine, tmp_path: Path) -> None:
    before = items(api, "/findings", status="open", limit=500)
    other = open_engine(f"sqlite:///{tmp_path / 'brug.sqlite'}")
    with writing(other) as connection:
        one = tables.findings.c.id == before[0]["id"]
        connection.execute(update(tables.findings).where(one).values(status="resolved"))
    other.dispose()
    assert len(items(api, "/findings", status="open", limit=500)) == len(before) - 1


def test_what_the_server_itself_wrote_is_seen_at_once(api: TestClient) -> None:
    one = items(api, "/findings", status="open")[0]["id"]
    assert api.get(f"/api/v1/findings/{one}").json()["status"] == "open"
    api.patch(f"/api/v1/findings/{one}", json={"status": "acknowledged"})
    assert api.get(f"/api/v1/findings/{one}").json()["status"] == "acknowledged"


def test_answers_differ_by_language_and_form(api: TestClient) -> None:
    english = api.get("/api/v1/findings", headers={"Accept-Language": "en"})
    dutch = api.get("/api/v1/findings", headers={"Accept-Language": "nl"})
    table = api.get("/api/v1/findings", headers={"Accept": "text/csv"})
    assert len({english.content, dutch.content, table.content}) == 3


def test_a_revoked_key_is_not_answered_from_memory(api: TestClient, engine: Engine) -> None:
    headers = key(engine, "pmo")
    assert api.get("/api/v1/summary", headers=headers).status_code == 200
    with writing(engine) as connection:
        connection.execute(update(tables.keys).values(revoked_at=1))
    assert api.get("/api/v1/summary", headers=headers).status_code == 401


def test_errors_are_not_kept(api: TestClient, engine: Engine) -> None:
    for _ in range(2):
        assert api.get("/api/v1/findings/nosuch").status_code == 404
