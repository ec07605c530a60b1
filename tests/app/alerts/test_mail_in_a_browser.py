"""Mail as people see it: on a phone and on a desk, in light and dark."""

from __future__ import annotations

import pytest

from app.alerts.texts import render
from tests.app.alerts.contents import content, item, portfolio
from tests.browser import Open, axe, fits

LONG = "Verzekeringspolisaanvraagafhandelingsprocedure" * 5
PAGES = {
    "finding": render(content(item(title=LONG, summary=LONG))),
    "several": render(
        content(*(item(id=f"f{n}", title=f"{LONG} {n}") for n in range(6)), kind="several", language="nl")
    ),
    "digest": render(content(item(), item("over", id="f2"), kind="digest", portfolio=portfolio())),
}


@pytest.mark.parametrize("name", PAGES)
def test_nobody_scrolls_sideways_and_axe_finds_nothing(open_page: Open, name: str) -> None:
    page = open_page(width=375)
    page.set_content(PAGES[name].html)
    fits(page)
    axe(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    fits(page)
