"""Issues that are gone: a proxy answers as GitHub does once they are deleted, transferred or out of sight."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.proxy import Answer, Asked, Proxy

_OF_ONE = re.compile(r"/issues/(\d+)$")


def hide(proxy: Proxy, answers: dict[int, Answer]) -> None:
    """Let these numbers be nowhere any more; REST answers so when it is asked for one of them by itself."""

    def instead(asked: Asked) -> Answer | None:
        found = _OF_ONE.search(asked.path)
        return answers.get(int(found[1])) if found else None

    def altered(asked: Asked, answer: Answer) -> Answer:
        if asked.query:
            return Answer.of(_without(answer.json(), asked.variables, set(answers)))
        if "/issues/events" in asked.path:
            return Answer.of([event for event in answer.json() if event["issue"]["number"] not in answers])
        return answer

    proxy.instead, proxy.altered = instead, altered


def show(proxy: Proxy) -> None:
    """Let everything be there again."""
    proxy.instead, proxy.altered = lambda _: None, lambda _, answer: answer


def spoil(proxy: Proxy, number: int, change: Callable[[dict[str, Any]], object], times: int | None = None) -> None:
    """Let one issue come otherwise whenever it is read whole, or only the first times."""
    left = [times]

    def altered(asked: Asked, answer: Answer) -> Answer:
        if "query Items" not in asked.query or left[0] == 0:
            return answer
        told = answer.json()
        for name, value in asked.variables.items():
            if value == number and told["data"]["repository"].get(name):
                change(told["data"]["repository"][name])
                left[0] = None if left[0] is None else left[0] - 1
        return Answer.of(told)

    proxy.altered = altered


def _without(told: dict[str, Any], variables: dict[str, Any], hidden: set[int]) -> dict[str, Any]:
    repository = (told.get("data") or {}).get("repository") or {}
    for name, value in list(repository.items()):
        if variables.get(name) in hidden and re.fullmatch(r"n\d+", name):
            repository[name] = None
            error = {"type": "NOT_FOUND", "path": ["repository", name], "message": f"no {variables[name]}"}
            told.setdefault("errors", []).append(error)
        elif isinstance(value, dict) and isinstance(value.get("nodes"), list):
            kept = [node for node in value["nodes"] if node.get("number") not in hidden or "title" in node]
            if "totalCount" in value:
                value["totalCount"] -= len(value["nodes"]) - len(kept)
            value["nodes"] = kept
    copied: dict[str, Any] = json.loads(json.dumps(told))
    return copied
