"""Trouble on the way changes nothing of what is read: each kind of it at 20 %, and all together at 5 %."""

from __future__ import annotations

from functools import cache

import pytest

from connectors.connector import App
from connectors.records import Issue
from tests.connectors.github.conftest import EARLY
from tests.connectors.github.pulling import LIBRARY, Kept
from tests.connectors.github.test_access import APP
from tests.trackers import control

STEPS = ("2014-09-01T00:00:00Z", "2014-12-01T00:00:00Z", EARLY)
"""A first pull, and two that bring what changed: some 20 requests."""

RATES = ("500", "502", "503", "429", "reset", "slow", "truncated", "html", "garbage_issue")
OF_LISTS = ("duplicate", "changed_order", "skipped", "moved")
"""What the stand-in does to pages by offset; a cursor in GraphQL is not disturbed by it."""


def story(url: str, app: App | None = None) -> list[dict[str, Issue]]:
    """What is held after each step. One request at a time, so that the same ones are hit in every run."""
    kept = Kept(url, LIBRARY, parallel=1, app=app)
    found = []
    for moment in STEPS:
        control(url, "at", {"at": moment})
        kept.pull()
        assert not kept.unreadable
        assert not kept.departures
        found.append(dict(kept.issues))
    return found


@cache
def undisturbed(url: str) -> list[dict[str, Issue]]:
    return story(url)


@pytest.mark.usefixtures("short_waits")
@pytest.mark.parametrize("kind", RATES)
def test_one_request_in_five_that_goes_wrong_changes_nothing(library: str, kind: str) -> None:
    expected = undisturbed(library)
    control(library, "reset", {})
    control(library, "faults", {kind: 0.2})
    assert story(library) == expected
    assert control(library, "stats")["faults_given"].get(kind, 0) >= 2


@pytest.mark.parametrize("kind", OF_LISTS)
def test_a_list_that_shifts_between_its_pages_changes_nothing(library: str, kind: str) -> None:
    expected = undisturbed(library)
    control(library, "faults", {kind: 0.2})
    assert story(library) == expected


def test_tokens_that_expire_after_every_third_request_change_nothing(library: str) -> None:
    expected = undisturbed(library)
    control(library, "faults", {"expired_token": 3})
    assert story(library, APP) == expected
    assert control(library, "stats")["faults_given"]["expired_token"] >= 5


@pytest.mark.usefixtures("short_waits")
def test_everything_at_once_at_one_in_twenty_changes_nothing(library: str) -> None:
    expected = undisturbed(library)
    control(library, "reset", {})
    control(library, "faults", {**dict.fromkeys((*RATES, *OF_LISTS), 0.05), "expired_token": 10})
    assert story(library, APP) == expected
    assert len(control(library, "stats")["faults_given"]) >= 4
