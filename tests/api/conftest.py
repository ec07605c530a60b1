"""One database with the simulated organisation, synced and scanned, and the API over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.api.application import create_app
from app.database.engine import open_engine, writing
from app.database.migrate import migrate
from app.declaration.apply import apply
from app.declaration.parse import parse
from app.demo import prepare
from app.detection import known_thresholds
from app.instants import parse_date, parse_instant, start_of
from app.scan import scan
from app.settings import Settings
from app.sync import sync
from connectors.demo.declaration import declaration
from tests.end_to_end.running import made_once

NOW = "2026-11-23T06:00:00Z"
ANCHOR = date(2026, 11, 23)
# Days of scans before that of NOW, so that there are findings which are over.
EARLIER = ("2025-12-01", "2026-03-02", "2026-06-01", "2026-09-07")

Documents = list[dict[str, Any]]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The file of a database with the simulated organisation, synced and scanned."""

    def make(database: Path) -> None:
        url = f"sqlite:///{database}"
        engine = open_engine(url)
        migrate(engine)
        with writing(engine) as connection:
            apply(connection, parse(declaration(ANCHOR), "demo", known_thresholds()), start_of(ANCHOR))
        sync(engine, start_of(ANCHOR))
        for day in EARLIER:
            scan(engine, parse_date(day))
        prepare(engine, Settings(url), parse_instant(NOW), lambda what, done, total: None)
        engine.dispose()

    return made_once(tmp_path_factory, worker_id, "demo", make).database


@pytest.fixture
def engine(demo: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of that database, for a test to change."""
    shutil.copy(demo, tmp_path / "brug.sqlite")
    opened = open_engine(f"sqlite:///{tmp_path / 'brug.sqlite'}")
    yield opened
    opened.dispose()


@pytest.fixture
def api(engine: Engine) -> Iterator[TestClient]:
    """A client on the server's own machine."""
    yield from client(engine)


def client(engine: Engine) -> Iterator[TestClient]:
    settings = Settings(str(engine.url), now=parse_instant(NOW))
    with TestClient(create_app(engine, settings), "http://127.0.0.1:8080", client=("127.0.0.1", 50_000)) as opened:
        yield opened


@pytest.fixture
def findings(api: TestClient) -> Documents:
    """All findings of the organisation."""
    found: Documents = api.get("/api/v1/findings", params={"limit": 500}).json()["items"]
    assert len(found) > 5
    return found
