"""A history comes with what is declared for its project."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from app.database.engine import writing
from app.declaration.apply import apply
from app.declaration.model import Declaration, DeclaredProject, DeclaredSource
from app.histories import Histories
from app.instants import start_of
from app.sync import project_id, sync
from detectors.declared import Budget
from tests.app.fake_source import NOW, Tracker, issue


def test_a_project_s_budget_reaches_its_detectors_and_no_other_s(engine: Engine) -> None:
    given: dict[str, float | int | str] = {"money": 90_000, "rate": 90, "baseline": "2026-01-05", "until": "2026-06-30"}
    with writing(engine) as connection:
        project = DeclaredProject(source="fake", key="CRM", budget=given)
        apply(connection, Declaration(sources=(DeclaredSource("fake", "fake", ""),), projects=(project,)), NOW)
    sync(engine, NOW, openers=Tracker([issue(1)], projects=("CRM", "WEB")).opener())
    histories = Histories(engine)
    assert histories.of(project_id("fake", "id-CRM")).declared.budget == Budget(
        "money", 90_000, 90, start_of(date(2026, 1, 5)), start_of(date(2026, 6, 30))
    )
    assert histories.of(project_id("fake", "id-WEB")).declared.budget is None
