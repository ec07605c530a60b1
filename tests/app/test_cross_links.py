"""Issues of different projects and sources that belong together are found by the keys they have and had."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from sqlalchemy import Engine, delete, select

from app.cross_links import cross_link
from app.database import tables
from app.database.engine import reading, writing
from app.histories import Histories
from app.sync import project_id, sync
from connectors.connector import NOTHING, Held
from connectors.records import Change, Issue, Link, Page, Project
from tests.app.fake_source import NOW, FakeConnector, Tracker, declare, issue

CRM, CODE = project_id("tracker", "id-CRM"), project_id("forge", "id-acme/crm")
DAY = 86_400_000


def wish(number: int, *links: str, key: str = "") -> Issue:
    return msgspec.structs.replace(
        issue(number), key=key or f"CRM-{number}", links=tuple(Link(other, "names") for other in links)
    )


def proposal(number: int, *links: str) -> Issue:
    return wish(number, *links, key=f"acme/crm#{number}")


def moved(given: Issue, key: str) -> Issue:
    """The issue under another key, which its history tells."""
    change = Change(NOW - DAY, "key", "9", "ann", from_text=given.key, to_text=key)
    return msgspec.structs.replace(given, key=key, updated_at=NOW, changes=(*given.changes, change))


def pull(engine: Engine, now: int = NOW, **sources: Tracker) -> None:
    declare(engine, *sources)
    opener = {"fake": lambda settings: FakeConnector(sources[settings.name], settings)}
    assert not sync(engine, now, openers=opener).failures


def pairs(engine: Engine) -> set[tuple[str, str]]:
    """The pairs, named by key, each in the direction that sorts first."""
    table, issues = tables.cross_links, tables.issues
    with reading(engine) as connection:
        key = {(row.project, row.issue): row.key for row in connection.execute(select(issues))}
        rows = [tuple(row) for row in connection.execute(select(table))]
    found = {(key[row[0], row[1]], key[row[2], row[3]]) for row in rows}
    assert all((other, one) in found for one, other in found)
    return {(one, other) for one, other in found if one < other}


def code(*issues: Issue) -> Tracker:
    return Tracker(list(issues), projects=("acme/crm",))


def test_a_pull_request_that_names_a_key_is_joined_with_the_issue(engine: Engine) -> None:
    pull(engine, tracker=Tracker([wish(1), wish(2)]), forge=code(proposal(1, "CRM-2", "UTF-8", "3")))
    assert pairs(engine) == {("CRM-2", "acme/crm#1")}
    loaded = Histories(engine)
    (seen,) = loaded.of(CRM).neighbours
    assert (seen.history.source, seen.history.project) == ("forge", "acme/crm")
    here, there = loaded.of(CRM), seen.history
    assert seen.linked == {here.position["CRM-2"]: (there.position["acme/crm#1"],)}
    (back,) = loaded.of(CODE).neighbours
    assert [back.history.keys[place] for place in back.linked[0]] == ["CRM-2"]


def test_an_issue_that_names_a_pull_request_is_joined_too(engine: Engine) -> None:
    pull(engine, tracker=Tracker([wish(1, "acme/crm#1")]), forge=code(proposal(1)))
    assert pairs(engine) == {("CRM-1", "acme/crm#1")}


def test_what_stands_in_the_own_project_is_no_way_out(engine: Engine) -> None:
    pull(engine, tracker=Tracker([wish(1), wish(2, "CRM-1")]), forge=code(proposal(1)))
    assert pairs(engine) == set()


def test_a_key_that_two_sources_know_is_not_guessed(engine: Engine) -> None:
    pull(engine, tracker=Tracker([wish(1)]), second=Tracker([wish(1)]), forge=code(proposal(1, "CRM-1")))
    assert pairs(engine) == set()


def test_an_issue_is_found_by_a_key_that_it_once_had(engine: Engine) -> None:
    tracker = Tracker([moved(wish(1), "WEB-7")])
    pull(engine, tracker=tracker, forge=code(proposal(1, "CRM-1"), proposal(2, "WEB-7")))
    assert pairs(engine) == {("WEB-7", "acme/crm#1"), ("WEB-7", "acme/crm#2")}


def test_joins_follow_what_changes_and_nothing_is_written_twice(engine: Engine) -> None:
    tracker, forge = Tracker([wish(1), wish(2)]), code(proposal(1, "CRM-2"))
    pull(engine, tracker=tracker, forge=forge)
    forge.issues = [msgspec.structs.replace(proposal(1, "CRM-1"), updated_at=NOW)]
    pull(engine, NOW + DAY, tracker=tracker, forge=forge)
    assert pairs(engine) == {("CRM-1", "acme/crm#1")}
    with writing(engine) as connection:
        connection.execute(delete(tables.cross_links))
    # As after a sync that was killed before its end: the next one, that brings nothing, makes up for it.
    pull(engine, NOW + DAY, tracker=tracker, forge=forge)
    assert pairs(engine) == {("CRM-1", "acme/crm#1")}
    assert cross_link(engine) == 1


class TwoProjects(FakeConnector):
    """A tracker in which every project has the issues whose keys begin with its own."""

    def pages(self, project: Project, cursor: str | None, held: Held = NOTHING) -> Iterator[Page]:
        every = self._tracker.issues
        self._tracker.issues = [given for given in every if given.key.startswith(project.key)]
        try:
            yield from super().pages(project, cursor, held)
        finally:
            self._tracker.issues = every


@pytest.mark.parametrize("named", ["CRM-1", "WEB-7"])
def test_an_issue_that_moved_between_projects_is_one_with_what_it_left_behind(engine: Engine, named: str) -> None:
    tracker, forge = Tracker([wish(1), wish(2)], projects=("CRM", "WEB")), code(proposal(1, named))
    declare(engine, "tracker", "forge")
    given = {"tracker": TwoProjects(tracker, None), "forge": FakeConnector(forge, None)}  # type: ignore[arg-type]
    opener = {"fake": lambda settings: given[settings.name]}
    assert not sync(engine, NOW, openers=opener).failures
    tracker.issues = [moved(wish(1), "WEB-7"), wish(2)]
    assert not sync(engine, NOW + DAY, openers=opener).failures
    assert pairs(engine) == {("CRM-1", "WEB-7"), ("WEB-7", "acme/crm#1")}
