"""What pages say while there is little to see: what to do first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect
from sqlalchemy import Engine, delete, update

from app.database import tables
from app.database.engine import open_engine, writing
from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW, client
from tests.browser import Open, axe
from tests.databases import migrated
from tests.serving import served

__all__ = ["migrated"]


@pytest.fixture
def empty(migrated: object) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{migrated}")
    yield opened
    opened.dispose()


def test_an_empty_database_says_how_to_begin(open_page: Open, empty: Engine) -> None:
    with served(empty, Settings(str(empty.url), now=parse_instant(NOW))) as address:
        page = open_page()
        page.goto(address)
        expect(page.get_by_role("heading", name="Begin here")).to_be_visible()
        for command in ("brug apply brug.toml", "brug demo", "brug sync", "brug scan"):
            expect(page.get_by_text(command, exact=True)).to_be_visible()
        axe(page)


def text_of(engine: Engine, path: str = "/") -> str:
    found: TestClient
    for found in client(engine):
        return str(found.get(path, headers={"Accept": "text/html"}).text)
    raise AssertionError


def test_what_was_synced_and_not_scanned_says_to_scan(engine: Engine) -> None:
    with writing(engine) as connection:
        for table in (tables.scan_findings, tables.coverage, tables.findings, tables.scans):
            connection.execute(delete(table))
    text = text_of(engine)
    assert "brug scan" in text
    assert "brug sync" not in text
    assert "not scanned yet. Run brug scan." in text_of(engine, "/projects/WEB")


def test_without_sides_it_says_how_to_declare_them(engine: Engine) -> None:
    assert "[sides.business]" not in text_of(engine)
    with writing(engine) as connection:
        connection.execute(delete(tables.declared_sides))
    assert "[sides.business]" in text_of(engine)


def test_a_project_without_a_budget_says_how_to_declare_one(engine: Engine) -> None:
    assert "No budget is declared" not in text_of(engine, "/projects/TPP")
    with writing(engine) as connection:
        connection.execute(update(tables.projects).values(budget=None))
    assert "No budget is declared" in text_of(engine, "/projects/TPP")
