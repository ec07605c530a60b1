"""A sync of a selection pulls that and nothing else, and a sync of one project is none of its source."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import reading
from app.selection import ALL, Selection
from app.sync import sync
from tests.app.fake_source import NOW, Tracker, declare, issue

CRM, WEB = ("fake", "CRM"), ("fake", "WEB")


def pulled(engine: Engine, selection: Selection, now: int = NOW) -> list[tuple[str, str]]:
    tracker = Tracker([issue(1)], projects=("CRM", "WEB"))
    report = sync(engine, now, openers=tracker.opener(), selection=selection)
    assert not report.failures
    return [(project.source, project.key) for project in report.projects]


@pytest.mark.parametrize("listed", [None, ("CRM", "WEB")])
def test_a_selection_is_pulled_and_nothing_else(engine: Engine, listed: tuple[str, ...] | None) -> None:
    declare(engine, "fake", "other", projects=listed)
    other = [("other", "CRM"), ("other", "WEB")]
    assert pulled(engine, ALL) == [CRM, WEB, *other]
    assert pulled(engine, Selection(without=frozenset({CRM}))) == [WEB, *other]
    assert pulled(engine, Selection(frozenset({"fake"}))) == [CRM, WEB]
    assert pulled(engine, Selection(frozenset({"fake"}), only=WEB)) == [WEB]
    assert pulled(engine, Selection(frozenset())) == []


def test_a_sync_of_one_project_is_none_of_its_source(engine: Engine) -> None:
    declare(engine)
    pulled(engine, Selection(frozenset({"fake"})))
    pulled(engine, Selection(frozenset({"fake"}), only=CRM), NOW + 1_000)
    with reading(engine) as connection:
        assert connection.execute(select(tables.sources.c.synced_at)).scalar_one() == NOW
        assert sorted(connection.execute(select(tables.projects.c.synced_at)).scalars()) == [NOW, NOW + 1_000]
