"""A small repository whose recording can be read by eye: what its five issues and two milestones become."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.records import Change, Comment, Commitment, Issue, Link, Page, Person
from tests.connectors.github.pulling import issues, pull


@pytest.fixture
def page(shop: str) -> Page:
    (only,) = pull(shop, groups=("acme/business", "acme/it"))
    return only


@pytest.fixture
def wish(page: Page) -> Issue:
    return issues([page])["1"]


@pytest.fixture
def change(page: Page) -> Issue:
    return issues([page])["2"]


def at(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> int:
    return int(datetime(2024, month, day, hour, minute, second, tzinfo=UTC).timestamp()) * 1000


def test_five_issues_come_on_one_page_that_is_the_last(page: Page) -> None:
    assert [issue.key for issue in page.issues] == [f"acme/shop#{n}" for n in range(1, 6)]
    assert (page.last, page.done, page.total, page.unreadable, page.departures) == (True, 5, 5, (), ())


def test_issues_and_pull_requests_have_their_kinds_by_label_and_by_nature(page: Page) -> None:
    assert [issue.kind for issue in page.issues] == ["task", "pull_request", "bug", "task", "pull_request"]


def test_an_issue_stands_as_it_does_on_its_page(wish: Issue) -> None:
    stands = Issue(
        id="1",
        key="acme/shop#1",
        kind="task",
        type_name="Issue",
        title="Card payment",
        url="https://github.com/acme/shop/issues/1",
        created_at=at(1, 10),
        updated_at=at(2, 3),
        status="In progress",
        status_category="in_progress",
        creator="bea",
        reporter="bea",
        assignee="ian",
        labels=("wish",),
        commitments=(("milestone", "2"),),
        links=(Link("2", "closed by"),),
        changes=wish.changes,
        comments=(Comment("IC_7001", at(1, 11), "ian", "Which cards?"),),
    )
    assert wish == stands


def test_every_entry_of_its_timeline_is_a_change_or_a_word(wish: Issue) -> None:
    closed, reopened = at(1, 30, second=1), at(2, 2)
    assert list(wish.changes) == [
        Change(at(1, 10, second=1), "labels", "labeled:EV_7002", "bea", to_text="wish"),
        Change(at(1, 10, 9, 5), "milestone", "milestoned:EV_7003", "bea", to_text="1.0"),
        Change(at(1, 11, 9, 5), "assignee", "assigned:EV_7004", "ian", None, "ian", None, "ian"),
        Change(at(1, 11, 9, 5), "status", "assigned:EV_7004", "ian", "todo", "in_progress", "Open", "started"),
        Change(at(1, 12), "cross-referenced", "cross-referenced:EV_7006", "ian", to_value="2"),
        Change(at(1, 15), "summary", "renamed_title:EV_7005", "bea", None, None, "Cards", "Card payment"),
        Change(closed, "status", "closed:EV_7007", "ian", "in_progress", "done", "In progress", "closed"),
        Change(closed, "resolution", "closed:EV_7007", "ian", None, "completed"),
        Change(reopened, "status", "reopened:EV_7008", "bea", "done", "in_progress", "Closed", "reopened"),
        Change(reopened, "resolution", "reopened:EV_7008", "bea", "completed", None),
        Change(at(2, 3), "milestone", "demilestoned:EV_7009", "bea", from_text="1.0"),
        Change(at(2, 3), "milestone", "milestoned:EV_7010", "bea", to_text="2.0"),
    ]


def test_a_merged_pull_request_closes_the_issue_and_names_the_jira_key(change: Issue) -> None:
    assert (change.status_category, change.resolution, change.resolved_at) == ("done", "merged", at(1, 30))
    assert change.links == (Link("1", "closes"), Link("SHOP-1", "names"))
    assert change.description == "Fixes #1"
    assert change.commitments == (("milestone", "1"),)


def test_the_words_under_a_pull_request_have_their_kinds(change: Issue) -> None:
    assert [(word.by, word.at, word.kind, word.text) for word in change.comments] == [
        ("tess", at(1, 29), "review_comment", "Nit"),
        ("tess", at(1, 29), "approval", "Fine"),
    ]


def test_milestones_are_commitments_of_which_github_knows_no_start(page: Page) -> None:
    page_of = "https://github.com/acme/shop/milestone"
    delivered_at = at(2, 9, 8)
    assert list(page.commitments) == [
        Commitment("milestone", "1", "1.0", "delivered", f"{page_of}/1", None, at(2, 1, 0), delivered_at),
        Commitment("milestone", "2", "2.0", "active", f"{page_of}/2", None, at(5, 1, 0), None),
    ]


def test_people_stand_in_the_teams_that_sides_are_declared_by(page: Page) -> None:
    assert list(page.people) == [
        Person("bea", "bea", groups=("acme/business",), is_insider=True),
        Person("dependabot", "dependabot", is_bot=True),
        Person("ian", "ian", groups=("acme/it",), is_insider=True),
        Person("tess", "tess", groups=("acme/it",), is_insider=True),
    ]


def test_members_of_a_declared_team_come_also_where_they_did_nothing(shop: str) -> None:
    pages = pull(shop, groups=("acme/it", "acme/no-such-team", "jira-users"))
    groups = {person.id: person.groups for page in pages for person in page.people}
    assert groups["tess"] == groups["ian"] == ("acme/it",)
    assert groups["bea"] == ()
