"""People sign in through OpenID Connect: a real provider and a real `brug serve`, each in a process of its own."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest

from tests.end_to_end.provider import RIGHTS, Browser, Site, asked, environment, failed, serving
from tests.end_to_end.running import Installation
from tests.proxy import Answer, Asked
from tests.trackers import free_port


def test_a_person_signs_in_and_is_known(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example", email_verified=True)
    browser = site.browser()
    answer = browser.sign_in("ann", "/docs%23findings")
    assert (answer.status_code, answer.headers["location"]) == (303, "/docs#findings")
    me = browser.me().json()
    assert (me["name"], me["scope"], me["projects"]) == ("ann@acme.example", "read", None)
    assert me["csrf"]
    assert browser.get("/api/v1/findings").status_code == 200
    assert browser.me().json() == me


def test_the_way_there_is_as_the_standard_has_it(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    browser = site.browser()
    address = browser.begin()
    browser.get(browser.at_provider(address, "ann"))
    sent = asked(address)
    assert address.startswith(site.provider.issuer)
    assert (sent["response_type"], sent["code_challenge_method"]) == ("code", "S256")
    assert {"openid", "email"} <= set(sent["scope"].split())
    assert len(sent["state"]) > 40
    assert len(sent["nonce"]) > 40
    assert sent["redirect_uri"] == f"{site.url}/sign-in/callback"
    (token,) = [one for one in site.provider.proxy.asked if one.path == "/oauth2/token"]
    verifier = parse_qs(token.body.decode())["code_verifier"][0]
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    assert challenge == sent["code_challenge"]
    # The secret goes in a header or a body, and nothing that opens anything stands in an address.
    assert all(site.secret not in one.path and verifier not in one.path for one in site.provider.proxy.asked)
    assert site.secret not in address


@pytest.mark.parametrize(
    ("claims", "scope"),
    [
        ({"email": "boss@acme.example"}, "admin"),
        ({"email": "Boss@ACME.example", "email_verified": True}, "admin"),
        ({"email": "ann@it.acme.example"}, "write"),
        ({"email": "ann@acme.example"}, "read"),
        ({"email": "ann@elsewhere.example", "groups": ["all", "pmo"]}, "admin"),
        ({"email": "ann@it.acme.example", "groups": ["pmo"]}, "admin"),
        ({"groups": ["Readers [all]"], "preferred_username": "ann"}, "read"),
        ({"groups": "pmo"}, "admin"),
    ],
)
def test_the_strongest_pattern_that_fits_says_what_a_person_may(
    site: Site, claims: dict[str, object], scope: str
) -> None:
    site.provider.knows("somebody", **claims)
    browser = site.browser()
    assert browser.sign_in("somebody").status_code == 303
    assert browser.me().json()["scope"] == scope


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": "ann@elsewhere.example"},
        {"email": "ann@acme.example.evil.example"},
        {"email": "boss@acme.example", "email_verified": False},
        {"email": "boss@acme.example", "email_verified": "false"},
        {"email": "ann@elsewhere.example", "groups": ["pmo2", "Readers a", "group:pmo"]},
        {"preferred_username": "boss@acme.example", "name": "boss@acme.example"},
    ],
)
def test_whom_no_pattern_fits_does_not_get_in(site: Site, claims: dict[str, object]) -> None:
    site.provider.knows("nobody", **claims)
    browser = site.browser()
    failed(browser.sign_in("nobody"), 403, "no rights here", "Ask whoever runs brug")
    assert browser.me().status_code == 401


def test_one_process_ends_what_another_began(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    port = free_port()
    browser = site.browser()
    back = browser.at_provider(browser.begin(), "ann")
    with serving(site.brug, port):
        browser.url = f"http://127.0.0.1:{port}"
        assert browser.get(back.replace(site.url, browser.url)).status_code == 303
        assert browser.me().json()["name"] == "ann@acme.example"
        # And a session that one ends is over for the other.
        browser.url = site.url
        csrf = browser.me().json()["csrf"]
        kept = browser.cookies["brug_session"]
        assert browser.post("/sign-out", csrf=csrf).status_code == 303
        over = httpx.get(f"http://127.0.0.1:{port}/api/v1/me", cookies={"brug_session": kept})
        assert over.status_code == 401


def test_nobody_gets_in_unknown_where_people_sign_in(site: Site) -> None:
    """Not this machine either, though no key was ever made."""
    for path in ("/api/v1/me", "/api/v1/findings"):
        assert httpx.get(site.url + path).status_code == 401
    answer = site.browser().get("/?of=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2F%3Fof%3D1")


def test_nothing_that_opens_anything_is_written_or_logged(site: Site, tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    variables = environment(site.provider, url, **RIGHTS)
    site.provider.knows("ann", email="ann@acme.example")
    brug = Installation(tmp_path / "brug.sqlite", "", variables)
    key = brug.done("key", "create", "pmo", "--scope", "read").strip()
    handed_out: list[str] = []

    def remember(one: Asked, answer: Answer) -> Answer:
        if one.path == "/oauth2/token":
            handed_out.extend(str(text) for text in answer.json().values() if len(str(text)) > 20)
            handed_out.append(parse_qs(one.body.decode())["code"][0])
        return answer

    site.provider.proxy.altered = remember
    with serving(brug, port) as printed:
        by_key, person = Browser(url), Browser(url)
        assert by_key.post("/sign-in", key=key).status_code == 303
        assert by_key.post("/sign-in", key=key[:-1]).status_code == 403
        assert person.sign_in("ann").status_code == 303
        assert person.get("/api/v1/findings").status_code == 200
        cookies = [browser.cookies["brug_session"] for browser in (by_key, person)]
        secrets = [key, key[:-1], variables["ACME_OIDC_SECRET"], *cookies, *handed_out]
        with closing(sqlite3.connect(brug.database)) as connection:
            written = "\n".join(connection.iterdump())
    assert len(handed_out) >= 3
    assert hashlib.sha256(cookies[0].encode()).hexdigest() in written
    for secret in secrets:
        assert secret not in written
        assert secret not in "".join(printed)
        assert all(secret not in one.path for one in site.provider.proxy.asked)
