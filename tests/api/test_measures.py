"""`GET /projects/{id}/measures`: what detectors measured week by week, flagged or not, and why they could not."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from app.access.sight import Sight
from app.database import tables
from app.database.engine import reading
from app.detection import detectors
from app.instants import parse_date
from app.measures import MeasureQuery, ProjectMeasures
from tests.api.asking import by_cursor, by_link, items, problem
from tests.api.conftest import Documents

PATH = "/projects/SCH/measures"
TODAY = date(2026, 11, 23)
MONDAYS = [str(TODAY - timedelta(weeks=k)) for k in range(12, -1, -1)]


@pytest.fixture
def measures(api: TestClient) -> Documents:
    """What was measured of one project in the last 12 weeks."""
    return by_cursor(api, PATH, limit=1000)


def test_a_measure_is_the_figures_of_a_subject_on_a_day(measures: Documents) -> None:
    figures = {d.NAME: set(d.THRESHOLDS) for d in detectors()}
    for row in measures:
        assert row.keys() == {"detector", "on", "subject", "measures", "severity", "confidence", "because"}
        assert row["detector"] in figures
        assert row["on"] in MONDAYS
        assert row["subject"].keys() == {"kind", "type", "id", "name", "url"}
        assert (row["severity"] is None) == (row["confidence"] is None)
        assert (row["because"] is None) == bool(row["measures"]), "figures, or a reason why there are none"
        if row["because"] is not None:
            assert row["severity"] is None
    assert {row["detector"] for row in measures} == set(figures)
    assert any(row["because"] is not None for row in measures)
    assert any(row["measures"] and row["severity"] is None for row in measures), "what is not flagged is there too"


def test_the_last_twelve_weeks_until_today_where_no_period_is_given(measures: Documents) -> None:
    told = {row["on"] for row in measures if row["detector"] == "unconsulted-build"}
    assert sorted(told) == MONDAYS


def test_a_period_is_its_mondays_and_its_end(api: TestClient) -> None:
    asked = {"detector": "unconsulted-build", "from": "2026-05-05", "until": "2026-05-20"}
    assert [row["on"] for row in items(api, PATH, **asked)] == ["2026-05-11", "2026-05-18", "2026-05-20"]
    asked = {"detector": "unconsulted-build", "from": "2026-05-20", "until": "2026-05-20"}
    assert [row["on"] for row in items(api, PATH, **asked)] == ["2026-05-20"]


def test_what_is_flagged_is_what_a_scan_of_that_day_finds(api: TestClient) -> None:
    every = items(api, "/findings", as_of="2026-06-01", limit=500)
    assert len(every) > 3
    for project in {f["project"] for f in every}:
        found = [f for f in every if f["project"] == project]
        rows = by_cursor(api, f"/projects/{project}/measures", until="2026-06-01", **{"from": "2026-06-01"}, limit=1000)
        told = {
            (r["detector"], r["subject"]["type"], r["subject"]["id"]): (r["severity"], r["confidence"])
            for r in rows
            if r["severity"] is not None
        }
        assert told == {
            (f["detector"], f["subject"]["type"], f["subject"]["id"]): (f["severity"], f["confidence"]) for f in found
        }


def test_figures_are_those_of_the_finding_and_a_unit_is_a_word(api: TestClient, findings: Documents) -> None:
    for detector in ("scope-growth", "estimate-growth"):
        grown = [f for f in findings if f["detector"] == detector]
        assert grown
        for finding in grown:
            day = finding["as_of"][:10]
            rows = by_cursor(
                api,
                f"/projects/{finding['project']}/measures",
                detector=detector,
                until=day,
                **{"from": day},
                limit=1000,
            )
            row = next(r for r in rows if r["subject"]["id"] == finding["subject"]["id"])
            for name in ("committed", "unit"):
                assert row["measures"][name] == finding["measures"][name]
            assert row["measures"]["growth"] == pytest.approx(finding["measures"]["growth"], abs=1e-4)


@pytest.mark.parametrize("wanted", [["scope-growth"], ["late-delivery", "off-strategy"]])
def test_a_filter_by_detector(api: TestClient, measures: Documents, wanted: list[str]) -> None:
    found = by_cursor(api, PATH, detector=wanted, limit=1000)
    assert found == [row for row in measures if row["detector"] in wanted]


def test_pages_give_each_once_in_the_order_of_detector_subject_and_time(api: TestClient, measures: Documents) -> None:
    found = by_cursor(api, PATH, limit=50)
    assert found == by_link(api, PATH, limit=50) == measures
    assert [row["detector"] for row in found] == sorted(row["detector"] for row in found)
    assert len({(r["detector"], r["subject"]["type"], r["subject"]["id"], r["on"]) for r in found}) == len(found)


def test_a_project_by_its_id_is_the_one_by_its_key(api: TestClient, measures: Documents) -> None:
    identity = api.get("/api/v1/projects/SCH").json()["id"]
    assert by_cursor(api, f"/projects/{identity}/measures", limit=1000) == measures


def test_an_unknown_detector_is_told_with_those_that_are_there(api: TestClient) -> None:
    answer = api.get(f"/api/v1{PATH}", params={"detector": ["late-delivery", "lateness"]})
    detail = problem(answer, 422)["detail"]
    assert 'query parameter detector: there is no detector "lateness"' in detail
    assert all(d.NAME in detail for d in detectors())


@pytest.mark.parametrize(
    ("asked", "name", "told"),
    [
        ({"from": "yesterday"}, "from", "2012-08-02"),
        ({"until": "2026-02-30"}, "until", "2012-08-02"),
        ({"limit": "0"}, "limit", "1"),
        ({"limit": "1001"}, "limit", "1000"),
    ],
)
def test_a_wrong_value_is_told_with_its_parameter(api: TestClient, asked: dict[str, Any], name: str, told: str) -> None:
    detail = problem(api.get(f"/api/v1{PATH}", params=asked), 422)["detail"]
    assert f"query parameter {name}:" in detail
    assert told in detail


def test_a_period_that_is_still_to_come(api: TestClient) -> None:
    detail = problem(api.get(f"/api/v1{PATH}", params={"until": "2026-11-24"}), 409)["detail"]
    assert detail == "until 2026-11-24 lies in the future; it is 2026-11-23 now"


def test_a_period_that_ends_before_it_begins(api: TestClient) -> None:
    answer = api.get(f"/api/v1{PATH}", params={"from": "2026-06-02", "until": "2026-06-01"})
    assert problem(answer, 409)["detail"] == "from 2026-06-02 lies after until, 2026-06-01"


def test_a_period_before_anything_happened_has_nothing(api: TestClient) -> None:
    found = items(api, PATH, until="0001-01-01")
    assert found
    assert all(row["measures"] == {} and row["because"] for row in found)


def test_a_table_has_a_row_for_each_figure(api: TestClient, measures: Documents) -> None:
    rows = list(csv.DictReader(io.StringIO(api.get(f"/api/v1{PATH}", params={"format": "csv"}).text)))
    assert len(rows) == sum(len(row["measures"]) for row in measures)
    assert {(row["source"], row["project"]) for row in rows} == {("demo", "SCH")}


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "WyJuYW1lIiwibmFtZSIsIngiXQ"])
def test_a_cursor_of_another_list(api: TestClient, cursor: str) -> None:
    assert "cursor" in problem(api.get(f"/api/v1{PATH}", params={"cursor": cursor}), 404)["detail"]


def test_a_project_that_is_not_there(api: TestClient) -> None:
    detail = problem(api.get("/api/v1/projects/NOSUCH/measures"), 404)["detail"]
    assert detail == 'there is no project "NOSUCH"'


def test_who_may_see_one_project_measures_no_other(engine: Engine, measures: Documents) -> None:
    with reading(engine) as connection:
        own = connection.execute(select(tables.projects.c.id).where(tables.projects.c.key == "SCH")).scalar_one()
    seen, sight = ProjectMeasures(engine), Sight(frozenset({own}))
    query = MeasureQuery(parse_date(MONDAYS[0]), parse_date(MONDAYS[-1]), limit=1000)
    mine = seen.page(sight, "SCH", query)
    assert mine is not None
    project, page = mine
    assert (project["key"], page.items, page.total) == ("SCH", measures, len(measures))
    assert seen.page(sight, "CRM", query) is None
