"""A first pull asks for as much as possible at once, and brings what any other would."""

from __future__ import annotations

import json
from dataclasses import replace

import msgspec
import pytest

from connectors.records import Page
from tests.connectors.jira.pulling import issues, pull, synced, without_host
from tests.proxy import Asked, in_front_of


def test_a_site_that_is_new_gives_the_pages_that_a_known_one_gives(either: str) -> None:
    known, new = (synced(f"{either}/site/fcrepo", "FCREPO", is_new=is_new) for is_new in (False, True))
    assert settled(new, either) == settled(known, either)


def settled(pages: list[Page], url: str) -> bytes:
    """The pages without the moment at which the pull began, which their cursors tell."""
    return without_host([msgspec.structs.replace(page, cursor=timeless(page.cursor)) for page in pages], url)


def timeless(cursor: str) -> str:
    return str({name: value for name, value in json.loads(cursor).items() if name not in ("began", "since")})


@pytest.mark.parametrize("most", [50, 250, 999, 1000])
def test_all_issues_are_found_where_data_center_gives_fewer_a_page(data_center: str, most: int) -> None:
    def rewritten(asked: Asked) -> Asked:
        if not asked.path.endswith("/search"):
            return asked
        body = json.loads(asked.body)
        return replace(asked, body=json.dumps({**body, "maxResults": min(most, body["maxResults"])}).encode())

    with in_front_of(data_center) as proxy:
        proxy.rewritten = rewritten
        found = issues(pull(proxy.url, "fcrepo"))
    assert len({issue.id for issue in found}) == len(found) == 1019
