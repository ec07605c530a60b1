"""A key that is bound to projects sees nothing of the others: on no route, in no list, count, table or error.

Every operation of the document must be asked here: a new one without a line in ASKED fails.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, insert, select

from app.api.application import create_app
from app.database import tables
from app.database.engine import reading, writing
from app.instants import parse_instant
from app.settings import Settings
from tests.api.asking import by_cursor
from tests.api.conftest import NOW
from tests.api.test_keys import key

SEEN = "APP"
API = "/api/v1"


class World:
    """The organisation, as whoever sees all of it and as whoever sees one project asks for it."""

    def __init__(self, engine: Engine, api: TestClient) -> None:
        self.engine, self.api = engine, api
        self.whole = key(engine, "whole", "admin")
        self.bound = {scope: key(engine, f"bound {scope}", scope, [SEEN]) for scope in ("read", "write", "admin")}
        with reading(engine) as connection:
            projects = connection.execute(select(tables.projects)).all()
            self.own = next(p for p in projects if p.key == SEEN)
            self.others = [p for p in projects if p.key != SEEN]
            table = tables.findings
            standing = select(table.c.id, table.c.project).where(table.c.status == "open").order_by(table.c.id)
            found = connection.execute(standing).all()
            self.hidden = [f.id for f in found if f.project != self.own.id]
            self.shown = [f.id for f in found if f.project == self.own.id]
            self.scan = str(connection.execute(select(tables.scans.c.id)).scalars().first())
            issues = select(tables.issues.c.key).where(tables.issues.c.project != self.own.id).limit(40)
            self.issues = list(connection.execute(issues).scalars())
        with writing(engine) as connection:
            other = self.others[0].id
            self.subscription, self.alert = "subscription-of-another", "alert-of-another"
            connection.execute(
                insert(tables.subscriptions).values(
                    id=self.subscription, target="mailto://x@acme.example", projects=[other], symptoms=None,
                    min_severity="low", created_by="x", created_at=0,
                )
            )  # fmt: skip
            connection.execute(
                insert(tables.alerts).values(
                    id=self.alert, kind="new", project=other, findings=self.hidden[:1],
                    target="mailto://x@acme.example", state="dead", created_at=0, due_at=0, sent_at=None, attempts=1,
                    error=None,
                )
            )  # fmt: skip

    @property
    def secrets(self) -> list[str]:
        """Texts that tell of a project that is hidden."""
        names = [text for p in self.others for text in (p.id, p.key, p.name)]
        return [*names, *self.hidden, *self.issues, self.subscription, self.alert]

    def told(self, text: str, asked: str = "") -> list[str]:
        """What a text tells of hidden projects, beyond what was asked with."""
        return [s for s in self.secrets if s not in asked and re.search(rf"(?<![\w-]){re.escape(s)}(?![\w-])", text)]


@pytest.fixture
def world(engine: Engine) -> Iterator[World]:
    app = create_app(engine, Settings(str(engine.url), now=parse_instant(NOW)))
    with TestClient(app, "https://brug.example", client=("192.0.2.7", 50_000)) as api:
        yield World(engine, api)


# How each operation is asked; {…} is filled with the ids of things that are hidden.
ASKED: dict[str, tuple[str, str, Any]] = {
    "listFindings": ("GET", "/findings?limit=500", None),
    "getFinding": ("GET", "/findings/{finding}", None),
    "decideFinding": ("PATCH", "/findings/{finding}", {"status": "acknowledged"}),
    "getFindingHistory": ("GET", "/findings/{finding}/history", None),
    "noteFinding": ("POST", "/findings/{finding}/notes", {"text": "x"}),
    "listProjects": ("GET", "/projects", None),
    "getProject": ("GET", "/projects/{project}", None),
    "getSummary": ("GET", "/summary", None),
    "listScans": ("GET", "/scans", None),
    "getScan": ("GET", "/scans/{scan}", None),
    "startScan": ("POST", "/scans", {"projects": ["{key}"]}),
    "cancelScan": ("POST", "/scans/{scan}/cancel", None),
    "listSyncs": ("GET", "/syncs", None),
    "getSync": ("GET", "/syncs/nosuch", None),
    "listSchedules": ("GET", "/schedule", None),
    "startSync": ("POST", "/syncs", {"projects": ["{key}"]}),
    "cancelSync": ("POST", "/syncs/nosuch/cancel", None),
    "getPolicy": ("GET", "/policy", None),
    "setPolicy": ("PUT", "/policy", {"thresholds": {}, "projects": []}),
    "listDetectors": ("GET", "/detectors", None),
    "getAlerting": ("GET", "/alerting", None),
    "setAlerting": ("PUT", "/alerting", {}),
    "getSides": ("GET", "/sides", None),
    "setSides": ("PUT", "/sides", {}),
    "listGoals": ("GET", "/goals", None),
    "setGoals": ("PUT", "/goals", {"items": []}),
    "listBudgets": ("GET", "/budgets", None),
    "setBudgets": ("PUT", "/budgets", {"items": [{"project": "{key}", "hours": 10}]}),
    "getLeads": ("GET", "/projects/{project}/leads", None),
    "setLeads": ("PUT", "/projects/{project}/leads", {"leads": ["x@acme.example"]}),
    "listSubscriptions": ("GET", "/subscriptions", None),
    "subscribe": ("POST", "/subscriptions", {"target": "mailto://x@acme.example", "projects": ["{key}"]}),
    "unsubscribe": ("DELETE", "/subscriptions/{subscription}", None),
    "listAlerts": ("GET", "/alerts", None),
    "retryAlert": ("POST", "/alerts/{alert}/retry", None),
    "listAudit": ("GET", "/audit", None),
    "listMeasures": ("GET", "/projects/{project}/measures", None),
    "listCommitments": ("GET", "/commitments?limit=500", None),
    "getCommitment": ("GET", "/commitments/{commitment}", None),
    "getCommitmentHistory": ("GET", "/commitments/{commitment}/history", None),
    "getBacktest": ("GET", "/backtest?from=2026-05-04&until=2026-06-01", None),
    "previewPolicy": (
        "POST",
        "/policy/preview",
        {
            "thresholds": {"scope-growth": {"threshold": 0.01}},
            "project": "{key}",
            "from": "2026-05-04",
            "until": "2026-06-01",
        },
    ),
    "getMe": ("GET", "/me", None),
}
# What tells of no project, and what is the same for everybody.
OF_NOBODY = {"getHealth", "getReadiness", "getMetrics"}


def operations(api: TestClient) -> dict[str, str]:
    """The scope-independent ids of all operations, with their methods."""
    document = api.get("/openapi.json").json()
    return {o["operationId"]: method for path in document["paths"].values() for method, o in path.items()}


def ask(world: World, operation: str, headers: dict[str, str], query: str = "") -> httpx.Response:
    method, path, body = ASKED[operation]
    fill = {
        "finding": world.hidden[0], "project": world.others[0].id, "key": world.others[0].key, "scan": world.scan,
        "subscription": world.subscription, "alert": world.alert,
    }  # fmt: skip
    if "{commitment}" in path:
        found = world.api.get(f"{API}/commitments", headers=world.whole, params={"limit": 500}).json()["items"]
        fill["commitment"] = next(c["id"] for c in found if c["project"] != SEEN)
    path = path.format(**fill)
    text = None if body is None else json.dumps(body).replace("{key}", fill["key"])
    kind = {} if text is None else {"Content-Type": "application/json"}
    answer: httpx.Response = world.api.request(method, API + path + query, headers=headers | kind, content=text)
    return answer


def test_every_operation_is_asked_here(world: World) -> None:
    assert set(operations(world.api)) == set(ASKED) | OF_NOBODY


@pytest.mark.parametrize("operation", ASKED)
def test_no_answer_tells_of_another_project(world: World, operation: str) -> None:
    for headers in world.bound.values():
        answer = ask(world, operation, headers)
        assert answer.status_code < 500
        asked = f"{answer.request.url} {answer.request.content.decode()}"
        assert world.told(answer.text + str(dict(answer.headers)), asked) == []


# A scan of all projects concerns the one that is seen, too.
OF_ALL = {"getScan", "cancelScan", "getSync", "cancelSync"}


@pytest.mark.parametrize(
    "operation", [o for o, (method, path, _) in ASKED.items() if ("{" in path or method != "GET") and o not in OF_ALL]
)
def test_what_is_hidden_is_as_what_is_not_there(world: World, operation: str) -> None:
    """Whoever guesses an id learns nothing: the answer is 404 (or 403, before anything is looked at)."""
    answer = ask(world, operation, world.bound["admin"])
    assert answer.status_code in (403, 404), answer.text
    assert ask(world, operation, world.whole).status_code < 300 or operation.startswith("get")


@pytest.mark.parametrize("path", ["/findings", "/projects", "/summary", "/commitments"])
def test_no_table_tells_of_another_project(world: World, path: str) -> None:
    answer = world.api.get(f"{API}{path}?format=csv", headers=world.bound["read"])
    assert answer.text.count("\n") > 1
    assert world.told(answer.text) == []


def test_counts_are_those_of_what_is_seen(world: World) -> None:
    answer = world.api.get(f"{API}/findings?status=open", headers=world.bound["read"]).json()
    assert answer["total"] == len(world.shown) > 0
    assert world.api.get(f"{API}/projects", headers=world.bound["read"]).json()["total"] == 1
    summary = world.api.get(f"{API}/summary", headers=world.bound["read"]).json()
    assert sum(summary["rag"].values()) == 1
    for scan in world.api.get(f"{API}/scans", headers=world.bound["read"]).json()["items"]:
        assert scan["projects"] == [world.own.id]
        assert scan["progress"] is None


def test_a_filter_or_a_search_finds_nothing_hidden(world: World) -> None:
    with reading(world.engine) as connection:
        other = connection.execute(select(tables.findings).where(tables.findings.c.id == world.hidden[0])).one()
    project = next(p for p in world.others if p.id == other.project)
    for query in (f"project={project.key}", f"q={other.id}", f"q={other.title[:40]}"):
        found = world.api.get(f"{API}/findings?{query}", headers=world.bound["read"]).json()
        assert (found["items"], found["total"]) == ([], 0)
        assert world.api.get(f"{API}/findings?{query}", headers=world.whole).json()["total"] > 0


def test_the_past_is_hidden_too(world: World) -> None:
    found = world.api.get(f"{API}/findings?as_of=2026-06-01&limit=500", headers=world.bound["read"])
    assert {f["project"] for f in found.json()["items"]} <= {SEEN}
    everything = world.api.get(f"{API}/findings?as_of=2026-06-01&limit=500", headers=world.whole).json()
    assert {f["project"] for f in everything["items"]} - {SEEN}


def test_a_cursor_of_somebody_else_leads_nowhere_hidden(world: World) -> None:
    page = world.api.get(f"{API}/findings?limit=1", headers=world.whole).json()
    cursor = page["next_cursor"]
    found = world.api.get(f"{API}/findings?limit=500&cursor={cursor}", headers=world.bound["read"]).json()
    assert {f["project"] for f in found["items"]} <= {SEEN}


def test_one_who_sees_less_is_not_given_what_another_was_given(world: World) -> None:
    """Answers are kept in memory: not for others than those who see the same."""
    for path in ("/summary", "/findings?limit=500", "/projects"):
        whole = world.api.get(API + path, headers=world.whole)
        bound = world.api.get(API + path, headers=world.bound["read"])
        assert whole.text != bound.text
        assert world.told(bound.text) == []
        tag = {"If-None-Match": whole.headers["etag"]}
        assert world.api.get(API + path, headers=world.bound["read"] | tag).status_code == 200


def test_what_a_bound_key_asks_for_is_done_for_its_projects_only(world: World) -> None:
    scan = world.api.post(f"{API}/scans", headers=world.bound["write"]).json()
    assert scan["projects"] == [world.own.id]
    made = world.api.post(
        f"{API}/subscriptions", headers=world.bound["write"], json={"target": "mailto://x@acme.example"}
    ).json()
    assert made["projects"] == [world.own.id]
    before = world.api.get(f"{API}/budgets", headers=world.whole).json()["items"]
    body = {"items": [{"project": SEEN, "hours": 10}]}
    assert world.api.put(f"{API}/budgets", headers=world.bound["admin"], json=body).status_code == 200
    after = world.api.get(f"{API}/budgets", headers=world.whole).json()["items"]
    assert [b for b in after if b["key"] != SEEN] == [b for b in before if b["key"] != SEEN]


def test_pages_of_what_is_seen_hold_all_of_it(engine: Engine, world: World) -> None:
    world.api.headers.update(world.bound["read"])
    assert {f["id"] for f in by_cursor(world.api, "/findings", limit=1, status="open")} == set(world.shown)
