"""Short words for asking the API and judging its answers."""

from __future__ import annotations

from typing import Any

import httpx
from fastapi.testclient import TestClient

PROBLEM = "application/problem+json"


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The problem document that an answer must be."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    document: dict[str, Any] = answer.json()
    assert document["status"] == status
    assert {"type", "title", "status", "detail"} <= document.keys()
    return document


def items(api: TestClient, path: str, **parameters: Any) -> list[dict[str, Any]]:
    """The items of one page."""
    answer = api.get(f"/api/v1{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def by_cursor(api: TestClient, path: str, **parameters: Any) -> list[dict[str, Any]]:
    """The items of all pages, each page by the cursor that the one before gave."""
    found: list[dict[str, Any]] = []
    page = api.get(f"/api/v1{path}", params=parameters).json()
    while True:
        found += page["items"]
        assert page["total"] >= len(found)
        if page["next_cursor"] is None:
            assert page["total"] == len(found)
            return found
        assert page["items"]
        page = api.get(f"/api/v1{path}", params={**parameters, "cursor": page["next_cursor"]}).json()


def by_link(api: TestClient, path: str, **parameters: Any) -> list[dict[str, Any]]:
    """The items of all pages, each page by the `Link` header of the one before."""
    found: list[dict[str, Any]] = []
    answer = api.get(f"/api/v1{path}", params=parameters)
    while True:
        found += answer.json()["items"]
        if "next" not in answer.links:
            return found
        answer = api.get(answer.links["next"]["url"])
