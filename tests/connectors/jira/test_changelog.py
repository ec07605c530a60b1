from __future__ import annotations

import msgspec
import pytest

from connectors.jira.changelog import changes
from connectors.jira.payloads import History
from tests.connectors.jira.payload import change, history, site_fields, words


def test_a_status_becomes_its_category_and_keeps_its_name() -> None:
    found = change("status", "1", "6", fromString="Wacht", toString="Klaar")
    assert (found.from_value, found.to_value) == ("todo", "done")
    assert (found.from_text, found.to_text) == ("Wacht", "Klaar")


@pytest.mark.parametrize(
    ("name", "category"), [("Reopened", "todo"), ("Resolved", "done"), ("In Review", "in_progress")]
)
def test_a_status_that_no_list_has_any_more_is_judged_by_its_name(name: str, category: str) -> None:
    assert change("status", None, "99", toString=name).to_value == category


@pytest.mark.parametrize(
    ("field", "before", "after", "text", "expected"),
    [
        ("Fix Version", None, "10012", "1.0", ("release", None, "10012")),
        ("fixVersions", "10012", None, None, ("release", "10012", None)),
        ("Sprint", "", "31, 32", "Sprint 1, Sprint 2", ("sprint", None, "31,32")),
        ("Epic Link", None, "10200", "SHOP-9", ("epic", None, "10200")),
        ("Epos", None, "10200", "SHOP-9", ("epic", None, "10200")),
        ("IssueParentAssociation", None, "10200", "SHOP-9", ("parent", None, "10200")),
        ("Parent", None, "10200", "SHOP-9", ("parent", None, "10200")),
        ("Story Points", None, None, "3.0", ("points", None, "3")),
        ("Story point estimate", None, None, "0.5", ("points", None, "0.5")),
        ("timeoriginalestimate", None, "5400", "5400", ("estimate", None, "1.5")),
        ("timeestimate", "3600", "0", "0", ("remaining", "1", "0")),
        ("timespent", None, "9000", "9000", ("spent", None, "2.5")),
        ("duedate", None, None, "2008-09-11 00:00:00.0", ("due", None, "2008-09-11")),
        ("duedate", None, "2024-05-01", "1/May/24", ("due", None, "2024-05-01")),
        ("assignee", "ian", "bea", "Bea", ("assignee", "ian", "bea")),
        ("resolution", None, "1", "Done", ("resolution", None, "1")),
        ("Roadmap Theme", None, None, "[Search]", ("roadmap theme", None, None)),
    ],
)
def test_fields_are_named_and_valued_in_the_records_words(
    field: str, before: str | None, after: str | None, text: str | None, expected: tuple[str, ...]
) -> None:
    found = change(field, before, after, toString=text)
    assert (found.field, found.from_value, found.to_value) == expected


def test_a_field_in_another_language_is_known_by_its_id() -> None:
    assert change("Oplosversies", None, "10012", fieldId="fixVersions").field == "release"
    assert change("Schatting", toString="3", fieldId="customfield_2").field == "points"


def test_each_item_is_a_change_and_the_history_is_their_batch() -> None:
    item = {"field": "labels", "fromString": "", "toString": "unplanned"}
    found = history([item, item], [item], author={"name": "ian"})
    assert [(change.batch, change.by) for change in found] == [("1", "ian"), ("1", "ian"), ("2", "ian")]
    assert found[0].from_text is None


def test_changes_are_ordered_by_time_and_then_by_the_number_of_the_history() -> None:
    payloads = [
        {"id": "10", "created": "2024-01-04T10:00:00.000+0000", "items": [{"field": "labels"}]},
        {"id": "9", "created": 1_704_362_400_000, "items": [{"field": "labels"}]},
        {"id": "11", "created": "2024-01-04T11:59:59.000+0200", "items": [{"field": "labels"}]},
    ]
    found = changes(msgspec.convert(payloads, list[History]), site_fields(), words().statuses)
    assert [change.batch for change in found] == ["11", "9", "10"]
