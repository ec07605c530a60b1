"""Short words for browsers that sign in: they say where a request comes from, and follow no way by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.access.keys import create_key
from app.api.application import create_app
from app.database.engine import writing
from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW

OWN = {"Origin": "http://127.0.0.1:8080"}


def key(engine: Engine, name: str = "pmo", scope: str = "write", projects: list[str] | None = None) -> str:
    """A new key."""
    with writing(engine) as connection:
        return create_key(connection, name, scope, projects, parse_instant(NOW))[1]


@contextmanager
def browsing(
    engine: Engine, *, url: str = OWN["Origin"], brug_url: str = OWN["Origin"], now: int = parse_instant(NOW)
) -> Iterator[TestClient]:
    """A browser on another machine, that asks a server over the database by `url`; `brug_url` is its setting."""
    app = create_app(engine, Settings(str(engine.url), now=now, url=brug_url))
    with TestClient(app, url, follow_redirects=False, client=("192.168.1.20", 50_000)) as opened:
        yield opened


def sign_in(browser: TestClient, secret: str, following: str = "/", **headers: str) -> httpx.Response:
    """What the form of the page answers."""
    given = headers or {"Origin": str(browser.base_url).rstrip("/")}
    sent = {name.replace("_", "-"): text for name, text in given.items()}
    answer: httpx.Response = browser.post("/sign-in", data={"key": secret, "next": following}, headers=sent)
    return answer


def me(browser: TestClient) -> dict[str, Any]:
    """Who brug takes a browser for."""
    found: dict[str, Any] = browser.get("/api/v1/me").json()
    return found


def csrf(browser: TestClient) -> str:
    """What its page's forms bring along."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', browser.get("/sign-in").text)
    assert found is not None
    return found[1]
