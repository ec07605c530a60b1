"""The simulated records are those of a possible tracker: repeatable, in the past, and without contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from connectors.demo.organisation import organisation
from connectors.records import Issue
from tests.connectors.demo.replay import ANCHOR, SEEDS, at, histories, people_of

FINAL: dict[str, Callable[[Issue], object]] = {
    "status": lambda i: i.status_category,
    "resolution": lambda i: i.resolution and {"Done": "10000"}.get(i.resolution, i.resolution),
    "release": lambda i: ",".join(v for k, v in i.commitments if k == "release") or None,
    "sprint": lambda i: ",".join(v for k, v in i.commitments if k == "sprint") or None,
    "epic": lambda i: i.epic,
    "parent": lambda i: i.parent,
    "assignee": lambda i: i.assignee,
    "points": lambda i: i.points,
    "estimate": lambda i: i.estimate_hours,
    "due": lambda i: i.due_on and i.due_on.isoformat(),
    "remaining": lambda i: i.remaining_hours,
    "spent": lambda i: i.spent_hours,
}
NUMBERS = {"points", "estimate", "remaining", "spent"}


def test_the_same_anchor_and_seed_give_the_same_records() -> None:
    first = organisation.__wrapped__(ANCHOR, 3)
    second = organisation.__wrapped__(ANCHOR, 3)
    for one, other in zip(first.projects, second.projects, strict=True):
        assert (one.issues, one.commitments, one.people) == (other.issues, other.commitments, other.people)


def test_another_seed_gives_other_records() -> None:
    assert histories(1)["POL"].issues != histories(2)["POL"].issues


@pytest.mark.parametrize("seed", SEEDS)
def test_the_organisation_has_the_size_of_a_real_one(seed: int) -> None:
    counts = [len(h.issues) for h in histories(seed).values()]
    assert len(counts) == 14
    assert 4000 <= sum(counts) <= 5500
    assert all(200 <= n <= 700 for n in counts)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("anchor", [ANCHOR, date(2026, 5, 4), date(2027, 1, 4)])
def test_nothing_is_dated_after_the_anchor_or_before_its_cause(seed: int, anchor: date) -> None:
    end = at(anchor)
    for history in histories(seed, anchor).values():
        for c in history.commitments.values():
            assert c.start_at is not None
            assert c.start_at < end
            assert c.delivered_at is None or c.delivered_at < end
            assert (c.state == "delivered") == (c.delivered_at is not None)
        for i in history.issues:
            dates = [*(x.at for x in i.changes), *(x.at for x in i.comments), *(x.at for x in i.worklogs)]
            assert all(i.created_at <= instant < end for instant in dates)
            assert i.updated_at == max([i.created_at, *dates])
            assert [c.at for c in i.changes] == sorted(c.at for c in i.changes)


@pytest.mark.parametrize("seed", SEEDS)
def test_walking_back_from_the_end_leads_to_the_creation(seed: int) -> None:
    for history in histories(seed).values():
        for issue in history.issues:
            assert_consistent(issue)


def assert_consistent(issue: Issue) -> None:
    for name, final in FINAL.items():
        changes = [c for c in issue.changes if c.field == name]
        for before, after in pairwise(changes):
            assert after.from_value == before.to_value, (issue.key, name)
            assert after.from_text == before.to_text, (issue.key, name)
        if not changes:
            continue
        last: object = changes[-1].to_value
        if name in NUMBERS and changes[-1].to_value is not None:
            last = float(changes[-1].to_value)
        assert last == final(issue), (issue.key, name)
        if name == "status":
            begun = ("in_progress", "In Progress") if issue.kind == "pull_request" else ("todo", "To Do")
            assert (changes[0].from_value, changes[0].from_text) == begun
            assert changes[-1].to_text == issue.status
    if not any(c.field == "status" for c in issue.changes):
        assert issue.status_category == ("in_progress" if issue.kind == "pull_request" else "todo")


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_done_is_resolved_in_the_same_act(seed: int) -> None:
    for history in histories(seed).values():
        for issue in history.issues:
            ended = "merged" if issue.kind == "pull_request" else "Done"
            assert (issue.status_category == "done") == (issue.resolution == ended)
            if issue.status_category == "done":
                done = [c for c in issue.changes if c.to_value == "done"][-1]
                resolved = [c for c in issue.changes if c.field == "resolution"][-1]
                assert (resolved.batch, resolved.at) == (done.batch, issue.resolved_at)


@pytest.mark.parametrize("seed", SEEDS)
def test_ids_are_unique_and_all_that_is_named_exists(seed: int) -> None:
    pulled = histories(seed)
    issues = [i for h in pulled.values() for i in h.issues]
    known = {i.id for i in issues}
    assert len(known) == len(issues) == len({i.key for i in issues})
    commitments = [c for h in pulled.values() for c in h.commitments]
    assert len(commitments) == len(set(commitments))
    for key, history in pulled.items():
        for issue in history.issues:
            assert issue.key.startswith(f"{key}-")
            assert {issue.epic, issue.parent} - {None} <= known
            assert {link.other for link in issue.links} <= known
            assert set(issue.commitments) <= set(history.commitments)


@pytest.mark.parametrize("seed", SEEDS)
def test_people_act_in_working_hours_and_nearly_never_in_bulk(seed: int) -> None:
    for history in histories(seed).values():
        humans = people_of(history, "business") | people_of(history, "it")
        acts: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for issue in history.issues:
            for c in issue.changes:
                if c.by in humans:
                    assert 6 <= c.at // 3_600_000 % 24 <= 16, (issue.key, c)
                    acts[c.by or "", c.field, c.to_value or ""].append(c.at)
        for (by, _, _), instants in acts.items():
            instants.sort()
            if any(last - first <= 600_000 for first, last in zip(instants, instants[9:], strict=False)):
                assert by == "dw-admin"
