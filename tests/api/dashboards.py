"""Following what a dashboard was told to ask: short words for tests of what deploy/ holds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine

from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW
from tests.api.test_keys import key
from tests.serving import served

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
Parameters = Sequence[tuple[str, str]]


@contextmanager
def asking(engine: Engine) -> Iterator[httpx.Client]:
    """Somebody with a key that may read, over HTTP."""
    headers = key(engine, "dashboard")
    with (
        served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as address,
        httpx.Client(base_url=address, headers=headers, timeout=60) as client,
    ):
        yield client


def is_in_the_document(client: httpx.Client, path: str, names: Iterable[str]) -> None:
    """A dashboard may ask for this path with parameters of these names."""
    operation = client.get("/openapi.json").json()["paths"][path]["get"]
    assert set(names) <= {parameter["name"] for parameter in operation["parameters"]}, path


def got(client: httpx.Client, path: str, parameters: Parameters) -> httpx.Response:
    answer = client.get(path, params=httpx.QueryParams(list(parameters)))
    assert answer.status_code == 200, answer.text
    return answer


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a table as CSV, by the names in its head."""
    return list(csv.DictReader(io.StringIO(text)))


def at(document: Any, path: Sequence[str]) -> Any:
    """What stands at a path; KeyError where a document has no such field, None below one that is null."""
    found = document
    for field in path:
        if found is None:
            return None
        # As gjson counts.
        found = len(found) if field == "#" and isinstance(found, list) else found[field]
    return found


def hosts(text: str) -> set[str]:
    """The hosts that a text names."""
    return set(re.findall(r"https?://([^/\s\"':)]+)", text))
