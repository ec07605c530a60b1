from __future__ import annotations

import pytest

from tests.connectors.jira.pulling import pull, without_host
from tests.trackers import control, serve

FAULTS = {
    "a failing server": {"500": 0.2},
    "odd issues": {"garbage_issue": 0.2},
    "bodies cut short": {"truncated": 0.2},
    "dropped connections": {"reset": 0.1},
    "a proxy in trouble": {"502": 0.1, "503": 0.05},
    "too many requests": {"429": 0.1},
    "a failing server and odd issues": {"500": 0.2, "garbage_issue": 0.2},
}


@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_trouble_on_the_way_changes_nothing_of_what_is_read(deployment: str) -> None:
    with serve("duracloud", deployment=deployment) as url:
        calm = without_host(pull(url, "duracloud"), url)
        for name, rates in FAULTS.items():
            control(url, "faults", {"clear": True, **rates})
            # One request at a time, so that the same requests are hit in every run.
            pages = pull(url, "duracloud", parallel=1)
            assert not [odd for page in pages for odd in page.unreadable], name
            assert _without_moments(without_host(pages, url)) == _without_moments(calm), name


def test_no_issue_slips_through_a_list_that_shifts_between_its_pages() -> None:
    with serve("fcrepo", deployment="dc") as url:
        calm = without_host(pull(url, "fcrepo"), url)
        for kind in ("skipped", "duplicate", "changed_order"):
            control(url, "faults", {"clear": True, kind: 0.5})
            assert _without_moments(without_host(pull(url, "fcrepo"), url)) == _without_moments(calm), kind


@pytest.mark.parametrize("deployment", ["cloud", "dc"])
def test_an_issue_that_stays_odd_is_set_aside_and_the_rest_goes_on(deployment: str) -> None:
    with serve("tiny-jira", deployment=deployment, extra=("--fault", "garbage_issue=1", "--seed", "3")) as url:
        pages = pull(url, "tiny-jira")
    odd = [record for page in pages for record in page.unreadable]
    read = [issue for page in pages for issue in page.issues]
    assert odd
    assert all(record.reason and record.id.isdigit() and len(record.payload) <= 2000 for record in odd)
    assert len(odd) + len(read) == pages[-1].total


def test_a_budget_of_requests_is_kept_to() -> None:
    with serve("fcrepo", deployment="cloud", extra=("--rate-limit", "20/1")) as url:
        assert sum(len(page.issues) for page in pull(url, "fcrepo")) == 1019


def _without_moments(pages: bytes) -> list[bytes]:
    """Without the moment at which the pull began, which stands in the cursors."""
    return [part.partition(b"}")[2] for part in pages.split(b'\\"began\\":')]
