"""What comes back from a provider is believed only where nobody can have made it up, and trouble is told on a page."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.provider import RIGHTS, Browser, Site, asked, environment, failed, serving
from tests.end_to_end.running import Installation
from tests.proxy import Answer
from tests.trackers import free_port


def test_an_answer_that_another_browser_was_sent_is_worth_nothing(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    mine, theirs = site.browser(), site.browser()
    stolen = mine.at_provider(mine.begin(), "ann")
    failed(theirs.get(stolen), 400, "another browser")
    theirs.begin()
    failed(theirs.get(stolen), 400, "another browser")
    assert theirs.me().status_code == 401


def test_a_state_or_a_cookie_that_was_changed_is_worth_nothing(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    browser = site.browser()
    back = browser.at_provider(browser.begin(), "ann")
    failed(browser.get(back.replace("state=", "state=x")), 400)
    browser = site.browser()
    back = browser.at_provider(browser.begin(), "ann")
    told, seal = browser.cookies["brug_sign_in"].split(".")
    changed = packed(unpacked(told) | {"next": "https://evil.example"})
    for value in (f"{changed}.{seal}", f"{changed}.", "", "x.y"):
        failed(browser.get(back, Cookie=f"brug_sign_in={value}"), 400)


def test_an_answer_counts_once(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    browser = site.browser()
    back = browser.at_provider(browser.begin(), "ann")
    kept = browser.cookies["brug_sign_in"]
    assert browser.get(back).status_code == 303
    assert "brug_sign_in" not in browser.cookies
    failed(browser.get(back), 400)
    failed(site.browser().get(back, Cookie=f"brug_sign_in={kept}"), 400, "refuses")


def test_the_code_of_another_sign_in_is_worth_nothing(site: Site) -> None:
    """Its ID token holds another nonce."""
    site.provider.knows("ann", email="ann@acme.example")
    mine, theirs = site.browser(), site.browser()
    code = asked(theirs.at_provider(theirs.begin(), "ann"))["code"]
    state = asked(mine.begin())["state"]
    failed(mine.get(f"/sign-in/callback?state={state}&code={code}"), 502, "cannot be relied on")
    assert mine.me().status_code == 401


def test_an_id_token_for_another_client_is_worth_nothing(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    browser = site.browser()
    address = browser.begin()
    identity, secret = site.provider.client(site.url)
    sent = asked(address)
    code = asked(browser.at_provider(address.replace(sent["client_id"], identity), "ann"))["code"]
    given = httpx.post(
        f"{site.provider.issuer}/oauth2/token",
        data={"grant_type": "authorization_code", "code": code, "redirect_uri": sent["redirect_uri"]},
        auth=(identity, secret),
    ).json()
    assert given["id_token"]
    tokens(site, lambda _: given)
    failed(browser.get(browser.at_provider(address, "ann")), 502, "cannot be relied on")


@pytest.mark.parametrize("change", ["signature", "claims", "none"])
def test_an_id_token_that_the_provider_did_not_sign_is_worth_nothing(site: Site, change: str) -> None:
    site.provider.knows("ann", email="ann@acme.example")

    def altered(token: dict[str, str]) -> dict[str, str]:
        header, claims, signature = token["id_token"].split(".")
        if change == "signature":
            signature = signature[:20] + ("A" if signature[20] != "A" else "B") + signature[21:]
        if change == "claims":
            claims = packed(unpacked(claims) | {"email": "boss@acme.example"})
        if change == "none":
            header, signature = packed({"alg": "none"}), ""
        return token | {"id_token": f"{header}.{claims}.{signature}"}

    tokens(site, altered)
    browser = site.browser()
    failed(browser.sign_in("ann"), 502, "cannot be relied on")
    assert browser.me().status_code == 401


def test_what_is_told_of_another_person_is_worth_nothing(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    site.provider.proxy.altered = lambda one, answer: (
        Answer.of({"sub": "boss", "groups": ["pmo"]}) if one.path == "/userinfo" else answer
    )
    failed(site.browser().sign_in("ann"), 502, "cannot be relied on")


def test_a_provider_that_calls_itself_otherwise_is_not_believed(site: Site) -> None:
    site.provider.proxy.altered = lambda one, answer: (
        Answer.of(answer.json() | {"issuer": "https://evil.example"}) if "well-known" in one.path else answer
    )
    failed(site.browser().get("/sign-in/start"), 502, "BRUG_OIDC_ISSUER")


@pytest.mark.parametrize(
    "answer", [Answer(503), Answer(200, b"<html>"), Answer(302, headers={"location": "/x"}), Answer.of([])]
)
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/oauth2/token", "/jwks", "/userinfo"])
def test_a_provider_that_answers_otherwise_than_it_should_is_told_on_a_page(
    site: Site, path: str, answer: Answer
) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    browser = site.browser()
    back = browser.at_provider(browser.begin(), "ann")
    site.provider.proxy.instead = lambda one: answer if one.path == path else None
    failed(browser.get(back), 502, "tell whoever runs brug")


def test_a_person_who_says_no_there_is_told_so(site: Site) -> None:
    site.provider.knows("ann", email="ann@acme.example")
    browser = site.browser()
    state = asked(browser.begin())["state"]
    failed(browser.get(f"/sign-in/callback?error=access_denied&state={state}"), 403, "access_denied")
    state = asked(browser.begin())["state"]
    answer = browser.get(f"/sign-in/callback?error=<script>alert(1)</script>&state={state}")
    failed(answer, 403)
    assert "<script" not in answer.text


def test_a_wrong_secret_is_told_to_whoever_runs_brug(site: Site, tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    variables = environment(site.provider, url, **RIGHTS) | {"ACME_OIDC_SECRET": "s3cret-but-wrong"}
    site.provider.knows("ann", email="ann@acme.example")
    with serving(Installation(tmp_path / "brug.sqlite", "", variables), port) as printed:
        failed(Browser(url).sign_in("ann"), 502, "refuses", "invalid_client")
    assert "invalid_client" in printed[1]
    assert "s3cret" not in "".join(printed)


def test_an_id_token_that_is_over_is_worth_nothing(site: Site, tmp_path: Path) -> None:
    """The clock of this brug stands long after the provider's."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    site.provider.knows("ann", email="ann@acme.example")
    late = Installation(tmp_path / "brug.sqlite", "2050-01-01T00:00:00Z", environment(site.provider, url, **RIGHTS))
    with serving(late, port) as printed:
        failed(Browser(url).sign_in("ann"), 502, "cannot be relied on", "expired")
    assert "Traceback" not in "".join(printed)


def test_a_provider_that_is_not_there_is_told_on_a_page(site: Site, tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    variables = environment(site.provider, url, **RIGHTS) | {"BRUG_OIDC_ISSUER": f"http://127.0.0.1:{free_port()}"}
    with serving(Installation(tmp_path / "brug.sqlite", "", variables), port) as printed:
        browser = Browser(url)
        assert "Sign in with 127.0.0.1" in browser.get("/sign-in").text
        failed(browser.get("/sign-in/start"), 502, "cannot be reached")
        answer = browser.get("/sign-in/start", Accept_Language="nl")
        assert answer.status_code == 502
        assert "Probeer het later opnieuw" in answer.text
    assert "Traceback" not in "".join(printed)


def tokens(site: Site, change: Callable[[dict[str, str]], object]) -> None:
    """Have the provider's tokens changed on their way to brug."""
    site.provider.proxy.altered = lambda one, answer: (
        Answer.of(change(answer.json())) if one.path == "/oauth2/token" else answer
    )


def unpacked(text: str) -> dict[str, object]:
    """A part of an ID token."""
    found: dict[str, object] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found


def packed(value: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
