"""A backtest tells of each thing what the scan of the week told in which it was worst."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, update

from app.backtest import backtest
from app.database import tables
from app.database.engine import writing
from app.findings.document import Document
from app.instants import parse_date
from app.scan import scan
from app.sync import sync
from detectors.columns import pack
from tests.app.fake_source import Tracker, declare, issue
from tests.app.told import grown_and_late

NOW = parse_date("2026-06-01")
# What is found does not hang on the kind of database.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def project(engine: Engine) -> Engine:
    """A database with one project, whose history is the one that is told."""
    declare(engine)
    sync(engine, NOW, openers=Tracker([issue(1)]).opener())
    with writing(engine) as connection:
        connection.execute(update(tables.segments).values(bytes=pack(grown_and_late().history().columns)))
    return engine


def scanned(engine: Engine, day: str) -> dict[str, Document]:
    """What the scan of a day found, by detector."""
    return {d["detector"]: d for d in scan(engine, NOW, as_of=parse_date(day)).findings}


def backtested(engine: Engine, since: str, until: str) -> dict[str, Document]:
    return {d["detector"]: d for d in backtest(engine, parse_date(since), parse_date(until)).findings}


def without_scan(documents: dict[str, Document]) -> dict[str, Document]:
    return {detector: document | {"scan": ""} for detector, document in documents.items()}


@pytest.mark.parametrize("day", ["2026-03-23", "2026-04-13", "2026-05-04", "2026-05-20"])
def test_that_of_one_moment_finds_what_its_scan_finds_word_for_word(project: Engine, day: str) -> None:
    found = backtested(project, day, day)
    assert "scope-growth" in found
    assert without_scan(found) == without_scan(scanned(project, day))


def test_a_thing_is_told_as_the_last_week_told_it_in_which_it_was_worst(project: Engine) -> None:
    # Grown by all of it until the four were taken out on 15 April, and by half of it from then on; late by 4, 9 and
    # then 10 of 38 planned working days, of which only the last is over a quarter.
    found = backtested(project, "2026-03-16", "2026-05-25")
    assert {detector: (d["severity"], d["as_of"][:10]) for detector, d in found.items()} == {
        "scope-growth": ("critical", "2026-04-13"),
        "late-delivery": ("high", "2026-05-25"),
    }
    until = {"last_seen": "2026-05-25T00:00:00Z", "scan": "backtest"}
    for detector, document in found.items():
        assert document == scanned(project, document["as_of"][:10])[detector] | until
    assert found["scope-growth"]["first_visible"] == "2026-03-23T00:00:00Z"
    assert found["late-delivery"]["first_visible"] == "2026-05-04T00:00:00Z"
    assert "it went 10 working days over its date" in found["late-delivery"]["summary"]
    assert "over its date" not in found["scope-growth"]["summary"]
