"""Sides on their page: by drag, by keyboard, without scripts, by pattern; counted before they are saved."""

from __future__ import annotations

from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from app.database.engine import reading, writing
from app.declaration.apply import set_side
from app.declaration.reading_back import read_side
from app.speakers import Both, Guess, Guesses, Speaker, count_sides
from app.web.setup.sides.cards import cards_of
from app.web.setup.sides.moving import DOMAIN, PERSON, moved, place_of
from detectors.declared import SidePatterns
from tests.browser import PHONE, Open, axe, fits
from tests.web.setting_up import send, signed_in, site_of

PAGE = "/setup/sides"
BROKERS = "tussenpersoon.example"


def patterns(engine: Engine) -> Both:
    with reading(engine) as connection:
        return Both(read_side(connection, "business"), read_side(connection, "it"))


def test_a_domain_is_dragged_to_a_side_and_counted_before_it_is_saved(page: Page, engine: Engine) -> None:
    before = patterns(engine)
    with site_of(engine) as address:
        page.goto(address + PAGE)
        card = page.locator(".card", has_text="@tussenpersoon")
        expect(card).to_contain_text("14 people · declared already, by a group, a name or another pattern")
        expect(page.locator("#preview")).to_contain_text("56 people count for the business, 85 for IT")
        card.drag_to(page.get_by_role("region", name="IT", exact=True))
        expect(page.get_by_role("region", name="IT", exact=True)).to_contain_text("@tussenpersoon")
        expect(page.locator("#preview")).to_contain_text("42 people count for the business, 85 for IT")
        # All 14 are in a group of the business, too, and who fits both sides counts as unknown.
        expect(page.locator("#preview")).to_contain_text("14 people fit the patterns of both sides")
        expect(page.locator("#preview")).to_contain_text("Now: 56, 85 and 0.")
        assert patterns(engine) == before
        axe(page)
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_role("status")).to_have_text("Saved.")
        expect(page.get_by_role("region", name="IT", exact=True)).to_contain_text("@tussenpersoon")
    assert patterns(engine).it.emails == (*before.it.emails, f"*@{BROKERS}")
    assert patterns(engine).business == before.business


def test_the_keyboard_moves_a_person_too(page: Page, engine: Engine) -> None:
    with site_of(engine) as address:
        page.goto(f"{address}{PAGE}?q=anouk+aalders")
        choice = page.get_by_label("Side of Anouk Aalders")
        choice.focus()
        page.keyboard.press("ArrowDown")
        expect(choice).to_have_value("it")
        expect(choice).to_be_focused()
        # Her domain is declared to be the business's: who fits both sides counts as unknown, and that is told.
        expect(page.locator("#preview")).to_contain_text("1 person fits the patterns of both sides")


def test_without_scripts_a_choice_and_a_button_do_the_same(open_page: Open, engine: Engine) -> None:
    with site_of(engine) as address:
        page = open_page(locale="nl-NL", width=PHONE, java_script_enabled=False)
        page.goto(address + PAGE)
        fits(page)
        page.get_by_label(f"Kant van {BROKERS}").select_option(label="IT")
        page.get_by_role("button", name="Tel opnieuw").click()
        expect(page.get_by_text("42 mensen tellen voor de business, 85 voor IT")).to_be_visible()
        page.get_by_role("button", name="Opslaan").first.click()
        expect(page.get_by_role("status")).to_have_text("Opgeslagen.")
    assert f"*@{BROKERS}" in patterns(engine).it.emails


def test_what_brug_would_say_can_be_filled_in_and_is_not_saved_by_that(web: TestClient, engine: Engine) -> None:
    with writing(engine) as connection:
        for side in ("business", "it"):
            set_side(connection, side, SidePatterns())
    answer = send(web, PAGE, do="propose")
    assert '<option value="business" selected>' in answer.text
    assert answer.text.count('<option value="it" selected>') == 1
    assert "brug would say: business, almost sure (14 of the 14 whose acts tell it)" in web.get(PAGE).text
    assert "56 people count for the business" in answer.text
    assert patterns(engine) == Both(SidePatterns(), SidePatterns())


def test_patterns_are_typed_and_what_is_wrong_is_told_beside_them(web: TestClient, engine: Engine) -> None:
    before = patterns(engine)
    answer = send(web, PAGE, **{"do": "save", "business-emails": "*@sales.example\nsales", "it-people": "x"})
    assert answer.status_code == 422
    assert "Line 2 holds no @" in answer.text
    assert "*@sales.example\nsales</textarea>" in answer.text
    assert patterns(engine) == before
    sent = {"do": "save", "business-emails": "*@sales.example", "it-groups": " devs \n\ndevs"}
    assert send(web, PAGE, **sent).status_code == 303
    assert patterns(engine) == Both(SidePatterns(("*@sales.example",)), SidePatterns(groups=("devs",)))


def test_of_two_who_save_at_once_the_second_is_told_and_keeps_what_was_chosen(web: TestClient, engine: Engine) -> None:
    first = web.get(PAGE).text.split('name="version" value="')[1].split('"')[0]
    assert web.post(PAGE, data={"do": "save", "version": first, "it-people": "ann"}).status_code == 303
    chosen = {
        "do": "save",
        "version": first,
        "it-people": "bob",
        f"domain.{BROKERS}": "it",
        f"was.domain.{BROKERS}": "",
    }
    second = web.post(PAGE, data=chosen)
    assert second.status_code == 409
    assert "Somebody else changed this" in second.text
    assert "bob</textarea>" in second.text
    assert patterns(engine).it.people == ("ann",)
    again = second.text.split('name="version" value="')[1].split('"')[0]
    assert web.post(PAGE, data=chosen | {"version": again}).status_code == 303
    assert patterns(engine).it == SidePatterns((f"*@{BROKERS}",), (), ("bob",))


def test_who_may_not_declare_sees_patterns_and_counts_and_no_people(engine: Engine) -> None:
    with signed_in(engine, "write") as browser:
        text = browser.get(PAGE).text
        assert "56 people count for the business, 85 for IT" in text
        assert "*@it.duinwaarde.example" in text
        assert "Anouk" not in text
        assert "ask whoever runs brug" in text
        assert send(browser, PAGE, do="save").status_code == 403


ANN = Speaker("s", "1", "Ann", "ann@Acme.example", ("devs",), Guess("it", 0.9))
BOB = Speaker("s", "2", "Bob", "bob@acme.example", (), None)


def test_moves_are_patterns_and_leave_others_alone() -> None:
    both = Both(SidePatterns(("*@ACME.example", "boss@x.example")), SidePatterns())
    assert place_of(both, DOMAIN, "acme.example") == "business"
    then = moved(both, {(DOMAIN, "acme.example"): "it", (PERSON, "2"): "unknown"})
    assert then.business == SidePatterns(("boss@x.example",), (), ("2",))
    assert then.it == SidePatterns(("*@acme.example",), (), ("2",))
    assert then.of(BOB) == "unknown"
    assert moved(then, {(DOMAIN, "acme.example"): ""}).it.emails == ()


def test_who_builds_in_one_project_and_asks_in_another_counts_for_neither() -> None:
    nobody = Both(SidePatterns(), SidePatterns())
    odd = Speaker("s", "3", "Cor", None, (), Guess("unknown", 0.9))
    assert count_sides([ANN, BOB, odd], nobody) == {"it": 1, "unknown": 2}
    (card, group, rest) = cards_of([ANN, BOB, odd], nobody, {})
    assert (card.value, card.number, group.value, rest.value) == ("acme.example", 2, "devs", "")
    assert [one.by for one in (*card.people, *rest.people)] == ["inferred_it", "nothing", "mixed"]


def test_inferring_forgets_what_is_declared(engine: Engine) -> None:
    seen = Guesses(engine).speakers(1_795_000_000_000)
    assert count_sides(seen, Both(SidePatterns(), SidePatterns()))["business"] == 56
