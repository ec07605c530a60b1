"""The portfolio, as somebody of a PMO uses it for the first time."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, WIDE, Open, axe, fits


@pytest.mark.parametrize(
    ("locale", "lead", "new"),
    [
        ("en-GB", "5 projects need a conversation now.", "Newest"),
        ("nl-NL", "5 projecten hebben nu een gesprek nodig.", "Nieuwste"),
    ],
)
def test_one_sees_which_project_is_in_trouble_and_since_when(
    open_page: Open, site: str, locale: str, lead: str, new: str
) -> None:
    page = open_page(locale=locale)
    page.goto(site)
    expect(page.get_by_text(lead)).to_be_visible()
    rows = page.locator("table.heat tbody tr")
    assert rows.count() == 14
    # The most troubled stands first: two findings, then one each, and of these what has stood longest.
    expect(rows.nth(0)).to_contain_text("Tussenpersonenportaal")
    expect(rows.nth(0).locator("td").nth(0)).to_contain_text("2")
    expect(rows.nth(1)).to_contain_text(re.compile("Customer app.*(since|sinds) 7 sep 2026", re.I | re.S))
    expect(rows.nth(4)).to_contain_text(re.compile("Website & online afsluiten.*(since|sinds) 2 nov 2026", re.I | re.S))
    grown = page.get_by_role("region", name=new).get_by_role("listitem").filter(has_text="WEB 2.2")
    expect(grown).to_contain_text(re.compile("(since|sinds) 2 nov 2026", re.I))


def test_the_report_names_the_same_projects_in_the_same_order(page: Page, site: str) -> None:
    page.goto(site)
    troubled = page.locator("table.heat tbody th a").all_inner_texts()[:5]
    page.goto(f"{site}/report")
    assert page.locator(".talks .who a").all_inner_texts() == troubled


def test_where_nothing_was_found_one_sees_how_much_could_be_judged(page: Page, site: str) -> None:
    page.goto(site)
    # Two releases could have grown; no budget (two detectors), and no estimates in either release.
    row = page.get_by_role("row", name="Data platform")
    expect(row.locator("td").nth(2)).to_contain_text(re.compile(r"none\s*33% judged"))


def test_a_cell_leads_to_its_symptom_in_the_project(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("row", name="Website & online afsluiten").get_by_role("link", name="1 high").click()
    expect(page).to_have_url(re.compile(r"/projects/[^/]+#scope$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Website & online afsluiten")


def test_chips_show_one_colour(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("link", name="Red 5").click()
    assert page.locator("table.heat tbody tr").count() == 5
    page.get_by_role("link", name="All 14").click()
    assert page.locator("table.heat tbody tr").count() == 14


@pytest.mark.parametrize("scripts", [True, False])
def test_a_search_finds_projects_and_findings(open_page: Open, site: str, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    page.goto(site)
    page.get_by_role("searchbox").fill("web")
    if not scripts:
        page.get_by_role("button", name="Search").click()
    # With scripts it answers while one writes.
    expect(page.get_by_role("heading", name="Findings with “web”")).to_be_visible()
    expect(page.get_by_role("link", name="WEB 2.2 grew by 72% after it was agreed").first).to_be_visible()
    assert page.locator("table.heat tbody tr").count() == 1
    page.goto(f"{site}/?q=nothing+has+this")
    expect(page.get_by_text("No project fits.")).to_be_visible()


def test_the_keyboard_is_enough(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("relatie")
    page.keyboard.press("Enter")
    expect(page.locator("table.heat tbody tr")).to_have_count(1)
    expect(page).to_have_url(f"{site}/?q=relatie")
    page.get_by_role("button", name="NL").click()
    expect(page.get_by_role("heading", name="Portefeuille")).to_be_visible()
    expect(page).to_have_url(f"{site}/?q=relatie")


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_nobody_is_hindered(open_page: Open, site: str, width: int) -> None:
    page = open_page(width=width, locale="nl-NL")
    page.goto(site)
    fits(page)
    axe(page)
