"""A sync brings each page once, goes on where it stopped, and changes nothing when repeated."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from app.database import tables
from app.database.engine import open_engine, reading, writing
from app.errors import UnknownProject
from app.facts import FACTS, kept_in
from app.pages import write_page
from app.segments import load, read_rows
from app.sync import project_id, sync
from connectors.records import Commitment, Page, Person, Project, Unreadable
from detectors.columns import pack, unpack
from detectors.facts import pack_facts
from detectors.history import History
from tests.app.fake_source import NOW, FakeConnector, Tracker, declare, everything, issue

CRM = project_id("fake", "id-CRM")
DAY = 86_400_000


def test_a_project_is_read_whole(engine: Engine) -> None:
    declare(engine)
    report = sync(engine, NOW, openers=Tracker([issue(n) for n in range(1, 6)]).opener())
    assert [(p.key, p.issues, p.changed) for p in report.projects] == [("CRM", 5, True)]
    with reading(engine) as connection:
        row = connection.execute(select(tables.projects)).one()
        columns = load(connection, CRM)
    assert (row.issues, row.changes, row.comments, row.generation, row.synced_at) == (5, 5, 5, 1, NOW)
    assert columns.memberships.rows()[:2] == [("1", "epic", "1"), ("1", "release", "10")]
    assert columns.people["person"].to_list() == ["ann", "bob"]
    assert columns.issues["labels"].to_list()[0] == ["a", "b"]


def test_repeating_changes_nothing(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(n) for n in range(1, 6)], unreadable=(Unreadable("9", "no date"),))
    sync(engine, NOW, openers=tracker.opener())
    before = everything(engine)
    report = sync(engine, NOW, openers=tracker.opener())
    assert everything(engine) == before
    assert not report.projects[0].changed


@settings(max_examples=15, deadline=None)
@given(updates=st.lists(st.tuples(st.integers(1, 8), st.text(max_size=5)), max_size=12), page_size=st.integers(1, 4))
def test_syncing_twice_is_syncing_once(migrated: Path, updates: list[tuple[int, str]], page_size: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        engine = open_engine(f"sqlite:///{shutil.copy(migrated, directory)}")
        declare(engine)
        tracker = Tracker(page_size=page_size)
        by_number = {n: issue(n, NOW + step, title) for step, (n, title) in enumerate(updates)}
        tracker.issues = list(by_number.values())
        sync(engine, NOW, openers=tracker.opener())
        once = everything(engine)
        sync(engine, NOW, openers=tracker.opener())
        assert everything(engine) == once
        with reading(engine) as connection:
            rows = read_rows(connection, CRM, "fake")
            loaded = load(connection, CRM)
        for name in rows.__slots__:
            assert getattr(rows, name).equals(getattr(loaded, name))
            assert getattr(unpack(pack(rows)), name).equals(getattr(rows, name))
        engine.dispose()


@pytest.mark.parametrize("pages", [0, 1, 2])
def test_an_interrupted_sync_goes_on_and_ends_the_same(
    engine: Engine, pages: int, migrated: Path, tmp_path: Path
) -> None:
    undisturbed = open_engine(f"sqlite:///{shutil.copy(migrated, tmp_path / 'undisturbed.sqlite')}")
    for each in (engine, undisturbed):
        declare(each)
    issues = [issue(n) for n in range(1, 6)]
    broken = Tracker(issues, fails_after=pages)
    report = sync(engine, NOW, openers=broken.opener())
    assert [(f.source, f.project, f.temporary) for f in report.failures] == [("fake", "CRM", True)]
    with reading(engine) as connection:
        assert connection.execute(select(tables.sources.c.last_error)).scalar() is not None
        assert connection.execute(select(tables.segments)).all() == []
    assert not sync(engine, NOW, openers=broken.opener()).failures
    sync(undisturbed, NOW, openers=Tracker(issues).opener())
    assert everything(engine, ("generation",)) == everything(undisturbed, ("generation",))


def test_facts_of_an_older_brug_are_found_anew_and_the_history_stays_the_same(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(1), issue(2)])
    sync(engine, NOW, openers=tracker.opener())
    before = everything(engine)
    with writing(engine) as connection:
        columns = load(connection, CRM)
        older = pack(columns, pack_facts(History(columns), FACTS, "older"))
        connection.execute(update(tables.segments).values(bytes=older))
    sync(engine, NOW, openers=tracker.opener())
    with reading(engine) as connection:
        kept = kept_in(connection.execute(select(tables.segments.c.bytes)).scalar_one())
    assert set(kept) == {fact.name for fact in FACTS}
    assert everything(engine) == before


def test_an_issue_that_changed_is_replaced_whole(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(1), issue(2)])
    sync(engine, NOW, openers=tracker.opener())
    tracker.issues[0] = msgspec.structs.replace(issue(1, NOW), comments=(), title="New")
    report = sync(engine, NOW + DAY, openers=tracker.opener())
    with reading(engine) as connection:
        columns = load(connection, CRM)
        assert connection.execute(select(tables.projects.c.generation)).scalar() == 2
    assert report.projects[0].changed
    assert columns.issues["title"].to_list() == ["New", "Wish 2"]
    assert columns.comments["issue"].to_list() == ["2"]


def test_a_moved_promise_is_observed_once_and_the_first_stays(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(1)])
    sync(engine, NOW, openers=tracker.opener())
    tracker.commitments = (Commitment("release", "10", "CRM 1", "planned", due_at=NOW + 7 * DAY),)
    for _ in range(2):
        sync(engine, NOW + DAY, openers=tracker.opener())
    with reading(engine) as connection:
        columns = load(connection, CRM)
    assert columns.commitments["due_at"].to_list() == [NOW]
    assert columns.observations.rows() == [
        ("release", "10", NOW + DAY, "due_at", str(NOW), str(NOW + 7 * DAY)),
    ]


def test_a_promise_moved_and_moved_back_at_one_instant_was_not_moved(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(1)])
    first = tracker.commitments
    sync(engine, NOW, openers=tracker.opener())
    tracker.commitments = (msgspec.structs.replace(first[0], state="active"),)
    sync(engine, NOW + DAY, openers=tracker.opener())
    tracker.commitments = first
    sync(engine, NOW + DAY, openers=tracker.opener())
    assert everything(engine)["observations"] == []


def test_an_unreadable_record_is_kept_until_it_is_read(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(1)], unreadable=(Unreadable("2", "no date", "{}"),))
    sync(engine, NOW, openers=tracker.opener())
    sync(engine, NOW + DAY, openers=tracker.opener())
    assert everything(engine)["unreadable"] == [(CRM, "2", "no date", "{}", NOW)]
    tracker.issues, tracker.unreadable = [issue(1), issue(2)], ()
    sync(engine, NOW + DAY, openers=tracker.opener())
    assert everything(engine)["unreadable"] == []


def test_a_person_who_becomes_different_is_so_in_every_project(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(1)], projects=("CRM", "WEB"))
    sync(engine, NOW, openers=tracker.opener())
    tracker.people = (Person("ann", "Ann", email="ann@acme.example"), Person("bob", "Bob"))
    sync(engine, NOW, ["WEB"], openers=tracker.opener())
    with reading(engine) as connection:
        assert load(connection, CRM).people["email"].to_list() == ["ann@acme.example", None]


def test_a_source_that_fails_does_not_stop_the_others(engine: Engine) -> None:
    declare(engine, "a-broken", "fake")
    tracker = Tracker([issue(1)], fails_after=0)
    report = sync(engine, NOW, openers=tracker.opener())
    assert [f.source for f in report.failures] == ["a-broken"]
    assert [p.source for p in report.projects] == ["fake"]


def test_a_project_that_no_source_has_is_named_with_the_nearest(engine: Engine) -> None:
    declare(engine)
    with pytest.raises(UnknownProject, match='no source has a project "CRN"; did you mean "CRM"'):
        sync(engine, NOW, ["CRN"], openers=Tracker([issue(1)]).opener())


def test_a_declared_project_that_is_not_there_fails_and_the_rest_goes_on(engine: Engine) -> None:
    declare(engine, projects=("CRM", "WEV"))
    tracker = Tracker([issue(1)], projects=("CRM", "WEB"))
    report = sync(engine, NOW, openers=tracker.opener())
    assert [p.key for p in report.projects] == ["CRM"]
    assert "WEV" in report.failures[0].text
    assert "WEB" in report.failures[0].text


def test_an_issue_that_the_source_no_longer_lists_is_kept_as_departed_and_comes_back_whole(engine: Engine) -> None:
    declare(engine)
    tracker = Tracker([issue(1), issue(2)])
    sync(engine, NOW, openers=tracker.opener())
    gone = tracker.issues.pop()
    sync(engine, NOW + DAY, openers=tracker.opener())
    sync(engine, NOW + 2 * DAY, openers=tracker.opener())
    assert departures(engine) == {"1": (None, None), "2": (NOW + DAY, "deleted")}
    with reading(engine) as connection:
        assert load(connection, CRM).comments["issue"].to_list() == ["1", "2"]
        assert connection.execute(select(tables.projects.c.issues)).scalar_one() == 1
    tracker.issues.append(msgspec.structs.replace(gone, updated_at=NOW + 3 * DAY))
    sync(engine, NOW + 3 * DAY, openers=tracker.opener())
    assert departures(engine) == {"1": (None, None), "2": (None, None)}


def departures(engine: Engine) -> dict[str, tuple[int | None, str | None]]:
    table = tables.issues
    with reading(engine) as connection:
        rows = connection.execute(select(table.c.issue, table.c.departed_at, table.c.departure))
        return {row.issue: (row.departed_at, row.departure) for row in rows}


@pytest.mark.parametrize(
    ("moved", "unpacked"), [({}, False), ({"due_at": NOW + DAY}, True), ({"url": "https://t.example/10"}, True)]
)
def test_people_and_promises_seen_again_as_they_were_need_no_packing(
    engine: Engine, moved: dict[str, object], unpacked: bool
) -> None:
    declare(engine)
    tracker = Tracker([issue(1)])
    sync(engine, NOW, openers=tracker.opener())
    promise = msgspec.structs.replace(tracker.commitments[0], **moved)
    with writing(engine) as connection:
        write_page(connection, "fake", CRM, Page("c", last=True, commitments=(promise,), people=tracker.people), NOW)
        assert connection.execute(select(tables.projects.c.unpacked)).scalar_one() is unpacked


class Renamed(FakeConnector):
    """A tracker that finds its project by the key that it once had, too."""

    def projects(self, keys: Collection[str] | None = None) -> list[Project]:
        now = Project(id="id-CRM", key="CLIENTS", name="Clients")
        return [now] if keys is None or {"CRM", "CLIENTS"} & set(keys) else []


def test_a_project_that_was_renamed_in_the_tracker_is_read_on_and_the_new_key_told(engine: Engine) -> None:
    tracker = Tracker([issue(1)])
    declare(engine, projects=("CRM",))
    sync(engine, NOW, openers=tracker.opener())
    tracker.issues.append(issue(2))
    for only in (None, ["CRM"]):
        report = sync(engine, NOW, only, openers={"fake": lambda settings: Renamed(tracker, settings)})
        assert not report.failures
        assert [(pulled.id, pulled.key) for pulled in report.projects] == [(project_id("fake", "id-CRM"), "CLIENTS")]
        assert report.notes == [
            "source fake: project CRM is called CLIENTS there now, and was read under that key; "
            "write CLIENTS in brug.toml"
        ]
    assert len(everything(engine)["issues"]) == 2
    declare(engine, projects=("CRM", "CLIENTS"))
    report = sync(engine, NOW, openers={"fake": lambda settings: Renamed(tracker, settings)})
    assert [pulled.key for pulled in report.projects] == ["CLIENTS"]
