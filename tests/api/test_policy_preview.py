"""`POST /policy/preview`: what other thresholds would give and take away is what they do once they hold."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, func, select

from app.access.sight import Sight
from app.backtest import backtest
from app.database import tables
from app.database.engine import reading, writing
from app.declaration.apply import set_policy
from app.detection import detectors
from app.findings.document import Document
from app.instants import parse_date
from app.policy_preview import preview
from tests.api.asking import problem

PERIOD = {"from": "2025-12-01", "until": "2026-06-03"}
SINCE, UNTIL = (parse_date(day) for day in PERIOD.values())
STRICTER = {"scope-growth": {"threshold": 0.1, "items": 1}}
MILDER = {"scope-growth": {"threshold": 0.9}, "late-delivery": {"days": 30}}

Thing = tuple[str, str, str, str]


def ask(api: TestClient, thresholds: object, **more: object) -> dict[str, Any]:
    answer = api.post("/api/v1/policy/preview", json={"thresholds": thresholds, **PERIOD, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def told(found: list[Document]) -> dict[Thing, Document]:
    """Documents by what they are about, without what tells of the policy and the scan."""
    return {key(d): {n: v for n, v in d.items() if n not in ("policy_version", "scan", "translations")} for d in found}


def key(document: Document) -> Thing:
    subject = document["subject"]
    return document["detector"], document["project"], subject["id"], document["first_visible"]


def backtested(engine: Engine, *wanted: str) -> list[Document]:
    found = [d for d in backtest(engine, SINCE, UNTIL).findings if d["detector"] in wanted]
    # A preview knows of no other detectors, so what belongs together is not told.
    return [d | {"summary": d["summary"].split(" The two belong together")[0].split(" Seen with it")[0]} for d in found]


def things(found: list[Document]) -> set[Thing]:
    return {(*key(d)[:3], "") for d in found}


@pytest.mark.parametrize("thresholds", [STRICTER, MILDER], ids=["stricter", "milder"])
def test_what_is_previewed_is_what_a_backtest_finds_once_it_holds(
    api: TestClient, engine: Engine, thresholds: dict[str, dict[str, float]]
) -> None:
    shown = ask(api, thresholds)
    before = backtested(engine, *thresholds)
    with writing(engine) as connection:
        set_policy(connection, thresholds, {}, UNTIL)  # type: ignore[arg-type]
    after = backtested(engine, *thresholds)
    gained = [d for d in after if not things([d]) <= things(before)]
    lost = [d for d in before if not things([d]) <= things(after)]
    assert gained or lost
    for name, expected in (("gained", gained), ("lost", lost)):
        found = told(shown[name])
        assert found.keys() == told(expected).keys()
        for one, document in told(expected).items():
            assert found[one] | {"summary": ""} == document | {"summary": ""}
    assert shown["kept"] == len(things(before) & things(after))
    for week in shown["weeks"]:
        for side, found_ in (("now", before), ("then", after)):
            assert week[side] == sum(d["first_visible"][:10] <= week["on"] <= d["last_seen"][:10] for d in found_)


def test_thresholds_that_hold_already_change_nothing(api: TestClient) -> None:
    shown = ask(api, {d.NAME: d.THRESHOLDS for d in detectors()})
    assert (shown["gained"], shown["lost"], shown["kept"], shown["policy_version"]) == ([], [], 0, "default")
    assert {(week["now"], week["then"]) for week in shown["weeks"]} == {(0, 0)}
    assert {name: shown[name] for name in PERIOD} == PERIOD


def test_the_past_year_where_no_period_is_given(api: TestClient) -> None:
    answer = api.post("/api/v1/policy/preview", json={"thresholds": {}})
    shown = answer.json()
    assert (shown["from"], shown["until"], len(shown["weeks"])) == ("2025-11-24", "2026-11-23", 53)


def test_thresholds_of_one_project_are_tried_in_it_alone(api: TestClient) -> None:
    everywhere = ask(api, STRICTER)["gained"]
    project = everywhere[0]["project"]
    assert {d["project"] for d in everywhere} != {project}
    shown = ask(api, STRICTER, project=project)
    assert shown["gained"] == [d for d in everywhere if d["project"] == project]


def test_what_a_project_has_of_its_own_goes_before_what_is_tried_for_all(api: TestClient, engine: Engine) -> None:
    everywhere = ask(api, STRICTER)["gained"]
    project = everywhere[0]["project"]
    with writing(engine) as connection:
        set_policy(connection, {}, {"demo": {project: {"scope-growth": {"threshold": 0.25, "items": 3}}}}, UNTIL)
    assert ask(api, STRICTER)["gained"] == [d for d in everywhere if d["project"] != project]
    own = ask(api, STRICTER, project=project)["gained"]
    assert own == [d for d in everywhere if d["project"] == project]


def test_it_is_told_in_the_language_of_the_reader(api: TestClient) -> None:
    body = {"thresholds": STRICTER, **PERIOD}
    dutch = api.post("/api/v1/policy/preview", json=body, headers={"Accept-Language": "nl"}).json()["gained"]
    english = ask(api, STRICTER)["gained"]
    assert [d["id"] for d in dutch] == [d["id"] for d in english]
    assert all(nl["title"] != en["title"] for nl, en in zip(dutch, english, strict=True))


def test_nothing_is_written(api: TestClient, engine: Engine) -> None:
    def counts() -> list[int]:
        with reading(engine) as connection:
            every = tables.metadata.sorted_tables
            return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in every]

    before = counts()
    ask(api, STRICTER)
    assert counts() == before


@pytest.mark.parametrize(
    ("thresholds", "parameter", "valid"),
    [
        ({"scope-grwth": {"threshold": 0.1}}, "thresholds", 'did you mean "scope-growth"?'),
        ({"nothing of the kind": {}}, "thresholds", "unrequested-change"),
        ({"scope-growth": {"treshold": 0.1}}, "thresholds.scope-growth", 'did you mean "threshold"?'),
        ({"scope-growth": {"zzz": 0.1}}, "thresholds.scope-growth", "known are items, threshold"),
        ({"scope-growth": {"threshold": "many"}}, "thresholds.scope-growth.threshold", "a valid number"),
        ({"scope-growth": {"threshold": 10**400}}, "thresholds.scope-growth.threshold", "number"),
        ({"scope-growth": 0.1}, "thresholds.scope-growth", "dictionary"),
        (0.1, "thresholds", "dictionary"),
    ],
)
def test_thresholds_that_no_detector_has_are_told_with_those_that_are_there(
    api: TestClient, thresholds: object, parameter: str, valid: str
) -> None:
    detail = problem(api.post("/api/v1/policy/preview", json={"thresholds": thresholds}), 422)["detail"]
    assert f"body parameter {parameter}:" in detail
    assert valid in detail


@pytest.mark.parametrize(
    ("body", "parameter", "valid"),
    [
        ({}, "thresholds", "required"),
        ({"thresholds": {}, "detector": "x"}, "body", "unknown entry"),
        ({"thresholds": {}, "from": "May"}, "from", "2012-08-02"),
    ],
)
def test_a_wrong_value_is_told_with_its_parameter(
    api: TestClient, body: dict[str, Any], parameter: str, valid: str
) -> None:
    detail = problem(api.post("/api/v1/policy/preview", json=body), 422)["detail"]
    assert f"body parameter {parameter}:" in detail
    assert valid in detail


def test_a_period_that_ends_before_it_begins(api: TestClient) -> None:
    body = {"thresholds": {}, "from": "2026-06-02", "until": "2026-06-01"}
    assert "after until" in problem(api.post("/api/v1/policy/preview", json=body), 409)["detail"]


def test_a_project_that_is_not_there(api: TestClient) -> None:
    answer = api.post("/api/v1/policy/preview", json={"thresholds": STRICTER, "project": "NOSUCH"})
    assert problem(answer, 404)["detail"] == 'there is no project "NOSUCH"'


def test_who_may_see_one_project_tries_nothing_in_another(api: TestClient, engine: Engine) -> None:
    everywhere = ask(api, STRICTER)["gained"]
    project = everywhere[0]["project"]
    with reading(engine) as connection:
        own = connection.execute(select(tables.projects.c.id).where(tables.projects.c.key == project)).scalar_one()
    sight = Sight(frozenset({own}))
    mine = preview(engine, STRICTER, SINCE, UNTIL, sight=sight)  # type: ignore[arg-type]
    assert mine is not None
    assert mine.as_document()["gained"] == [d for d in everywhere if d["project"] == project]
    other = next(d["project"] for d in everywhere if d["project"] != project)
    assert preview(engine, {}, SINCE, UNTIL, project=other, sight=sight) is None


def test_a_period_that_is_still_to_come(api: TestClient) -> None:
    answer = api.post("/api/v1/policy/preview", json={"thresholds": {}, "until": "2027-01-01"})
    assert "until 2027-01-01 lies in the future" in problem(answer, 409)["detail"]
