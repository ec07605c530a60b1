"""Short words for tests of setting up: an empty brug, a reader of fewer rights, what a form brings along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.instants import parse_instant
from app.settings import Settings
from tests.api.conftest import NOW
from tests.api.signing_in import browsing, key, sign_in
from tests.serving import served


@contextmanager
def site_of(engine: Engine) -> Iterator[str]:
    """The address of a brug of a test's own."""
    with served(engine, Settings(str(engine.url), now=parse_instant(NOW))) as address:
        yield address


@contextmanager
def signed_in(engine: Engine, scope: str, projects: list[str] | None = None) -> Iterator[TestClient]:
    """A browser without a screen, signed in with a new key."""
    secret = key(engine, f"{scope} of {projects}", scope, projects)
    with browsing(engine) as browser:
        browser.headers.update({"Accept": "text/html", "Origin": "http://127.0.0.1:8080"})
        sign_in(browser, secret)
        yield browser


def hidden(text: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None, name
    return found[1]


def send(browser: TestClient, page: str, at: str | None = None, **fields: str) -> httpx.Response:
    """Send a form of a page, with the hidden fields that it holds."""
    text = browser.get(page).text
    known = {name: hidden(text, name) for name in ("csrf", "version") if f'name="{name}"' in text}
    answer: httpx.Response = browser.post(at or page, data=known | fields)
    return answer
