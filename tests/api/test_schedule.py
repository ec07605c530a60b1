"""`GET /schedule`, `/metrics` and `/readyz`: when the next run is due, what came of the last, and who fell behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, update

from app.api.application import create_app
from app.database import tables
from app.database.engine import writing
from app.declaration.apply import apply
from app.declaration.parse import parse
from app.detection import known_thresholds
from app.instants import parse_instant
from app.jobs.ledger import DONE
from app.schedule.entering import enter_due
from app.settings import Settings
from tests.api.asking import items
from tests.api.conftest import ANCHOR, NOW
from tests.api.test_keys import key
from tests.api.test_metrics import figures

# NOW is a Monday, an hour after six in Amsterdam; it is winter.
DUE, NEXT, AFTER = "2026-11-23T05:00:00Z", "2026-11-30T05:00:00Z", "2026-12-07T05:00:00Z"


def at(engine: Engine, moment: str) -> Iterator[TestClient]:
    settings = Settings(str(engine.url), now=parse_instant(moment))
    with TestClient(create_app(engine, settings), "http://127.0.0.1:8080", client=("127.0.0.1", 50_000)) as opened:
        yield opened


def entered(engine: Engine, moment: str) -> None:
    with writing(engine) as connection:
        enter_due(connection, parse_instant(moment))


def scanned(engine: Engine, moment: str) -> None:
    """The jobs of the newest run are done."""
    with writing(engine) as connection:
        ended = {"status": DONE, "finished_at": parse_instant(moment)}
        for table in (tables.scans, tables.syncs):
            connection.execute(update(table).where(table.c.due_at.is_not(None)).values(ended))


def test_the_schedule_tells_the_next_run_and_what_it_covers(api: TestClient) -> None:
    (one,) = items(api, "/schedule")
    assert (one["name"], one["cron"], one["timezone"]) == ("scan", "0 6 * * mon", "Europe/Amsterdam")
    assert (one["source"], one["project"]) == (None, None)
    assert (one["last_due_at"], one["last_success_at"], one["next_due_at"]) == (None, None, DUE)
    projects = {(p["id"], p["source"], p["key"]) for p in items(api, "/projects")}
    assert {(p["id"], p["source"], p["key"]) for p in one["projects"]} == projects


def test_after_a_run_it_tells_of_that(engine: Engine) -> None:
    entered(engine, NOW)
    for api in at(engine, NOW):
        (one,) = items(api, "/schedule")
        assert (one["last_due_at"], one["next_due_at"]) == (DUE, NEXT)
    scanned(engine, "2026-11-23T06:03:00Z")
    for api in at(engine, NOW):
        (one,) = items(api, "/schedule")
        assert one["last_success_at"] == "2026-11-23T06:03:00Z"


def test_scans_and_syncs_tell_when_they_were_due(engine: Engine) -> None:
    entered(engine, NOW)
    scanned(engine, NOW)
    for api in at(engine, NOW):
        for path in ("/scans", "/syncs"):
            assert {item["due_at"] for item in items(api, path, limit=500)} == {None, DUE}


def declared(engine: Engine, more: str) -> None:
    text = f'[[sources]]\nname = "demo"\nkind = "demo"\nurl = "demo:{ANCHOR}"\n{more}'
    with writing(engine) as connection:
        apply(connection, parse(text, "brug.toml", known_thresholds()), parse_instant(NOW))


def test_a_bound_key_sees_the_schedules_of_its_projects_only(engine: Engine) -> None:
    own = '[[projects]]\nsource = "demo"\nkey = "{}"\nscan = "0 7 * * *"\n'
    declared(engine, own.format("APP") + own.format("SCH"))
    for api in at(engine, NOW):
        whole, bound = key(engine, "whole"), key(engine, "bound", "read", ["APP"])

        def seen(headers: dict[str, str], api: TestClient = api) -> dict[str, list[str]]:
            listed: list[dict[str, Any]] = api.get("/api/v1/schedule", headers=headers).json()["items"]
            return {one["name"]: [p["key"] for p in one["projects"]] for one in listed}

        assert seen(bound) == {"project demo APP": ["APP"]}
        assert set(seen(whole)) == {"scan", "project demo APP", "project demo SCH"}
        assert not {"APP", "SCH"} & set(seen(whole)["scan"])


def test_figures_tell_the_next_run_and_who_leads(engine: Engine) -> None:
    entered(engine, NOW)
    for api in at(engine, NOW):
        found = figures(api)
        assert found["brug_next_run_seconds"]["scan",] == parse_instant(NEXT) / 1000
        assert found["brug_leading"][()] == 0
        assert found["brug_source_overdue"]["demo",] == 0


# The source was synced on the 23rd, in the hour in which it was due. At the second Monday after, two runs were missed.
@pytest.mark.parametrize(
    ("moment", "status"),
    [(NOW, "ready"), (NEXT, "ready"), ("2026-12-07T04:59:59Z", "ready"), (AFTER, "degraded")],
)
def test_brug_is_degraded_when_a_source_was_not_synced_for_two_periods(
    engine: Engine, moment: str, status: str
) -> None:
    with writing(engine) as connection:
        connection.execute(update(tables.sources).values(synced_at=parse_instant(DUE) + 60_000))
    for api in at(engine, moment):
        answer = api.get("/readyz")
        assert answer.status_code == 200
        assert answer.json() == {"status": status} | ({"overdue_sources": 1} if status == "degraded" else {})
        assert figures(api)["brug_source_overdue"]["demo",] == (status == "degraded")


def never_synced(engine: Engine) -> None:
    """A second source, declared at NOW; the first one is synced from now on."""
    declared(engine, '[[sources]]\nname = "new"\nkind = "demo"\n')
    demo = tables.sources.c.name == "demo"
    with writing(engine) as connection:
        connection.execute(update(tables.sources).where(demo).values(synced_at=parse_instant(AFTER)))


def readiness(engine: Engine, moment: str) -> str:
    (found,) = [api.get("/readyz").json()["status"] for api in at(engine, moment)]
    return str(found)


def test_a_source_that_was_never_synced_falls_behind_when_no_run_is_entered_for_two_periods(engine: Engine) -> None:
    entered(engine, NOW)
    never_synced(engine)
    assert [readiness(engine, moment) for moment in (NOW, NEXT, AFTER)] == ["ready", "ready", "degraded"]


def test_a_source_that_was_never_synced_falls_behind_when_two_runs_failed_for_it(engine: Engine) -> None:
    never_synced(engine)
    for moment, status in ((NOW, "ready"), (NEXT, "degraded")):
        entered(engine, moment)
        failed = {"report": {"projects": [], "failures": [{"source": "new", "detail": "no"}], "notes": []}}
        with writing(engine) as connection:
            connection.execute(update(tables.syncs).where(tables.syncs.c.due_at.is_not(None)).values(failed))
        scanned(engine, moment)
        assert readiness(engine, moment) == status
