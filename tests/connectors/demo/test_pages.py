"""The simulated source answers page by page, and goes on from any cursor."""

from __future__ import annotations

import pytest

from connectors.connector import ConnectorError, NotFound, SourceSettings
from connectors.demo.connector import open_demo
from connectors.records import Project
from tests.connectors.demo.replay import settings


def test_every_cursor_leads_to_exactly_the_pages_after_it() -> None:
    connector = open_demo(settings())
    for project in connector.projects():
        pages = list(connector.pages(project, None))
        for i, page in enumerate(pages[:-1]):
            assert list(connector.pages(project, page.cursor)) == pages[i + 1 :]


def test_pages_hold_a_hundred_issues_by_id_and_only_the_last_says_so() -> None:
    connector = open_demo(settings())
    for project in connector.projects():
        pages = list(connector.pages(project, None))
        ids = [int(i.id) for page in pages for i in page.issues]
        assert ids == sorted(ids)
        assert [len(page.issues) for page in pages[:-1]] == [100] * (len(pages) - 1)
        assert [page.last for page in pages] == [False] * (len(pages) - 1) + [True]
        assert pages[-1].done == pages[-1].total == len(ids)
        assert pages[0].cursor == f'{{"after":{ids[99]}}}'


def test_after_the_last_page_nothing_more_comes() -> None:
    connector = open_demo(settings())
    project = connector.projects()[0]
    end = list(connector.pages(project, None))[-1].cursor
    (page,) = connector.pages(project, end)
    assert page.last
    assert (page.issues, page.people, page.commitments) == ((), (), ())
    assert page.cursor == end


def test_everybody_named_comes_with_the_first_page() -> None:
    connector = open_demo(settings())
    for project in connector.projects():
        pages = list(connector.pages(project, None))
        known = {p.id for p in pages[0].people}
        for issue in (i for page in pages for i in page.issues):
            named = {issue.creator, issue.reporter, issue.assignee, *(c.by for c in issue.comments)}
            named |= {c.by for c in issue.changes} | {w.by for w in issue.worklogs}
            assert named - {None} <= known


@pytest.mark.parametrize(
    "url",
    ["demo", "demo:", "demo:2026-11-24", "demo:2026-13-01", "demo:2026-11-23?seed=x", "https://demo.example"],
)
def test_a_wrong_url_is_answered_with_the_right_form(url: str) -> None:
    with pytest.raises(ConnectorError, match=r"demo:YYYY-MM-DD.*Monday"):
        open_demo(SourceSettings(name="demo", url=url, now=0))


def test_without_a_seed_it_is_the_first() -> None:
    bare = open_demo(SourceSettings(name="demo", url="demo:2026-11-23", now=0))
    seeded = open_demo(settings(seed=1))
    project = bare.projects()[0]
    assert list(bare.pages(project, None)) == list(seeded.pages(project, None))


def test_an_unknown_project_and_a_foreign_cursor_are_refused() -> None:
    connector = open_demo(settings())
    with pytest.raises(NotFound, match="XYZ"):
        list(connector.pages(Project("1", "XYZ", "Unknown"), None))
    with pytest.raises(ConnectorError, match="cursor"):
        list(connector.pages(connector.projects()[0], "page 2"))


def test_the_check_says_what_it_holds() -> None:
    (check,) = open_demo(settings()).check()
    assert check.ok
    assert "14 projects" in check.what
