"""Issues that a project no longer lists: noticed, looked for, and said where they went."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.connector import Refused
from tests.connectors.jira.corpus import Corpus
from tests.connectors.jira.pulling import HeldPages, issues, synced
from tests.trackers import control, serve

DEPLOYMENTS = pytest.mark.parametrize("deployment", ["cloud", "dc"])
GONE = "deleted, or no longer visible to this account"


@DEPLOYMENTS
def test_a_deleted_issue_departs_once(deployment: str, tmp_path: Path) -> None:
    with serve("tiny-jira", deployment=deployment) as url:
        held = HeldPages(*synced(url, "SHOP"))
    with serve(Corpus(tmp_path).without("SHOP-2").name, deployment=deployment) as url:
        pages = synced(url, "SHOP", held.cursor, held)
        assert [(d.id, d.reason) for d in pages[0].departures] == [("10102", GONE)]
        assert not issues(pages)
        held.take(pages)
        control(url, "reset", {})
        assert not synced(url, "SHOP", held.cursor, held)[0].departures
        assert control(url, "stats")["requests"] <= 3


@DEPLOYMENTS
def test_an_issue_that_moves_departs_here_and_arrives_there_with_its_history(deployment: str) -> None:
    with serve("tiny-jira", deployment=deployment, extra=("--at", "2024-01-31T00:00:00Z")) as url:
        operations, shop = HeldPages(*synced(url, "OPS")), HeldPages(*synced(url, "SHOP"))
        control(url, "at", {"at": "2024-02-02T00:00:00Z"})
        left = synced(url, "OPS", operations.cursor, operations)
        came = synced(url, "SHOP", shop.cursor, shop)
    assert [(d.id, d.reason) for d in left[0].departures] == [("10104", "moved to SHOP-4")]
    assert [issue.key for issue in issues(left)] == ["OPS-2"]
    arrived = {issue.key: issue for issue in issues(came)}["SHOP-4"]
    assert arrived.id == "10104"
    keys = [(change.from_text, change.to_text) for change in arrived.changes if change.field == "key"]
    assert keys == [("OPS-1", "SHOP-4")]


@DEPLOYMENTS
def test_a_deletion_and_an_addition_at_once_do_not_hide_each_other(deployment: str, tmp_path: Path) -> None:
    with serve(Corpus(tmp_path / "before").without("SHOP-2").name, deployment=deployment) as url:
        held = HeldPages(*synced(url, "SHOP"))
    with serve(Corpus(tmp_path / "after").without("SHOP-5").name, deployment=deployment) as url:
        pages = synced(url, "SHOP", held.cursor, held)
    assert [issue.key for issue in issues(pages)] == ["SHOP-2"]
    assert [departure.id for departure in pages[0].departures] == ["10106"]


@DEPLOYMENTS
def test_an_issue_that_could_not_be_read_and_is_gone_is_no_longer_asked_for(deployment: str, tmp_path: Path) -> None:
    with serve("tiny-jira", deployment=deployment) as url:
        held = HeldPages(*synced(url, "SHOP"))
        held.known["10102"] = -1
    with serve(Corpus(tmp_path).without("SHOP-2").name, deployment=deployment) as url:
        pages = synced(url, "SHOP", held.cursor, held)
    assert [departure.id for departure in pages[0].departures] == ["10102"]
    assert not pages[0].unreadable


@DEPLOYMENTS
def test_a_carrier_of_an_open_sprint_that_is_deleted_stops_nothing(deployment: str, tmp_path: Path) -> None:
    # SHOP-3 is the only issue by which Sprint 2 is looked at.
    with serve("tiny-jira", deployment=deployment) as url:
        held = HeldPages(*synced(url, "SHOP"))
    with serve(Corpus(tmp_path).without("SHOP-3").name, deployment=deployment) as url:
        pages = synced(url, "SHOP", held.cursor, held)
        assert [departure.id for departure in pages[0].departures] == ["10103"]
        held.take(pages)
        control(url, "reset", {})
        synced(url, "SHOP", held.cursor, held)
        assert control(url, "stats")["requests"] <= 3


@DEPLOYMENTS
def test_a_project_that_shows_nothing_any_more_has_lost_no_thousand_issues(deployment: str, tmp_path: Path) -> None:
    full = Corpus(tmp_path / "full").filled(20)
    empty = Corpus(tmp_path / "empty").without("SHOP-1", "SHOP-2", "SHOP-3", "SHOP-4", "SHOP-5")
    with serve(full.name, deployment=deployment) as url:
        held = HeldPages(*synced(url, "SHOP"))
    with serve(empty.name, deployment=deployment) as url, pytest.raises(Refused, match="none of the 25 issues"):
        synced(url, "SHOP", held.cursor, held)


@DEPLOYMENTS
@pytest.mark.parametrize("kind", ["skipped", "duplicate", "changed_order", "garbage_issue", "moved"])
def test_lists_that_shift_or_spoil_make_nothing_depart(deployment: str, kind: str) -> None:
    with serve("fcrepo", deployment=deployment) as url:
        held = HeldPages(*synced(url, "FCREPO"))
        # One more is held than there are: all ids are compared, over pages that go wrong half of the time.
        held.known["1"] = 0
        control(url, "faults", {kind: 0.5})
        pages = synced(url, "FCREPO", held.cursor, held, parallel=1)
    assert [(d.id, d.reason) for page in pages for d in page.departures] == [("1", GONE)]
