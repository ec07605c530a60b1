"""`GET /backtest`: the document that `brug backtest --format json` prints, for what the caller may see."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from app.access.sight import Sight
from app.backtest import backtest
from app.database import tables
from app.database.engine import reading
from app.findings.document import in_language
from app.instants import parse_date
from tests.api.asking import problem

PERIOD = {"from": "2026-05-04", "until": "2026-06-03"}
SINCE, UNTIL = (parse_date(day) for day in PERIOD.values())


@pytest.fixture
def told(api: TestClient) -> dict[str, Any]:
    """A backtest of a month that ends on a Wednesday."""
    answer = api.get("/api/v1/backtest", params=PERIOD)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_it_is_the_document_of_the_command_line(told: dict[str, Any], engine: Engine) -> None:
    found = backtest(engine, SINCE, UNTIL)
    assert found.findings
    assert told == found.as_document() | {"findings": [in_language(d, "en") for d in found.findings]}


def test_it_tells_its_mondays_and_its_end(told: dict[str, Any]) -> None:
    assert {name: told[name] for name in PERIOD} == PERIOD
    assert [week["on"] for week in told["weeks"]] == [
        "2026-05-04", "2026-05-11", "2026-05-18", "2026-05-25", "2026-06-01", "2026-06-03",
    ]  # fmt: skip
    for week in told["weeks"]:
        standing = [f for f in told["findings"] if f["as_of"] and _stands(f, week["on"])]
        assert week["open"] == len(standing)


def _stands(finding: dict[str, Any], day: str) -> bool:
    return bool(finding["first_visible"][:10] <= day <= finding["last_seen"][:10])


def test_it_is_told_in_the_language_of_the_reader(api: TestClient, told: dict[str, Any]) -> None:
    dutch = api.get("/api/v1/backtest", params=PERIOD, headers={"Accept-Language": "nl"}).json()
    assert [f["id"] for f in dutch["findings"]] == [f["id"] for f in told["findings"]]
    assert all(nl["title"] != en["title"] for nl, en in zip(dutch["findings"], told["findings"], strict=True))


def test_who_may_see_one_project_backtests_no_other(told: dict[str, Any], engine: Engine) -> None:
    key = told["findings"][0]["project"]
    with reading(engine) as connection:
        own = connection.execute(select(tables.projects.c.id).where(tables.projects.c.key == key)).scalar_one()
    mine = backtest(engine, SINCE, UNTIL, sight=Sight(frozenset({own})))
    expected = [f["id"] for f in told["findings"] if f["project"] == key]
    assert [f["id"] for f in mine.findings] == expected
    assert max(week["open"] for week in mine.weeks) <= len(expected) < len(told["findings"])


@pytest.mark.parametrize(
    ("asked", "name", "valid"),
    [
        ({"until": "2026-06-01"}, "from", "required"),
        ({"from": "2026-06-01"}, "until", "required"),
        (PERIOD | {"from": "May"}, "from", "2012-08-02"),
        (PERIOD | {"until": "2026-06-31"}, "until", "2012-08-02"),
    ],
)
def test_a_wrong_value_is_told_with_its_parameter(
    api: TestClient, asked: dict[str, str], name: str, valid: str
) -> None:
    detail = problem(api.get("/api/v1/backtest", params=asked), 422)["detail"]
    assert f"query parameter {name}:" in detail
    assert valid in detail


def test_a_period_that_is_still_to_come(api: TestClient) -> None:
    answer = api.get("/api/v1/backtest", params=PERIOD | {"until": "2027-01-01"})
    assert "until 2027-01-01 lies in the future" in problem(answer, 409)["detail"]


def test_a_period_that_ends_before_it_begins(api: TestClient) -> None:
    answer = api.get("/api/v1/backtest", params=PERIOD | {"from": "2026-06-04"})
    assert problem(answer, 409)["detail"] == "from 2026-06-04 lies after until, 2026-06-03"


def test_a_period_that_nobody_waits_for(api: TestClient) -> None:
    answer = api.get("/api/v1/backtest", params=PERIOD | {"from": "0001-01-01"})
    assert "over 20 years" in problem(answer, 409)["detail"]
