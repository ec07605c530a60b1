"""A tracker that behaves badly: the same history comes out, or a clear error and the rest next time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

import msgspec
import pytest

from connectors.connector import Unreachable
from connectors.jira.connector import open_jira
from connectors.records import Issue, Page
from tests.connectors.jira.pulling import HeldPages, issues, pull, pull_on, settings
from tests.trackers import control, serve

KINDS = (
    "500", "502", "503", "429", "reset", "slow", "truncated", "html",
    "garbage_issue", "duplicate", "changed_order", "skipped", "moved",
)  # fmt: skip
FAULTS = {kind: {kind: 0.2} for kind in KINDS} | {"all": dict.fromkeys(KINDS, 0.05)}


@pytest.fixture(scope="module", params=["cloud", "dc"])
def duracloud(request: pytest.FixtureRequest) -> Iterator[tuple[str, list[Page]]]:
    """The url of a tracker that can be made to behave badly, and what it tells when it does not."""
    with serve("duracloud", deployment=request.param) as url:
        yield url, pull(url, "duracloud")


@pytest.mark.parametrize("faults", FAULTS)
def test_a_first_pull_brings_the_same_history_whatever_goes_wrong(
    duracloud: tuple[str, list[Page]], faults: str
) -> None:
    url, calm = duracloud
    with going_wrong(url, faults):
        # One request at a time, so that the same requests are hit in every run.
        pages = pull(url, "duracloud", parallel=1)
        if any(page.unreadable for page in pages):
            # What stayed odd is set aside, and comes by itself with the next pull.
            pages += pull_on(url, "duracloud", pages, parallel=1)
    assert history(pages) == history(calm)
    assert {person.id for page in pages for person in page.people} >= {p.id for page in calm for p in page.people}
    assert {c.id for page in pages for c in page.commitments} == {c.id for page in calm for c in page.commitments}


@pytest.mark.parametrize("faults", ["garbage_issue", "skipped", "moved", "truncated", "all"])
def test_a_later_pull_brings_what_is_missing_and_nothing_departs(
    duracloud: tuple[str, list[Page]], faults: str
) -> None:
    url, calm = duracloud
    held = HeldPages(*calm)
    missing = sorted(held.known)[::50]
    for identity in missing:
        del held.known[identity]
    with going_wrong(url, faults):
        pages = pull(url, "duracloud", held.cursor, held, parallel=1)
        held.take(pages)
        if held.set_aside():
            pages += pull(url, "duracloud", held.cursor, held, parallel=1)
    assert not [departure for page in pages for departure in page.departures]
    assert history(pages).keys() >= set(missing)
    assert history(pages).items() <= history(calm).items()


def test_a_fault_that_does_not_end_is_a_clear_error_and_the_next_pull_goes_on(
    duracloud: tuple[str, list[Page]],
) -> None:
    url, calm = duracloud
    written: list[Page] = []
    with pytest.raises(Unreachable, match="failing") as caught:
        pull_until_it_fails(url, written)
    control(url, "faults", {"clear": True})
    assert re.fullmatch(r"acme: http://\S+: the server is failing \(500\); try again later", str(caught.value))
    assert 0 < len(written) < len(calm)
    rest = pull(url, "duracloud", written[-1].cursor, HeldPages(*written))
    assert history([*written, *rest]) == history(calm)
    assert len(rest) == len(calm) - len(written)


@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_an_issue_that_stays_odd_is_set_aside_and_the_rest_goes_on(deployment: str) -> None:
    with serve("duracloud", deployment=deployment, extra=("--fault", "garbage_issue=1", "--seed", "2")) as url:
        pages = pull(url, "duracloud", parallel=1)
    odd = [record for page in pages for record in page.unreadable]
    assert odd
    assert all(record.reason and record.id.isdigit() and len(record.payload) <= 2000 for record in odd)
    assert len(odd) + len(issues(pages)) == pages[-1].total


def test_no_issue_slips_through_a_list_that_shifts_between_its_pages() -> None:
    with serve("fcrepo", deployment="dc") as url:
        calm = history(pull(url, "fcrepo"))
        for kind in ("skipped", "duplicate", "changed_order"):
            control(url, "faults", {"clear": True, kind: 1.0 if kind == "skipped" else 0.5})
            assert history(pull(url, "fcrepo")) == calm, kind


def test_a_budget_of_requests_is_kept_to() -> None:
    with serve("fcrepo", deployment="cloud", extra=("--rate-limit", "20/1")) as url:
        assert len(issues(pull(url, "fcrepo"))) == 1019
        assert "429" not in control(url, "stats")["statuses"]


@contextmanager
def going_wrong(url: str, faults: str) -> Iterator[None]:
    """While it lasts, the tracker behaves badly in one way, or in all."""
    control(url, "reset", {})
    control(url, "faults", {"clear": True, "slow_seconds": 0.1, **FAULTS[faults]})
    try:
        yield
    finally:
        control(url, "faults", {"clear": True})
        control(url, "reset", {})


def pull_until_it_fails(url: str, written: list[Page]) -> None:
    """From the first page on the tracker answers nothing any more."""
    with closing(open_jira(settings(url, parallel=1))) as jira:
        for page in jira.pages(jira.projects(["DURACLOUD"])[0], None):
            written.append(page)
            control(url, "faults", {"500": 1.0})


def history(pages: list[Page]) -> dict[str, Issue]:
    """All issues by id, as last given, but for the keys that a fault makes them move to."""
    return {issue.id: msgspec.structs.replace(issue, key="", url="") for issue in issues(pages)}
