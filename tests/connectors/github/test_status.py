"""How an issue or pull request stood, as its timeline tells: begun, closed, merged, reopened."""

from __future__ import annotations

import pytest

from connectors.records import Change
from tests.connectors.github.payload import at, changes, event, pull_request, record, referent, steps, text


def test_an_issue_without_a_timeline_is_still_to_do() -> None:
    issue = record()
    assert (issue.status_category, issue.resolution, issue.resolved_at, issue.changes) == ("todo", None, None, ())


def test_a_pull_request_is_in_progress_from_its_beginning() -> None:
    assert pull_request().status_category == "in_progress"
    assert steps(pull_request(event("AssignedEvent", 3, assignee={"__typename": "User", "login": "ian"}))) == []


@pytest.mark.parametrize(
    "sign",
    [
        event("AssignedEvent", 4, assignee={"__typename": "User", "login": "ian"}),
        event("ReferencedEvent", 4, isCrossRepository=False),
        event("CrossReferencedEvent", 4, source=referent(8)),
        event("ConnectedEvent", 4, subject=referent(8)),
        event("CrossReferencedEvent", 4, source=referent(8, repository="acme/app"), willCloseTarget=True),
    ],
    ids=["assigned", "named in a commit", "named by a pull request", "connected", "closed by one elsewhere"],
)
def test_work_on_an_issue_begins_with_the_first_sign_of_it(sign: dict[str, object]) -> None:
    later = event("AssignedEvent", 5, assignee={"__typename": "User", "login": "tess"})
    issue = record(sign, later)
    assert steps(issue) == [(at(4), "in_progress")]
    assert issue.status_category == "in_progress"


@pytest.mark.parametrize(
    "other",
    [
        event("LabeledEvent", 4, label={"name": "wish"}),
        event("ReferencedEvent", 4, isCrossRepository=True),
        event("CrossReferencedEvent", 4, source=referent(8, "Issue")),
        event("CrossReferencedEvent", 4, source=referent(8, repository="else/where")),
        event("SubscribedEvent", 4),
    ],
    ids=["labeled", "a commit elsewhere", "named by an issue", "a pull request elsewhere", "subscribed"],
)
def test_what_is_no_sign_of_work_leaves_an_issue_to_do(other: dict[str, object]) -> None:
    assert steps(record(other)) == []


def test_closing_says_why() -> None:
    issue = record(
        event("ClosedEvent", 4, stateReason="NOT_PLANNED"), state="CLOSED", closedAt=text(4), stateReason="NOT_PLANNED"
    )
    assert steps(issue) == [(at(4), "done")]
    assert (issue.resolution, issue.resolved_at, issue.status) == ("not_planned", at(4), "Closed")


def test_a_closing_without_a_reason_has_the_one_that_stands_now_or_is_done() -> None:
    for reason, resolution in (("DUPLICATE", "duplicate"), (None, "completed")):
        closed = event("ClosedEvent", 4, stateReason=None)
        assert record(closed, state="CLOSED", closedAt=text(4), stateReason=reason).resolution == resolution


def test_a_reopened_issue_is_as_far_as_it_was() -> None:
    begun = event("ReferencedEvent", 3, isCrossRepository=False)
    there_and_back = event("ClosedEvent", 4), event("ReopenedEvent", 6)
    assert steps(record(begun, *there_and_back))[1:] == [(at(4), "done"), (at(6), "in_progress")]
    untouched = record(*there_and_back, stateReason="REOPENED")
    assert steps(untouched) == [(at(4), "done"), (at(6), "todo")]
    assert (untouched.status_category, untouched.resolution, untouched.resolved_at) == ("todo", None, None)
    assert [(c.from_value, c.to_value) for c in changes(untouched, "resolution")] == [
        (None, "completed"),
        ("completed", None),
    ]


def test_work_that_begins_on_a_closed_issue_shows_when_it_is_reopened() -> None:
    issue = record(event("ClosedEvent", 4), event("ReferencedEvent", 5), event("ReopenedEvent", 6))
    assert steps(issue) == [(at(4), "done"), (at(6), "in_progress")]


def test_an_issue_that_became_a_discussion_is_closed_by_that_alone() -> None:
    issue = record(event("ConvertedToDiscussionEvent", 5), state="CLOSED", closedAt=text(5), stateReason="COMPLETED")
    assert steps(issue) == [(at(5), "done")]
    assert (issue.status_category, issue.resolution) == ("done", "converted_to_discussion")


def test_a_closing_of_which_no_entry_tells_is_dated_by_the_issue_itself() -> None:
    issue = record(state="CLOSED", closedAt=text(5), stateReason="NOT_PLANNED")
    assert changes(issue, "status", "resolution") == [
        Change(at(5), "status", "closed_at", None, "todo", "done", "Open", "closed"),
        Change(at(5), "resolution", "closed_at", None, None, "not_planned"),
    ]


def test_a_merge_counts_as_merged_although_it_also_closes() -> None:
    merged = pull_request(event("MergedEvent", 5), event("ClosedEvent", 5), state="MERGED", closedAt=text(5))
    assert (merged.resolution, merged.status_category, merged.resolved_at) == ("merged", "done", at(5))
    assert [change.to_value for change in changes(merged, "resolution")] == ["merged"]


def test_a_merge_of_which_no_entry_tells_is_a_merge() -> None:
    assert pull_request(state="MERGED", closedAt=text(5)).resolution == "merged"


def test_a_pull_request_closed_without_a_merge_is_only_closed() -> None:
    given_up = pull_request(event("ClosedEvent", 5), state="CLOSED", closedAt=text(5))
    assert (given_up.resolution, steps(given_up)) == ("closed", [(at(5), "done")])


def test_where_the_timeline_contradicts_the_state_the_state_is_believed() -> None:
    still_open = record(event("ClosedEvent", 5), state="OPEN")
    assert (still_open.status_category, still_open.resolution, still_open.resolved_at) == ("todo", None, None)


def test_entries_count_by_their_time_whatever_their_order() -> None:
    issue = record(event("ReopenedEvent", 6), None, event("ClosedEvent", 4))
    assert steps(issue) == [(at(4), "done"), (at(6), "todo")]


def test_an_entry_without_a_time_makes_the_issue_unreadable() -> None:
    undated = {**event("ClosedEvent", 4), "createdAt": None}
    with pytest.raises(ValueError, match="no time"):
        record(undated)
