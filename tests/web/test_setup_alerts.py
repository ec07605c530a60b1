"""Alerts on their page: where mails lead to change or stop them, who may, what was sent, a sample."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect
from sqlalchemy import Engine, select, update

from app.database import tables
from app.database.engine import reading, writing
from app.declaration.alerting import read_alerting
from app.declaration.model import Alerting
from tests.browser import PHONE, Open, axe, fits
from tests.web.setting_up import send, signed_in, site_of

PAGE = "/setup/alerts"
SUBSCRIBE = "/setup/alerts/subscriptions"
WISH = {"target": "ann@acme.example", "kind": "alerts", "severity": "high", "symptom-scope": "on"}


def test_somebody_subscribes_an_address_and_ends_it(open_page: Open, engine: Engine) -> None:
    with site_of(engine) as address:
        page = open_page(locale="nl-NL", width=PHONE)
        page.goto(address + PAGE)
        page.get_by_text("Iemand abonneren").click()
        page.get_by_label("Adres").first.fill("niemand")
        page.get_by_role("button", name="Abonneren").click()
        expect(page.get_by_text("Hier kunnen geen berichten heen.")).to_be_visible()
        expect(page.get_by_label("Adres").first).to_have_value("niemand")
        axe(page)
        page.get_by_label("Adres").first.fill("ann@acme.example")
        page.get_by_label("Vanaf deze ernst").select_option("critical")
        page.get_by_role("button", name="Abonneren").click()
        row = page.get_by_role("listitem").filter(has_text="ann@acme.example").first
        expect(row).to_contain_text("Alle projecten · alle symptomen · vanaf kritiek")
        fits(page)
        page.get_by_role("button", name="Het abonnement van ann@acme.example beëindigen").click()
        expect(page.get_by_role("status")).to_contain_text("Beëindigd.")
        expect(page.get_by_text("Niemand heeft een abonnement.")).to_be_visible()


def test_quiet_hours_language_and_the_overview_are_declared(web: TestClient, engine: Engine) -> None:
    sent = {"from": "20:00", "until": "08:00", "language": "nl", "digest": "pmo@acme.example"}
    assert send(web, PAGE, **sent).status_code == 303
    with reading(engine) as connection:
        assert read_alerting(connection) == Alerting(("pmo@acme.example",), "20:00-08:00", "nl")
    half = send(web, PAGE, **(sent | {"until": ""}))
    assert (half.status_code, "in both fields or in none" in half.text) == (422, True)
    wrong = send(web, PAGE, **(sent | {"digest": "pmo@acme.example\nnobody"}))
    assert (wrong.status_code, "Line 2 is no address" in wrong.text) == (422, True)
    old = web.post(PAGE, data=sent | {"version": "0", "digest": "ann@acme.example"})
    assert (old.status_code, "ann@acme.example</textarea>" in old.text) == (409, True)


@pytest.mark.parametrize(("wish", "told"), [({"project": "nowhere"}, "Choose a project"), ({}, "Choose at least one.")])
def test_a_wish_that_is_wrong_is_kept_and_told(web: TestClient, wish: dict[str, str], told: str) -> None:
    sent = WISH | wish if wish else {"target": "ann@acme.example"}
    answer = send(web, PAGE, SUBSCRIBE, **sent)
    assert (answer.status_code, told in answer.text) == (422, True)
    assert 'value="ann@acme.example"' in answer.text


def test_whoever_comes_from_a_mail_is_told_how_to_stop_and_who_may(engine: Engine) -> None:
    with signed_in(engine, "read") as browser:
        text = browser.get(PAGE).text
        assert "Send this address to whoever runs brug" in text
        assert "<form" not in text.split("<main")[1].split("</main>")[0]
        assert send(browser, "/", SUBSCRIBE, **WISH).status_code == 403
    with signed_in(engine, "write") as browser:
        assert "You may end subscriptions." in browser.get(PAGE).text
        assert send(browser, PAGE, SUBSCRIBE, **WISH).status_code == 303
        # Of an address that may hold a secret, or be somebody's own, no more is shown.
        assert "ann@acme.example" not in browser.get(PAGE).text
        assert send(browser, PAGE, PAGE).status_code == 403
        hidden = send(browser, PAGE, SUBSCRIBE, **(WISH | {"target": "env:HOOK"}))
        assert (hidden.status_code, "needs the scope “admin”" in hidden.text) == (422, True)


def test_a_message_that_was_given_up_is_sent_again(web: TestClient, engine: Engine) -> None:
    with writing(engine) as connection:
        newest = select(tables.alerts.c.id).order_by(tables.alerts.c.created_at.desc(), tables.alerts.c.id.desc())
        identity = connection.execute(newest).scalars().first()
        given_up = {"state": "dead", "error": "mailbox <b>full</b>"}
        connection.execute(update(tables.alerts).where(tables.alerts.c.id == identity).values(given_up))
    assert "mailbox &lt;b&gt;full&lt;/b&gt;" in web.get(PAGE).text
    answer = send(web, PAGE, "/setup/alerts/messages/again", id=str(identity))
    assert answer.headers["location"].startswith("/setup/alerts?done=again")
    with reading(engine) as connection:
        row = connection.execute(select(tables.alerts).where(tables.alerts.c.id == identity)).one()
    assert (row.state, row.error) == ("due", None)


def test_a_sample_that_does_not_leave_says_why(web: TestClient) -> None:
    answer = send(web, PAGE, "/setup/alerts/sample", sample="ann@acme.example")
    assert answer.status_code == 502
    assert "no mail server is set: let BRUG_MAIL name one" in answer.text
    assert send(web, PAGE, "/setup/alerts/sample", sample="nobody").status_code == 422


def test_nothing_is_wider_than_the_screen(open_page: Open, site: str) -> None:
    page = open_page(locale="en-GB")
    page.goto(site + PAGE)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    fits(page)
