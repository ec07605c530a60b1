"""A browser signs in with a key that it posts, and nobody else makes it do so."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.api.sign_in import WRONG_KEYS
from tests.api.asking import items, problem
from tests.api.signing_in import OWN, browsing, key, me, sign_in


def test_the_page_asks_for_a_key_in_the_readers_language(engine: Engine) -> None:
    key(engine)
    with browsing(engine) as browser:
        english = browser.get("/sign-in")
        dutch = browser.get("/sign-in", headers={"Accept-Language": "nl-BE, en;q=0.5"})
    assert (english.status_code, dutch.status_code) == (200, 200)
    assert '<html lang="en">' in english.text
    assert '<label for="key">Key</label>' in english.text
    assert '<html lang="nl">' in dutch.text
    assert '<label for="key">Sleutel</label>' in dutch.text
    assert 'method="post"' in english.text
    assert "/sign-in/start" not in english.text


def test_the_page_runs_and_loads_nothing_of_others(engine: Engine) -> None:
    key(engine)
    with browsing(engine) as browser:
        answer = browser.get("/sign-in")
        style = browser.get("/sign-in/style.css")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script|<style| style=| on\w+=|https?://", answer.text)
    assert answer.headers["cache-control"] == "no-store"
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")


def test_a_key_signs_in(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        assert browser.get("/api/v1/findings").status_code == 401
        answer = sign_in(browser, secret, "/docs?of=1")
        assert (answer.status_code, answer.headers["location"]) == (303, "/docs?of=1")
        assert items(browser, "/findings")
        assert me(browser)["name"] == "pmo"
        assert "You are signed in as pmo" in browser.get("/sign-in").text
        assert "Signed in as pmo" in browser.get("/").text


@pytest.mark.parametrize(
    ("url", "brug_url", "secure"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", False),
        ("https://127.0.0.1:8443", "http://127.0.0.1:8080", True),
        ("http://127.0.0.1:8080", "https://brug.acme.example", True),
    ],
)
def test_no_script_and_no_other_site_gets_the_cookie(engine: Engine, url: str, brug_url: str, secure: bool) -> None:
    secret = key(engine)
    with browsing(engine, url=url, brug_url=brug_url) as browser:
        told = sign_in(browser, secret).headers["set-cookie"]
    attributes = {part.strip().lower() for part in told.split(";")[1:]}
    assert told.startswith("brug_session=")
    assert {"httponly", "samesite=lax", "path=/", "max-age=43200"} <= attributes
    assert ("secure" in attributes) is secure
    assert not any(part.startswith("domain") for part in attributes)


def test_a_wrong_key_is_told_on_the_page(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        for wrong in (
            secret[:-1],
            "",
            secret.upper(),
            "<b>",
            "\ud800x".encode("utf-8", "surrogatepass").decode("latin-1"),
        ):
            answer = sign_in(browser, wrong, "/docs")
            assert answer.status_code == 403
            assert 'role="alert"' in answer.text
            assert "set-cookie" not in answer.headers
            assert 'name="next" value="/docs"' in answer.text
            assert not wrong or f'"{wrong}"' not in answer.text


def test_wrong_keys_cannot_be_tried_without_end(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        for _ in range(WRONG_KEYS):
            assert sign_in(browser, "brug_wrong").status_code == 403
        for tried in ("brug_wrong", secret):
            answer = sign_in(browser, tried)
            assert answer.status_code == 429
            assert 1 <= int(answer.headers["retry-after"]) <= 60
        # Another address is another matter.
        other = TestClient(browser.app, OWN["Origin"], follow_redirects=False, client=("192.168.1.21", 50_000))
        assert sign_in(other, secret).status_code == 303


def test_right_keys_may_come_as_often_as_they_like(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        assert {sign_in(browser, secret).status_code for _ in range(WRONG_KEYS + 5)} == {303}


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/a\\b",
        "javascript:alert(1)", "evil.example", "/\t/evil.example", "/\n/evil.example", "", "/é", "/" + "x" * 3_000,
    ],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site(engine: Engine, elsewhere: str) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        page = browser.get("/sign-in", params={"next": elsewhere})
        assert 'name="next" value="/"' in page.text
        assert sign_in(browser, secret, elsewhere).headers["location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8081"},
        {"Origin": "https://127.0.0.1:8080"},
        {"Origin": "http://127.0.0.1:8080", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "http://127.0.0.1:8080", "Sec_Fetch_Site": "same-site"},
        {"X_From": "nowhere"},
    ],
)
def test_no_other_site_signs_a_browser_in(engine: Engine, headers: dict[str, str]) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        answer = sign_in(browser, secret, **headers)
        problem(answer, 403)
        assert "set-cookie" not in answer.headers


def test_the_address_that_people_know_counts_behind_a_proxy(engine: Engine) -> None:
    secret = key(engine)
    public = "https://brug.acme.example"
    with browsing(engine, url="http://brug.internal:8080", brug_url=public) as browser:
        assert sign_in(browser, secret, Origin=public).status_code == 303
        assert sign_in(browser, secret, Sec_Fetch_Site="same-origin").status_code == 303
        problem(sign_in(browser, secret, Origin="https://evil.example"), 403)


def test_a_form_is_read_and_nothing_else(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        problem(browser.post("/sign-in", json={"key": secret}, headers=OWN), 415)
        problem(browser.post("/sign-in", data={"key": secret, "x": "x" * 30_000}, headers=OWN), 413)
        assert browser.get("/sign-in", params={"key": secret}).status_code == 200
        assert secret not in browser.get("/sign-in", params={"key": secret}).text
        assert browser.get("/api/v1/me", params={"key": secret}).status_code == 401


def test_a_person_is_led_to_signing_in_and_a_program_is_told(engine: Engine) -> None:
    secret = key(engine)
    with browsing(engine) as browser:
        for path in ("/", "/projects/CRM?week=3&of=%26"):
            answer = browser.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
            assert answer.status_code == 303
            signing = browser.get(answer.headers["location"])
            assert f'name="next" value="{path.replace("&", "&amp;")}"' in signing.text
            problem(browser.get(path), 401)
        document = problem(browser.get("/api/v1/findings", headers={"Accept": "text/html"}), 401)
        assert "Bearer KEY" in document["detail"]
        problem(browser.post("/", headers={"Accept": "text/html"}), 401)
        assert sign_in(browser, secret).status_code == 303
        assert browser.get("/projects/CRM", headers={"Accept": "text/html"}).status_code == 200


def test_nobody_needs_to_sign_in_while_no_key_was_made(api: TestClient) -> None:
    page = api.get("/sign-in")
    assert page.status_code == 200
    assert "nobody needs to sign in" in page.text
    assert me(api) == {"name": "somebody on brug's own machine", "scope": "admin", "projects": None, "csrf": None}


def test_signing_in_and_out_is_written_down(engine: Engine) -> None:
    secret = key(engine, scope="admin")
    with browsing(engine) as browser:
        sign_in(browser, "brug_wrong")
        sign_in(browser, secret)
        browser.post("/sign-out", headers={**OWN, "X-CSRF-Token": me(browser)["csrf"]})
        found = browser.get("/api/v1/audit", headers={"Authorization": f"Bearer {secret}"}).json()["items"]
    written = {(entry["by"], entry["action"], entry["about"]) for entry in found}
    assert written == {("pmo", "signed in", "pmo"), ("pmo", "signed out", "pmo")}
