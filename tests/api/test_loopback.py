"""While no key has been made, brug answers only this machine, by a loopback name."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.api.application import create_app
from app.settings import Settings
from tests.api.asking import problem

PATHS = ["/api/v1/findings", "/api/v1/summary", "/healthz", "/openapi.json", "/docs", "/"]


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1", "127.8.9.1:80", "[::1]", "[::1]:8080"])
def test_a_loopback_name_gets_an_answer(api: TestClient, host: str) -> None:
    assert api.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host", ["brug.example", "192.168.1.10:8080", "localhost.evil.example", "127.0.0.1.evil.example:8080", "::2", ""]
)
def test_another_name_gets_none(api: TestClient, path: str, host: str) -> None:
    document = problem(api.get(path, headers={"Host": host}), 403)
    assert "items" not in document
    assert "key" in document["detail"]


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.1", "2001:db8::1"])
def test_another_machine_gets_none_whatever_it_calls_this_one(engine: Engine, address: str) -> None:
    app = create_app(engine, Settings(str(engine.url)))
    with TestClient(app, "http://127.0.0.1:8080", client=(address, 50_000)) as api:
        for path in PATHS:
            problem(api.get(path), 403)
