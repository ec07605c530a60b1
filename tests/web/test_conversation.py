"""What people write about a finding on its page: kept with who and when, and never over one another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from app.access.sight import EVERYTHING
from app.database import tables
from app.database.engine import reading
from app.findings.steps import history
from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW
from tests.api.signing_in import OWN, browsing, csrf, key, sign_in
from tests.browser import PHONE, Open, axe, fits
from tests.serving import served
from tests.web.test_finding import finding_of


@pytest.fixture
def grown(engine: Engine) -> str:
    return finding_of(engine, "scope-growth", "WEB 2.2")


@pytest.fixture
def own_site(engine: Engine) -> Iterator[str]:
    """Pages whose findings a test may change."""
    with served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as address:
        yield address


def steps(engine: Engine, finding: str) -> list[tuple[str, str | None, str | None]]:
    """What happened to a finding since it was opened."""
    with reading(engine) as connection:
        found = history(connection, finding, EVERYTHING)
    assert found is not None
    return [(one["step"], one["text"], one["until"]) for one in found[1:]]


def written(web: TestClient, finding: str, **fields: str) -> int:
    """The status that a form's answer has."""
    form = {"seen": "1", "text": "", **fields}
    return int(web.post(f"/findings/{finding}", data=form).status_code)


def agree(page: Page, text: str) -> None:
    page.get_by_label("What was agreed, or what others should know").fill(text)
    page.get_by_role("button", name="Save").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_agreed_is_kept_and_settles_it(
    open_page: Open, own_site: str, engine: Engine, grown: str, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{own_site}/findings/{grown}")
    page.get_by_label("This settles it").check()
    agree(page, "We weigh additions on Mondays.\n<b>Both</b> of us.")
    expect(page.get_by_role("status").filter(has_text="Thank you for the conversation")).to_be_visible()
    said = page.locator("#conversation .taken")
    expect(said).to_contain_text("Somebody on brug’s own machine wrote 23 Nov 2026, 06:00")
    expect(said).to_contain_text("<b>Both</b> of us.")
    expect(page.locator("#standing")).to_contain_text("over")
    assert steps(engine, grown) == [
        ("note", "We weigh additions on Mondays.\n<b>Both</b> of us.", None), ("resolved", None, None),
    ]  # fmt: skip


def test_the_keyboard_is_enough_and_what_was_kept_is_told(open_page: Open, own_site: str, grown: str) -> None:
    page = open_page(locale="nl-NL", width=PHONE)
    page.goto(f"{own_site}/findings/{grown}")
    page.get_by_text("Ik zorg hiervoor").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ik bel ze maandag.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told = page.get_by_role("status").filter(has_text="Bewaard: u zorgt hiervoor.")
    expect(told).to_be_focused()
    expect(page.locator("#standing")).to_contain_text("erkend")
    fits(page)
    axe(page)


def test_it_is_dismissed_with_a_reason_until_a_day_and_opened_again(
    page: Page, own_site: str, engine: Engine, grown: str
) -> None:
    page.goto(f"{own_site}/findings/{grown}")
    page.get_by_text("It is fine as it is").first.click()
    page.get_by_label("Why it is fine").fill("The board wanted it so.")
    page.get_by_label("Until when").fill("2027-03-01")
    page.get_by_role("button", name="It is fine as it is").click()
    expect(page.locator("#conversation .taken")).to_contain_text("says that it is fine as it is until 1 Mar 2027")
    page.get_by_text("Open it again").first.click()
    page.get_by_role("button", name="Open it again").click()
    expect(page.locator("#standing")).to_contain_text("open")
    assert steps(engine, grown) == [
        ("dismissed", "The board wanted it so.", "2027-03-01T00:00:00Z"), ("reopened", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False])
def test_the_second_of_two_is_told_what_the_first_did_and_loses_no_text(
    open_page: Open, own_site: str, engine: Engine, grown: str, scripts: bool
) -> None:
    first, second = open_page(), open_page(java_script_enabled=scripts)
    for page in (first, second):
        page.goto(f"{own_site}/findings/{grown}")
    first.get_by_text("I look after it").first.click()
    first.get_by_label("A word about it").fill("I call them.")
    first.get_by_role("button", name="I look after it").click()
    expect(first.locator("#standing")).to_contain_text("acknowledged")

    second.get_by_text("It is fine as it is").first.click()
    second.get_by_label("Why it is fine").fill("It was planned so.")
    second.get_by_role("button", name="It is fine as it is").click()
    alert = second.get_by_role("alert")
    expect(alert).to_contain_text("Somebody was here before you")
    expect(alert).to_contain_text("looks after it")
    expect(alert).to_contain_text("I call them.")
    assert [step for step, _, _ in steps(engine, grown)] == ["acknowledged"]
    expect(second.get_by_label("Why it is fine")).to_have_value("It was planned so.")
    second.get_by_role("button", name="It is fine as it is").click()
    expect(second.locator("#standing")).to_contain_text("dismissed")


def test_a_text_stays_although_what_it_was_for_is_no_longer_possible(web: TestClient, grown: str) -> None:
    assert written(web, grown, act="dismiss", text="agreed in May") == 303
    answer = web.post(f"/findings/{grown}", data={"act": "acknowledge", "text": "I call them.", "seen": "1"})
    assert answer.status_code == 409
    assert 'name="text" rows="4" maxlength="4000" required aria-describedby="refused">I call them.</textarea>' in (
        answer.text
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"act": "note", "text": " "}, "Write down what you agreed"),
        ({"act": "dismiss", "text": ""}, "Say why it is fine"),
        ({"act": "note", "text": "x" * 4_001}, "more than 4,000 characters"),
        ({"act": "dismiss", "text": "mine", "until": "soon"}, "Write the day as 2027-03-01"),
        ({"act": "dismiss", "text": "mine", "until": "2026-11-23"}, "Choose a day after today"),
        ({"act": "close"}, "The address is not right"),
    ],
)
def test_what_cannot_be_kept_says_what_to_do(
    web: TestClient, engine: Engine, grown: str, fields: dict[str, str], told: str
) -> None:
    answer = web.post(f"/findings/{grown}", data={"seen": "1", **fields})
    assert answer.status_code == 422
    assert told in answer.text
    assert fields.get("text", "").strip() in answer.text
    assert steps(engine, grown) == []


def test_a_form_that_is_sent_twice_is_kept_once(web: TestClient, engine: Engine, grown: str) -> None:
    for _ in range(2):
        assert written(web, grown, act="note", text="We talked.") == 303
    for _ in range(2):
        assert written(web, grown, act="dismiss", text="fine", seen="2") == 303
    assert [step for step, _, _ in steps(engine, grown)] == ["note", "dismissed"]


def test_what_was_noted_and_not_settled_is_not_taken_for_settled(web: TestClient, engine: Engine, grown: str) -> None:
    assert written(web, grown, act="note", text="We talked.") == 303
    assert written(web, grown, act="note", text="We talked.", settled="yes") == 409
    assert written(web, grown, act="note", text="We talked.", settled="yes", seen="2") == 303
    assert [step for step, _, _ in steps(engine, grown)] == ["note", "note", "resolved"]


def test_a_note_is_kept_whatever_happened_meanwhile(web: TestClient, engine: Engine, grown: str) -> None:
    assert written(web, grown, act="acknowledge") == 303
    assert written(web, grown, act="note", text="We talked.") == 303
    assert [step for step, _, _ in steps(engine, grown)] == ["acknowledged", "note"]


def test_every_writing_is_audited(web: TestClient, engine: Engine, grown: str) -> None:
    written(web, grown, act="note", text="We talked.", settled="yes")
    with reading(engine) as connection:
        found = connection.execute(select(tables.audit).where(tables.audit.c.about == grown)).all()
    assert sorted((row.action, row.by, row.details and row.details["status"]) for row in found) == [
        ("decided on a finding", "somebody on brug's own machine", "resolved"),
        ("noted on a finding", "somebody on brug's own machine", None),
    ]


def test_whoever_may_only_read_reads_and_is_told_so(engine: Engine, grown: str) -> None:
    secret = key(engine, "reader", "read")
    with browsing(engine) as browser:
        browser.headers["Accept"] = "text/html"
        sign_in(browser, secret)
        text = browser.get(f"/findings/{grown}").text
        assert "You may read this conversation." in text
        assert "<textarea" not in text
        form = {"act": "note", "text": "x", "seen": "1", "csrf": csrf(browser)}
        assert browser.post(f"/findings/{grown}", data=form, headers=OWN).status_code == 403
    assert steps(engine, grown) == []


def test_a_writing_needs_the_token_of_its_session(engine: Engine, grown: str) -> None:
    secret = key(engine, "writer", "write")
    with browsing(engine) as browser:
        browser.headers["Accept"] = "text/html"
        sign_in(browser, secret)
        token = csrf(browser)
        assert f'name="csrf" value="{token}"' in browser.get(f"/findings/{grown}").text
        form = {"act": "note", "text": "We talked.", "seen": "1"}
        assert browser.post(f"/findings/{grown}", data=form, headers=OWN).status_code == 403
        assert browser.post(f"/findings/{grown}", data={**form, "csrf": token}, headers=OWN).status_code == 303
    assert steps(engine, grown) == [("note", "We talked.", None)]
