"""Worklogs, estimates and time spent, as they stand and as they came about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from connectors.records import Worklog
from tests.connectors.jira.corpus import Corpus
from tests.connectors.jira.pulling import issues, synced
from tests.trackers import serve

MONDAY = 1_704_704_400_000
"""2024-01-08 09:00 UTC."""

DAY = 86_400_000


@pytest.fixture(params=["cloud", "dc"], scope="module")
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    corpus = Corpus(Path(tmp_path_factory.mktemp("effort")))
    ian = corpus.fields("SHOP-1")["assignee"]
    entries = [
        # Written down three weeks after the work, in another time zone.
        {
            "id": str(30_000 + number),
            "author": ian,
            "started": f"2024-01-{8 + number % 5:02}T11:00:00.000+0200",
            "created": "2024-01-29T09:00:00.000+0000",
            "updated": "2024-01-29T09:00:00.000+0000",
            "timeSpentSeconds": 5400,
        }
        for number in range(45)
    ]
    fields = corpus.fields("SHOP-1")
    fields["worklog"] = {"worklogs": entries, "startAt": 0, "maxResults": 20, "total": len(entries)}
    fields |= {"timeoriginalestimate": 144_000, "timeestimate": 0, "timespent": 243_000}
    changelog = corpus.issues["SHOP-1"]["changelog"]
    changelog["histories"] += [
        history("201", "2024-01-05T09:00:00.000+0000", "timeoriginalestimate", None, "144000"),
        history("202", "2024-01-29T09:00:00.000+0000", "timespent", None, "243000"),
        history("203", "2024-01-29T09:00:00.000+0000", "timeestimate", "144000", "0"),
    ]
    with serve(corpus.name, deployment=request.param) as running:
        yield running


def test_worklogs_are_dated_by_when_the_work_started_and_none_is_cut(url: str) -> None:
    found = issues(synced(url, "SHOP"))[0].worklogs
    assert len(found) == 45
    assert {worklog.at for worklog in found} == {MONDAY + day * DAY for day in range(5)}
    assert found[0] == Worklog("30000", MONDAY, found[0].by, 1.5)
    assert sum(worklog.hours for worklog in found) == 67.5


def test_estimates_and_time_spent_have_their_history_in_hours(url: str) -> None:
    issue = issues(synced(url, "SHOP"))[0]
    assert (issue.estimate_hours, issue.remaining_hours, issue.spent_hours) == (40.0, 0.0, 67.5)
    effort = [change for change in issue.changes if change.field in ("estimate", "remaining", "spent")]
    assert [(change.field, change.from_value, change.to_value) for change in effort] == [
        ("estimate", None, "40"),
        ("spent", None, "67.5"),
        ("remaining", "40", "0"),
    ]


def history(identity: str, at: str, field: str, before: str | None, after: str) -> dict[str, Any]:
    item = {"field": field, "fieldId": field, "from": before, "fromString": before, "to": after, "toString": after}
    return {"id": identity, "created": at, "items": [item]}
