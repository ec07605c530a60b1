from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.records import Commitment, Issue
from tests.connectors.jira.pulling import issues, pull, value_at
from tests.trackers import control, facts, serve


@pytest.mark.parametrize("corpus", ["fcrepo", "duracloud"])
def test_nothing_of_a_recorded_history_is_lost(either: str, corpus: str) -> None:
    found = issues(pull(either, corpus))
    assert {
        "issues": len({issue.id for issue in found}),
        "histories": len({(issue.id, change.batch) for issue in found for change in issue.changes}),
        "items": sum(len(issue.changes) for issue in found),
        "comments": sum(len(issue.comments) for issue in found),
        "worklogs": sum(len(issue.worklogs) for issue in found),
        "unresolved": sum(issue.resolution is None for issue in found),
    } == {name: count for name, count in facts()[corpus].items() if name != "versions"}


@pytest.mark.parametrize("corpus", ["fcrepo", "duracloud"])
def test_replay_gives_who_was_a_member_of_a_release_on_a_day(either: str, corpus: str) -> None:
    found = issues(pull(either, corpus))
    wrong = []
    for version, known in facts()[corpus]["versions"].items():
        for on, counts in known["on"].items():
            at = int(datetime.fromisoformat(on).replace(tzinfo=UTC).timestamp() * 1000)
            members = [issue for issue in found if issue.created_at < at and _is_member(issue, version, at)]
            unresolved = [issue for issue in members if _is_unresolved(issue, at)]
            if [len(members), len(unresolved)] != counts:
                wrong.append((version, on, len(members), len(unresolved), counts))
    assert wrong == []


def test_changes_stand_in_the_order_of_time(either: str) -> None:
    for issue in issues(pull(either, "fcrepo")):
        assert list(issue.changes) == sorted(issue.changes, key=lambda change: (change.at, int(change.batch)))


@pytest.mark.parametrize("corpus", ["fcrepo", "duracloud", "tiny-jira"])
def test_both_deployments_tell_the_same_history(cloud: str, data_center: str, corpus: str) -> None:
    assert_same_history(cloud, data_center, corpus)


def test_both_deployments_tell_the_same_epics_and_sprints() -> None:
    with serve("appcelerator", deployment="cloud") as cloud, serve("appcelerator", deployment="dc") as other:
        assert_same_history(cloud, other, "appcelerator")
        found = pull(cloud, "appcelerator")
    by_id = {issue.id: issue for issue in issues(found)}
    epics = {by_id[issue.epic].kind for issue in by_id.values() if issue.epic in by_id}
    assert epics == {"epic"}
    assert {commitment.type for page in found for commitment in page.commitments} == {"release", "sprint"}


def test_everyone_whom_a_page_names_is_on_it(either: str) -> None:
    for page in pull(either, "duracloud"):
        known = {person.id for person in page.people}
        named = {p for issue in page.issues for p in _named(issue)}
        assert named <= known


def test_a_pull_takes_few_requests(data_center: str, cloud: str) -> None:
    for url in (cloud, data_center):
        control(url, "reset", {})
        pull(url, "fcrepo")
        assert control(url, "stats")["requests"] < 40


def assert_same_history(cloud: str, data_center: str, corpus: str) -> None:
    on_cloud, on_premises = pull(cloud, corpus), pull(data_center, corpus)
    for one, other in zip(on_cloud, on_premises, strict=True):
        assert one.people == other.people
        assert one.unreadable == other.unreadable == ()
        assert [_hostless(i, cloud) for i in one.issues] == [_hostless(i, data_center) for i in other.issues]
        assert [_hostless(c, cloud) for c in one.commitments] == [_hostless(c, data_center) for c in other.commitments]


def _is_member(issue: Issue, version: str, at: int) -> bool:
    final = {identity for type_, identity in issue.commitments if type_ == "release"}
    return version in value_at(issue, "release", final, at)


def _is_unresolved(issue: Issue, at: int) -> bool:
    later = [change for change in issue.changes if change.field == "resolution" and change.at >= at]
    return (later[0].from_value if later else issue.resolution) is None


def _named(issue: Issue) -> set[str]:
    people = {issue.creator, issue.reporter, issue.assignee}
    people |= {change.by for change in issue.changes}
    people |= {comment.by for comment in issue.comments} | {worklog.by for worklog in issue.worklogs}
    for change in issue.changes:
        if change.field in ("assignee", "reporter"):
            people |= {change.from_value, change.to_value}
    return {person for person in people if person}


def _hostless(record: Issue | Commitment, url: str) -> str:
    return str(record).replace(url, "")
