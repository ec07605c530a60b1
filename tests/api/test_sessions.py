"""A session is whoever signed in, for as long as that holds; its writings come from brug's own pages only."""

from __future__ import annotations

import hashlib

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, func, select

from app.access.keys import revoke_key
from app.access.sessions import LASTS, begin_session_of_person
from app.database.access_tables import sessions
from app.database.engine import reading, writing
from app.instants import parse_instant
from tests.api.asking import items, problem
from tests.api.conftest import NOW
from tests.api.signing_in import OWN, browsing, csrf, key, me, sign_in

AT = parse_instant(NOW)


def asks_for_a_scan(browser: TestClient, **headers: str) -> int:
    """The status of asking for a scan."""
    sent = {name.replace("_", "-"): text for name, text in headers.items()}
    status: int = browser.post("/api/v1/scans", json={}, headers=sent).status_code
    return status


def test_a_session_may_and_sees_what_its_key_does(engine: Engine) -> None:
    bound = key(engine, "crm", "read", ["CRM"])
    with browsing(engine) as browser:
        sign_in(browser, bound)
        assert {project["key"] for project in items(browser, "/projects")} == {"CRM"}
        assert {finding["project"] for finding in items(browser, "/findings", limit=500)} <= {"CRM"}
        (project,) = items(browser, "/projects")
        told = me(browser)
        assert (told["name"], told["scope"], told["projects"]) == ("crm", "read", [project["id"]])
        assert asks_for_a_scan(browser, **OWN, X_CSRF_Token=told["csrf"]) == 403


def test_a_session_of_a_person_sees_everything(engine: Engine) -> None:
    key(engine)
    with writing(engine) as connection:
        value, _ = begin_session_of_person(connection, "ann@acme.example", "read", AT)
    # Where nobody signs in but by keys, what somebody else vouched for counts no more.
    with browsing(engine) as browser:
        browser.cookies["brug_session"] = value
        problem(browser.get("/api/v1/me"), 401)


def test_revoking_a_key_ends_its_sessions_at_once(engine: Engine) -> None:
    secret, other = key(engine), key(engine, "other")
    with browsing(engine) as browser, browsing(engine) as of_another:
        sign_in(browser, secret)
        sign_in(of_another, other)
        assert browser.get("/api/v1/me").status_code == 200
        with writing(engine) as connection:
            revoke_key(connection, "pmo", AT)
        document = problem(browser.get("/api/v1/me"), 401)
        assert "sign in again" in document["detail"]
        assert of_another.get("/api/v1/me").status_code == 200


def test_a_session_lasts_a_working_day(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        sign_in(browser, secret)
        value = browser.cookies["brug_session"]
    for later, status in ((LASTS - 1, 200), (LASTS, 401), (10 * LASTS, 401)):
        with browsing(engine, now=AT + later) as browser:
            browser.cookies["brug_session"] = value
            assert browser.get("/api/v1/me").status_code == status


def test_sessions_that_are_over_are_not_kept(engine: Engine) -> None:
    secret = key(engine)
    for later, kept in ((0, 1), (1, 2), (LASTS, 2), (2 * LASTS, 1)):
        with browsing(engine, now=AT + later) as browser:
            sign_in(browser, secret)
        with reading(engine) as connection:
            assert connection.execute(select(func.count()).select_from(sessions)).scalar_one() == kept


def test_only_a_hash_of_the_cookie_is_kept(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        sign_in(browser, secret)
        value, token = browser.cookies["brug_session"], me(browser)["csrf"]
    with reading(engine) as connection:
        (row,) = connection.execute(select(sessions)).all()
    assert row.hash == hashlib.sha256(value.encode()).hexdigest()
    assert not {value, token, secret} & {str(text) for text in row}
    assert token not in hashlib.sha256(row.hash.encode()).hexdigest()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://127.0.0.1:8080", "X_CSRF_Token": "own"}, 202),
        ({"Sec_Fetch_Site": "same-origin", "X_CSRF_Token": "own"}, 202),
        ({"Origin": "http://127.0.0.1:8080"}, 403),
        ({"Origin": "http://127.0.0.1:8080", "X_CSRF_Token": ""}, 403),
        ({"Origin": "http://127.0.0.1:8080", "X_CSRF_Token": "0" * 64}, 403),
        ({"Origin": "https://evil.example", "X_CSRF_Token": "own"}, 403),
        ({"Origin": "null", "X_CSRF_Token": "own"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "X_CSRF_Token": "own"}, 403),
        ({"Sec_Fetch_Site": "same-site", "Origin": "http://127.0.0.1:8080", "X_CSRF_Token": "own"}, 403),
        ({"X_CSRF_Token": "own"}, 403),
        ({}, 403),
    ],
)
def test_a_writing_comes_from_a_page_of_brug_and_brings_its_token(
    engine: Engine, headers: dict[str, str], status: int
) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        sign_in(browser, secret)
        token = me(browser)["csrf"]
        sent = {name: token if text == "own" else text for name, text in headers.items()}
        assert asks_for_a_scan(browser, **sent) == status
        assert browser.get("/api/v1/scans").status_code == 200


def test_a_form_type_is_no_way_around_the_token(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        sign_in(browser, secret)
        problem(browser.post("/api/v1/scans", data={"csrf": me(browser)["csrf"]}, headers=OWN), 403)


def test_the_token_of_another_session_does_not_do(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser, browsing(engine) as other:
        sign_in(browser, secret)
        sign_in(other, secret)
        assert asks_for_a_scan(browser, **OWN, X_CSRF_Token=me(other)["csrf"]) == 403


def test_a_key_goes_before_the_cookie_and_needs_no_token(engine: Engine) -> None:
    secret, other = key(engine), key(engine, "other", "read")
    with browsing(engine) as browser:
        sign_in(browser, other)
        assert asks_for_a_scan(browser, Authorization=f"Bearer {secret}") == 202
        named = browser.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).json()
        assert (named["name"], named["csrf"]) == ("pmo", None)
        problem(browser.get("/api/v1/me", headers={"Authorization": "Bearer brug_wrong"}), 401)


def test_who_asks_is_not_remembered_for_the_next_one_who_sees_the_same(engine: Engine) -> None:
    with browsing(engine) as browser:
        for name in ("one", "two"):
            bearer = {"Authorization": f"Bearer {key(engine, name)}"}
            for _ in range(2):
                assert browser.get("/api/v1/me", headers=bearer).json()["name"] == name


def test_signing_out_ends_the_session_wherever_its_cookie_is(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        sign_in(browser, secret)
        value, token = browser.cookies["brug_session"], csrf(browser)
        answer = browser.post("/sign-out", data={"csrf": token}, headers=OWN)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert "brug_session" not in browser.cookies
        browser.cookies["brug_session"] = value
        problem(browser.get("/api/v1/me"), 401)
        # Again, with a session that is over: nothing is wrong with wanting out.
        assert browser.post("/sign-out", data={"csrf": token}, headers=OWN).status_code == 303


def test_nobody_else_signs_a_browser_out(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        sign_in(browser, secret)
        token = me(browser)["csrf"]
        problem(browser.post("/sign-out", data={"csrf": token}, headers={"Origin": "https://evil.example"}), 403)
        problem(browser.post("/sign-out", data={"csrf": "0" * 64}, headers=OWN), 403)
        problem(browser.post("/sign-out", data={}, headers=OWN), 403)
        problem(browser.post("/sign-out", headers=OWN), 403)
        assert browser.get("/api/v1/me").status_code == 200


@pytest.mark.parametrize("value", ["", "x", "brug_", "é", "x" * 5_000, "a; b", '"'])
def test_a_cookie_that_is_no_session_is_nobody(engine: Engine, value: str) -> None:
    key(engine)
    with browsing(engine) as browser:
        cookie = {"Cookie": f"other=1; brug_session={value}".encode()}
        problem(browser.get("/api/v1/me", headers=cookie), 401)
        assert browser.get("/sign-in", headers=cookie).status_code == 200


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_page_from_elsewhere_writes_nothing_on_this_machine_either(api: TestClient, headers: dict[str, str]) -> None:
    """While no key was made, no token is needed: but a browser here shows pages of others, too."""
    problem(api.post("/api/v1/scans", json={}, headers=headers), 403)
    assert api.post("/api/v1/scans", json={}, headers=OWN).status_code == 202
    assert api.post("/api/v1/scans", json={}).status_code in (202, 409)
