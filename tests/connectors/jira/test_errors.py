from __future__ import annotations

import time

import pytest

from connectors.connector import ConnectorError, NotFound, Refused, UnexpectedAnswer, Unreachable
from connectors.jira.connector import open_jira
from connectors.records import Project
from tests.connectors.jira.pulling import checks, pull, settings
from tests.trackers import free_port, serve

SECRET = "s3cret-token"


def test_a_wrong_token_is_refused_without_showing_it() -> None:
    with serve("tiny-jira", extra=("--require-token", "the-right-one")) as url:
        for user in (None, "pmo@acme.example"):
            with pytest.raises(Refused) as caught:
                checks(url, user=user, token=SECRET)
            assert "token" in str(caught.value)
            assert_one_clean_line(caught.value)


@pytest.mark.parametrize("user", [None, "pmo@acme.example"])
def test_the_right_token_signs_in(user: str | None) -> None:
    with serve("tiny-jira", extra=("--require-token", SECRET)) as url:
        assert checks(url, user=user, token=SECRET)[0].ok


def test_a_login_page_is_an_unexpected_answer() -> None:
    with serve("tiny-jira", extra=("--fault", "html=1")) as url:
        with pytest.raises(UnexpectedAnswer, match="login page") as caught:
            checks(url, token=SECRET)
        assert_one_clean_line(caught.value)


def test_a_host_that_does_not_answer_is_said_to_be_unreachable_within_seconds() -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable, match="cannot be reached") as caught:
        checks(f"http://127.0.0.1:{free_port()}", token=SECRET)
    assert time.monotonic() - began < 5
    assert caught.value.temporary
    assert_one_clean_line(caught.value)


def test_a_server_that_goes_on_failing_is_unreachable() -> None:
    with serve("tiny-jira", extra=("--fault", "500=1")) as url, pytest.raises(Unreachable, match="failing"):
        checks(url, token=SECRET)


def test_an_unknown_project_is_named_with_the_nearest_visible_ones(either: str) -> None:
    jira = open_jira(settings(f"{either}/site/tiny-jira"))
    with pytest.raises(NotFound, match=r"no project SHOPS here.*SHOP") as caught:
        list(jira.pages(Project(id="", key="SHOPS", name=""), None))
    assert_one_clean_line(caught.value)


def test_a_url_without_jira_below_it_says_so(either: str) -> None:
    with pytest.raises(UnexpectedAnswer, match="no Jira answers"):
        checks(f"{either}/wiki")


def test_doctor_says_what_is_there_and_what_is_missing(either: str) -> None:
    lines = checks(f"{either}/site/tiny-jira", groups=("jira-business", "nobody"))
    assert [line.ok for line in lines] == [True, True, True, True, True, True, False]
    assert "1 member" in lines[-2].what
    assert lines[-1].advice
    coarse = [line for line in checks(f"{either}/site/fcrepo") if not line.ok]
    assert any("sizes count each item as 1" in line.what for line in coarse)


def test_people_of_declared_groups_come_with_the_first_page(either: str) -> None:
    people = pull(either, "tiny-jira", groups=("jira-business", "nobody"))[0].people
    assert [person.name for person in people if person.groups == ("jira-business",)] == ["Bea"]


def assert_one_clean_line(error: ConnectorError) -> None:
    text = str(error)
    assert text.startswith("acme: ")
    assert "\n" not in text
    assert SECRET not in text
    assert SECRET not in repr(error.__cause__)
