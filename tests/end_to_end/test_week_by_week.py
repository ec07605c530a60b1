"""A Jira that people work in for two years, synced every Monday: at each moment brug holds what Jira shows."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from app.database import tables
from app.database.engine import open_engine, reading
from app.instants import parse_instant, rfc3339
from app.rows import issue_rows
from app.sync import project_id, sync
from connectors.connector import Connector, SourceSettings
from connectors.jira.connector import open_jira
from tests.end_to_end.running import Installation, Rows, jira
from tests.trackers import REAL, control, require_trackers, serve

WEEK = 7 * 86_400_000
BEGIN, END = "2010-01-04T00:00:00Z", "2012-01-02T00:00:00Z"
EVERY = 6
"""So many issues of duracloud are passed over for each that is taken: a hundred and more, over both years."""

DATED_BY_BRUG = (
    "commitments.name",
    "commitments.state",
    "commitments.start_at",
    "commitments.due_at",
    "commitments.delivered_at",
    "commitments.first_seen_at",
    "projects.generation",
)
"""How commitments looked at the first sync, and how often the history was packed: they tell of the syncs themselves."""

HISTORY = ("issues", "memberships", "changes", "comments", "worklogs", "links")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A part of duracloud, small enough to be read whole a hundred times."""
    require_trackers()
    folder = tmp_path_factory.mktemp("weeks") / "duracloud"
    shutil.copytree(REAL / "duracloud", folder, copy_function=shutil.copyfile)
    lines = gzip.decompress((folder / "issues.jsonl.gz").read_bytes()).splitlines(keepends=True)
    (folder / "issues.jsonl.gz").write_bytes(gzip.compress(b"".join(lines[::EVERY])))
    return str(folder)


@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_weekly_syncs_hold_what_the_tracker_shows_and_end_as_one_sync_at_the_end(
    corpus: str, deployment: str, tmp_path: Path
) -> None:
    with serve(corpus, deployment=deployment) as url, closing(open_jira(reader(url))) as source:
        weekly = installed(tmp_path / "weekly.sqlite", url)
        engine = open_engine(weekly.url)
        known: set[str] = set()
        for moment in mondays():
            control(url, "at", {"at": rfc3339(moment)})
            synced_at(engine, moment)
            held, shown = held_history(engine), shown_history(source)
            assert held == shown, rfc3339(moment)
            known |= {str(row[1]) for row in held["issues"]}
        engine.dispose()
        once = installed(tmp_path / "once.sqlite", url)
        engine = open_engine(once.url)
        synced_at(engine, parse_instant(END))
        engine.dispose()
    assert len(known) > 60
    assert dated_by_the_tracker(weekly) == dated_by_the_tracker(once)
    assert weekly.rows()["observations"], "due dates and states that moved in two years were observed"
    assert not once.rows()["observations"]


def mondays() -> Iterator[int]:
    moment, end = parse_instant(BEGIN), parse_instant(END)
    while moment <= end:
        yield moment
        moment += WEEK


def installed(database: Path, url: str) -> Installation:
    return Installation(database).declared(jira(("duracloud", url)))


def synced_at(engine: Engine, moment: int) -> None:
    report = sync(engine, moment)
    assert not report.failures, [failure.text for failure in report.failures]


def held_history(engine: Engine) -> Rows:
    """What the database holds of the issues that the tracker still lists."""
    found: Rows = {}
    with reading(engine) as connection:
        departed = set(
            connection.execute(select(tables.issues.c.issue).where(tables.issues.c.departed_at.is_not(None))).scalars()
        )
        for name in HISTORY:
            rows = connection.execute(select(getattr(tables, name))).all()
            found[name] = sorted((tuple(row) for row in rows if row.issue not in departed), key=repr)
    return found


def reader(url: str) -> SourceSettings:
    return SourceSettings(name="duracloud", url=url, now=parse_instant(END))


def shown_history(source: Connector) -> Rows:
    """What the tracker shows of the project to somebody who reads everything now, as rows."""
    (project,) = source.projects(["DURACLOUD"])
    issues = [issue for page in source.pages(project, None) for issue in page.issues]
    with_identity = issue_rows(project_id("duracloud", project.id), issues)
    return {name: sorted(getattr(with_identity, name), key=repr) for name in HISTORY}


def dated_by_the_tracker(brug: Installation) -> Rows:
    rows = brug.rows(*DATED_BY_BRUG)
    return {name: rows[name] for name in (*HISTORY, "commitments", "people", "projects")}
