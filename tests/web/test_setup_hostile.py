"""Whatever a tracker or a person sends shows as text while setting up, and breaks nothing around it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine, insert, update

from app.database import tables
from app.database.engine import writing
from tests.browser import PHONE, Open, fits
from tests.web.setting_up import site_of
from tests.web.test_hostile import HOSTILE

PAGES = ("/setup/sources", "/setup/sides", "/setup/goals", "/setup/projects", "/setup/alerts")


def spoil(engine: Engine, text: str) -> None:
    """Put a text wherever a tracker's text, or a person's, shows."""
    with writing(engine) as connection:
        connection.execute(update(tables.projects).values(name=text, leads=[text], alerts=[text]))
        person = tables.people.c.person == "dw-100"
        connection.execute(
            update(tables.people).where(person).values(name=text, email=f"x@{text[:200]}", groups=[text])
        )
        connection.execute(update(tables.sources).values(last_error=text, projects=[text]))
        lists = {"labels": [text], "epics": [text], "commitments": [text]}
        connection.execute(update(tables.goals).where(tables.goals.c.position == 0).values(name=text[:200], **lists))
        connection.execute(update(tables.alerts).values(state="dead", error=text, target=text))
        connection.execute(
            insert(tables.subscriptions).values(
                id="1", kind="alerts", target=text, min_severity="low", created_by=text, created_at=0, stopped_at=0,
                stopped_because=text,
            )
        )  # fmt: skip


# All that is odd at once, and what is long.
TEXTS = ("".join(text for kind, text in HOSTILE.items() if kind != "length"), HOSTILE["length"])


@pytest.mark.parametrize("text", TEXTS, ids=["odd", "long"])
def test_it_shows_as_text(open_page: Open, engine: Engine, text: str) -> None:
    spoil(engine, text)
    with site_of(engine) as address:
        page = open_page(width=PHONE)
        for path in PAGES:
            page.goto(address + path)
            page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
            expect(page.locator("main")).to_contain_text(text[:20])
            fits(page)
            assert page.title() not in ("stolen", "1")
            assert page.locator("img, main script").count() == 0
