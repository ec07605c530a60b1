"""Goals, leads, targets and budgets on their pages: told in both languages, kept where wrong, one writer at a time."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import reading
from app.declaration.reading_back import read_goals
from tests.browser import PHONE, WIDE, Open, axe, fits
from tests.web.setting_up import send, signed_in, site_of

GOALS = "/setup/goals"
PROJECT = "/setup/projects/WEB"
BUDGET = {"unit": "money", "amount": "12 000,50", "rate": "95", "baseline": "2026-01-05", "until": "2026-12-31"}


def goals(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [stated.goal.name for stated in read_goals(connection)]


def test_goals_are_changed_added_and_left_out(open_page: Open, engine: Engine) -> None:
    with site_of(engine) as address:
        page = open_page(locale="nl-NL")
        page.goto(address + GOALS)
        page.get_by_role("group", name="Doel 1").get_by_label("Laat dit doel weg").check()
        page.get_by_role("group", name="Doel 2").get_by_label("Naam").fill("Sneller")
        page.get_by_role("group", name="Nieuw doel").get_by_label("Naam").fill("Klaar voor 2027")
        page.get_by_role("group", name="Nieuw doel").get_by_label("Labels").fill("doel-2027\nklaar")
        page.get_by_role("button", name="Nog een doel").click()
        page.get_by_role("group", name="Nieuw doel").last.get_by_label("Naam").fill("Sneller")
        page.get_by_role("button", name="Opslaan").last.click()
        expect(page.get_by_role("alert")).to_contain_text("Er is nog niets opgeslagen")
        wrong = page.get_by_role("group", name="Doel 5").get_by_label("Naam")
        expect(wrong).to_be_focused()
        expect(wrong).to_have_accessible_description(re.compile("^Hierboven staat al een doel met deze naam"))
        axe(page)
        page.get_by_role("group", name="Doel 5").get_by_label("Laat dit doel weg").check()
        page.get_by_role("button", name="Opslaan").last.click()
        expect(page.get_by_role("status")).to_have_text("Opgeslagen.")
    assert goals(engine) == ["Sneller", "Aantoonbaar voldoen aan de wet", "Onderhoud", "Klaar voor 2027"]


def test_of_two_who_change_goals_the_second_is_told(web: TestClient, engine: Engine) -> None:
    version = web.get(GOALS).text.split('name="version" value="')[1].split('"')[0]
    one = {"version": version, "rows": "1", "name-0": "One"}
    assert web.post(GOALS, data=one).status_code == 303
    second = web.post(GOALS, data=one | {"name-0": "Two"})
    assert second.status_code == 409
    assert 'value="Two"' in second.text
    assert goals(engine) == ["One"]


def test_a_project_is_given_leads_targets_and_a_budget(web: TestClient, engine: Engine) -> None:
    sent = {"leads": "ann@acme.example\nbob@acme.example", "alerts": "slack://a/b/c"} | BUDGET
    assert send(web, PROJECT, **sent).status_code == 303
    with reading(engine) as connection:
        row = connection.execute(select(tables.projects).where(tables.projects.c.key == "WEB")).one()
        others = connection.execute(select(tables.projects).where(tables.projects.c.budget.is_not(None))).all()
        audit = connection.execute(select(tables.audit)).all()
    assert row.leads == ["ann@acme.example", "bob@acme.example"]
    assert row.alerts == ["slack://a/b/c"]
    assert row.budget == {"money": 12000.5, "rate": 95.0, "baseline": "2026-01-05", "until": "2026-12-31"}
    assert {one.key for one in others} > {"WEB", "TPP"}
    assert {one.action for one in audit} == {"declared leads", "declared budgets"}
    assert "slack://a/b/c" not in str([one.details for one in audit])
    assert send(web, PROJECT, leads="", alerts="", unit="").status_code == 303
    with reading(engine) as connection:
        row = connection.execute(select(tables.projects).where(tables.projects.c.key == "WEB")).one()
    assert (row.leads, row.alerts, row.budget) == (None, None, None)


WRONG: list[tuple[dict[str, str], str]] = [
    ({"amount": "lots"}, "Write a number above 0."),
    ({"rate": ""}, "Write a number above 0."),
    ({"until": "2025-01-01"}, "It ends before it starts."),
    ({"baseline": "yesterday"}, "Write a day such as 2026-01-05."),
    ({"alerts": "ann@acme.example\nnobody"}, "Line 2 is no address"),
    ({"leads": "Ann\n" + "x" * 201}, "Line 2 is longer than 200 characters."),
]


def test_what_is_wrong_with_a_project_is_told_and_kept(web: TestClient) -> None:
    for typed, told in WRONG:
        answer = send(web, PROJECT, **(BUDGET | {"leads": "ann@acme.example"} | typed))
        assert answer.status_code == 422
        assert told in answer.text
        for text in typed.values():
            assert text in answer.text


def test_a_second_writer_of_a_project_is_told(web: TestClient) -> None:
    version = web.get(PROJECT).text.split('name="version" value="')[1].split('"')[0]
    first = {"version": version, "leads": "ann@acme.example"}
    assert web.post(PROJECT, data=first).status_code == 303
    second = web.post(PROJECT, data=first | {"leads": "bob@acme.example"})
    assert (second.status_code, "bob@acme.example" in second.text) == (409, True)


def test_who_may_not_declare_sees_values_with_targets_masked(web: TestClient, engine: Engine) -> None:
    send(web, PROJECT, leads="ann@acme.example", alerts="slack://a/b/secret")
    with signed_in(engine, "read") as browser:
        text = browser.get(PROJECT).text
        assert "ann@acme.example" in text
        assert "secret" not in text.replace("could be a secret", "")
        assert "<textarea" not in text
        assert "ask whoever runs brug" in browser.get(GOALS).text
        assert "<textarea" not in browser.get(GOALS).text
        assert browser.post(PROJECT, data={"leads": "x@x.example"}).status_code == 403


@pytest.mark.parametrize("page", ["/setup", "/setup/projects", "/setup/projects/TPP"])
def test_nobody_is_hindered(open_page: Open, site: str, page: str) -> None:
    opened = open_page(width=PHONE, locale="nl-NL")
    opened.goto(site + page)
    fits(opened)
    axe(opened)
    opened.set_viewport_size({"width": WIDE, "height": 900})
    fits(opened)
