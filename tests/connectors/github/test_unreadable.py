"""What cannot be read is set aside with its reason, the rest goes on, and the next pull tries it again by itself."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.connector import UnexpectedAnswer
from tests.connectors.github.pulling import LIBRARY, Kept, issues, pull
from tests.connectors.github.spoiling import hide, in_small_pages, show, spoil
from tests.proxy import Answer, Asked, Proxy, in_front_of

ODD: dict[str, dict[str, Any]] = {
    "no time": {"createdAt": None},
    "no moment": {"createdAt": "yesterday"},
    "another number": {"number": 12},
    "no number": {"number": "three"},
    "labels of another kind": {"labels": 7},
    "no title": {"title": None},
    "no timeline": {"timelineItems": None},
    "a year that no calendar has": {"closedAt": "99999-01-01T00:00:00Z"},
    "an entry without a time": {
        "timelineItems": {
            "nodes": [{"__typename": "ClosedEvent", "id": "E", "createdAt": None}],
            "pageInfo": {"hasNextPage": False, "endCursor": None},
        }
    },
}


@pytest.mark.parametrize("part", ODD.values(), ids=ODD)
def test_an_issue_that_stays_odd_is_set_aside_and_the_rest_goes_on(proxy: Proxy, part: dict[str, Any]) -> None:
    spoil(proxy, 3, lambda issue: issue.update(part))
    kept = Kept(proxy.url)
    (page,) = kept.pull()
    assert set(kept.issues) == {"1", "2", "4", "5"}
    (odd,) = page.unreadable
    assert odd.id == "3"
    assert ": " in odd.reason
    assert len(odd.payload) <= 2000
    assert (page.done, page.total) == (5, 5)


@pytest.mark.parametrize("part", ODD.values(), ids=ODD)
def test_an_issue_that_is_odd_once_is_asked_for_again_by_itself(proxy: Proxy, shop: str, part: dict[str, Any]) -> None:
    spoil(proxy, 3, lambda issue: issue.update(part), times=1)
    found = pull(proxy.url)
    assert found == pull(shop)
    asked = [list(a.variables.values()) for a in proxy.asked if "query Items" in a.query]
    assert [len(variables) for variables in asked] == [7, 3]
    assert 3 in asked[1]


def test_the_next_pull_tries_again_by_itself_and_takes_it_once_it_is_fine(proxy: Proxy) -> None:
    spoil(proxy, 3, lambda issue: issue.update(title=None))
    kept = Kept(proxy.url)
    kept.pull()
    kept.pull()
    assert set(kept.unreadable) == {"3"}
    show(proxy)
    assert set(issues(kept.pull())) == {"3"}
    assert (kept.unreadable, len(kept.issues)) == ({}, 5)


def test_also_one_that_nobody_has_touched_for_long_is_tried_again(library: str) -> None:
    with in_front_of(library) as proxy:
        spoil(proxy, 4, lambda issue: issue.update(title=None))
        kept = Kept(proxy.url, LIBRARY)
        kept.pull()
        assert set(kept.unreadable) == {"4"}
        assert len(kept.issues) == 176
        show(proxy)
        proxy.rewritten = in_small_pages
        kept.pull()
        assert (kept.unreadable, len(kept.issues)) == ({}, 177)


def test_one_that_was_set_aside_and_then_deleted_departs(proxy: Proxy) -> None:
    spoil(proxy, 3, lambda issue: issue.update(title=None))
    kept = Kept(proxy.url)
    kept.pull()
    hide(proxy, {3: Answer.of({"message": "This issue was deleted"}, 410)})
    kept.pull()
    assert {n: departure.reason for n, departure in kept.departures.items()} == {"3": "deleted"}


def test_what_github_could_not_give_of_an_answer_damages_that_issue_only(proxy: Proxy) -> None:
    def altered(asked: Asked, answer: Answer) -> Answer:
        told = answer.json()
        for name, value in asked.variables.items() if "query Items" in asked.query else ():
            if value == 3:
                path = ["repository", name, "timelineItems", "nodes", 0, "actor"]
                told["errors"] = [{"type": "INTERNAL", "path": path, "message": "Something went wrong"}]
        return Answer.of(told)

    proxy.altered = altered
    kept = Kept(proxy.url)
    (page,) = kept.pull()
    assert [(odd.id, odd.reason) for odd in page.unreadable] == [
        ("3", "ValueError: GitHub could not give all of it: Something went wrong")
    ]
    assert set(kept.issues) == {"1", "2", "4", "5"}


def test_a_milestone_that_cannot_be_read_is_set_aside_and_the_others_are_kept(proxy: Proxy) -> None:
    def altered(asked: Asked, answer: Answer) -> Answer:
        if "query Head" not in asked.query:
            return answer
        told = answer.json()
        told["data"]["repository"]["milestones"]["nodes"][0]["title"] = None
        told["data"]["repository"]["milestones"]["nodes"].append("nonsense")
        return Answer.of(told)

    proxy.altered = altered
    kept = Kept(proxy.url)
    (page,) = kept.pull()
    assert [commitment.name for commitment in page.commitments] == ["2.0"]
    assert [odd.id for odd in page.unreadable] == ["milestone 1", "milestone in place 3"]
    assert "title" in page.unreadable[0].reason
    assert len(kept.issues) == 5
    proxy.altered = lambda asked, answer: answer
    kept.pull()
    assert not kept.unreadable
    assert set(kept.commitments) == {"1", "2"}


def test_a_list_of_issues_that_makes_no_sense_is_asked_for_again(proxy: Proxy) -> None:
    left = [4]

    def altered(asked: Asked, answer: Answer) -> Answer:
        if "query Head" not in asked.query or not left[0]:
            return answer
        left[0] -= 1
        told = answer.json()
        told["data"]["repository"]["issues"]["nodes"][0]["number"] = "twelve"
        return Answer.of(told)

    proxy.altered = altered
    assert len(issues(pull(proxy.url))) == 5


def test_a_list_of_issues_that_makes_no_sense_even_when_asked_again_is_an_error(proxy: Proxy) -> None:
    def altered(asked: Asked, answer: Answer) -> Answer:
        if "query Head" not in asked.query:
            return answer
        told = answer.json()
        told["data"]["repository"]["issues"]["nodes"][0]["number"] = "twelve"
        return Answer.of(told)

    proxy.altered = altered
    with pytest.raises(UnexpectedAnswer, match=r"acme/shop: its list of issues reads otherwise than expected"):
        pull(proxy.url)
