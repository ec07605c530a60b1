"""Thresholds, as somebody of a PMO moves them: what would come and go first, then saving, and nobody over another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import reading, writing
from app.declaration.apply import set_policy
from app.declaration.reading_back import read_policy
from app.instants import DAY, parse_date, parse_instant
from app.policy_preview import preview
from app.settings import Settings
from tests.api.conftest import NOW
from tests.api.signing_in import browsing, csrf, key, sign_in
from tests.browser import PHONE, WIDE, Open, Scheme, axe, fits
from tests.serving import served

DAYS = "late-delivery.days"


@pytest.fixture
def own_site(engine: Engine) -> Iterator[str]:
    """A server of the test's own, which may be changed."""
    with served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as address:
        yield address


def field(page: Page, name: str) -> Any:
    return page.locator(f'[id="{name}"]')


@pytest.mark.parametrize(
    ("locale", "sum_", "title", "back"),
    [
        ("en-GB", "3 findings more, 0 fewer", "DATA 2.0 came 2 working days late", "back to the default"),
        ("nl-NL", "3 bevindingen erbij, 0 weg", "DATA 2.0 kwam 2 werkdagen te laat", "terug naar de standaard"),
    ],
)
def test_one_moves_a_threshold_and_sees_what_would_come(
    open_page: Open, site: str, locale: str, sum_: str, title: str, back: str
) -> None:
    page = open_page(locale=locale)
    page.goto(f"{site}/thresholds")
    slider = page.get_by_role("slider", name=re.compile("(Late by|Te laat)"))
    slider.focus()
    page.keyboard.press("ArrowLeft")
    effect = page.locator("#effect")
    expect(effect.get_by_text(sum_)).to_be_visible()
    expect(effect.get_by_role("listitem").filter(has_text=title)).to_be_visible()
    expect(page.locator("#said")).to_have_text(sum_)
    expect(field(page, DAYS)).to_have_value("1")
    page.get_by_role("button", name=back).click()
    expect(field(page, DAYS)).to_have_value("2")
    expect(effect.get_by_text(sum_)).to_have_count(0)


def test_without_scripts_a_button_tries_and_another_saves(open_page: Open, own_site: str, engine: Engine) -> None:
    page = open_page(java_script_enabled=False, locale="nl-NL")
    page.goto(f"{own_site}/thresholds")
    field(page, DAYS).fill("1,5")
    field(page, "scope-growth.threshold").fill("12,5 %")
    page.get_by_role("button", name="Proberen").click()
    until = parse_date("2026-11-23")
    wanted = {"late-delivery": {"days": 1.5}, "scope-growth": {"threshold": 0.125}}
    effect = preview(engine, wanted, until - 364 * DAY, until)  # type: ignore[arg-type]
    assert effect is not None
    expect(page.get_by_text(f"{len(effect.gained)} bevindingen erbij, 0 weg")).to_be_visible()
    page.get_by_role("button", name="Opslaan voor alle projecten").click()
    expect(page.get_by_text("Opgeslagen. De volgende")).to_be_visible()
    expect(page.get_by_text("geldt sinds 23 nov 2026")).to_be_visible()
    expect(field(page, "scope-growth.threshold")).to_have_value("12,5")
    with reading(engine) as connection:
        policy = read_policy(connection)
        written = connection.execute(select(tables.audit)).all()
    assert policy.thresholds == {"late-delivery": {"days": 1.5}, "scope-growth": {"threshold": 0.125}}
    assert [row.action for row in written] == ["declared thresholds"]
    # Back to the default there is nothing declared any more.
    page.locator("[value='late-delivery.days'].back").click()
    page.get_by_role("button", name="Opslaan voor alle projecten").click()
    with reading(engine) as connection:
        assert read_policy(connection).thresholds == {"scope-growth": {"threshold": 0.125}}


def test_a_project_has_thresholds_of_its_own(page: Page, own_site: str, engine: Engine) -> None:
    page.goto(f"{own_site}/thresholds")
    page.get_by_label("Thresholds of").select_option(label="Website & online afsluiten")
    page.get_by_role("button", name="Show").click()
    field(page, "scope-growth.threshold").fill("80")
    expect(page.locator("#effect").get_by_text("0 findings more, 1 fewer")).to_be_visible()
    page.get_by_role("button", name="Save for Website & online afsluiten").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("all projects: 25%").first).to_be_visible()
    with reading(engine) as connection:
        policy = read_policy(connection)
        row = connection.execute(select(tables.projects).where(tables.projects.c.key == "WEB")).one()
    assert (policy.thresholds, policy.projects) == ({}, {"demo": {"WEB": {"scope-growth": {"threshold": 0.8}}}})
    assert row.policy == {"scope-growth": {"threshold": 0.8}}
    page.goto(f"{own_site}/thresholds")
    expect(page.get_by_text("of its own: WEB 80%")).to_be_visible()


def test_nobody_saves_over_what_another_saved_meanwhile(page: Page, own_site: str, engine: Engine) -> None:
    page.goto(f"{own_site}/thresholds")
    field(page, DAYS).fill("1")
    expect(page.get_by_role("button", name="Save for all projects")).to_be_enabled()
    with writing(engine) as connection:
        set_policy(connection, {"late-delivery": {"days": 9}}, {}, parse_instant(NOW))
    page.get_by_role("button", name="Save for all projects").click()
    expect(page.get_by_text("Somebody saved other thresholds")).to_be_visible()
    with reading(engine) as connection:
        assert read_policy(connection).thresholds == {"late-delivery": {"days": 9}}
    # Both stand beside each other; whoever saves now knows.
    expect(page.get_by_text("9 → 1")).to_be_visible()
    page.get_by_role("button", name="Save for all projects").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    with reading(engine) as connection:
        assert read_policy(connection).thresholds == {"late-delivery": {"days": 1}}


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "many", "Write a number, such as 2.5."),
        ("nl", "0", "Schrijf een getal boven 0."),
        ("nl", "-1", "Schrijf een getal boven 0."),
        ("en", "1,500", "Write the decimals with a point: 2.5."),
        ("nl", "1.500", "Schrijf de decimalen met een komma: 2,5."),
        ("en", "9" * 14, "This number is too large."),
        ("en", "1e3", "Write a number, such as 2.5."),
        ("en", "<b>1</b>", "Write a number, such as 2.5."),
    ],
)
def test_what_is_no_threshold_is_said_at_its_field(web: TestClient, language: str, text: str, said: str) -> None:
    shown = web.get("/thresholds", params={DAYS: text}, headers={"Accept-Language": language}).text
    assert said in shown
    assert "<b>1</b>" not in shown
    refused = web.post("/thresholds", data={DAYS: text, "version": ""}, headers={"Accept-Language": language})
    assert refused.status_code == 422
    assert said in refused.text


@pytest.mark.parametrize(("scope", "projects"), [("read", None), ("write", None), ("admin", ["WEB"])])
def test_who_may_not_save_may_try_and_is_told_so(engine: Engine, scope: str, projects: list[str] | None) -> None:
    secret = key(engine, "somebody", scope, projects)
    with browsing(engine) as browser:
        browser.headers.update({"Accept": "text/html", "Origin": "http://127.0.0.1:8080"})
        sign_in(browser, secret)
        shown = browser.get("/thresholds", params={"scope-growth.threshold": "80"}).text
        assert "0 findings more," in shown
        assert "You may try all of this" in shown
        assert 'id="save"' not in shown
        form = {"csrf": csrf(browser), "version": "", DAYS: "1"}
        assert browser.post("/thresholds", data=form).status_code == 403
    with reading(engine) as connection:
        assert read_policy(connection).version == ""


def test_no_page_from_elsewhere_saves(engine: Engine) -> None:
    secret = key(engine, "admin", "admin")
    with browsing(engine) as browser:
        browser.headers["Accept"] = "text/html"
        sign_in(browser, secret)
        own, token = {"Origin": "http://127.0.0.1:8080"}, csrf(browser)
        form = {"csrf": token, "version": "", DAYS: "1"}
        assert (
            browser.post("/thresholds", data=form, headers={"Origin": "https://elsewhere.example"}).status_code == 403
        )
        assert browser.post("/thresholds", data=form | {"csrf": "0" * 64}, headers=own).status_code == 403
        assert browser.post("/thresholds", data=form, headers=own).headers["location"] == "/thresholds?saved=yes"


@pytest.mark.parametrize(("width", "schemes"), [(PHONE, ("light",)), (WIDE, ("dark",))])
def test_nobody_is_hindered(open_page: Open, site: str, width: int, schemes: tuple[Scheme, ...]) -> None:
    page = open_page(width=width, locale="nl-NL")
    page.goto(f"{site}/thresholds")
    field(page, DAYS).fill("1")
    expect(page.locator("#effect").get_by_text("3 bevindingen erbij")).to_be_visible()
    fits(page)
    axe(page, *schemes)
