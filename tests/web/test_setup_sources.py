"""Sources on their pages: what is refused and why, what is kept, what stays."""

from __future__ import annotations

import socket
from threading import Event

from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import reading
from app.declaration.model import DeclaredSource
from app.source_trial import Failed, Reached, SourceTrials
from connectors.connector import Check, SourceSettings
from connectors.records import Project
from tests.web.setting_up import send, signed_in

NEW = "/setup/sources/edit"
JIRA = {"name": "acme", "kind": "jira", "url": "https://acme.atlassian.net"}


def sources(engine: Engine) -> dict[str, bool]:
    with reading(engine) as connection:
        return {row.name: row.active for row in connection.execute(select(tables.sources))}


WRONG: list[tuple[dict[str, str], str]] = [
    ({"token": "ghp_0123456789"}, "This is no reference, and it was not kept."),
    ({"token": "env:BRUG_DATABASE_URL"}, "brug’s own"),
    ({"url": "file:///etc/passwd"}, "must begin with https:// or http://"),
    ({"url": "https://pmo:secret@acme.example"}, "Leave user and password out"),
    ({"kind": "trello"}, "Choose what kind of tracker it is."),
    ({"name": "  "}, "Give it a name"),
    ({"name": "demo"}, "There is a source of this name."),
    ({"user": "pmo@acme.example"}, "A user needs a token."),
]


def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_kept(web: TestClient, engine: Engine) -> None:
    for typed, told in WRONG:
        answer = send(web, NEW, **(JIRA | {"projects": "CRM\nWEB"} | typed))
        assert answer.status_code == 422
        assert told in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert "CRM\nWEB</textarea>" in answer.text
        assert "ghp_0123456789" not in answer.text
    assert sources(engine) == {"demo": True}


def test_the_reader_is_told_in_dutch(web: TestClient) -> None:
    web.headers["Accept-Language"] = "nl"
    assert "Dit is geen verwijzing" in send(web, NEW, **(JIRA | {"token": "secret"})).text


def test_a_source_is_declared_changed_switched_off_and_on(web: TestClient, engine: Engine) -> None:
    assert send(web, NEW, **JIRA).status_code == 303
    changed = send(web, f"{NEW}?name=acme", **(JIRA | {"token": "env:ACME", "projects": "CRM"}))
    assert changed.status_code == 303
    with reading(engine) as connection:
        row = connection.execute(select(tables.sources).where(tables.sources.c.name == "acme")).one()
        actions = list(connection.execute(select(tables.audit.c.action)).scalars())
    assert (row.token_reference, row.projects) == ("env:ACME", ["CRM"])
    assert actions.count("declared a source") == 2
    for to, active in (("off", False), ("on", True)):
        send(web, "/setup/sources", "/setup/sources/switch", name="acme", to=to)
        assert sources(engine) == {"demo": True, "acme": active}


def test_of_two_who_change_it_at_once_the_second_is_told_and_keeps_what_was_typed(web: TestClient) -> None:
    page = f"{NEW}?name=demo"
    version = web.get(page).text.split('name="version" value="')[1].split('"')[0]
    demo = {"kind": "demo", "url": "demo:2026-11-23", "version": version}
    assert web.post(page, data=demo | {"projects": "WEB"}).status_code == 303
    second = web.post(page, data=demo | {"projects": "CRM\nAPP"})
    assert second.status_code == 409
    assert "Somebody else changed this" in second.text
    assert "CRM\nAPP</textarea>" in second.text
    again = second.text.split('name="version" value="')[1].split('"')[0]
    assert web.post(page, data=demo | {"projects": "CRM\nAPP", "version": again}).status_code == 303


def test_trying_keeps_nothing_and_an_address_that_answers_nothing_is_no_error_of_brugs(
    web: TestClient, engine: Engine
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        answer = send(web, NEW, "/setup/sources/try", kind="demo", url="https://elsewhere.example")
        assert (answer.status_code, "brug cannot read this source" in answer.text) == (200, True)
        refused = SourceTrials(0.5).of(DeclaredSource("x", "jira", url), 0, ())
    assert isinstance(refused, Failed)
    assert sources(engine) == {"demo": True}


def test_only_an_admin_makes_the_server_ask_an_address(engine: Engine) -> None:
    for scope in ("read", "write"):
        with signed_in(engine, scope) as browser:
            answer = send(browser, "/setup/sources", "/setup/sources/try", **JIRA)
            assert answer.status_code == 403
            assert "admin" in browser.get("/setup/sources").text
            assert "Add a source" not in browser.get("/setup/sources").text


class _Tracker:
    """A tracker that shows two projects."""

    def check(self) -> list[Check]:
        return [Check(ok=True, what="2 projects visible")]

    def projects(self, keys: object = None) -> list[Project]:
        return [Project("1", "CRM", "<b>CRM</b>"), Project("2", "WEB", "Web")]

    def close(self) -> None:
        """Nothing is held open."""


def test_a_trial_names_what_can_be_read_and_what_was_asked_for_in_vain() -> None:
    def opened(settings: SourceSettings) -> _Tracker:
        return _Tracker()

    source = DeclaredSource("acme", "jira", "https://acme.example", projects=("CRM", "HR"))
    found = SourceTrials(openers={"jira": opened}).of(source, 0, ())  # type: ignore[dict-item]
    assert isinstance(found, Reached)
    assert [one.key for one in found.projects] == ["CRM", "WEB"]
    assert found.missing == ("HR",)


def test_a_trial_takes_no_longer_than_it_may_and_survives_whatever_a_connector_does() -> None:
    never = Event()

    def silent(settings: SourceSettings) -> _Tracker:
        never.wait()
        return _Tracker()

    def broken(settings: SourceSettings) -> _Tracker:
        raise ZeroDivisionError

    trials = SourceTrials(0.05, {"jira": silent, "github": broken})  # type: ignore[dict-item]
    slow = trials.of(DeclaredSource("x", "jira", "https://x.example"), 0, ())
    assert isinstance(slow, Failed)
    assert slow.is_slow
    odd = SourceTrials(5, {"github": broken}).of(DeclaredSource("x", "github", "https://x.example"), 0, ())  # type: ignore[dict-item]
    assert isinstance(odd, Failed)
    assert not odd.is_slow
    never.set()
