"""What deploy/grafana holds asks for what is there, in the words of the plugin, and reads every page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import yaml
from sqlalchemy import Engine

from tests.api.dashboards import DEPLOY, Parameters, asking, at, got, hosts, is_in_the_document, rows_of

DASHBOARD = json.loads((DEPLOY / "grafana" / "brug.json").read_text())
PANELS: dict[str, dict[str, Any]] = {panel["title"]: panel for panel in DASHBOARD["panels"]}
TARGETS: dict[str, dict[str, Any]] = {title: panel["targets"][0] for title, panel in PANELS.items()}
PAGED = [title for title, target in TARGETS.items() if "pagination_mode" in target]


@pytest.fixture
def grafana(engine: Engine) -> Iterator[httpx.Client]:
    with asking(engine) as client:
        yield client


def parameters_of(target: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["key"], one["value"]) for one in target["url_options"]["params"]]


def rows_at(answer: httpx.Response, target: dict[str, Any]) -> list[Any]:
    """What the plugin makes a row of each: what stands at the root selector."""
    if target["type"] == "csv":
        return list(rows_of(answer.text))
    found = at(answer.json(), target["root_selector"].split("."))
    return found if isinstance(found, list) else [found]


@pytest.mark.parametrize("title", PANELS)
def test_every_panel_takes_the_source_that_is_chosen_and_names_no_host(title: str) -> None:
    panel, target = PANELS[title], TARGETS[title]
    chosen = {"type": "yesoreyeram-infinity-datasource", "uid": "${brug}"}
    assert panel["datasource"] == target["datasource"] == chosen
    (variable,) = DASHBOARD["templating"]["list"]
    assert (variable["type"], variable["name"], variable["query"]) == ("datasource", "brug", chosen["type"])
    assert hosts(json.dumps(DASHBOARD)) == set()
    # Only this parser runs in the server, for alerts and shared dashboards, and reads pages.
    assert (target["parser"], target["source"]) == ("backend", "url")


@pytest.mark.parametrize("title", PANELS)
def test_every_panel_asks_for_what_is_there(grafana: httpx.Client, title: str) -> None:
    target = TARGETS[title]
    is_in_the_document(grafana, target["url"], [name for name, _ in parameters_of(target)])
    rows = rows_at(got(grafana, target["url"], parameters_of(target)), target)
    assert rows
    for row in rows:
        for column in target["columns"]:
            at(row, [column["selector"]] if target["type"] == "csv" else column["selector"].split("."))


@pytest.mark.parametrize("title", PANELS)
def test_what_is_coloured_or_hidden_or_linked_is_a_column(title: str) -> None:
    panel, target = PANELS[title], TARGETS[title]
    names = {column["text"] for column in target["columns"]}
    for override in panel["fieldConfig"]["overrides"]:
        assert override["matcher"]["options"] in names
        for link in (link for p in override["properties"] if p["id"] == "links" for link in p["value"]):
            assert link["url"].removeprefix("${__data.fields.").removesuffix("}") in names


def test_every_colour_of_a_project_and_every_severity_has_its_own(grafana: httpx.Client) -> None:
    schemas = grafana.get("/openapi.json").json()["components"]["schemas"]
    mapped = {
        override["matcher"]["options"]: set(override["properties"][0]["value"][0]["options"])
        for title in ("Portfolio", "Findings")
        for override in PANELS[title]["fieldConfig"]["overrides"]
        if override["properties"][0]["id"] == "mappings"
    }
    for name in ("overall", "delivery", "consultation", "scope"):
        assert mapped[name] == set(schemas["Rag"]["enum"])
    assert mapped["severity"] == mapped["worst finding"] == set(schemas["Severity"]["enum"])


def test_lists_without_an_end_are_read_page_by_page() -> None:
    unpaged = {target["url"] for title, target in TARGETS.items() if title not in PAGED}
    assert {TARGETS[title]["url"] for title in PAGED} == {"/api/v1/findings", "/api/v1/commitments"}
    # The newest one only, and what has one page.
    assert unpaged == {"/api/v1/scans", "/api/v1/syncs", "/api/v1/summary"}
    for title in PAGED:
        # The plugin asks for pages of a size only where the query says so itself.
        size = str(TARGETS[title]["pagination_param_size_value"])
        assert (TARGETS[title]["pagination_param_size_field_name"], size) in parameters_of(TARGETS[title])


@pytest.mark.parametrize("title", PAGED)
def test_pages_are_read_as_the_query_says(grafana: httpx.Client, title: str) -> None:
    target = TARGETS[title]
    assert target["pagination_mode"] == "cursor"
    assert target["pagination_param_cursor_field_type"] == "query"
    name, path = target["pagination_param_cursor_field_name"], target["pagination_param_cursor_extraction_path"]
    is_in_the_document(grafana, target["url"], [name])
    wanted = [(k, v) for k, v in parameters_of(target) if k != "limit"]
    small = [*wanted, ("limit", "3")]
    read: list[Any] = []
    more: Parameters = []
    while True:
        answer = got(grafana, target["url"], [*small, *more])
        read += rows_at(answer, target)
        cursor = at(answer.json(), path.split("."))
        if not cursor:
            break
        more = [(name, cursor)]
    everything = got(grafana, target["url"], [*wanted, ("limit", "500")]).json()
    assert read == everything["items"]
    assert len(read) == everything["total"] > 3


def test_the_source_takes_its_key_from_the_environment_and_sends_it_to_brug_only() -> None:
    text = (DEPLOY / "grafana" / "datasource.yaml").read_text()
    (source,) = yaml.safe_load(text)["datasources"]
    assert source["type"] == "yesoreyeram-infinity-datasource"
    assert source["jsonData"]["auth_method"] == "bearerToken"
    assert source["secureJsonData"] == {"bearerToken": "$BRUG_KEY"}
    assert source["jsonData"]["allowedHosts"] == [source["url"]]
    assert hosts(text) == {"brug.example.org"}


def test_the_source_is_checked_at_a_path_that_is_there(grafana: httpx.Client) -> None:
    (source,) = yaml.safe_load((DEPLOY / "grafana" / "datasource.yaml").read_text())["datasources"]
    got(grafana, source["jsonData"]["customHealthCheckUrl"].removeprefix(source["url"]), [])
