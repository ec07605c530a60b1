from __future__ import annotations

import msgspec
import pytest

from connectors.connector import ConnectorError
from tests.connectors.jira.pulling import issues, pull, pull_on, without_host


def test_a_pull_goes_on_after_any_page_as_if_never_interrupted(either: str) -> None:
    whole = pull(either, "duracloud")
    for position, page in enumerate(whole[:-1], 1):
        rest = pull(either, "duracloud", page.cursor)
        assert without_host(rest, either) == without_host(whole[position:], either)


def test_only_the_end_of_a_pull_is_last_and_counts_add_up(either: str) -> None:
    pages = pull(either, "duracloud")
    assert [page.last for page in pages] == [False] * (len(pages) - 1) + [True]
    assert [page.done for page in pages] == [100, 200, 300, 400, 500, 600, 700, 739]
    assert {page.total for page in pages} == {739}


def test_issues_come_in_the_order_of_their_ids(either: str) -> None:
    ids = [int(issue.id) for issue in issues(pull(either, "duracloud"))]
    assert ids == sorted(set(ids))


def test_a_pull_without_news_ends_at_once_and_keeps_its_place(either: str) -> None:
    first = pull(either, "tiny-jira")
    again = pull_on(either, "tiny-jira", first)
    assert [page.last for page in again] == [True]
    assert again[-1].cursor == first[-1].cursor


def test_the_next_pull_never_starts_later_than_the_last_update_seen(either: str) -> None:
    pages = pull(either, "fcrepo")
    assert msgspec.json.decode(pages[-1].cursor)["since"] == max(issue.updated_at for issue in issues(pages))


def test_a_text_that_is_no_cursor_is_refused(either: str) -> None:
    with pytest.raises(ConnectorError, match="no cursor"):
        pull(either, "tiny-jira", "page 2")
