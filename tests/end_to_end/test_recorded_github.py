"""A real repository of twelve years, synced over HTTP by the real command line, comes out exactly as it was."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.database import tables
from app.database.engine import open_engine, reading
from app.histories import Histories
from app.instants import day_of, parse_instant
from detectors.history import History
from tests.end_to_end.running import Installation, github, made_once
from tests.trackers import REAL, facts, require_trackers, serve

REPOSITORY = "bitcoin-core/secp256k1"
AFTER_THE_RECORDING = "2026-11-24T00:00:00Z"
TOKEN = "ghp_0123456789"
WEEK = 7 * 86_400_000

# GitHub gives these by REST only: its GraphQL has no such entries of a timeline.
UNREACHABLE = {"copilot_work_started", "copilot_work_finished"}
# What GraphQL calls otherwise.
NAMES = {"renamed_title": "renamed"}

_OF_ANOTHER = """
    SELECT count(*) FROM merges WHERE NOT EXISTS (
        SELECT 1 FROM comments JOIN people ON people.person = comments.by
        WHERE comments.project = merges.project AND comments.issue = merges.issue AND comments.at < merges.at
        AND NOT people.is_bot AND comments.by <> merges.creator AND comments.kind IN ({kinds}))
"""
_MERGES = """
    CREATE TEMP VIEW merges AS SELECT project, issue, issues.creator, changes.at, changes.by
    FROM issues JOIN changes USING (project, issue) WHERE changes.field = 'status' AND changes.to_text = 'merged'
"""


@pytest.fixture(scope="session")
def brug(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Installation:
    """An installation that has synced the repository; `apply` and `sync` ended with 0."""
    require_trackers()

    def make(database: Path) -> None:
        with serve("secp256k1") as url:
            declared = github(("library", url), more=f'projects = ["{REPOSITORY}"]\ntoken = "env:LIBRARY_TOKEN"')
            brug = Installation(database, AFTER_THE_RECORDING, {"LIBRARY_TOKEN": TOKEN}).declared(declared)
            ended = brug.run("sync")
            assert (ended.returncode, TOKEN in ended.stdout + ended.stderr) == (0, False), ended.stderr

    return made_once(tmp_path_factory, worker_id, "recorded-github", make)


@pytest.fixture(scope="session")
def known() -> dict[str, Any]:
    found: dict[str, Any] = facts()["secp256k1"]
    return found


def ask(brug: Installation, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query; `merges` are the pull requests that were merged, with when and by whom."""
    with closing(sqlite3.connect(brug.database)) as connection:
        connection.execute(_MERGES)
        return connection.execute(query, values).fetchall()


def number(brug: Installation, query: str, *values: object) -> int:
    return int(ask(brug, query, *values)[0][0])


def test_every_issue_and_pull_request_is_there_and_as_closed_or_merged_as_it_was(
    brug: Installation, known: dict[str, Any]
) -> None:
    is_pull = "kind = 'pull_request'"
    assert {
        "issues": number(brug, f"SELECT count(*) FROM issues WHERE NOT {is_pull}"),
        "closed_issues": number(brug, f"SELECT count(*) FROM issues WHERE NOT {is_pull} AND status_category = 'done'"),
        "pull_requests": number(brug, f"SELECT count(*) FROM issues WHERE {is_pull}"),
        "merged": number(brug, "SELECT count(*) FROM issues WHERE resolution = 'merged'"),
    } == {name: known[name] for name in ("issues", "closed_issues", "pull_requests", "merged")}
    assert number(brug, "SELECT count(*) FROM unreadable") == 0


def test_every_merge_is_there_and_who_made_it(brug: Installation, known: dict[str, Any]) -> None:
    assert number(brug, "SELECT count(*) FROM merges") == known["merged"]
    assert number(brug, "SELECT count(*) FROM merges WHERE by = creator") == known["merged_by_author"]


def test_a_merge_without_a_word_of_another_person_is_known_as_such(brug: Installation, known: dict[str, Any]) -> None:
    reviews = "'review', 'approval', 'rejection'"
    words = f"{reviews}, 'review_comment', 'comment'"
    assert {
        "merged_without_review_by_another": number(brug, _OF_ANOTHER.format(kinds=reviews)),
        "merged_without_review_or_comment_by_another": number(brug, _OF_ANOTHER.format(kinds=words)),
    } == {name: count for name, count in known.items() if name.startswith("merged_without")}


def test_every_comment_and_review_is_there(brug: Installation, known: dict[str, Any]) -> None:
    words = Counter(dict(ask(brug, "SELECT kind, count(*) FROM comments GROUP BY kind")))
    assert words["comment"] == known["comments"]
    assert words["review"] + words["approval"] + words["rejection"] == known["reviews"]


def test_the_kinds_of_reviews_and_the_comments_on_lines_are_those_of_the_recording(brug: Installation) -> None:
    states = Counter(review["state"] for record in recording().values() for review in record["reviews"])
    words = Counter(dict(ask(brug, "SELECT kind, count(*) FROM comments GROUP BY kind")))
    assert words["approval"] == states["APPROVED"]
    assert words["rejection"] == states["CHANGES_REQUESTED"]
    assert words["review_comment"] == sum(len(record["review_comments"]) for record in recording().values())


def test_every_entry_of_every_timeline_is_a_change_or_a_word(brug: Installation, known: dict[str, Any]) -> None:
    entries = "SELECT DISTINCT issue, batch FROM changes WHERE batch <> 'closed_at'"
    found = Counter(batch.partition(":")[0] for _, batch in ask(brug, entries))
    counted = {NAMES.get(name, name): count for name, count in found.items()}
    words = {"commented", "reviewed"}
    assert counted == {name: n for name, n in known["events"].items() if name not in UNREACHABLE | words}
    assert known["events"].keys() >= UNREACHABLE


def test_what_was_closed_by_becoming_a_discussion_is_closed(brug: Installation, known: dict[str, Any]) -> None:
    ends = "SELECT count(*) FROM changes WHERE field = 'status' AND to_text = 'converted_to_discussion'"
    assert number(brug, ends + " AND to_value = 'done'") == known["events"]["converted_to_discussion"]


def test_milestones_have_their_titles_states_dates_and_days_late(brug: Installation, known: dict[str, Any]) -> None:
    rows = ask(brug, "SELECT commitment, name, state, due_at, delivered_at FROM commitments WHERE type = 'milestone'")
    found = {
        milestone: {
            "title": name,
            "state": "closed" if state == "delivered" else "open",
            "due_on": None if due_at is None else day_of(due_at),
            "closed_at": delivered_at,
            "days_late": None if None in (due_at, delivered_at) else (day_of(delivered_at) - day_of(due_at)).days,
        }
        for milestone, name, state, due_at, delivered_at in rows
    }
    assert found == {
        milestone: {
            "title": told["title"],
            "state": told["state"],
            "due_on": told["due_on"] and date.fromisoformat(told["due_on"][:10]),
            "closed_at": told["closed_at"] and parse_instant(told["closed_at"]),
            "days_late": told.get("days_late"),
        }
        for milestone, told in known["milestones"].items()
    }


def test_milestones_carry_what_they_carry_and_their_joins_and_leaves_are_there(
    brug: Installation, known: dict[str, Any]
) -> None:
    carried = dict(ask(brug, "SELECT commitment, count(*) FROM memberships WHERE type = 'milestone' GROUP BY 1"))
    moves = ask(brug, "SELECT at, from_text, to_text FROM changes WHERE field = 'milestone'")
    for milestone, told in known["milestones"].items():
        joins = [at for at, _, title in moves if title == told["title"]]
        late = [at for at in joins if at >= parse_instant(told["created_at"]) + WEEK]
        assert {
            "carried_now": carried[milestone],
            "joins": len(joins),
            "leaves": len([title for _, title, _ in moves if title == told["title"]]),
            "joined_7_days_or_more_after_creation": len(late),
        } == {name: told[name] for name in ("carried_now", "joins", "leaves", "joined_7_days_or_more_after_creation")}


def test_events_that_tell_a_title_of_the_past_keep_it(brug: Installation, known: dict[str, Any]) -> None:
    titles = ask(brug, "SELECT coalesce(from_text, to_text) FROM changes WHERE field = 'milestone'")
    now = {told["title"] for told in known["milestones"].values()}
    past = Counter(title for (title,) in titles if title not in now)
    assert past == known["milestone_events_with_a_title_no_milestone_has_now"]


def test_what_carries_a_milestone_now_was_its_member_in_the_end(brug: Installation, known: dict[str, Any]) -> None:
    history = _history(brug.url)
    listed = {c.id: k for k, c in enumerate(history.commitments) if c.type == "milestone"}
    end = parse_instant(AFTER_THE_RECORDING)
    found = {m: len(history.members_at(listed[m], end)) for m in known["milestones"]}
    assert found == {m: told["carried_now"] for m, told in known["milestones"].items()}


def test_most_titles_of_the_past_are_known_to_mean_a_milestone(brug: Installation, known: dict[str, Any]) -> None:
    past = sum(known["milestone_events_with_a_title_no_milestone_has_now"].values())
    assert _history(brug.url).unresolved_milestones < past / 2


def test_the_token_is_nowhere_in_the_database(brug: Installation) -> None:
    files = [file for file in brug.database.parent.iterdir() if file.is_file()]
    assert files
    assert not [file.name for file in files if TOKEN.encode() in file.read_bytes()]


def test_issues_are_created_and_closed_when_the_recording_says(brug: Installation) -> None:
    rows = ask(brug, "SELECT issue, title, created_at, updated_at, resolved_at FROM issues")
    assert {int(row[0]): row[1:] for row in rows} == {
        n: (i["title"], instant(i["created_at"]), instant(i["updated_at"]), instant(i.get("closed_at")))
        for n, i in ((n, record["issue"]) for n, record in recording().items())
    }


def test_who_the_project_counts_among_its_own_is_an_insider(brug: Installation) -> None:
    """Whoever wrote a word as owner, member or collaborator, at any time."""
    words = [
        (word["user"], word["author_association"])
        for record in recording().values()
        for word in (record["issue"], *record["comments"], *record["reviews"], *record["review_comments"])
        if word.get("user") and word["user"]["type"] == "User"
    ]
    inside = {user["login"] for user, said in words if said in ("OWNER", "MEMBER", "COLLABORATOR")}
    assert {who for (who,) in ask(brug, "SELECT person FROM people WHERE is_insider")} == inside


def instant(text: str | None) -> int | None:
    return None if text is None else parse_instant(text)


@cache
def recording() -> dict[int, dict[str, Any]]:
    """The records by number, straight from the recording."""
    with gzip.open(REAL / "secp256k1" / REPOSITORY.replace("/", "+") / "issues.jsonl.gz", "rt") as lines:
        return {record["number"]: record for record in map(json.loads, lines)}


@cache
def _history(url: str) -> History:
    engine = open_engine(url)
    with reading(engine) as connection:
        project = connection.execute(select(tables.projects.c.id)).scalar_one()
    return Histories(engine).of(project)
