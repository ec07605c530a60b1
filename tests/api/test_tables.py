"""Tables as CSV: what dashboards and spreadsheets load, with the right types, and harmless."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pandas as pd
import polars as pl
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, update

from app.database import tables
from app.database.engine import writing
from app.export.columns import DAY, INSTANT, INTEGER, NUMBER, TABLES, TEXT, Column
from app.export.csv_text import as_csv
from app.findings.document import decode, encode
from tests.api.asking import items
from tests.api.conftest import Documents

PATHS = {
    "findings": "/findings",
    "projects": "/projects",
    "summary": "/summary",
    "commitments": "/commitments",
    "measures": "/projects/APP/measures",
}


def text_of(api: TestClient, name: str, **parameters: Any) -> str:
    answer = api.get(f"/api/v1{PATHS[name]}", params={"format": "csv", **parameters})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return str(answer.text)


def of_kind(name: str, *kinds: str) -> list[str]:
    return [column.name for column in TABLES[name] if column.kind in kinds]


def test_findings_are_the_same_as_in_json(api: TestClient, findings: Documents) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(api, "findings"))))
    assert [row["id"] for row in rows] == [f["id"] for f in findings]
    for row, finding in zip(rows, findings, strict=True):
        assert row["title"] == finding["title"]
        assert row["subject_name"] == finding["subject"]["name"]
        assert float(row["confidence"]) == finding["confidence"]
        assert row["days_late"] == str(finding["impact"].get("days_late", ""))
        assert row["question_it"] == finding["questions"]["it"]


def test_the_summary_has_a_row_a_project_and_symptom(api: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(api, "summary"))))
    summary = api.get("/api/v1/summary").json()
    assert len(rows) == 3 * len(summary["projects"])
    for row in rows:
        project = next(p for p in summary["projects"] if p["id"] == row["project_id"])
        symptom = row["symptom"]
        assert int(row["findings"]) == project["findings"][symptom]
        assert (row["rag"], row["overall"]) == (project["rag"][symptom], project["rag"]["overall"])
        assert [int(row[f"weeks_ago_{week}"]) for week in range(11, -1, -1)] == project["trend"][symptom]


@pytest.mark.parametrize("name", PATHS)
def test_the_columns_are_those_that_are_documented_in_their_order(api: TestClient, name: str) -> None:
    assert next(csv.reader(io.StringIO(text_of(api, name)))) == [column.name for column in TABLES[name]]


@pytest.mark.parametrize("name", PATHS)
def test_pandas_reads_the_right_types(api: TestClient, name: str) -> None:
    frame = pd.read_csv(io.StringIO(text_of(api, name)), parse_dates=of_kind(name, INSTANT, DAY))
    for column in TABLES[name]:
        values = frame[column.name].dropna()
        if values.empty:
            continue
        if column.kind == INTEGER:
            # Beside empty cells pandas keeps whole numbers as floats.
            assert (values % 1 == 0).all(), column.name
        elif column.kind == NUMBER:
            assert pd.api.types.is_float_dtype(values), column.name
        elif column.kind in (INSTANT, DAY):
            assert pd.api.types.is_datetime64_any_dtype(values), column.name
        else:
            assert values.map(type).eq(str).all(), column.name


@pytest.mark.parametrize("name", PATHS)
def test_polars_reads_the_right_types(api: TestClient, name: str) -> None:
    frame = pl.read_csv(io.BytesIO(text_of(api, name).encode()), try_parse_dates=True)
    wanted = {TEXT: pl.String, INTEGER: pl.Int64, NUMBER: pl.Float64, INSTANT: pl.Datetime, DAY: pl.Date}
    for column in TABLES[name]:
        if frame[column.name].null_count() < frame.height:
            assert isinstance(frame.schema[column.name], wanted[column.kind]), column.name


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_run_as_a_formula(start: str) -> None:
    columns = (Column("name", TEXT, lambda row: row["name"]), Column("growth", NUMBER, lambda row: row["growth"]))
    text = as_csv([{"name": f"{start}cmd|' /C calc'!A0", "growth": -0.25}], columns)
    assert next(csv.reader(io.StringIO(text.split("\r\n", 1)[1]))) == [f"'{start}cmd|' /C calc'!A0", "-0.25"]


def test_a_hostile_name_comes_through_whole_and_harmless(api: TestClient, engine: Engine, findings: Documents) -> None:
    hostile = '=HYPERLINK("https://evil.example";"click"),\n"second line"; \u202e ü 🙂'
    one = findings[0]["id"]
    with writing(engine) as connection:
        table = tables.findings
        document = decode(connection.execute(table.select().where(table.c.id == one)).one().document)
        named = encode(document | {"subject": document["subject"] | {"name": hostile}})
        connection.execute(update(table).where(table.c.id == one).values(document=named))
    text = text_of(api, "findings")
    row = next(row for row in csv.DictReader(io.StringIO(text, newline="")) if row["id"] == one)
    assert row["subject_name"] == f"'{hostile}"
    assert pd.read_csv(io.StringIO(text, newline="")).set_index("id").loc[one, "subject_name"] == f"'{hostile}"
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(findings) + 1


def test_a_table_is_whole_unless_a_limit_is_said(api: TestClient, findings: Documents) -> None:
    answer = api.get("/api/v1/findings", params={"format": "csv", "limit": 2})
    assert answer.text.count("\r\n") == 3
    rest = api.get(answer.links["next"]["url"])
    assert rest.headers["content-type"].startswith("text/csv")
    ids = [row.split(",")[0] for page in (answer, rest) for row in page.text.split("\r\n")[1:-1]]
    assert ids == [f["id"] for f in findings[:4]]


@pytest.mark.parametrize(
    ("accept", "is_csv"),
    [
        ("text/csv", True),
        ("text/csv, application/json;q=0.5", True),
        ("application/json, text/csv;q=0.9", False),
        ("text/csv;q=0", False),
        ("*/*", False),
        ("text/html,*/*;q=0.8,text/csv;q=0.9", True),
        ("", False),
        ("text/csv;q=high", False),
    ],
)
def test_the_form_goes_by_what_the_caller_likes(api: TestClient, accept: str, is_csv: bool) -> None:
    kind = api.get("/api/v1/projects", headers={"Accept": accept}).headers["content-type"]
    assert kind.startswith("text/csv" if is_csv else "application/json")
    assert api.get("/api/v1/projects?format=json", headers={"Accept": "text/csv"}).json()["total"] == 14


def test_a_table_that_the_caller_has_is_not_sent_again(api: TestClient) -> None:
    for path in PATHS.values():
        first = api.get(f"/api/v1{path}?format=csv")
        again = api.get(f"/api/v1{path}?format=csv", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_filters_hold_for_tables_too(api: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of(api, "findings", symptom="scope", status="open"))))
    assert [row["id"] for row in rows] == [
        f["id"] for f in items(api, "/findings", symptom="scope", status="open", limit=500)
    ]


@pytest.mark.parametrize("name", ["findings", "projects", "summary", "commitments"])
def test_a_spreadsheet_gets_times_that_it_reads_as_times(api: TestClient, name: str) -> None:
    plain = list(csv.DictReader(io.StringIO(text_of(api, name))))
    for_it = list(csv.DictReader(io.StringIO(text_of(api, name, format="spreadsheet"))))
    assert len(plain) == len(for_it) > 0
    times = of_kind(name, INSTANT)
    for row, other in zip(plain, for_it, strict=True):
        assert {k: v for k, v in row.items() if k not in times} == {k: v for k, v in other.items() if k not in times}
        for column in times:
            assert other[column] == row[column][:19].replace("T", " ")
            assert not other[column] or datetime.strptime(other[column], "%Y-%m-%d %H:%M:%S")
