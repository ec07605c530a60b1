"""What a source no longer lists is told as departed, with where it went; never silently dropped, and never falsely."""

from __future__ import annotations

import pytest

from connectors.connector import NotFound, Unreachable
from connectors.records import Departure
from tests.connectors.github.hiding import hide, show
from tests.connectors.github.pulling import LIBRARY, Kept, issues
from tests.proxy import Answer, Asked, Proxy
from tests.trackers import control

UNSEEN = "deleted, or no longer visible to this token"
DELETED = Answer.of({"message": "This issue was deleted"}, 410)
NOT_FOUND = Answer.of({"message": "Not Found"}, 404)


@pytest.fixture
def kept(proxy: Proxy) -> Kept:
    """The small repository, pulled once through the proxy."""
    kept = Kept(proxy.url)
    kept.pull()
    assert len(kept.issues) == 5
    proxy.asked.clear()
    return kept


def moved(proxy: Proxy, to: Answer) -> Answer:
    """The answer for an issue that was transferred, whose new place answers so."""
    place = "/api/v3/repositories/77/issues/12"
    hide(proxy, {4: Answer.of({"message": "Moved"}, 301, location=proxy.url + place)})
    hidden = proxy.instead
    proxy.instead = lambda asked: to if asked.path == place else hidden(asked)
    return to


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (DELETED, "deleted"),
        (NOT_FOUND, UNSEEN),
        (Answer.of({"message": "Resource not accessible"}, 403), UNSEEN),
    ],
    ids=["410", "404", "403"],
)
def test_an_issue_that_is_gone_departs_with_the_reason_that_is_known(
    proxy: Proxy, kept: Kept, answer: Answer, reason: str
) -> None:
    hide(proxy, {4: answer})
    pages = kept.pull()
    assert [page.departures for page in pages] == [(Departure("4", reason),)]
    assert pages[-1].last
    assert set(kept.ids()) == {"1", "2", "3", "5"}


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (Answer.of({"html_url": "https://github.com/acme/app/issues/12"}), "moved to acme/app#12"),
        (Answer.of({"html_url": "https://git.acme.nl/acme/app/pull/12"}), "moved to acme/app#12"),
        (Answer.of({"html_url": "https://github.com/acme/shop/discussions/6"}), "moved to acme/shop#6"),
        (NOT_FOUND, "moved to a repository that this token cannot see"),
    ],
    ids=["issue", "pull request", "discussion", "out of sight"],
)
def test_a_transferred_issue_departs_to_its_new_place(proxy: Proxy, kept: Kept, to: Answer, reason: str) -> None:
    moved(proxy, to)
    kept.pull()
    assert kept.departures == {"4": Departure("4", reason)}


def test_what_departed_is_told_once(proxy: Proxy, kept: Kept) -> None:
    hide(proxy, {4: DELETED, 2: NOT_FOUND})
    kept.pull()
    assert set(kept.departures) == {"2", "4"}
    proxy.asked.clear()
    (page,) = kept.pull()
    assert (page.departures, page.issues) == ((), ())
    assert len(proxy.asked) <= 3


def test_what_comes_back_is_read_again(proxy: Proxy, kept: Kept) -> None:
    hide(proxy, {4: NOT_FOUND})
    kept.pull()
    show(proxy)
    assert set(issues(kept.pull())) == {"4"}
    assert kept.departures == {}


def test_one_that_goes_while_another_comes_is_noticed(proxy: Proxy) -> None:
    """As many as before are there: only their numbers tell."""
    hide(proxy, {5: NOT_FOUND})
    kept = Kept(proxy.url)
    kept.pull()
    assert set(kept.issues) == {"1", "2", "3", "4"}
    hide(proxy, {3: DELETED})
    kept.pull()
    assert set(kept.ids()) == {"1", "2", "4", "5"}
    assert kept.departures == {"3": Departure("3", "deleted")}


def test_one_that_is_deleted_while_it_is_read_departs(proxy: Proxy, shop: str) -> None:
    control(shop, "at", {"at": "2024-01-25T00:00:00Z"})
    kept = Kept(proxy.url)
    kept.pull()
    control(shop, "at", {"at": None})
    gone = Answer.of({"message": "This issue was deleted"}, 410)
    hide(proxy, {2: gone})
    # The list of updates still shows it; only when it is read, nothing is there.
    hidden = proxy.altered
    proxy.altered = lambda asked, answer: answer if "query Head" in asked.query else hidden(asked, answer)
    kept.pull()
    assert kept.departures == {"2": Departure("2", "deleted")}


def test_numbers_that_never_were_seen_are_no_departures(proxy: Proxy) -> None:
    hide(proxy, {3: DELETED})
    kept = Kept(proxy.url)
    pages = kept.pull()
    assert set(kept.issues) == {"1", "2", "4", "5"}
    assert not [page for page in pages if page.departures or page.unreadable]
    assert kept.pull()[0].departures == ()


def test_a_wrong_count_alone_lets_nothing_depart(proxy: Proxy, kept: Kept) -> None:
    def counting_too_few(asked: Asked, answer: Answer) -> Answer:
        if "query Head" not in asked.query:
            return answer
        told = answer.json()
        told["data"]["repository"]["issues"]["totalCount"] -= 1
        return Answer.of(told)

    proxy.altered = counting_too_few
    (page,) = kept.pull()
    assert (page.departures, page.issues, len(kept.ids())) == ((), (), 5)


def test_a_repository_that_is_out_of_sight_is_an_error_and_lets_nothing_depart(proxy: Proxy, kept: Kept) -> None:
    error = {"type": "NOT_FOUND", "path": ["repository"], "message": "Could not resolve to a Repository"}

    def instead(asked: Asked) -> Answer:
        return Answer.of({"data": {"repository": None}, "errors": [error]}) if asked.query else NOT_FOUND

    proxy.instead = instead
    with pytest.raises(NotFound, match="acme/shop: no such repository, or it is not visible"):
        kept.pull()
    assert kept.departures == {}


@pytest.mark.usefixtures("short_waits")
def test_a_server_that_fails_when_asked_where_one_went_lets_nothing_depart(proxy: Proxy, kept: Kept) -> None:
    hide(proxy, {4: Answer.of({}, 500)})
    with pytest.raises(Unreachable):
        kept.pull()
    assert kept.departures == {}
    hide(proxy, {4: DELETED})
    kept.pull()
    assert set(kept.departures) == {"4"}


def test_a_clock_set_back_lets_depart_what_was_not_there_yet_and_all_that_comes_back_is_read(library: str) -> None:
    kept = Kept(library, LIBRARY)
    kept.pull()
    in_the_end = dict(kept.issues)
    control(library, "at", {"at": "2014-11-01T00:00:00Z"})
    kept.pull()
    later = {n for n, issue in in_the_end.items() if issue.created_at > 1_414_800_000_000}
    assert len(later) > 20
    assert set(kept.departures) == later
    assert {departure.reason for departure in kept.departures.values()} == {UNSEEN}
    control(library, "at", {"at": "2015-01-01T00:00:00Z"})
    kept.pull()
    assert (kept.departures, kept.issues) == ({}, in_the_end)
