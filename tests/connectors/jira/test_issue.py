from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from connectors.records import Link
from tests.connectors.jira.payload import record


def test_an_issue_keeps_its_identity_and_its_moments_in_utc() -> None:
    found = record()
    assert (found.id, found.key, found.url) == ("10101", "SHOP-1", "https://jira.acme.example/browse/SHOP-1")
    assert found.updated_at - found.created_at == (16 * 24 + 7) * 3_600_000


@pytest.mark.parametrize(
    ("issue_type", "kind"),
    [
        ({"name": "Technical task", "subtask": True}, "subtask"),
        ({"name": "Epic"}, "epic"),
        ({"name": "Initiatief", "hierarchyLevel": 2}, "epic"),
        ({"name": "Fout"}, "bug"),
        ({"name": "Change Request"}, "change_request"),
        ({"name": "New Feature"}, "story"),
        ({"name": "Documentation"}, "task"),
    ],
)
def test_the_kind_follows_from_the_type(issue_type: dict[str, Any], kind: str) -> None:
    assert record(issuetype=issue_type).kind == kind


def test_the_epic_link_names_a_key_and_the_record_an_id() -> None:
    assert record({"SHOP-9": "10900"}, customfield_4="SHOP-9").epic == "10900"


def test_an_epic_that_is_the_parent_is_no_parent() -> None:
    above = {"id": "10900", "key": "SHOP-9", "fields": {"issuetype": {"name": "Epos", "hierarchyLevel": 1}}}
    assert (record(parent=above).epic, record(parent=above).parent) == ("10900", None)


def test_a_subtask_has_a_parent() -> None:
    above = {"id": "10900", "key": "SHOP-9", "fields": {"issuetype": {"name": "Story"}}}
    found = record(parent=above, issuetype={"name": "Sub-task", "subtask": True})
    assert (found.epic, found.parent) == (None, "10900")


def test_points_come_from_the_first_field_that_has_them() -> None:
    assert record(customfield_1=None, customfield_2=5).points == 5.0
    assert record(customfield_1="3.0", customfield_2=5).points == 3.0
    assert record(customfield_5=8).points is None


def test_releases_and_sprints_are_what_it_belongs_to() -> None:
    sprint = "com.atlassian.greenhopper.service.sprint.Sprint@1b[rapidViewId=1,state=ACTIVE,name=S 1, late,id=31]"
    found = record(fixVersions=[{"id": "20001", "name": "1.0"}], customfield_3=[sprint])
    assert found.commitments == (("release", "20001"), ("sprint", "31"))


def test_links_tell_the_other_issue_and_how_they_are_related() -> None:
    type_ = {"name": "Dependency", "inward": "is required by", "outward": "depends on"}
    links = [
        {"type": type_, "outwardIssue": {"id": "7", "key": "SHOP-2"}},
        {"type": type_, "inwardIssue": {"key": "SHOP-3"}},
    ]
    assert record(issuelinks=links).links == (
        Link("7", "Dependency (depends on)"),
        Link("SHOP-3", "Dependency (is required by)"),
    )


def test_a_link_into_another_project_names_the_key_as_its_id_means_nothing_here() -> None:
    elsewhere = {"type": {"name": "Relates"}, "outwardIssue": {"id": "7", "key": "OPS-1"}}
    assert record(issuelinks=[elsewhere]).links == (Link("OPS-1", "Relates"),)


def test_effort_is_in_hours_and_a_due_date_is_a_day() -> None:
    found = record(timeoriginalestimate=5400, timeestimate=0, duedate="2024-05-01")
    assert (found.estimate_hours, found.remaining_hours, found.spent_hours) == (1.5, 0.0, None)
    assert found.due_on == date(2024, 5, 1)


@pytest.mark.parametrize(
    "odd", [{"created": "not a date"}, {"status": None}, {"fixVersions": {"unexpected": "object"}}]
)
def test_an_odd_issue_is_an_error_and_never_a_guess(odd: dict[str, Any]) -> None:
    with pytest.raises((ValueError, msgspec.ValidationError)):
        record(**odd)
