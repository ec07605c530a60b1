"""The weekly report, as a PMO prepares it for a board: it fits a sheet, and that of a week that is over stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import expect
from sqlalchemy import Engine, delete, insert, select

from app.access.sight import EVERYTHING
from app.database import tables
from app.database.engine import open_engine, reading, writing
from app.findings.deciding import Decision, decide, note
from app.findings.document import decode, encode
from app.instants import DAY, parse_date, parse_instant
from app.scan import scan
from app.settings import Settings
from tests.api.conftest import NOW, client
from tests.api.signing_in import browsing, key, sign_in
from tests.browser import PHONE, WIDE, Open, axe, fits
from tests.databases import migrated
from tests.serving import served

__all__ = ["migrated"]

THIS, LAST = "2026-11-23", "2026-11-16"


def findings_of(engine: Engine, project: str) -> list[Any]:
    with reading(engine) as connection:
        table, own = tables.findings, tables.projects
        query = select(table).join(own, own.c.id == table.c.project).where(own.c.key == project)
        return list(connection.execute(query.where(table.c.status == "open").order_by(table.c.rank.desc())))


def write_down(engine: Engine) -> None:
    """What three conversations of the week gave: two before its scan, and one after it."""
    at = parse_instant(NOW)
    (one, *_), (other, *_), (third, *_) = (findings_of(engine, key) for key in ("WEB", "SCH", "APP"))
    with writing(engine) as connection:
        until = parse_date("2026-12-14")
        rest: dict[str, Any] = {"sight": EVERYTHING, "by": "Anna de Vries"}
        note(connection, one.id, "We meet each Thursday until WEB 2.2 is out.", now=at - 60_000, **rest)
        dismissal = Decision("dismissed", "the board knows", until)
        decide(connection, other.id, dismissal, now=at - 60_000, **rest)
        decide(connection, third.id, Decision("acknowledged"), now=at - 50_000, **rest)


@pytest.fixture
def told(engine: Engine) -> Iterator[str]:
    """A server with conversations, which may be changed."""
    write_down(engine)
    with served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as address:
        yield address


@pytest.mark.parametrize(
    ("locale", "talks", "first", "agreed", "dismissed"),
    [
        (
            "en-GB",
            "Projects that need a conversation",
            "WEB 2.2 grew by 72% after it was agreed",
            "Agreed on 23 Nov, WEB: We meet each Thursday until WEB 2.2 is out.",
            "Dismissed on 23 Nov until 14 Dec, SCH: the board knows",
        ),
        (
            "nl-NL",
            "Projecten die een gesprek nodig hebben",
            "WEB 2.2 groeide na de afspraak met 72\u00a0%",
            "Afgesproken op 23 nov, WEB: We meet each Thursday until WEB 2.2 is out.",
            "Afgewezen op 23 nov tot 14 dec, SCH: the board knows",
        ),
    ],
)
def test_a_board_sees_who_should_talk_and_what_was_agreed(
    open_page: Open, told: str, locale: str, talks: str, first: str, agreed: str, dismissed: str
) -> None:
    page = open_page(locale=locale)
    page.goto(told)
    page.get_by_role("navigation").get_by_role("link", name=re.compile("Weekly report|Weekrapport")).click()
    talk = page.get_by_role("region", name=talks).get_by_role("listitem").filter(has_text=first)
    expect(talk).to_contain_text(re.compile("(Ask the business|Vraag de business)"))
    expect(page.get_by_text(agreed)).to_be_visible()
    expect(page.get_by_text(dismissed)).to_be_visible()
    # Four projects are left that are red: one was dismissed.
    assert page.get_by_role("region", name=talks).get_by_role("listitem").count() == 4
    # By whom is nobody's business here.
    assert "Anna" not in page.content()
    expect(page.get_by_role("button", name=re.compile("PDF"))).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_nobody_is_hindered(open_page: Open, told: str, width: int) -> None:
    page = open_page(width=width, locale="nl-NL")
    page.goto(f"{told}/report")
    fits(page)
    axe(page)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def trouble_everywhere(engine: Engine) -> None:
    """Every project is red, by a finding with long words; five things ended, and six were agreed this week."""
    at, template = parse_instant(NOW), findings_of(engine, "WEB")[0]
    document = decode(template.document) | {"title": "Release " + "and what belongs to it " * 4}
    document["questions"] = dict.fromkeys(("business", "it"), "What would have made it easy to say so before " * 3)
    with writing(engine) as connection:
        for number, project in enumerate(connection.execute(select(tables.projects)).all()):
            for kind in ("open", "resolved") if number < 5 else ("open",):
                one = f"{kind}-{number}"
                row = dict(template._mapping) | {"id": one, "project": project.id, "translations": "{}"}
                row |= {"document": encode(document | {"id": one}), "status": kind}
                connection.execute(insert(tables.findings).values(row))
                step = {"finding": one, "severity": "high", "by": None}
                lived = [{"at": at - 20 * DAY, "step": "opened", "status": "open"}]
                lived += [{"at": at, "step": "over", "status": "resolved"}] if kind == "resolved" else []
                connection.execute(
                    insert(tables.finding_steps),
                    [step | {"sequence": place} | taken for place, taken in enumerate(lived)],
                )
            if number < 6:
                text = "It was agreed to look at this together every week. " * 4
                note(connection, f"open-{number}", text, sight=EVERYTHING, by="x", now=at)


@pytest.mark.parametrize(("locale", "how"), [("en-GB", "usual"), ("nl-NL", "troubled")])
def test_it_is_one_sheet_of_paper_black_on_white(open_page: Open, engine: Engine, locale: str, how: str) -> None:
    if how == "troubled":
        trouble_everywhere(engine)
    with served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as address:
        page = open_page(locale=locale, color_scheme="dark")
        page.goto(f"{address}/report")
        if how == "troubled":
            assert page.locator(".talks li").count() == 10
        assert pages(page.pdf(prefer_css_page_size=True)) == 1
        page.emulate_media(media="print", color_scheme="dark")
        colours = page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        )
        assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        for hidden in (page.get_by_role("navigation"), page.get_by_role("contentinfo"), page.get_by_role("button")):
            expect(hidden).to_have_count(0)


def text_of(web: TestClient, path: str, language: str = "en") -> str:
    answer = web.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", answer.text))


def test_a_week_without_a_scan_says_so_and_is_as_the_last_one_left_it(web: TestClient) -> None:
    shown = text_of(web, f"/report?week={LAST}")
    assert "There was no scan in this week: everything is as the scan of 7 Sep 2026, 00:00 left it." in shown
    dutch = text_of(web, "/report?week=2026-11-18", "nl")
    assert "In deze week was er geen scan" in dutch
    assert "Week 47 16 nov – 22 nov 2026" in dutch


def test_before_the_first_scan_there_is_nothing_and_the_first_week_is_led_to(web: TestClient) -> None:
    shown = web.get("/report?week=2025-11-24").text
    assert "There was no scan by this week" in shown
    assert 'href="/report?week=2025-12-01"' in shown
    assert web.get("/report?week=2026-11-30").status_code == 404
    assert web.get("/report?week=soon").status_code == 422


def test_nothing_was_scanned_yet(migrated: object) -> None:
    engine = open_engine(f"sqlite:///{migrated}")
    for web in client(engine):
        web.headers["Accept"] = "text/html"
        assert "Nothing was scanned yet." in text_of(web, "/report")
    engine.dispose()


def test_the_report_of_a_week_stays_what_it_was(engine: Engine, web: TestClient) -> None:
    write_down(engine)
    before = text_of(web, f"/report?week={THIS}")
    was_over = text_of(web, "/report?week=2026-09-07")
    later = parse_instant("2026-12-08T06:00:00Z")
    with writing(engine) as connection:
        (one, *_) = findings_of(engine, "TPP")
        decide(connection, one.id, Decision("resolved"), sight=EVERYTHING, by="x", now=later)
        connection.execute(delete(tables.subscriptions))
    scan(engine, later)
    settings = Settings(str(engine.url), now=later)
    for path, text in ((THIS, before), ("2026-09-07", was_over)):
        after = served_text(engine, settings, f"/report?week={path}")
        # Only that it is over now, and that there is a next week, is new.
        told, stays = (re.sub(r"This week is not over yet\.|Next week|\s", "", t) for t in (after, text))
        assert told == stays
    assert "Nothing was written down" in served_text(engine, settings, "/report?week=2026-11-30")


def served_text(engine: Engine, settings: Settings, path: str) -> str:
    from app.api.application import create_app  # noqa: PLC0415

    with TestClient(create_app(engine, settings), "http://127.0.0.1:8080", client=("127.0.0.1", 50_000)) as web:
        web.headers["Accept"] = "text/html"
        return text_of(web, path)


def test_it_tells_what_became_worse_and_what_ended(engine: Engine, web: TestClient) -> None:
    trouble_everywhere(engine)
    shown = text_of(web, "/report")
    assert "4 more projects are red." in shown
    # Five, and four that ended between the scans of September and November.
    assert "9 are over" in shown
    assert "and 4 more" in shown
    assert "and 1 more" in shown


def test_a_bound_session_gets_the_report_of_its_projects_and_is_told_so(engine: Engine) -> None:
    write_down(engine)
    secret = key(engine, "lead", "read", ["WEB"])
    with browsing(engine) as browser:
        browser.headers["Accept"] = "text/html"
        sign_in(browser, secret)
        shown = text_of(browser, "/report")
    assert "This report is of the 1 project that you may see." in shown
    assert "WEB 2.2 grew" in shown
    assert "the board knows" not in shown
