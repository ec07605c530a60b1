"""Who gets in: with a key that holds, as far as its scope reaches, and at the rate at which it may ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from app.access.keys import create_key, list_keys, revoke_key
from app.access.rates import Rates
from app.api.application import create_app
from app.database import tables
from app.database.engine import reading, writing
from app.errors import BrugError, UnknownProject
from app.instants import parse_instant
from app.settings import Settings
from tests.api.asking import problem
from tests.api.conftest import NOW


def key(engine: Engine, name: str, scope: str = "read", projects: list[str] | None = None) -> dict[str, str]:
    """The headers of a new key."""
    with writing(engine) as connection:
        _, secret = create_key(connection, name, scope, projects, parse_instant(NOW))
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def afar(engine: Engine) -> Iterator[TestClient]:
    """A client on another machine."""
    app = create_app(engine, Settings(str(engine.url), now=parse_instant(NOW)))
    with TestClient(app, "https://brug.example", client=("192.0.2.7", 50_000)) as opened:
        yield opened


def test_a_key_gets_in_from_anywhere_and_nobody_without_one(engine: Engine, afar: TestClient) -> None:
    headers = key(engine, "pmo")
    assert afar.get("/api/v1/findings", headers=headers).status_code == 200
    refused = afar.get("/api/v1/findings")
    assert "key" in problem(refused, 401)["detail"]
    assert refused.headers["www-authenticate"] == "Bearer"


def test_with_the_first_key_this_machine_needs_one_too(engine: Engine, api: TestClient) -> None:
    assert api.get("/api/v1/projects").status_code == 200
    headers = key(engine, "pmo")
    problem(api.get("/api/v1/projects"), 401)
    assert api.get("/api/v1/projects", headers=headers).status_code == 200


@pytest.mark.parametrize("given", ["Bearer nonsense", "Bearer ", "Basic cG1vOnBtbw==", "nonsense", "Bearer brug_ÿ"])
def test_what_is_no_key_does_not_get_in(engine: Engine, afar: TestClient, given: str) -> None:
    key(engine, "pmo")
    problem(afar.get("/api/v1/findings", headers={"Authorization": given.encode("latin-1")}), 401)


def test_a_key_in_the_address_is_no_key(engine: Engine, afar: TestClient) -> None:
    secret = key(engine, "pmo")["Authorization"].removeprefix("Bearer ")
    for name in ("key", "api_key", "token", "access_token"):
        problem(afar.get("/api/v1/findings", params={name: secret}), 401)


def test_a_revoked_key_ends_at_once_and_nobody_gets_in_after_the_last(engine: Engine, api: TestClient) -> None:
    headers = key(engine, "pmo")
    assert api.get("/api/v1/findings", headers=headers).status_code == 200
    with writing(engine) as connection:
        revoke_key(connection, "pmo", parse_instant(NOW))
    assert "revoked" in problem(api.get("/api/v1/findings", headers=headers), 401)["detail"]
    problem(api.get("/api/v1/findings"), 401)


def test_probes_and_the_document_of_the_api_need_no_key(engine: Engine, afar: TestClient) -> None:
    key(engine, "pmo")
    for path in ("/healthz", "/readyz", "/openapi.json", "/docs"):
        assert afar.get(path).status_code == 200, path
    problem(afar.get("/metrics"), 401)


@pytest.mark.parametrize(
    ("scope", "may_decide", "may_declare"), [("read", False, False), ("write", True, False), ("admin", True, True)]
)
def test_a_scope_reaches_as_far_as_it_says(
    engine: Engine, afar: TestClient, scope: str, may_decide: bool, may_declare: bool
) -> None:
    headers = key(engine, "pmo", scope)
    finding = afar.get("/api/v1/findings", headers=headers, params={"status": "open"}).json()["items"][0]["id"]
    decided = afar.patch(f"/api/v1/findings/{finding}", json={"status": "acknowledged"}, headers=headers)
    asked = afar.post("/api/v1/scans", headers=headers)
    declared = afar.put("/api/v1/policy", json={"thresholds": {}}, headers=headers)
    assert (decided.status_code, asked.status_code) == ((200, 202) if may_decide else (403, 403))
    assert declared.status_code == (200 if may_declare else 403)
    for refused in (a for a in (decided, asked, declared) if a.status_code == 403):
        assert f'"{scope}"' in problem(refused, 403)["detail"]


def test_who_decided_is_the_name_of_the_key(engine: Engine, afar: TestClient) -> None:
    headers = key(engine, "lead of APP", "write")
    finding = afar.get("/api/v1/findings", headers=headers, params={"status": "open"}).json()["items"][0]["id"]
    afar.patch(f"/api/v1/findings/{finding}", json={"status": "acknowledged"}, headers=headers)
    steps = afar.get(f"/api/v1/findings/{finding}/history", headers=headers).json()["items"]
    assert steps[-1]["by"] == "lead of APP"


def test_whoever_asks_too_fast_waits_and_others_do_not(engine: Engine) -> None:
    first, second = key(engine, "first"), key(engine, "second")
    app = create_app(engine, Settings(str(engine.url), rate=3))
    with TestClient(app, "https://brug.example", client=("192.0.2.7", 50_000)) as api:
        for _ in range(3):
            assert api.get("/api/v1/detectors", headers=first).status_code == 200
        refused = api.get("/api/v1/detectors", headers=first)
        problem(refused, 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 20
        assert api.get("/api/v1/detectors", headers=second).status_code == 200


def test_a_rate_fills_up_again_with_time() -> None:
    at = 0.0
    rates = Rates(60, clock=lambda: at)
    assert [rates.wait("a") for _ in range(61)] == [0] * 60 + [1]
    at = 1.0
    assert (rates.wait("a"), rates.wait("a")) == (0, 1)
    at = 1_000.0
    assert [rates.wait("a") for _ in range(61)] == [0] * 60 + [1]
    assert {Rates(0).wait("a") for _ in range(10_000)} == {0}


def test_only_the_hash_of_a_key_is_kept(engine: Engine) -> None:
    secret = key(engine, "pmo")["Authorization"].removeprefix("Bearer ")
    with reading(engine) as connection:
        row = connection.execute(select(tables.keys)).one()
    assert len(secret) > 40
    assert secret not in str(tuple(row))
    assert secret[5:] not in str(tuple(row))


def test_a_name_is_taken_while_its_key_holds(engine: Engine) -> None:
    key(engine, "pmo")
    with pytest.raises(BrugError, match="already"):
        key(engine, "pmo")
    with writing(engine) as connection:
        revoke_key(connection, "pmo", parse_instant(NOW))
    key(engine, "pmo")
    with reading(engine) as connection:
        assert [k.revoked_at is None for k in list_keys(connection)] == [False, True]


def test_a_key_is_bound_only_to_projects_that_are_known(engine: Engine) -> None:
    with pytest.raises(UnknownProject, match=r'"SHC".*did you mean "SCH"'):
        key(engine, "pmo", "read", ["SHC"])


def test_a_key_may_be_bound_to_a_project_before_it_is_synced(engine: Engine, afar: TestClient) -> None:
    with writing(engine) as connection:
        row = connection.execute(select(tables.projects).where(tables.projects.c.key == "SCH")).one()
        connection.execute(tables.projects.update().where(tables.projects.c.id == row.id).values(key="OTHER"))
    headers = key(engine, "lead", "read", ["SCH"])
    assert afar.get("/api/v1/projects", headers=headers).json()["items"] == []
    with writing(engine) as connection:
        connection.execute(tables.projects.update().where(tables.projects.c.id == row.id).values(key="SCH"))
    assert [p["key"] for p in afar.get("/api/v1/projects", headers=headers).json()["items"]] == ["SCH"]


def test_a_key_stays_with_its_project_when_that_gets_another_key(engine: Engine, afar: TestClient) -> None:
    headers = key(engine, "lead", "read", ["SCH"])
    with writing(engine) as connection:
        table = tables.projects
        connection.execute(table.update().where(table.c.key == "SCH").values(key="SCHOOL"))
        connection.execute(table.update().where(table.c.key == "WEB").values(key="SCH"))
    assert [p["key"] for p in afar.get("/api/v1/projects", headers=headers).json()["items"]] == ["SCHOOL"]
