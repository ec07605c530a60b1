"""The simulated organisation in a database, for tests to change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.demo import prepare
from app.instants import parse_date
from app.settings import Settings
from tests.databases import copy_of

NOW = parse_date("2026-11-24")


@pytest.fixture(params=["sqlite", "postgresql"])
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The simulated organisation, synced and scanned, for a test to change; on each kind of database in turn."""

    def fill(engine: Engine) -> None:
        prepare(engine, settings(engine), NOW, lambda what, done, total: None)

    yield from copy_of(request, tmp_path, "organisation", fill)


def settings(engine: Engine) -> Settings:
    """The settings of a server of such a database, whose clock stands still."""
    return Settings(database_url=engine.url.render_as_string(hide_password=False), now=NOW)
