"""Getting in: with a token, as an installed app whose token is renewed in time, or as a visitor."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from connectors.connector import App, Refused, SourceSettings
from tests.connectors.github.pulling import Kept, checks, issues, pull, settings
from tests.proxy import Answer, Asked, Proxy, in_front_of
from tests.trackers import control, serve

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
APP = App(id="4711", installation="99", key=PEM)
GRANT = "/app/installations/99/access_tokens"
SECRET = "ghp_s3cret"


@pytest.fixture(scope="module")
def locked_github() -> Iterator[str]:
    with serve("tiny-github", extra=("--require-token", SECRET)) as url:
        yield url


@pytest.fixture
def locked(locked_github: str) -> Iterator[Proxy]:
    """A GitHub that lets nobody in without a token; the proxy remembers what it is asked."""
    with in_front_of(locked_github) as proxy:
        yield proxy
    control(locked_github, "faults", {"clear": True, "expired_token": 0})


def grants(proxy: Proxy) -> list[Asked]:
    return [asked for asked in proxy.asked if asked.path.endswith(GRANT)]


def granted_until(seconds: float, proxy: Proxy) -> None:
    """Let each token that is given out end so many seconds from now."""

    def altered(asked: Asked, answer: Answer) -> Answer:
        if not asked.path.endswith(GRANT):
            return answer
        ends_at = datetime.fromtimestamp(time.time() + seconds, UTC).isoformat()
        return Answer.of({**answer.json(), "expires_at": ends_at}, 201)

    proxy.altered = altered


def test_a_token_is_carried_by_every_request(locked: Proxy) -> None:
    assert len(issues(pull(locked.url, token=SECRET))) == 5
    assert {asked.headers["authorization"] for asked in locked.asked} == {f"Bearer {SECRET}"}


def test_without_a_token_nothing_is_signed(proxy: Proxy) -> None:
    assert len(issues(pull(proxy.url))) == 5
    assert not [asked for asked in proxy.asked if "authorization" in asked.headers]


def test_an_app_signs_for_itself_with_its_key_for_ten_minutes_at_most(locked: Proxy) -> None:
    began = int(time.time())
    assert len(issues(pull(locked.url, app=APP))) == 5
    (asked,) = grants(locked)
    scheme, _, signature = asked.headers["authorization"].partition(" ")
    claims = jwt.decode(signature, KEY.public_key(), algorithms=["RS256"], issuer="4711")
    assert scheme == "Bearer"
    assert claims["iat"] <= began
    assert claims["exp"] - claims["iat"] <= 600
    assert claims["exp"] > began + 300


def test_everything_else_is_asked_with_the_token_that_the_app_was_given(locked: Proxy) -> None:
    pull(locked.url, app=APP)
    others = {asked.headers["authorization"] for asked in locked.asked if not asked.path.endswith(GRANT)}
    assert len(others) == 1
    assert others.pop().startswith("Bearer ghs_")


@pytest.mark.parametrize(("seconds", "is_renewed"), [(3600, False), (400, False), (290, True), (0, True), (-60, True)])
def test_a_token_that_ends_within_minutes_is_renewed_before_it_is_used_again(
    locked: Proxy, seconds: float, is_renewed: bool
) -> None:
    granted_until(seconds, locked)
    assert len(issues(pull(locked.url, app=APP))) == 5
    others = len(locked.asked) - len(grants(locked))
    assert others == 5
    assert len(grants(locked)) == (others if is_renewed else 1)


def test_a_token_that_is_refused_in_the_middle_is_renewed_and_the_request_made_again(locked: Proxy) -> None:
    control(locked.url, "faults", {"expired_token": 2})
    assert len(issues(pull(locked.url, app=APP, parallel=1))) == 5
    # Five requests, of which each token bears two: the third and the fifth are refused once.
    assert len(grants(locked)) == 3


def test_an_app_whose_every_token_is_refused_ends_in_an_error(locked: Proxy) -> None:
    control(locked.url, "faults", {"expired_token": 0.5})
    with pytest.raises(Refused, match=r"acme: .*refused"):
        pull(locked.url, app=APP)
    assert len(grants(locked)) <= 3


def test_a_personal_token_that_expires_in_the_middle_ends_in_an_error_and_the_next_pull_goes_on(locked: Proxy) -> None:
    kept = Kept(locked.url, token=SECRET)
    control(locked.url, "faults", {"expired_token": 3})
    with pytest.raises(Refused, match="not expired"):
        kept.pull()
    control(locked.url, "faults", {"expired_token": 0})
    kept.pull()
    assert len(kept.issues) == 5


@pytest.mark.parametrize("key", ["no key at all", PEM.replace("PRIVATE", "PUBLIC"), PEM[:200], ""])
def test_a_key_that_is_none_is_refused_without_showing_it(locked: Proxy, key: str) -> None:
    with pytest.raises(Refused, match=r"acme: the private key of app 4711 cannot be read .*download it anew") as caught:
        pull(locked.url, app=App("4711", "99", key))
    assert key[:20] not in str(caught.value) or not key
    assert caught.value.__cause__ is None
    assert locked.asked == []


def test_an_app_lists_the_repositories_that_it_is_installed_on(locked: Proxy) -> None:
    listed = {"total_count": 1, "repositories": [{"id": 5, "full_name": "acme/shop", "html_url": "u", "name": "shop"}]}
    locked.instead = lambda asked: Answer.of(listed) if "/installation/repositories" in asked.path else None
    lines = checks(locked.url, app=APP)
    assert [line.ok for line in lines][:2] == [True, True]
    assert "app 4711, installation 99" in lines[0].what
    assert lines[1].what == "1 repository visible"


def test_no_secret_shows_in_what_is_printed_of_settings() -> None:
    shown = repr(settings("http://x", token=SECRET, app=APP)) + repr(APP) + repr(SourceSettings("a", "b", 0, app=APP))
    assert SECRET not in shown
    assert "PRIVATE" not in shown
