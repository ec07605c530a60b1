"""The time machine, as somebody uses it who wants to know how early it could have been seen."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from app.instants import parse_instant
from app.settings import Settings
from app.web.time import page as time_page
from tests.api.conftest import NOW
from tests.browser import PHONE, WIDE, Open, Scheme, axe, fits
from tests.serving import served

# A year of the organisation takes a second or two; a busy machine takes longer.
_SWEPT = 60_000


@pytest.fixture(scope="session")
def past(site: str) -> str:
    """The address of the site's time machine, once the past is computed."""
    while httpx.get(f"{site}/time", headers={"Accept": "text/html"}, timeout=60).status_code == 202:
        pass
    return f"{site}/time"


@pytest.mark.parametrize(
    ("locale", "weeks", "told", "new"),
    [
        (
            "en-GB", ("The week of 12 Jan 2026", "The week of 5 Jan 2026"),
            "7 projects needed a conversation. 12 open, 1 new, 0 over.", "Forecast of delivery: POL 1.2",
        ),
        (
            "nl-NL", ("De week van 12 jan 2026", "De week van 5 jan 2026"),
            "7 projecten hadden een gesprek nodig. 12 open, 1 nieuw, 0 voorbij.", "Verwachte oplevering: POL 1.2",
        ),
    ],
)  # fmt: skip
def test_the_slider_goes_through_the_weeks_by_keyboard(
    open_page: Open, past: str, locale: str, weeks: tuple[str, str], told: str, new: str
) -> None:
    page = open_page(locale=locale)
    page.goto(f"{past}?week=2026-01-12")
    expect(page.get_by_role("heading", level=2, name=weeks[0])).to_be_visible()
    expect(page.locator(".in-short")).to_have_text(told)
    row = page.locator("table.heat tbody tr").filter(has_text="Levensverzekeringen")
    expect(row.locator("td").first).to_contain_text("2")
    expect(page.locator("#week .columns > div").first).to_contain_text(new)

    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=2, name=weeks[1])).to_be_visible()
    expect(page).to_have_url(re.compile(r"/time\?week=2026-01-05$"))
    # Whoever hears the page hears which week it is, and what it was like.
    expect(page.locator("#told")).to_contain_text(weeks[1])
    assert weeks[1].endswith(slider.get_attribute("aria-valuetext") or "nothing")
    expect(slider).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=2, name=weeks[0])).to_be_visible()
    expect(page.locator("#chosen")).to_have_value("2026-01-12")


@pytest.mark.parametrize("scripts", [True, False])
def test_weeks_are_links_and_a_list_as_well(open_page: Open, past: str, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{past}?week=2026-01-12")
    page.get_by_role("link", name="Later").click()
    expect(page.get_by_role("heading", name="The week of 19 Jan 2026")).to_be_visible()
    page.get_by_role("link", name="Earlier").click()
    expect(page.get_by_role("heading", name="The week of 12 Jan 2026")).to_be_visible()
    page.get_by_label("Week", exact=True).select_option("2026-06-01")
    if not scripts:
        expect(page.get_by_role("slider")).to_be_hidden()
        page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="The week of 1 Jun 2026")).to_be_visible()


def test_it_begins_with_the_newest_week_and_knows_no_week_outside(page: Page, past: str) -> None:
    for asked, shown in (("", "23 Nov 2026"), ("?week=2031-01-01", "23 Nov 2026"), ("?week=1999-01-01", "1 Dec 2025")):
        page.goto(past + asked)
        expect(page.get_by_role("heading", name=f"The week of {shown}")).to_be_visible()


def test_first_visible_stands_beside_the_deadline(page: Page, past: str, site: str) -> None:
    page.goto(past)
    section = page.get_by_role("region", name="How early could you have talked?")
    expect(section).to_contain_text("15 promises with a deadline had something to talk about.")
    expect(section).to_contain_text("11 of them showed it before the deadline")
    expect(section).to_contain_text("4 showed it only on the deadline or after it.")
    drawn = section.locator(".ahead li").filter(has_text="WEB 2.2")
    expect(drawn).to_contain_text("38 working days before")
    section.locator("summary").click()
    cells = section.get_by_role("row", name="WEB 2.2").locator("td").all_inner_texts()
    assert cells == ["WEB", "2 Nov 2026", "Scope growth", "24 Dec 2026", "38", "under way"]


def test_open_findings_of_all_weeks_are_drawn_and_stand_in_a_table(page: Page, past: str) -> None:
    page.goto(past)
    expect(page.locator("#open-chart canvas")).to_be_visible()
    page.locator("#open-chart summary").click()
    rows = page.locator("#open-chart tbody tr")
    assert rows.count() == 52
    row = page.get_by_role("row", name="12 Jan 2026")
    assert sum(int(cell) for cell in row.locator("td").all_inner_texts()[:3]) == 12


@pytest.mark.parametrize(
    ("width", "locale", "schemes"), [(PHONE, "nl-NL", ("light", "dark")), (WIDE, "en-GB", ("light",))]
)
def test_nobody_is_hindered(open_page: Open, past: str, width: int, locale: str, schemes: tuple[Scheme, ...]) -> None:
    page = open_page(width=width, locale=locale)
    page.goto(past)
    axe(page, *schemes)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    fits(page)


def test_while_it_is_computed_one_sees_how_far_it_is_and_then_the_week(
    page: Page, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_page, "_PATIENCE", 0.0)
    with served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as address:
        page.goto(f"{address}/time?week=2026-01-12")
        expect(page.get_by_role("status")).to_contain_text("The past is being computed")
        expect(page.get_by_role("progressbar")).to_be_visible()
        axe(page, "light")
        expect(page.get_by_role("heading", name="The week of 12 Jan 2026")).to_be_visible(timeout=_SWEPT)
