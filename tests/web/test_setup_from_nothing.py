"""From an empty database to findings, in a browser and without touching a file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import open_engine, reading
from tests.browser import PHONE, Open, axe, fits
from tests.databases import migrated
from tests.trackers import serve
from tests.web.setting_up import site_of

__all__ = ["migrated"]

PATIENCE = 20_000


@pytest.fixture
def empty(migrated: object, tmp_path: Path) -> Iterator[Engine]:
    shutil.copy(str(migrated), tmp_path / "empty.sqlite")
    opened = open_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    yield opened
    opened.dispose()


def test_a_newcomer_comes_from_an_empty_page_to_findings(open_page: Open, empty: Engine) -> None:
    with serve("tiny-jira") as tracker, site_of(empty) as address:
        page = open_page()
        page.goto(address)
        page.get_by_role("link", name="Set up in the browser").click()
        page.get_by_role("link", name="Add a source").click()
        page.get_by_label("Name").fill("acme-jira")
        page.get_by_label("Address").fill(tracker)
        # Nobody pressed anything: it was tried while it was typed.
        expect(page.get_by_text(re.compile(r"brug can read \d+ projects?:"))).to_be_visible(timeout=20_000)
        axe(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_have_text("Saved.")
        page.get_by_role("button", name="Sync now").click()
        expect(page.get_by_text(re.compile(r"\d+ projects? (was|were) read\."))).to_be_visible(timeout=PATIENCE)
        page.get_by_role("link", name="Next: say who speaks for whom").click()
        page.get_by_label("Side of").first.select_option("business")
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_role("status")).to_have_text("Saved.")
        page.get_by_role("button", name="Scan now").click()
        expect(page.get_by_role("link", name="See the portfolio")).to_be_visible(timeout=PATIENCE)
        page.get_by_role("link", name="See the portfolio").click()
        expect(page.locator("table.heat")).to_be_visible()
    with reading(empty) as connection:
        (source,) = connection.execute(select(tables.sources)).all()
    assert (source.name, source.kind, source.url, source.active) == ("acme-jira", "jira", tracker, True)


def test_the_simulated_organisation_can_be_looked_at_without_scripts(open_page: Open, empty: Engine) -> None:
    with site_of(empty) as address:
        page = open_page(locale="nl-NL", width=PHONE, java_script_enabled=False)
        page.goto(f"{address}/setup")
        page.get_by_role("link", name="Bron toevoegen").click()
        page.get_by_label("Naam").fill("demo")
        page.get_by_label("Soort").select_option("demo")
        page.get_by_role("button", name="Probeer het").click()
        expect(page.get_by_text("brug kan 14 projecten lezen:")).to_be_visible()
        fits(page)
        page.get_by_role("button", name="Opslaan").click()
        expect(page.get_by_role("heading", name="demo")).to_be_visible()
        expect(page.get_by_text("nog niet gelezen")).to_be_visible()
