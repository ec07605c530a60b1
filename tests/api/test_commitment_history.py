"""`GET /commitments/{id}/history`: a row for each day that differs, and the state of any one day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import items, problem
from tests.api.conftest import Documents

KEYS = {"on", "members", "unresolved", "weight", "added", "removed", "due_on"}
FIGURES = ("members", "unresolved", "added", "removed", "due_on")
TODAY = "2026-11-23"


@pytest.fixture
def commitments(api: TestClient) -> Documents:
    """Some of each type, of projects of several kinds."""
    found = items(api, "/commitments", project=["SCH", "CRM", "INT"], sort="-members", limit=500)
    return [*found[:8], *found[-4:], *(c for c in found if c["type"] == "sprint")][:14]


def history(api: TestClient, one: dict[str, object], **asked: str) -> Documents:
    answer = api.get(f"/api/v1/commitments/{one['id']}/history", params=asked)
    assert answer.status_code == 200, answer.text
    found: Documents = answer.json()
    return found


def test_each_row_differs_from_the_one_before_and_the_last_says_what_the_list_says(
    api: TestClient, commitments: Documents
) -> None:
    for one in commitments:
        rows = history(api, one)
        days = [row["on"] for row in rows]
        assert days == sorted(set(days))
        assert days[-1] <= TODAY
        for before, row in pairwise(rows):
            assert row.keys() == KEYS
            assert before | {"on": ""} != row | {"on": ""}
        assert {name: rows[-1][name] for name in FIGURES} == {name: one[name] for name in FIGURES}


def test_any_day_is_as_the_last_change_left_it(api: TestClient, commitments: Documents) -> None:
    for one in commitments[::3]:
        rows = history(api, one)
        changed = [date.fromisoformat(row["on"]) for row in rows]
        for day in {d + timedelta(days=k) for d in changed[:: len(changed) // 4 + 1] for k in (-1, 0, 1, 6)}:
            if changed[0] <= day <= date.fromisoformat(TODAY):
                before = [row for row in rows if row["on"] <= str(day)][-1]
                assert history(api, one, on=str(day)) == [before | {"on": str(day)}]


def test_a_day_before_it_was_there_and_one_that_is_to_come(api: TestClient, commitments: Documents) -> None:
    nothing = {"members": 0, "unresolved": 0, "weight": 0.0, "added": 0, "removed": 0, "due_on": None}
    for one in commitments[:3]:
        assert history(api, one, on="1999-12-31") == [{"on": "1999-12-31"} | nothing]
        assert history(api, one, on="2030-01-01") == [history(api, one)[-1] | {"on": "2030-01-01"}]


def test_without_additions_and_removals_members_weigh_what_was_agreed(api: TestClient) -> None:
    steady = [
        one
        for one in items(api, "/commitments", project="SCH", type="release", limit=500)
        if one["baseline"] and (one["added"], one["removed"], one["members"]) == (0, 0, one["baseline"]["members"])
    ]
    assert steady
    for one in steady:
        assert one["baseline"]["unit"] != "items"
        assert history(api, one)[-1]["weight"] == one["baseline"]["weight"]


@pytest.mark.parametrize("on", ["yesterday", "2026-02-30", "2026", "20260101", "2026-W01-1", "1330560000"])
def test_what_is_no_day(api: TestClient, commitments: Documents, on: str) -> None:
    answer = api.get(f"/api/v1/commitments/{commitments[0]['id']}/history", params={"on": on})
    detail = problem(answer, 422)["detail"]
    assert "parameter on:" in detail
    assert "2012-08-02" in detail
