"""`/healthz` and `/readyz`: alive; migrated and reachable. And errors of every path are problem documents."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from app.database.engine import open_engine, writing
from tests.api.asking import problem
from tests.api.conftest import client


def test_it_is_alive_and_ready(api: TestClient) -> None:
    assert api.get("/healthz").json() == {"status": "ok"}
    assert api.get("/readyz").json() == {"status": "ready"}


def test_it_is_alive_but_not_ready_on_a_database_without_tables(tmp_path: Path) -> None:
    for api in client(open_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")):
        assert api.get("/healthz").status_code == 200
        problem(api.get("/readyz"), 503)


def test_it_is_not_ready_on_a_database_of_another_version(api: TestClient, engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "version" in problem(api.get("/readyz"), 503)["detail"]


def test_a_path_that_is_none_and_a_method_that_is_not_for_it(api: TestClient) -> None:
    problem(api.get("/api/v1/nosuch"), 404)
    problem(api.delete("/api/v1/findings"), 405)


def test_the_openapi_document_names_every_path(api: TestClient) -> None:
    document = api.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path in ("/api/v1/findings", "/api/v1/findings/{id}", "/api/v1/projects", "/api/v1/summary", "/api/v1/scans"):
        assert "get" in document["paths"][path], path
