"""A pull goes on from where it was broken off; the next one brings what changed, and asks little where nothing did."""

from __future__ import annotations

import pytest

from connectors.records import Issue, Project
from tests.connectors.github.conftest import EARLY
from tests.connectors.github.pulling import LIBRARY, SHOP, Kept, issues, pull
from tests.proxy import Answer, Asked, Proxy, in_front_of
from tests.trackers import control


def test_a_pull_goes_on_after_any_page_as_if_never_broken_off(library: str) -> None:
    whole = pull(library, LIBRARY)
    assert [page.last for page in whole] == [False] * (len(whole) - 1) + [True]
    for position, page in enumerate(whole[:-1], 1):
        rest = pull(library, LIBRARY, page.cursor)
        assert [page.issues for page in rest] == [page.issues for page in whole[position:]]
        assert rest[-1].cursor == whole[-1].cursor


def test_counts_add_up_also_after_a_break(library: str) -> None:
    kept = Kept(library, LIBRARY)
    (first,) = kept.pull(pages=1)
    rest = kept.pull()
    assert [(page.done, page.total) for page in (first, *rest)] == [(60, 177), (120, 177), (177, 177)]


def test_issues_come_in_the_order_of_their_numbers(library: str) -> None:
    numbers = [int(issue.id) for page in pull(library, LIBRARY) for issue in page.issues]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 177


def test_everyone_who_is_named_came_on_that_page_or_before(library: str) -> None:
    known: set[str] = set()
    for page in pull(library, LIBRARY):
        known |= {person.id for person in page.people}
        assert named(page.issues) <= known


def test_what_changed_while_a_broken_off_pull_lay_still_is_brought_by_the_one_after_it(library: str) -> None:
    control(library, "at", {"at": "2014-12-01T00:00:00Z"})
    kept = Kept(library, LIBRARY)
    kept.pull(pages=1)
    control(library, "at", {"at": EARLY})
    kept.pull()
    kept.pull()
    assert kept.issues == issues(pull(library, LIBRARY))


@pytest.mark.parametrize("moment", ["2014-08-01T00:00:00Z", "2014-12-24T12:00:00Z"])
def test_the_next_pull_brings_what_changed_and_little_else(library: str, moment: str) -> None:
    control(library, "at", {"at": moment})
    kept = Kept(library, LIBRARY)
    kept.pull()
    before = dict(kept.issues)
    control(library, "at", {"at": EARLY})
    brought = issues(kept.pull())
    assert kept.issues == issues(pull(library, LIBRARY))
    changed = {n for n, issue in kept.issues.items() if before.get(n) != issue}
    assert changed <= brought.keys()
    assert len(brought) <= 1.5 * len(changed) + 10


def test_a_milestone_that_was_renamed_comes_under_its_new_name(proxy: Proxy) -> None:
    kept = Kept(proxy.url)
    kept.pull()

    def renamed(asked: Asked, answer: Answer) -> Answer:
        if "query Head" not in asked.query:
            return answer
        told = answer.json()
        told["data"]["repository"]["milestones"]["nodes"][1]["title"] = "2.0 (spring)"
        return Answer.of(told)

    proxy.altered = renamed
    (page,) = kept.pull()
    assert page.issues == ()
    assert {c.id: c.name for c in kept.commitments.values()} == {"1": "1.0", "2": "2.0 (spring)"}


@pytest.mark.parametrize("project", [SHOP, LIBRARY], ids=["5 issues", "177 issues"])
def test_an_unchanged_repository_costs_three_requests_at_most(shop: str, library: str, project: Project) -> None:
    with in_front_of(shop if project is SHOP else library) as proxy:
        kept = Kept(proxy.url, project)
        first = kept.pull()
        proxy.asked.clear()
        (page,) = kept.pull()
    assert len(proxy.asked) <= 3
    assert (page.last, page.issues, page.departures, page.unreadable) == (True, (), (), ())
    assert page.cursor == first[-1].cursor


def test_a_thousand_issues_with_all_their_words_cost_45_requests_at_most(library: str) -> None:
    with in_front_of(library) as proxy:
        assert len(issues(pull(proxy.url, LIBRARY))) == 177
    # Three of them are asked once, however many issues there are.
    assert (len(proxy.asked) - 3) / 177 * 1000 <= 45


def named(some: tuple[Issue, ...]) -> set[str]:
    """Everyone whom these issues name."""
    found: set[str | None] = set()
    for issue in some:
        found |= {issue.creator, issue.reporter, issue.assignee}
        found |= {change.by for change in issue.changes} | {word.by for word in issue.comments}
        found |= {v for c in issue.changes if c.field == "assignee" for v in (c.from_value, c.to_value)}
    return {who for who in found if who}
