"""A project's page, as its lead looks at it: what was found, what came in, who speaks, what it costs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.pictures.scope import Addition, Scope, ScopeDay
from app.web.project.charts import scope_chart
from app.web.project.texts import TEXTS
from app.web.words import WORDS
from tests.browser import PHONE, WIDE, Open, axe, fits


@pytest.mark.parametrize(
    ("locale", "ask", "sentence"),
    [
        ("en-GB", ("Ask the business", "Ask IT"), "26 items were agreed. Since then 19 came in and 0 went out"),
        ("nl-NL", ("Vraag de business", "Vraag IT"), "Er waren 26 onderdelen afgesproken. Sindsdien kwamen er 19 bij"),
    ],
)
def test_one_sees_what_came_in_and_who_should_talk(
    open_page: Open, site: str, locale: str, ask: tuple[str, str], sentence: str
) -> None:
    page = open_page(locale=locale)
    page.goto(f"{site}/projects/WEB")
    for side in ask:
        expect(page.get_by_text(side, exact=True)).to_be_visible()
    expect(page.locator("#scope-chart .sentence")).to_contain_text(sentence)
    expect(page.locator("#scope-chart canvas")).to_be_visible()
    expect(page.locator("#voices-chart canvas")).to_be_visible()


def test_a_day_of_the_chart_leads_to_what_came_in(page: Page, site: str) -> None:
    page.goto(f"{site}/projects/WEB")
    row = page.locator("#added-2026-11-09")
    expect(row).to_be_hidden()
    place = page.locator("#scope-chart .canvas").evaluate(
        "canvas => echarts.getInstanceByDom(canvas).convertToPixel({seriesName: 'Came in'}, ['2026-11-10', 45])"
    )
    page.locator("#scope-chart .canvas").click(position={"x": place[0], "y": place[1]})
    expect(row).to_be_focused()
    expect(row).to_contain_text("WEB-343")
    expect(row).to_contain_text("Asked by the business")
    assert row.get_by_role("link").get_attribute("href") == "https://tracker.duinwaarde.example/browse/WEB-343"


def test_a_mark_stands_where_the_step_is_that_it_made() -> None:
    def day(on: str, business: int) -> ScopeDay:
        return ScopeDay(on=on, agreed=10, business=business, it=0, moved=0, unknown=0, removed=0, done=0)

    def added(on: str) -> Addition:
        return Addition(on=on, issue="CRM-1", title="", url="", origin="business", side="business")

    days = (day("2026-03-02", 0), day("2026-03-05", 1), day("2026-03-09", 2))
    # Numbers are those of the beginning of a day; only the last ones are of the day itself.
    drawn = scope_chart(
        Scope(days, (added("2026-03-09"), added("2026-03-04"))), {**WORDS["en"].origin, **TEXTS["en"].series}, "en"
    )
    assert drawn["marks"] == [{"on": "2026-03-04", "at": "2026-03-05"}, {"on": "2026-03-09", "at": "2026-03-09"}]


def test_figures_stand_beside_every_chart_also_without_scripts(open_page: Open, site: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site}/projects/TPP")
    for chart in ("scope-chart", "voices-chart", "budget-chart"):
        expect(page.locator(f"#{chart} .sentence")).to_be_visible()
        expect(page.locator(f"#{chart} .canvas")).to_be_hidden()
        page.locator(f"#{chart} summary").click()
        assert page.locator(f"#{chart} tbody tr").count() > 5
    expect(page.locator("#budget-chart tbody tr").last).to_contain_text("623.7")


def test_another_commitment_can_be_chosen(page: Page, site: str) -> None:
    page.goto(f"{site}/projects/WEB")
    page.get_by_label("Show the scope of").select_option(label="WEB 2.1")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Scope of WEB 2.1")).to_be_visible()


def test_what_cannot_be_judged_says_why_and_what_helps(page: Page, site: str) -> None:
    page.goto(f"{site}/projects/WEB")
    row = page.get_by_role("row", name="Budget overrun")
    expect(row).to_contain_text("no budget declared")
    row.get_by_role("link", name="declare a budget").click()
    expect(page).to_have_url(re.compile(r"/setup/projects/"))
    expect(page.get_by_role("heading", name=re.compile("Website & online afsluiten"))).to_be_visible()


@pytest.mark.parametrize(("width", "key"), [(PHONE, "TPP"), (WIDE, "WEB")])
def test_nobody_is_hindered(open_page: Open, site: str, width: int, key: str) -> None:
    page = open_page(width=width, locale="nl-NL")
    page.goto(f"{site}/projects/{key}")
    axe(page)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    fits(page)
