"""A session of a key that is bound to projects sees nothing of the others on any page.

Every page of the table must be asked here: a new one without a line in ASKED fails.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.web.rooms import ROOMS
from tests.api.signing_in import OWN, browsing, csrf, sign_in
from tests.api.test_visibility import SEEN, World, world

__all__ = ["world"]

# How each page is asked, by its path: {…} is filled with the ids of things that are hidden.
ASKED = {
    "/": ["/", "/?q={title}", "/?q={key}"],
    "/projects/{id}": ["/projects/{project}", "/projects/{key}", f"/projects/{SEEN}?commitment={{project}}"],
    "/findings/{id}": ["/findings/{finding}"],
    "/findings/{id}/conversation.ics": ["/findings/{finding}/conversation.ics"],
    "/time": ["/time", "/time?week=2026-01-12", "/time?week=2026-06-01"],
    "/report": ["/report", "/report?week=2026-09-07"],
    "/thresholds": [
        "/thresholds",
        "/thresholds?scope-growth.threshold=1&late-delivery.days=1&unanswered-question.open=1",
    ],
}

# They name no single thing, and show each what it may see.
WITHOUT_A_NAME = ("/", "/time", "/report", "/thresholds")


@pytest.fixture
def bound(engine: Engine, world: World) -> Iterator[TestClient]:
    """A browser that signed in with a key bound to one project."""
    secret = world.bound["admin"]["Authorization"].removeprefix("Bearer ")
    with browsing(engine) as browser:
        browser.headers["Accept"] = "text/html"
        sign_in(browser, secret)
        yield browser


def test_every_page_is_asked_here() -> None:
    paths = {route.path for room in ROOMS for route in room.router.routes if hasattr(route, "path")}
    # Those of setting up are asked in test_setup_visibility.py.
    assert {path for path in paths if not path.startswith("/setup")} == set(ASKED)


@pytest.mark.parametrize("path", ASKED)
def test_no_page_tells_of_another_project(world: World, bound: TestClient, path: str) -> None:
    other = world.others[0]
    fill = {"project": other.id, "key": other.key, "finding": world.hidden[0], "title": other.name}
    for asked in ASKED[path]:
        while (answer := bound.get(asked.format(**fill))).status_code == 202:
            """The past is being swept: each time it is waited for a while."""
        assert answer.status_code == (200 if path in WITHOUT_A_NAME else 404)
        assert world.told(answer.text, asked.format(**fill)) == []


def test_what_is_its_own_is_there(world: World, bound: TestClient) -> None:
    portfolio = bound.get("/").text
    assert world.own.name in portfolio
    assert world.told(portfolio) == []
    assert bound.get(f"/projects/{SEEN}").status_code == 200
    assert bound.get(f"/findings/{world.shown[0]}").status_code == 200


def test_nobody_writes_about_what_is_hidden(world: World, bound: TestClient) -> None:
    form = {"act": "note", "text": "we were here", "seen": "1", "csrf": csrf(bound)}
    answer = bound.post(f"/findings/{world.hidden[0]}", data=form, headers=OWN)
    assert answer.status_code == 404
    assert world.told(answer.text, world.hidden[0]) == []


def test_nobody_is_given_the_page_that_another_was_given(engine: Engine, world: World, bound: TestClient) -> None:
    with browsing(engine) as whole:
        whole.headers["Accept"] = "text/html"
        sign_in(whole, world.whole["Authorization"].removeprefix("Bearer "))
        tag = whole.get("/").headers["etag"]
    assert bound.get("/", headers={"If-None-Match": tag}).status_code == 200
