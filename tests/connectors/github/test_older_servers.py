"""An Enterprise Server of an earlier version: its schema lacks fields and types, and it refuses what it lacks."""

from __future__ import annotations

import re

import msgspec
import pytest

from connectors.connector import UnexpectedAnswer
from connectors.records import Issue, Page
from tests.connectors.github.pulling import issues, pull
from tests.proxy import Answer, Asked, Proxy

FIELDS = {
    "Issue": {"stateReason", "issueType", "parent", "closingIssuesReferences"},
    "PullRequest": {"closingIssuesReferences"},
    "PullRequestReviewComment": {"fullDatabaseId"},
}
ENTRIES = {"ConvertedToDiscussionEvent", "ParentIssueAddedEvent", "ParentIssueRemovedEvent", "ConnectedEvent"}
ENTRIES_FIELDS = {"ClosedEvent": {"stateReason"}}
UNKNOWN = re.compile(r"\b(stateReason|issueType|parent|closingIssuesReferences|fullDatabaseId|ConvertedToDis\w+)\b")


@pytest.fixture
def older(proxy: Proxy) -> Proxy:
    """A server that does not know these fields and types."""

    def instead(asked: Asked) -> Answer | None:
        word = UNKNOWN.search(asked.query)
        return Answer.of({"errors": [{"message": f"'{word[0]}' doesn't exist"}]}) if word else None

    def altered(asked: Asked, answer: Answer) -> Answer:
        if "__type" not in asked.query or "possibleTypes" not in asked.query:
            return answer
        told = answer.json()
        for name, info in told["data"].items():
            info["fields"] = [f for f in info["fields"] or () if f["name"] not in FIELDS.get(name, ())] or None
            kinds = [kind for kind in info["possibleTypes"] or () if kind["name"] not in ENTRIES]
            for kind in kinds:
                kind["fields"] = [f for f in kind["fields"] if f["name"] not in ENTRIES_FIELDS.get(kind["name"], ())]
            info["possibleTypes"] = kinds or None
        return Answer.of(told)

    proxy.instead, proxy.altered = instead, altered
    return proxy


def test_everything_that_an_older_server_knows_is_pulled(shop: str, older: Proxy) -> None:
    newer, found = pull(shop), pull(older.url)
    assert [asked for asked in older.asked if "query Items" in asked.query]
    assert [without_what_is_newer(page) for page in found] == [without_what_is_newer(page) for page in newer]


def test_why_something_was_closed_is_then_taken_for_done(older: Proxy) -> None:
    assert issues(pull(older.url))["3"].resolution == "completed"


def test_a_server_without_timelines_is_too_old_and_says_so(proxy: Proxy) -> None:
    def altered(asked: Asked, answer: Answer) -> Answer:
        if "__type" not in asked.query or "possibleTypes" not in asked.query:
            return answer
        return Answer.of({"data": {**answer.json()["data"], "IssueTimelineItems": None}})

    proxy.altered = altered
    with pytest.raises(UnexpectedAnswer, match=r"no IssueTimelineItems: its GraphQL is too old"):
        pull(proxy.url)


def without_what_is_newer(page: Page) -> Page:
    """A page as a server knows it that does not tell which issues a pull request closes."""

    def older(issue: Issue) -> Issue:
        kinds = {"closes": "names"}
        links = [msgspec.structs.replace(link, type=kinds.get(link.type, link.type)) for link in issue.links]
        return msgspec.structs.replace(issue, links=tuple(links))

    return msgspec.structs.replace(page, issues=tuple(older(issue) for issue in page.issues))
