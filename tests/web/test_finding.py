"""A finding's page, as somebody sees it who comes from a mail: what happened, and who should talk about what."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import open_engine, reading
from app.detection import detectors
from app.findings.document import decode
from app.web.finding.figure_words import FIGURES, IMPACT
from app.web.finding.story import story
from tests.browser import PHONE, WIDE, Open, axe, fits


def finding_of(engine: Engine, detector: str, subject: str) -> str:
    """The id of a finding."""
    table = tables.findings
    wanted = (table.c.detector == detector, table.c.title.contains(subject))
    with reading(engine) as connection:
        return str(connection.execute(select(table.c.id).where(*wanted)).scalars().one())


@pytest.fixture(scope="session")
def grown(demo: Path) -> str:
    return _of_demo(demo, "scope-growth", "WEB 2.2")


@pytest.fixture(scope="session")
def forecast(demo: Path) -> str:
    return _of_demo(demo, "delivery-forecast", "INT 4.0")


def _of_demo(demo: Path, detector: str, subject: str) -> str:
    opened = open_engine(f"sqlite:///{demo}")
    try:
        return finding_of(opened, detector, subject)
    finally:
        opened.dispose()


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        (
            "en-GB",
            ["WEB 2.2 grew by 72% after it was agreed", "38 working days before the deadline of 24 Dec 2026",
             "A question for the business", "For whoever holds the budget", "A question for IT",
             "For whoever plans the work", "97% sure: of a hundred findings as sure as this one, about 97 are right."],
        ),
        (
            "nl-NL",
            ["WEB 2.2 groeide na de afspraak met 72\u00a0%", "38 werkdagen voor de einddatum van 24 dec 2026",
             "Een vraag voor de business", "Voor wie over het budget gaat", "Een vraag voor IT",
             "Voor wie het werk plant", "97\u00a0% zeker: van honderd bevindingen die zo zeker zijn, kloppen er"],
        ),
    ],
)  # fmt: skip
def test_whoever_comes_from_a_mail_sees_what_it_is_about(
    open_page: Open, site: str, grown: str, locale: str, told: list[str]
) -> None:
    page = open_page(locale=locale)
    page.goto(f"{site}/findings/{grown}")
    text = page.locator("main").inner_text()
    for sentence in told:
        assert sentence in text


def test_both_sides_stand_beside_each_other_and_are_treated_alike(page: Page, site: str, forecast: str) -> None:
    page.goto(f"{site}/findings/{forecast}")
    business, it = (page.locator(f".line .fact.{side}").first.bounding_box() for side in ("business", "it"))
    assert business is not None
    assert it is not None
    assert business["x"] + business["width"] < it["x"]
    cards = [page.locator(f".card.{side}").bounding_box() for side in ("business", "it")]
    assert [(box["y"], box["width"], box["height"]) for box in cards if box] == [
        (cards[0]["y"], cards[0]["width"], cards[0]["height"])  # type: ignore[index]
    ] * 2


def test_what_is_told_of_many_issues_is_told_once_and_nothing_is_left_out(page: Page, site: str, grown: str) -> None:
    page.goto(f"{site}/findings/{grown}")
    facts = page.locator(".line .fact")
    assert facts.count() == 1
    issues = facts.get_by_role("listitem")
    expect(issues).to_have_count(5)
    expect(issues.first).to_contain_text("WEB-322")
    assert len(issues.first.inner_text()) > len("WEB-322 (opens in the tracker) ")
    facts.get_by_text("14 more").click()
    expect(issues).to_have_count(19)
    link = facts.get_by_role("link", name="WEB-343")
    assert link.get_attribute("href") == "https://tracker.duinwaarde.example/browse/WEB-343"
    marks = page.locator(".line .mark").all_inner_texts()
    assert [re.sub(r"\s+", " ", mark) for mark in marks] == [
        "2 Nov 2026 From here on the tracker shows it", "24 Dec 2026 The deadline that was agreed",
    ]  # fmt: skip
    expect(page.get_by_text("The tracker holds nothing that IT did or said about this.")).to_be_visible()


def test_facts_of_no_known_side_stand_apart() -> None:
    def fact(side: str, what: str, day: int) -> dict[str, str]:
        return {"side": side, "what": what, "at": f"2026-03-{day:02}T10:00:00Z", "issue": f"A-{day}", "url": ""}

    told = story(
        [fact("it", "built", 9), fact("unknown", "moved", 3), fact("business", "asked", 2), fact("it", "built", 4)],
        {"A-4": "Build it"},
        {"first_visible": "2026-03-05T00:00:00Z", "due": None},
    )
    assert [(getattr(one, "what", ""), one.first_at[8:10]) for one in told.line] == [
        ("asked", "02"), ("built", "04"), ("", "05"),
    ]  # fmt: skip
    assert told.line[1].issues == (("A-4", "", "Build it"), ("A-9", "", ""))  # type: ignore[union-attr]
    assert [(one.what, one.side) for one in told.unknown] == [("moved", "unknown")]
    assert told.silent == []


@pytest.mark.parametrize(("width", "locale"), [(PHONE, "nl-NL"), (WIDE, "en-GB")])
def test_nobody_is_hindered(open_page: Open, site: str, forecast: str, width: int, locale: str) -> None:
    page = open_page(width=width, locale=locale)
    page.goto(f"{site}/findings/{forecast}")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    fits(page)
    axe(page)


@pytest.mark.parametrize("name", ["grown", "forecast"])
def test_it_prints_on_one_page(page: Page, site: str, name: str, request: pytest.FixtureRequest) -> None:
    page.goto(f"{site}/findings/{request.getfixturevalue(name)}")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == (595, 842)


def test_the_link_is_copied_and_goes_by_mail(open_page: Open, site: str, grown: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/findings/{grown}")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    link = page.get_by_label("Link to this page").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == link
    assert urlsplit(link).path == f"/findings/{grown}"
    mail = urlsplit(page.get_by_role("link", name="Share by mail").get_attribute("href") or "")
    sent = parse_qs(mail.query)
    assert sent["subject"] == ["WEB 2.2 grew by 72% after it was agreed"]
    assert link in sent["body"][0]


def test_without_scripts_the_link_can_be_read_and_nothing_is_offered_that_does_not_work(
    open_page: Open, site: str, grown: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site}/findings/{grown}")
    expect(page.get_by_label("Link to this page")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


def test_the_calendar_file_proposes_half_an_hour(web: TestClient, grown: str) -> None:
    answer = web.get(f"/findings/{grown}/conversation.ics", headers={"Accept-Language": "nl"})
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "attachment" in answer.headers["content-disposition"]
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    # The third working day after Monday 23 November, at 10:00 in Amsterdam.
    assert event.decoded("dtstart").isoformat() == "2026-11-26T09:00:00+00:00"
    assert (event.decoded("dtend") - event.decoded("dtstart")).total_seconds() == 1_800
    assert str(event["summary"]) == "Een half uur over WEB 2.2: business en IT"
    assert f"/findings/{grown}" in str(event["description"])


def test_it_says_by_what_it_was_judged(web: TestClient, grown: str) -> None:
    text = web.get(f"/findings/{grown}").text
    assert "Growth since it was agreed, at least <b>25%</b>" in text
    assert "Items added, less those removed, at least <b>3 items</b>" in text
    assert "net growth from which it speaks" in text


def test_every_figure_of_a_finding_has_a_name(engine: Engine) -> None:
    assert FIGURES["en"].keys() == FIGURES["nl"].keys()
    assert IMPACT["en"].keys() == IMPACT["nl"].keys()
    with reading(engine) as connection:
        documents = connection.execute(select(tables.findings.c.document)).scalars().all()
    seen = [decode(document) for document in documents]
    assert {one["detector"] for one in seen} == {detector.NAME for detector in detectors()}
    assert {name for one in seen for name in one["measures"]} - {"unit"} <= FIGURES["en"].keys()
    assert {name for one in seen for name in one["impact"]} <= IMPACT["en"].keys()
