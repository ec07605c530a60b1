"""What a pull costs and brings when another went before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.connector import NOTHING, Held
from connectors.records import Page, Unreadable
from tests.connectors.jira.corpus import Corpus
from tests.connectors.jira.pulling import HeldPages, issues, pull, pull_on, synced
from tests.trackers import control, serve

DEPLOYMENTS = pytest.mark.parametrize("deployment", ["cloud", "dc"])


@DEPLOYMENTS
@pytest.mark.parametrize(("corpus", "key"), [("fcrepo", "FCREPO"), ("appcelerator", "DAEMON"), ("tiny-jira", "SHOP")])
def test_an_unchanged_project_costs_three_requests(deployment: str, corpus: str, key: str) -> None:
    with serve(corpus, deployment=deployment) as url:
        held = HeldPages(*synced(url, key))
        for _ in range(2):
            control(url, "reset", {})
            pages = synced(url, key, held.cursor, held, groups=("acme/developers",))
            assert control(url, "stats")["requests"] <= 3
            assert (len(pages), issues(pages), pages[0].departures) == (1, [], ())
            held.take(pages)


@DEPLOYMENTS
def test_the_next_pull_brings_what_changed_and_nothing_else(deployment: str) -> None:
    with serve("fcrepo", deployment=deployment, extra=("--at", "2012-03-01T00:00:00Z")) as url:
        first = pull(url, "fcrepo")
        before = {issue.id: issue for issue in issues(first)}
        control(url, "at", {"at": "2012-03-08T00:00:00Z"})
        second = pull_on(url, "fcrepo", first)
        after = {issue.id: issue for issue in issues(pull(url, "fcrepo"))}
    brought = {issue.id: issue for issue in issues(second)}
    assert {**before, **brought} == after
    assert brought == {i: issue for i, issue in after.items() if issue != before.get(i)}
    assert brought


@DEPLOYMENTS
def test_two_updates_within_a_minute_are_two_updates(deployment: str) -> None:
    # SHOP-4 came at 10:00:00, the issue that was made in its place in OPS at 10:00:00 too and changed at 10:00:30.
    with serve("tiny-jira", deployment=deployment, extra=("--at", "2024-02-01T10:00:10Z")) as url:
        held = HeldPages(*synced(url, "OPS"))
        control(url, "at", {"at": "2024-02-01T10:00:40Z"})
        assert [issue.key for issue in issues(synced(url, "OPS", held.cursor, held))] == ["OPS-2"]


@DEPLOYMENTS
def test_what_was_set_aside_is_asked_for_again_by_itself(deployment: str) -> None:
    with serve("tiny-jira", deployment=deployment) as url:
        calm = pull(url, "tiny-jira")
        spoiled = [record for record in issues(calm) if record.key != "SHOP-2"]
        last = Page(calm[-1].cursor, True, tuple(spoiled), unreadable=(Unreadable("10102", "odd that day"),))
        assert [issue.key for issue in issues(pull_on(url, "tiny-jira", [last]))] == ["SHOP-2"]


def test_a_version_that_was_set_aside_is_no_longer_once_it_can_be_read(tmp_path: Path) -> None:
    odd = Corpus(tmp_path).changed(
        "versions.json", lambda versions: versions["SHOP"][0].update(releaseDate="2024-02-31")
    )
    with serve(odd.name) as url:
        first = synced(url, "SHOP")
    assert [record.id for record in first[0].unreadable] == ["version 20001"]
    assert [c.id for c in first[0].commitments if c.type == "release"] == ["20002"]
    with serve("tiny-jira") as url:
        held = HeldPages(*first)
        second = synced(url, "SHOP", held.cursor, held)
    assert [departure.id for departure in second[0].departures] == ["version 20001"]
    assert [c.id for c in second[0].commitments if c.type == "release"] == ["20001", "20002"]


@DEPLOYMENTS
def test_issues_that_become_visible_long_after_their_last_update_are_read(deployment: str, tmp_path: Path) -> None:
    with serve(Corpus(tmp_path).without("SHOP-3", "SHOP-5").name, deployment=deployment) as url:
        held: Held = HeldPages(*synced(url, "SHOP"))
    with serve("tiny-jira", deployment=deployment) as url:
        pages = synced(url, "SHOP", cursor_of(held), held)
    assert {issue.key for issue in issues(pages)} == {"SHOP-3", "SHOP-5"}


@DEPLOYMENTS
def test_whoever_forgot_what_is_held_gets_everything_again(deployment: str) -> None:
    with serve("tiny-jira", deployment=deployment) as url:
        first = pull(url, "tiny-jira")
        assert issues(pull(url, "tiny-jira", first[-1].cursor, NOTHING)) == issues(first)


@DEPLOYMENTS
def test_a_due_date_that_is_moved_shows_at_the_next_pull(deployment: str) -> None:
    with serve("tiny-jira", deployment=deployment, extra=("--at", "2024-03-01T00:00:00Z")) as url:
        held = HeldPages(*synced(url, "SHOP"))
        before = {c.id: c for c in held.commitments}["20002"]
        control(url, "at", {"at": "2024-03-16T00:00:00Z"})
        pages = synced(url, "SHOP", held.cursor, held)
        after = {c.id: c for c in pages[0].commitments}["20002"]
    assert not issues(pages)
    assert (before.due_at, after.due_at) == (1_711_843_200_000, 1_714_521_600_000)


@DEPLOYMENTS
def test_a_sprint_whose_dates_or_state_change_shows_though_no_issue_is_updated(deployment: str, tmp_path: Path) -> None:
    def moved_and_closed(sprints: list[dict[str, object]]) -> None:
        sprints[1]["history"] = [
            {"at": "2024-01-15T09:00:00Z", "endDate": "2024-02-05T09:00:00.000Z"},
            {"at": "2024-02-03T09:00:00Z", "endDate": "2024-02-12T09:00:00.000Z"},
        ]

    corpus = Corpus(tmp_path).changed("sprints.json", moved_and_closed)
    with serve(corpus.name, deployment=deployment, extra=("--at", "2024-02-02T00:00:00Z")) as url:
        held = HeldPages(*synced(url, "SHOP"))
        control(url, "at", {"at": "2024-02-04T00:00:00Z"})
        pages = synced(url, "SHOP", held.cursor, held)
        held.take(pages)
        control(url, "reset", {})
        control(url, "at", {"at": "2024-02-05T00:00:00Z"})
        synced(url, "SHOP", held.cursor, held)
        assert control(url, "stats")["requests"] <= 3
    assert not issues(pages)
    due = [c.due_at for c in held.commitments if (c.type, c.id) == ("sprint", "32")]
    assert due == [1_707_123_600_000, 1_707_728_400_000]


def cursor_of(held: Held) -> str:
    assert isinstance(held, HeldPages)
    return held.cursor
