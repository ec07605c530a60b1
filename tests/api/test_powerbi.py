"""What deploy/powerbi holds asks for what is there, can be refreshed by the service, and reads every page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from app.export.columns import DAY, INSTANT, INTEGER, NUMBER, TABLES, TEXT
from tests.api.dashboards import DEPLOY, Parameters, asking, at, got, hosts, is_in_the_document, rows_of
from tests.api.generators import CLIENTS, power_query_parser

TEXT_OF_IT = (DEPLOY / "powerbi" / "brug.pq").read_text()
CODE = re.sub(r"//(?!brug\.example).*", "", TEXT_OF_IT)
TYPES = {
    TEXT: "type text", INTEGER: "Int64.Type", NUMBER: "type number", INSTANT: "type datetimezone", DAY: "type date",
}  # fmt: skip
NAMES = ("findings", "projects", "summary", "commitments")
LISTED = ("findings", "projects", "commitments")


@pytest.fixture
def powerbi(engine: Engine) -> Iterator[httpx.Client]:
    with asking(engine) as client:
        yield client


def text_of(name: str) -> str:
    """The query of one table."""
    return re.split(r"\n    (?:\w+ =|in\b)", CODE.split(f"\n    {name} =", 1)[1], maxsplit=1)[0]


def request_of(name: str) -> tuple[str, list[tuple[str, str]]]:
    """The path and the parameters that a table is asked for with."""
    found = re.search(r'(?:Items|Answer)\("([^"]+)", \[(.*?)\]\)', text_of(name))
    assert found is not None
    parameters = []
    for key, values in re.findall(r'(\w+) = (\{[^}]*\}|"[^"]*")', found[2]):
        parameters += [(key, value) for value in re.findall(r'"([^"]*)"', values)]
    return f"/{found[1]}", parameters


def columns_of(name: str) -> list[tuple[str, str, list[list[str]]]]:
    """Name, type and paths of each column of a table."""
    found = re.findall(r'\{"(\w+)", ([\w. ]+?)((?:, \{[^}]*\})*)\}', text_of(name))
    return [
        (column, type_, [re.findall(r'"(\w+)"', path) for path in re.findall(r"\{[^}]*\}", paths)])
        for column, type_, paths in found
    ]


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_the_columns_that_are_documented(name: str) -> None:
    told = [(column, type_) for column, type_, _ in columns_of(name)]
    assert told == [(column.name, TYPES[column.kind]) for column in TABLES[name]]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_asks_for_what_is_there(powerbi: httpx.Client, name: str) -> None:
    path, parameters = request_of(name)
    is_in_the_document(powerbi, path, [key for key, _ in parameters])
    assert got(powerbi, path, parameters).content


@pytest.mark.parametrize("name", LISTED)
def test_a_column_holds_what_the_same_column_of_the_csv_holds(powerbi: httpx.Client, name: str) -> None:
    path, parameters = request_of(name)
    documents = got(powerbi, path, parameters).json()["items"]
    rows = rows_of(got(powerbi, path, [*parameters, ("format", "csv")]).text)
    assert len(rows) == len(documents) > 3
    for row, document in zip(rows, documents, strict=True):
        for column, _, paths in columns_of(name):
            found = [soft(document, path) for path in paths]
            value = found[0] if len(found) == 1 else "/".join(found)
            assert row[column].removeprefix("'") == ("" if value is None else str(value)), column


def soft(document: Any, path: list[str]) -> Any:
    """As the function At says: null where there is nothing; but only figures may be missing."""
    try:
        return at(document, path)
    except KeyError:
        assert path[0] in ("impact", "measures")
        return None


def test_the_summary_is_read_by_the_names_in_its_head(powerbi: httpx.Client) -> None:
    path, parameters = request_of("summary")
    assert ("format", "csv") in parameters
    rows = rows_of(got(powerbi, path, parameters).text)
    assert list(rows[0]) == [column for column, _, _ in columns_of("summary")]


@pytest.mark.parametrize("name", LISTED)
def test_pages_are_read_as_the_script_says(powerbi: httpx.Client, name: str) -> None:
    following = re.search(r"if page\[(\w+)\] = null then null else Page\(\[(\w+) = page\[(\w+)\]\]\)", CODE)
    assert following is not None
    told, parameter, given = following.groups()
    assert told == given
    (listed,) = re.findall(r"\(page\) => page\[(\w+)\]\n", CODE)
    path, parameters = request_of(name)
    wanted = [(k, v) for k, v in parameters if k != "limit"]
    everything = rows_of(got(powerbi, path, [*wanted, ("format", "csv")]).text)
    small = [(k, str(len(everything) // 5) if k == "limit" else v) for k, v in parameters]
    read: list[Any] = []
    more: Parameters = []
    while True:
        page = got(powerbi, path, [*small, *more]).json()
        read += page[listed]
        if page[told] is None:
            break
        is_in_the_document(powerbi, path, [parameter])
        more = [(parameter, page[told])]
    assert [document["id"] for document in read] == [row["id"] for row in everything]


def test_the_service_can_refresh_it() -> None:
    # A source whose address is put together while it is asked is not refreshed.
    assert re.findall(r"Web\.Contents\(\s*([^,]+),", CODE) == ['"https://brug.example.org"']
    assert "RelativePath = path, Query = query" in CODE
    assert hosts(TEXT_OF_IT) == {"brug.example.org"}


def test_the_key_is_a_parameter_and_goes_in_a_header() -> None:
    assert re.findall(r"BrugKey", CODE) == ["BrugKey"]
    assert 'Headers = [Authorization = "Bearer " & BrugKey]' in CODE


def test_brackets_close_what_they_open() -> None:
    bare = re.sub(r'"[^"]*"', "", CODE)
    for opening, closing in ("()", "[]", "{}"):
        assert bare.count(opening) == bare.count(closing)


@pytest.mark.parametrize(("text", "told"), [(TEXT_OF_IT, ""), (TEXT_OF_IT.replace("let", "lot", 1), "more tokens")])
def test_power_query_can_be_read_by_its_makers_own_parser(text: str, told: str, tmp_path: Path) -> None:
    script = tmp_path / "brug.pq"
    script.write_text(text)
    parse: list[str | Path] = ["node", CLIENTS / "powerquery" / "parse.mjs", power_query_parser(), script]
    done = subprocess.run(parse, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (told == ""), done.stderr
    assert told in done.stderr
