"""`GET /commitments`: all of them, with the figures that detectors judge by, filtered, in order, page by page."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, delete, func, select, update

from app.access.sight import EVERYTHING, Sight
from app.commitments.listing import CommitmentQuery
from app.commitments.standing import Commitments
from app.database import tables
from app.database.engine import reading, writing
from app.histories import Histories
from app.instants import DAY, parse_instant
from app.scan import scan, scannable
from detectors.baselines import state_at, subjects_of
from detectors.scope import scope_growth
from tests.api.asking import by_cursor, by_link, items, problem
from tests.api.conftest import NOW, Documents

KEYS = {
    "id", "source", "project", "type", "external_id", "name", "url", "state", "start_on", "due_on", "baseline_due_on",
    "delivered_on", "members", "unresolved", "baseline", "added", "removed", "growth",
}  # fmt: skip
TYPES = ("release", "sprint", "milestone", "epic")
STATES = ("planned", "active", "delivered", "cancelled")
AT = parse_instant(NOW)


@pytest.fixture
def commitments(api: TestClient) -> Documents:
    """All commitments of the organisation."""
    found = by_cursor(api, "/commitments", limit=500)
    assert len(found) > 500
    return found


def test_a_commitment_is_the_document_of_the_contract(commitments: Documents) -> None:
    for one in commitments:
        assert one.keys() == KEYS
        assert one["type"] in TYPES
        assert one["state"] in STATES
        assert 0 <= one["unresolved"] <= one["members"]
        assert (one["delivered_on"] is not None) == (one["state"] == "delivered")
        for day in ("start_on", "due_on", "baseline_due_on", "delivered_on"):
            assert one[day] is None or len(one[day]) == len("2026-06-01")
        if one["baseline"] is None:
            assert (one["growth"], one["added"], one["removed"], one["baseline_due_on"]) == (None, 0, 0, None)
        else:
            assert one["baseline"].keys() == {"members", "weight", "unit"}
            assert one["baseline"]["unit"] in ("points", "hours", "items")


def test_all_are_listed_also_those_that_no_detector_finds_worth_a_word(commitments: Documents, engine: Engine) -> None:
    with reading(engine) as connection:
        listed = connection.execute(select(func.count()).select_from(tables.commitments)).scalar_one()
        epics = select(func.count()).select_from(tables.issues).where(tables.issues.c.kind == "epic")
        assert len(commitments) == listed + connection.execute(epics).scalar_one()


def test_figures_are_those_that_detectors_judge_by(commitments: Documents, engine: Engine) -> None:
    told = {(c["project"], c["type"], c["external_id"]): c for c in commitments}
    compared = 0
    with reading(engine) as connection:
        projects = scannable(connection)
    for project in projects:
        history = Histories(engine).alone(project.id)
        measures = scope_growth.measure(history, [AT])
        for k in np.flatnonzero(measures.state[:, 0] == 1).tolist():
            subject, figures = measures.subjects[k], measures.at(k, 0)
            one = told[project.key, subject.type, subject.id]
            assert one["baseline"]["members"] == figures["committed"]
            assert one["baseline"]["weight"] == pytest.approx(figures["weight"])
            assert (one["added"], one["removed"]) == (figures["added"], figures["removed"])
            assert one["growth"] == pytest.approx(figures["growth"], abs=1e-4)
            compared += 1
    assert compared > 50


def test_a_state_is_the_one_that_detectors_see(commitments: Documents, engine: Engine) -> None:
    told = {(c["project"], c["type"], c["external_id"]): c["state"] for c in commitments}
    with reading(engine) as connection:
        projects = scannable(connection)
    for project in projects:
        history = Histories(engine).alone(project.id)
        for k, subject in enumerate(subjects_of(history)):
            assert told[project.key, subject.type, subject.id] == state_at(history, k, AT)


def test_a_finding_and_its_commitment_say_the_same(commitments: Documents, findings: Documents) -> None:
    told = {(c["project"], c["type"], c["external_id"]): c for c in commitments}
    grown = [f for f in findings if f["detector"] == "scope-growth" and f["status"] == "open"]
    assert grown
    for finding in grown:
        one = told[finding["project"], finding["subject"]["type"], finding["subject"]["id"]]
        assert (one["name"], one["url"]) == (finding["subject"]["name"], finding["subject"]["url"])
        for name in ("added", "removed", "growth"):
            assert one[name] == finding["measures"][name]


def test_one_is_the_same_as_in_the_list(api: TestClient, commitments: Documents) -> None:
    for one in commitments[::100]:
        assert api.get(f"/api/v1/commitments/{one['id']}").json() == one


def test_ids_are_of_one_each_and_stay_when_the_project_is_called_otherwise(
    api: TestClient, engine: Engine, commitments: Documents
) -> None:
    assert len({c["id"] for c in commitments}) == len(commitments)
    with writing(engine) as connection:
        connection.execute(update(tables.projects).where(tables.projects.c.key == "SCH").values(key="SCHOOL"))
    assert items(api, "/commitments", project="SCH", limit=500) == []
    renamed = {c["id"] for c in items(api, "/commitments", project="SCHOOL", limit=500)}
    assert renamed == {c["id"] for c in commitments if c["project"] == "SCH"}


@pytest.mark.parametrize("path", ["/commitments/nosuch", "/commitments/nosuch/history"])
def test_one_that_is_not_there(api: TestClient, path: str) -> None:
    assert problem(api.get(f"/api/v1{path}"), 404)["detail"] == 'there is no commitment "nosuch"'


@pytest.mark.parametrize("name", ["project", "source", "type", "state"])
def test_a_filter_lets_through_what_has_one_of_its_values(api: TestClient, commitments: Documents, name: str) -> None:
    values = sorted({c[name] for c in commitments})
    for wanted in (values[:1], values[-1:], values[:2]):
        found = by_cursor(api, "/commitments", **{name: wanted, "limit": 500})
        assert ids(found) == {c["id"] for c in commitments if c[name] in wanted}
        assert found


def test_filters_of_different_names_mean_and(api: TestClient, commitments: Documents) -> None:
    found = items(api, "/commitments", project="SCH", type=["release", "epic"], state="active", limit=500)
    assert ids(found) == {
        c["id"]
        for c in commitments
        if c["project"] == "SCH" and c["type"] in ("release", "epic") and c["state"] == "active"
    }
    assert found


def test_a_text_is_found_in_the_name_whatever_its_case(api: TestClient, commitments: Documents) -> None:
    for text in ("sch 2", "SCH 2"):
        found = items(api, "/commitments", q=text, limit=500)
        assert ids(found) == {c["id"] for c in commitments if "sch 2" in c["name"].lower()}
        assert found
    assert items(api, "/commitments", q="%") == []


@pytest.mark.parametrize("sort", ["due_on", "start_on", "delivered_on", "name", "members", "unresolved", "growth"])
@pytest.mark.parametrize("turned", ["", "-"])
def test_a_list_is_sorted_and_pages_by_cursor_give_each_once(
    api: TestClient, commitments: Documents, sort: str, turned: str
) -> None:
    found = by_cursor(api, "/commitments", sort=turned + sort, limit=97)
    assert [c["id"] for c in found] == list(dict.fromkeys(c["id"] for c in found))
    assert ids(found) == ids(commitments)
    values = [c[sort] for c in found if c[sort] is not None]
    assert values == sorted(values, reverse=turned == "-")
    assert [c[sort] for c in found] == values + [None] * (len(found) - len(values)), "what has no value comes last"


def test_link_headers_lead_through_the_same_pages(api: TestClient) -> None:
    asked: dict[str, Any] = {"project": ["SCH", "CRM"], "sort": "-growth", "limit": 20}
    assert by_link(api, "/commitments", **asked) == by_cursor(api, "/commitments", **asked)


@pytest.mark.parametrize("cursor", ["nonsense", "!", "W10", "eyJhIjoxfQ", "ÿ"])
def test_an_unknown_cursor(api: TestClient, cursor: str) -> None:
    assert "cursor" in problem(api.get("/api/v1/commitments", params={"cursor": cursor}), 404)["detail"]


def test_a_cursor_of_another_order(api: TestClient) -> None:
    cursor = api.get("/api/v1/commitments", params={"limit": 1, "sort": "name"}).json()["next_cursor"]
    problem(api.get("/api/v1/commitments", params={"limit": 1, "sort": "-name", "cursor": cursor}), 404)


@pytest.mark.parametrize(
    ("name", "value", "valid"),
    [
        ("type", "version", "release"),
        ("state", "open", "active"),
        ("sort", "age", "due_on"),
        ("limit", "0", "1"),
        ("limit", "501", "500"),
    ],
)
def test_a_wrong_value_is_told_with_its_parameter_and_what_is_valid(
    api: TestClient, name: str, value: str, valid: str
) -> None:
    detail = problem(api.get("/api/v1/commitments", params={name: value}), 422)["detail"]
    assert f"parameter {name}:" in detail
    assert valid in detail


def test_what_the_caller_has_already_is_not_sent_again(api: TestClient) -> None:
    etag = api.get("/api/v1/commitments").headers["etag"]
    assert api.get("/api/v1/commitments", headers={"If-None-Match": etag}).status_code == 304


def test_a_table_has_a_row_for_each(api: TestClient, commitments: Documents) -> None:
    text = api.get("/api/v1/commitments", params={"project": "SCH", "format": "csv"}).text
    rows = list(csv.DictReader(io.StringIO(text)))
    mine = {c["id"]: c for c in commitments if c["project"] == "SCH"}
    assert {row["id"] for row in rows} == mine.keys()
    for row in rows:
        one = mine[row["id"]]
        assert (row["name"], row["members"], row["due_on"]) == (one["name"], str(one["members"]), one["due_on"] or "")
        assert row["baseline_unit"] == (one["baseline"]["unit"] if one["baseline"] else "")


def test_who_may_see_one_project_sees_nothing_of_the_others(engine: Engine, commitments: Documents) -> None:
    own = id_of(engine, "SCH")
    seen, sight = Commitments(engine), Sight(frozenset({own}))
    assert seen.page(EVERYTHING, CommitmentQuery()).total == len(commitments)
    page = seen.page(sight, CommitmentQuery(limit=500))
    mine = [c for c in commitments if c["project"] == "SCH"]
    assert (ids(page.items), page.total) == (ids(mine), len(mine))
    assert seen.page(sight, CommitmentQuery(project=["CRM"])).total == 0
    hidden = next(c["id"] for c in commitments if c["project"] == "CRM")
    assert seen.one(sight, hidden) is None
    assert seen.history(sight, hidden) is None
    assert seen.on(sight, hidden, AT) is None
    assert seen.one(sight, mine[0]["id"]) == mine[0]


@pytest.mark.parametrize("scanned", [True, False])
def test_a_sync_shows_at_once_and_a_scan_says_the_same(engine: Engine, commitments: Documents, scanned: bool) -> None:
    seen, query = Commitments(engine), CommitmentQuery(project=["SCH"], limit=500)
    assert seen.page(EVERYTHING, query).items == [c for c in commitments if c["project"] == "SCH"]
    own, other = id_of(engine, "SCH"), id_of(engine, "CRM")
    table = tables.projects
    with writing(engine) as connection:
        taken = select(tables.segments.c.bytes).where(tables.segments.c.project == other).scalar_subquery()
        connection.execute(update(tables.segments).where(tables.segments.c.project == own).values(bytes=taken))
        connection.execute(update(table).where(table.c.id == own).values(generation=table.c.generation + 1))
    if scanned:
        scan(engine, AT, keys=["SCH"])
    figures = [n for n in KEYS if n not in ("id", "project")]
    told = [{n: c[n] for n in figures} for c in seen.page(EVERYTHING, query).items]
    expected = [{n: c[n] for n in figures} for c in commitments if c["project"] == "CRM"]
    assert sorted(told, key=str) == sorted(expected, key=str)


def test_without_any_scan_all_are_as_of_the_last_sync(engine: Engine, commitments: Documents) -> None:
    with writing(engine) as connection:
        connection.execute(delete(tables.seen_commitments))
    assert Commitments(engine).page(EVERYTHING, CommitmentQuery(limit=1000)).items == commitments


def test_a_scan_of_the_past_changes_nothing(engine: Engine, commitments: Documents) -> None:
    scan(engine, AT, as_of=AT - 300 * DAY)
    assert Commitments(engine).page(EVERYTHING, CommitmentQuery(limit=1000)).items == commitments


def test_what_was_seen_is_kept_until_something_is_seen_anew(engine: Engine) -> None:
    seen, query = Commitments(engine), CommitmentQuery(project=["SCH"], limit=500)
    first, again = (seen.page(EVERYTHING, query).items for _ in range(2))
    assert [id(c) for c in again] == [id(c) for c in first]


def id_of(engine: Engine, key: str) -> str:
    with reading(engine) as connection:
        return str(connection.execute(select(tables.projects.c.id).where(tables.projects.c.key == key)).scalar_one())


def ids(found: Documents) -> set[str]:
    return {commitment["id"] for commitment in found}
