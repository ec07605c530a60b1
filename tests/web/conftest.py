"""The simulated organisation behind pages: over real HTTP for browsers, and in the process for what needs none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.database.engine import open_engine
from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW, client, demo, engine
from tests.databases import migrated
from tests.serving import served

__all__ = ["demo", "engine", "migrated"]


@pytest.fixture(scope="session")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the organisation's pages; tests of one process share them, and change nothing."""
    copy = tmp_path_factory.mktemp("site") / "brug.sqlite"
    shutil.copy(demo, copy)
    opened = open_engine(f"sqlite:///{copy}")
    with served(opened, Settings(str(opened.url), now=parse_instant(NOW))) as address:
        yield address
    opened.dispose()


@pytest.fixture
def web(engine: Engine) -> Iterator[TestClient]:
    """A browser without a screen on the server's own machine, that follows no way by itself."""
    for opened in client(engine):
        opened.headers.update({"Accept": "text/html", "Origin": "http://127.0.0.1:8080"})
        opened.follow_redirects = False
        yield opened
