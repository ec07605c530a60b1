"""`GET /metrics`: how brug is, in figures that Prometheus reads."""

from __future__ import annotations

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from app.instants import parse_instant
from tests.api.asking import items, problem
from tests.api.conftest import NOW
from tests.api.test_keys import key

Figures = dict[str, dict[tuple[str, ...], float]]


def figures(api: TestClient) -> Figures:
    answer = api.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        family.name: {tuple(sorted(sample.labels.values())): sample.value for sample in family.samples}
        for family in text_string_to_metric_families(answer.text)
    }


def test_findings_jobs_and_sources_are_counted(api: TestClient) -> None:
    found = figures(api)
    findings = items(api, "/findings", limit=500)
    assert sum(found["brug_findings"].values()) == len(findings)
    one = findings[0]
    same = [f for f in findings if all(f[k] == one[k] for k in ("symptom", "severity", "status"))]
    assert found["brug_findings"][tuple(sorted((one["symptom"], one["severity"], one["status"])))] == len(same)
    scans = items(api, "/scans", limit=500)
    assert found["brug_jobs"]["done", "scan"] == len(scans)
    assert found["brug_jobs"]["running", "scan"] == 0
    assert sum(found["brug_alerts"].values()) == len(items(api, "/alerts", limit=500)) > 0
    assert found["brug_source_failing"]["demo",] == 0
    newest = max(p["last_at"] for p in items(api, "/projects"))
    age = (parse_instant(NOW) - parse_instant(newest)) / 1000
    assert found["brug_source_history_age_seconds"]["demo",] == age
    assert found["brug_last_success_seconds"]["scan",] >= parse_instant(NOW) / 1000
    assert found["brug_last_duration_seconds"]["scan",] >= 0


def test_figures_are_the_whole_organisations(api: TestClient, engine: Engine) -> None:
    assert api.get("/metrics", headers=key(engine, "prometheus")).status_code == 200
    problem(api.get("/metrics", headers=key(engine, "lead", "read", ["SCH"])), 403)
