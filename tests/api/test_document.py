"""The OpenAPI document: a whole description of every operation, that a client can be made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient

Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture
def document(api: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = api.get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert set(document["components"]["securitySchemes"]) == {"key", "session"}


def test_every_operation_has_a_stable_name_a_tag_a_summary_and_a_description(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(names)) == len(names)
    known = {tag["name"] for tag in document["tags"]}
    for _, _, operation in operations(document):
        assert operation["operationId"].isidentifier()
        assert operation["summary"]
        assert operation["description"]
        assert set(operation["tags"]) <= known


def test_every_parameter_is_described(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for parameter in operation.get("parameters", []):
            if parameter["in"] != "path":
                assert parameter.get("description"), (path, parameter["name"])


def test_every_answer_has_an_example_and_every_error_is_a_problem(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        if not path.startswith("/api/") or path.endswith("/detectors"):
            continue
        answers = operation["responses"]
        assert {"401", "403", "429", "500", "503"} <= answers.keys(), (path, method)
        for status, answer in answers.items():
            content = answer.get("content", {})
            if status.startswith("2") and "application/json" in content:
                assert "example" in content["application/json"], (path, method)
            if int(status) >= 400:
                assert list(content) == ["application/problem+json"], (path, method, status)
                shape = content["application/problem+json"]["schema"]
                assert shape == {"$ref": "#/components/schemas/ProblemModel"}


def test_every_example_is_of_its_shape(document: dict[str, Any]) -> None:
    checked = 0
    for path, _, operation in operations(document):
        for answer in operation["responses"].values():
            content = answer.get("content", {}).get("application/json", {})
            if "example" in content:
                whole = {**content["schema"], "components": document["components"]}
                wrong = [error.message for error in jsonschema_rs.validator_for(whole).iter_errors(content["example"])]
                assert wrong == [], path
                checked += 1
    assert checked > 30


def test_whoever_reads_a_list_is_told_how_to_go_on(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        names = {parameter["name"] for parameter in operation.get("parameters", [])}
        if method == "get" and "limit" in names:
            assert "cursor" in names, path
            assert "404" in operation["responses"], path
