"""What else a timeline tells: milestones by their title of that time, labels as what came and went, and the rest."""

from __future__ import annotations

import pytest

from connectors.records import Change
from tests.connectors.github.payload import at, changes, event, pull_request, record, referent, text, who


def test_a_milestone_is_named_by_its_title_of_that_time_and_the_present_one_by_its_number() -> None:
    issue = record(
        event("MilestonedEvent", 3, "bea", milestoneTitle="1.0 or 1.1"),
        event("DemilestonedEvent", 5, "bea", milestoneTitle="1.0 or 1.1"),
        event("MilestonedEvent", 5, "bea", milestoneTitle="2.0", hour=10),
        milestone={"number": 4},
    )
    assert [(c.at, c.from_text, c.to_text) for c in changes(issue, "milestone")] == [
        (at(3), None, "1.0 or 1.1"),
        (at(5), "1.0 or 1.1", None),
        (at(5, 10), None, "2.0"),
    ]
    assert not [c for c in issue.changes if c.from_value or c.to_value]
    assert issue.commitments == (("milestone", "4"),)


def test_labels_are_told_as_what_was_put_on_and_taken_off() -> None:
    issue = record(
        event("LabeledEvent", 3, label={"name": "wish"}),
        event("UnlabeledEvent", 4, label={"name": "wish"}),
        event("LabeledEvent", 4, label={"name": "bug"}, hour=10),
        labels={"nodes": [{"name": "bug"}, None]},
    )
    assert [(c.from_text, c.to_text) for c in changes(issue, "labels")] == [
        (None, "wish"),
        ("wish", None),
        (None, "bug"),
    ]
    assert issue.labels == ("bug",)


def test_an_assignment_names_who_got_and_who_lost_it() -> None:
    issue = record(
        event("AssignedEvent", 3, "bea", assignee=who("ian")),
        event("UnassignedEvent", 4, "bea", assignee=who("ian")),
        assignees={"nodes": [None, who("tess")]},
    )
    assert [(c.by, c.from_value, c.to_value) for c in changes(issue, "assignee")] == [
        ("bea", None, "ian"),
        ("bea", "ian", None),
    ]
    assert issue.assignee == "tess"


def test_a_title_keeps_what_it_was_before() -> None:
    (change,) = record(event("RenamedTitleEvent", 3, previousTitle="Cards", currentTitle="Pay by card")).changes
    assert (change.field, change.from_text, change.to_text) == ("summary", "Cards", "Pay by card")


def test_a_commit_is_dated_by_its_commit_and_said_by_its_author() -> None:
    given = {"__typename": "PullRequestCommit", "id": "C1", "commit": commit("abc", 6, "Pay\n\nby card", "ian")}
    (change,) = pull_request(given).changes
    assert change == Change(at(6), "commit", "committed:C1", "ian", to_value="abc", to_text="Pay")


def test_every_other_entry_is_kept_under_githubs_name_for_it() -> None:
    given = [
        event("HeadRefForcePushedEvent", 3),
        event("ReviewRequestedEvent", 4, requestedReviewer=who("tess")),
        event("ConvertToDraftEvent", 5),
        event("ParentIssueAddedEvent", 6, parent=referent(3, "Issue")),
        event("SomethingOfNextYearEvent", 7, None),
    ]
    assert [(c.field, c.to_value, c.by) for c in record(*given).changes] == [
        ("head_ref_force_pushed", None, "ian"),
        ("review_requested", "tess", "ian"),
        ("convert_to_draft", None, "ian"),
        ("parent_issue_added", "3", "ian"),
        ("something_of_next_year", None, None),
    ]


def test_an_issue_knows_what_it_is_part_of() -> None:
    assert record(parent=referent(3, "Issue")).parent == "3"
    assert record(parent=referent(3, "Issue", "acme/app")).parent == "acme/app#3"


@pytest.mark.parametrize(
    ("type_name", "labels", "kind"),
    [
        ("Bug", (), "bug"),
        ("Feature", ("bug",), "story"),
        ("Task", ("bug",), "bug"),
        ("", ("type: bug",), "bug"),
        ("", ("Enhancement",), "story"),
        ("", ("debugging", "wontfix"), "task"),
        ("", ("change request",), "change_request"),
        ("", ("Epic",), "epic"),
    ],
)
def test_the_kind_of_an_issue_is_told_by_its_type_or_else_by_a_label(
    type_name: str, labels: tuple[str, ...], kind: str
) -> None:
    nodes = [{"name": label} for label in labels]
    assert record(issueType={"name": type_name} if type_name else None, labels={"nodes": nodes}).kind == kind


def commit(oid: str, day: int, message: str, by: str) -> dict[str, object]:
    return {"oid": oid, "committedDate": text(day), "message": message, "author": {"user": who(by)}}
