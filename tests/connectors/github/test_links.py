"""How issues and pull requests name each other and the keys of a Jira: in texts, branches, commits and references."""

from __future__ import annotations

import pytest

from connectors.github.references import named_in, named_in_branch
from connectors.records import Link
from tests.connectors.github.payload import event, pull_request, record, referent, text


def links(*events: dict[str, object], **fields: object) -> tuple[Link, ...]:
    return pull_request(*events, **fields).links


def test_what_a_pull_request_closes_is_told_by_github_itself() -> None:
    references = {"nodes": [referent(3, "Issue"), referent(4, "Issue", "acme/app"), None]}
    assert links(closingIssuesReferences=references, body="Fixes #3, and see #5") == (
        Link("3", "closes"),
        Link("acme/app#4", "closes"),
        Link("5", "names"),
    )


def test_an_issue_is_closed_or_mentioned_by_what_refers_to_it() -> None:
    found = record(
        event("CrossReferencedEvent", 3, source=referent(8)),
        event("CrossReferencedEvent", 4, source=referent(8), willCloseTarget=True),
        event("CrossReferencedEvent", 5, source=referent(9, "Issue", "acme/app")),
        event("ConnectedEvent", 6, subject=referent(10)),
    ).links
    assert found == (Link("8", "closed by"), Link("acme/app#9", "mentioned by"), Link("10", "closed by"))


def test_a_jira_key_is_found_in_title_body_branch_and_commit() -> None:
    commit: dict[str, object] = {"oid": "a", "committedDate": text(3), "message": "CRM-3 form"}
    given: dict[str, object] = {"__typename": "PullRequestCommit", "id": "C", "commit": commit}
    found = links(given, title="CRM-1: form", body="for CRM-2", headRefName="feature/crm-4-form")
    assert [link.other for link in found] == ["CRM-1", "CRM-2", "CRM-3", "CRM-4"]


def test_an_issue_does_not_link_to_itself() -> None:
    assert links(title="Follow-up of #7") == ()


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("see #12.", ["12"]),
        ("acme/shop#12 and ACME/Shop#13", ["12", "13"]),
        ("other/lib#12", ["other/lib#12"]),
        ("https://github.com/acme/shop/issues/12#issuecomment-1", ["12"]),
        ("https://git.acme.example/acme/app/pull/3", ["acme/app#3"]),
        ("CRM-12, crm-13", ["CRM-12"]),
        ("twice #12 #12", ["12"]),
        ("&#39; abc#4 /#5 UTF-8 SHA-256 x-CRM-1 CRM-0", []),
    ],
)
def test_a_text_names_issues(said: str, named: list[str]) -> None:
    assert list(named_in(said, "acme/shop")) == named


@pytest.mark.parametrize(
    ("branch", "named"),
    [("SHOP-1-card", ["SHOP-1"]), ("ian/crm-12_form", ["CRM-12"]), ("utf-8", []), ("main", [])],
)
def test_a_branch_names_jira_keys_in_any_case(branch: str, named: list[str]) -> None:
    assert list(named_in_branch(branch)) == named
