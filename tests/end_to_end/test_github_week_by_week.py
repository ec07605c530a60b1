"""Two years of a real repository, synced every Monday: in the end as one sync would have it, and at every step right.

The stand-in's clock goes from Monday to Monday, and brug's own with it.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Table, insert, select

from app.database import tables
from app.database.engine import open_engine, reading, writing
from app.database.migrate import migrate
from app.instants import parse_instant, rfc3339
from app.sync import sync
from tests.end_to_end.running import made_once
from tests.trackers import control, require_trackers, serve

REPOSITORY = "bitcoin-core/secp256k1"
FIRST, LAST = parse_instant("2014-03-10T00:00:00Z"), parse_instant("2016-03-07T00:00:00Z")
WEEK = 7 * 86_400_000
MONDAYS = range(FIRST, LAST + 1, WEEK)

Rows = set[tuple[Any, ...]]

# What only brug's own looks tell: as it was at the first look, and every difference since.
OBSERVED = ("name", "state", "start_at", "due_at", "delivered_at", "first_seen_at")
HISTORY = (tables.issues, tables.changes, tables.comments, tables.links, tables.memberships, tables.people)


@dataclass
class Story:
    """What each Monday's sync left there, what it asked for, and what one sync at the end leaves."""

    weeks: dict[int, dict[str, Rows]] = field(default_factory=dict)
    asked: dict[int, int] = field(default_factory=dict)
    brought: dict[int, int] = field(default_factory=dict)
    once: dict[str, Rows] = field(default_factory=dict)


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Story:
    """Two years of Mondays, lived through once by whichever process of the test run comes first."""
    require_trackers()

    def make(database: Path) -> None:
        database.with_name("story").write_bytes(pickle.dumps(lived(database)))

    made = made_once(tmp_path_factory, worker_id, "github-weeks", make)
    told: Story = pickle.loads(made.database.with_name("story").read_bytes())
    return told


def lived(database: Path) -> Story:
    told = Story()
    with serve("secp256k1") as url:
        weekly = declared(database, url)
        for monday in MONDAYS:
            control(url, "at", {"at": rfc3339(monday)})
            before = control(url, "stats")["requests"]
            report = sync(weekly, monday)
            assert not report.failures
            told.asked[monday] = control(url, "stats")["requests"] - before
            told.weeks[monday] = rows(weekly)
            told.brought[monday] = report.projects[0].issues
        once = declared(database.with_name("once.sqlite"), url)
        assert not sync(once, LAST).failures
        told.once = rows(once)
    return told


def declared(database: Path, url: str) -> Engine:
    engine = open_engine(f"sqlite:///{database}")
    migrate(engine)
    source = {"name": "library", "kind": "github", "url": url, "projects": [REPOSITORY], "active": True}
    with writing(engine) as connection:
        connection.execute(insert(tables.sources).values(**source))
    return engine


def rows(engine: Engine) -> dict[str, Rows]:
    """The rows of each table of history, and of commitments what does not depend on when brug looked."""
    with reading(engine) as connection:
        found = {table.name: {tuple(map(_flat, row)) for row in connection.execute(select(table))} for table in HISTORY}
        lasting = [column for column in tables.commitments.columns if column.name not in OBSERVED]
        found["commitments"] = {tuple(row) for row in connection.execute(select(*lasting))}
        found["unreadable"] = {tuple(row) for row in connection.execute(select(tables.unreadable))}
    return found


def _flat(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def test_in_the_end_everything_is_as_one_sync_would_have_it(story: Story) -> None:
    last = story.weeks[LAST]
    for table, expected in story.once.items():
        assert last[table] == expected, table
    assert len(last["issues"]) == 381
    assert not last["unreadable"]


def test_on_every_monday_history_was_what_had_happened_until_then(story: Story) -> None:
    """Every change and word that the end knows of, dated until then: no more, no less, in the same order.

    The commits of a pull request are older than itself.
    """
    created_at = {issue["issue"]: issue["created_at"] for issue in by_name(tables.issues, story.once["issues"])}
    for table in (tables.changes, tables.comments):
        at = list(table.columns.keys()).index("at")
        dated = [(max(row[at], created_at[row[1]]), row) for row in story.once[table.name]]
        for monday, then in story.weeks.items():
            assert then[table.name] == {row for seen_at, row in dated if seen_at <= monday}, rfc3339(monday)


def test_on_every_monday_issues_stood_as_a_replay_of_the_end_tells(story: Story) -> None:
    for monday, then in story.weeks.items():
        assert standing(then) == replayed(story.once, monday), rfc3339(monday)


def test_a_week_without_news_costs_three_requests_and_one_with_news_little_more(story: Story) -> None:
    quiet = [monday for monday in MONDAYS if not story.brought[monday]]
    assert quiet
    assert {story.asked[monday] for monday in quiet} == {3}
    assert max(story.asked.values()) <= 9


def test_what_did_not_change_is_mostly_not_read_again(story: Story) -> None:
    """Whatever is newer than the Monday before makes an issue worth reading; so does being named by such a one."""
    position = list(tables.changes.columns.keys()).index("at")
    touched = sum(
        len({row[1] for row in story.once["changes"] if monday - WEEK < row[position] <= monday}) for monday in MONDAYS
    )
    assert sum(story.brought.values()) < 2 * touched


def standing(rows: dict[str, Rows]) -> dict[str, tuple[Any, ...]]:
    """Title, status, resolution and labels of each issue."""
    names = ("title", "status_category", "resolution", "labels")
    return {issue["issue"]: tuple(issue[name] for name in names) for issue in by_name(tables.issues, rows["issues"])}


def replayed(rows: dict[str, Rows], moment: int) -> dict[str, tuple[Any, ...]]:
    """The same for a moment: what stands in the end, with every later change undone."""
    later = defaultdict(list)
    for change in by_name(tables.changes, rows["changes"]):
        if change["at"] > moment:
            later[change["issue"]].append(change)
    found = {}
    for issue in by_name(tables.issues, rows["issues"]):
        if issue["created_at"] <= moment:
            found[issue["issue"]] = _undone(issue, later[issue["issue"]])
    return found


def _undone(issue: dict[str, Any], later: list[dict[str, Any]]) -> tuple[Any, ...]:
    title, status, resolution = issue["title"], issue["status_category"], issue["resolution"]
    labels = set(issue["labels"])
    for change in sorted(later, key=lambda change: -change["sequence"]):
        if change["field"] == "summary":
            title = change["from_text"]
        elif change["field"] == "status":
            status = change["from_value"]
        elif change["field"] == "resolution":
            resolution = change["from_value"]
        elif change["field"] == "labels":
            labels = (labels - {change["to_text"]}) | ({change["from_text"]} - {None})
    return title, status, resolution, tuple(sorted(labels))


def by_name(table: Table, rows: Rows) -> list[dict[str, Any]]:
    return [dict(zip(table.columns.keys(), row, strict=True)) for row in rows]
