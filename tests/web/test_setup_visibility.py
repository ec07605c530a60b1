"""A session of a key that is bound to projects sees and changes nothing of the others while setting up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import reading
from app.web.setup.rooms import SETUP
from tests.api.signing_in import browsing, sign_in
from tests.api.test_visibility import SEEN, World, world
from tests.web.setting_up import send

__all__ = ["world"]

# How each page is asked, and what it may answer; {…} is filled with the ids of things that are hidden.
ASKED = {
    "/setup": [("/setup", 200)],
    "/setup/sources": [("/setup/sources", 403)],
    "/setup/sources/edit": [("/setup/sources/edit", 403), ("/setup/sources/edit?name=demo", 403)],
    "/setup/sides": [("/setup/sides", 403), ("/setup/sides?q=a", 403)],
    "/setup/goals": [("/setup/goals", 403)],
    "/setup/projects": [("/setup/projects", 200)],
    "/setup/projects/{id}": [("/setup/projects/{project}", 404), ("/setup/projects/{key}", 404)],
    "/setup/alerts": [("/setup/alerts", 200)],
    "/setup/syncs/{id}": [("/setup/syncs/nosuch", 404)],
    "/setup/scans/{id}": [("/setup/scans/{scan}", 200)],
}
# What a bound admin may not write: the organisation's, and what is of others.
REFUSED = {
    "/setup/sources/edit": ({"name": "x", "kind": "demo"}, 403),
    "/setup/sources/switch": ({"name": "demo", "to": "off"}, 403),
    "/setup/sources/try": ({"kind": "demo"}, 403),
    "/setup/sides": ({"do": "save"}, 403),
    "/setup/sides/preview": ({}, 403),
    "/setup/goals": ({"rows": "0"}, 403),
    "/setup/alerts": ({}, 403),
    "/setup/projects/{project}": ({"leads": "x@x.example"}, 404),
    "/setup/alerts/subscriptions": ({"target": "x@x.example", "project": "{project}", "symptom-scope": "on"}, 422),
    "/setup/alerts/subscriptions/end": ({"id": "{subscription}"}, 404),
    "/setup/alerts/messages/again": ({"id": "{alert}"}, 404),
}
# What is for its own projects alone; a sample tells of none.
ALLOWED = {"/setup/syncs", "/setup/scans", "/setup/alerts/sample"}


@pytest.fixture
def bound(engine: Engine, world: World) -> Iterator[TestClient]:
    secret = world.bound["admin"]["Authorization"].removeprefix("Bearer ")
    with browsing(engine) as browser:
        browser.headers.update({"Accept": "text/html", "Origin": "http://127.0.0.1:8080"})
        sign_in(browser, secret)
        yield browser


def filled(world: World, text: str) -> str:
    other = world.others[0]
    known = {"project": other.id, "key": other.key, "scan": world.scan, "alert": world.alert}
    return text.format(**known, subscription=world.subscription)


def test_every_page_and_every_form_is_asked_here() -> None:
    routes = [route for room in SETUP for route in room.router.routes]
    reading_, writing_ = (
        {getattr(route, "path", "") for route in routes if method in getattr(route, "methods", ())}
        for method in ("GET", "POST")
    )
    assert reading_ == set(ASKED)
    assert writing_ == {path.replace("{project}", "{id}") for path in REFUSED} | ALLOWED


def test_no_page_tells_of_another_project(world: World, bound: TestClient) -> None:
    for asked, status in (each for asks in ASKED.values() for each in asks):
        answer = bound.get(filled(world, asked))
        assert answer.status_code == status, asked
        assert world.told(answer.text, filled(world, asked)) == []


def test_no_form_writes_what_is_of_others(world: World, bound: TestClient) -> None:
    for path, (fields, status) in REFUSED.items():
        given = {name: filled(world, text) for name, text in fields.items()}
        answer = send(bound, "/setup/alerts", filled(world, path), **given)
        assert answer.status_code == status, path
        assert world.told(answer.text, filled(world, path) + str(given)) == []


def test_what_it_asks_for_is_done_for_its_own_projects(world: World, bound: TestClient, engine: Engine) -> None:
    for path in ("/setup/scans", "/setup/syncs"):
        assert send(bound, "/setup/alerts", path).status_code == 303
    own = f"/setup/projects/{SEEN}"
    assert send(bound, own, leads="x@x.example").status_code == 303
    with reading(engine) as connection:
        for table in (tables.scans, tables.syncs):
            newest = connection.execute(select(table).order_by(table.c.requested_at.desc(), table.c.id.desc())).first()
            assert newest is not None
            assert newest.projects == [world.own.id]
        rows = connection.execute(select(tables.projects).where(tables.projects.c.budget.is_not(None))).all()
    assert rows
