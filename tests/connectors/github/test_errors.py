"""What goes wrong is said in one line: which source or repository, what happened, what to do; no secret in it."""

from __future__ import annotations

import time

import pytest

from connectors.connector import ConnectorError, NotFound, Refused, UnexpectedAnswer, Unreachable
from connectors.github.connector import open_github
from connectors.records import Project
from tests.connectors.github.pulling import LIBRARY, SHOP, Kept, checks, issues, pull, settings
from tests.proxy import Answer, Proxy
from tests.trackers import control, free_port

SECRET = "ghp_s3cret"


def assert_one_clean_line(error: ConnectorError, names: str = "acme: ") -> None:
    said = str(error)
    assert said.startswith(names)
    assert "\n" not in said
    assert SECRET not in said + repr(error.__cause__) + repr(error.__context__)


def test_a_wrong_token_is_refused_with_githubs_own_words(proxy: Proxy) -> None:
    proxy.instead = lambda _: Answer.of({"message": "Bad credentials"}, 401)
    for ask in (checks, pull):
        with pytest.raises(Refused, match=r"Bad credentials.*check that the token is right") as caught:
            ask(proxy.url, token=SECRET)
        assert_one_clean_line(caught.value)
        assert not caught.value.temporary


def test_a_token_that_single_sign_on_does_not_know_says_so(proxy: Proxy) -> None:
    proxy.instead = lambda _: Answer.of({"message": "Resource protected"}, 403, x_github_sso="required; url=https://x")
    with pytest.raises(Refused, match="single sign-on") as caught:
        pull(proxy.url, token=SECRET)
    assert_one_clean_line(caught.value)


def test_a_right_that_a_query_misses_is_named(proxy: Proxy) -> None:
    error = {"type": "INSUFFICIENT_SCOPES", "message": "needs read:project", "path": ["repository"]}
    proxy.altered = lambda asked, answer: Answer.of({"data": None, "errors": [error]}) if asked.query else answer
    with pytest.raises(Refused, match=r"needs read:project.*give the token the rights"):
        pull(proxy.url, token=SECRET)


def test_a_host_that_does_not_answer_is_said_to_be_unreachable_within_seconds() -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable, match=r"cannot be reached; check the url and the network") as caught:
        pull(f"http://127.0.0.1:{free_port()}", token=SECRET)
    assert time.monotonic() - began < 5
    assert caught.value.temporary
    assert_one_clean_line(caught.value)


def test_a_login_page_is_an_unexpected_answer(shop: str) -> None:
    control(shop, "faults", {"html": 1})
    with pytest.raises(UnexpectedAnswer, match=r"a login page perhaps; check the url and the token") as caught:
        pull(shop, token=SECRET)
    assert_one_clean_line(caught.value)


def test_something_else_than_github_is_an_unexpected_answer(proxy: Proxy) -> None:
    proxy.instead = lambda _: Answer.of(["Jira", "says", "hello"])
    for ask in (checks, pull):
        with pytest.raises(UnexpectedAnswer, match="something else than GitHub's API answers"):
            ask(proxy.url, token=SECRET)


def test_a_repository_that_is_not_there_is_named(shop: str) -> None:
    with pytest.raises(NotFound, match=r"acme/shops: no such repository, or it is not visible.*check its name"):
        pull(shop, Project("9", "acme/shops", "shops"))


def test_only_repositories_that_are_there_are_listed_and_under_the_name_that_was_asked_for(shop: str) -> None:
    github = open_github(settings(shop, token=SECRET))
    found = github.projects(["acme/shop", "ACME/Shop", "acme/shops", "acme", "", "a/b/c"])
    assert [project.key for project in found] == ["acme/shop", "ACME/Shop"]
    assert len({project.id for project in found}) == 1
    assert [project.key for project in github.projects()] == ["acme/shop"]
    github.close()


def test_a_visitor_is_told_that_no_list_can_be_had(shop: str) -> None:
    with pytest.raises(NotFound, match=r"acme: without a token no list.*declare a token"):
        open_github(settings(shop)).projects()


@pytest.mark.usefixtures("short_waits")
def test_a_server_that_goes_on_failing_is_given_up_and_the_next_pull_goes_on_from_there(library: str) -> None:
    kept = Kept(library, LIBRARY)
    (first,) = kept.pull(pages=1)
    control(library, "faults", {"500": 1})
    with pytest.raises(Unreachable, match=r"the server is failing \(500\); try again later") as caught:
        kept.pull()
    assert caught.value.temporary
    assert_one_clean_line(caught.value)
    control(library, "faults", {"clear": True})
    rest = kept.pull()
    assert not issues(rest).keys() & issues([first]).keys()
    assert kept.issues == issues(pull(library, LIBRARY))


def test_a_text_that_is_no_cursor_is_refused(shop: str) -> None:
    with pytest.raises(ConnectorError, match=r"acme: no cursor of a GitHub pull.*sync from the start"):
        pull(shop, SHOP, "page 2")


def test_doctor_says_who_is_signed_in_and_which_team_cannot_be_read(shop: str) -> None:
    lines = checks(shop, token=SECRET, groups=("acme/business", "acme/nobody", "jira-users"))
    assert [(line.ok, line.what.partition(":")[0]) for line in lines] == [
        (True, "GitHub, signed in as stand-in-reader"),
        (True, "1 repository visible"),
        (True, "milestones are read; their start and earlier due dates are known from brug's own syncs only"),
        (True, "team acme/business"),
        (False, "team acme/nobody"),
    ]
    assert all(line.advice for line in lines if not line.ok)


def test_doctor_says_where_insiders_are_known_from_when_no_team_is_declared(shop: str) -> None:
    assert "author association" in checks(shop, token=SECRET)[-1].what


def test_doctor_tells_a_visitor_that_a_token_is_needed(proxy: Proxy) -> None:
    proxy.instead = lambda asked: Answer.of({"message": "Requires authentication"}, 401)
    first, second, *_ = checks(proxy.url)
    assert not first.ok
    assert "needs a token" in first.advice
    assert not second.ok
