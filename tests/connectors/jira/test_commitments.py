from __future__ import annotations

import msgspec
import pytest

from connectors.jira.payloads import Sprint, Version
from connectors.jira.sprints import field_sprints, sprint_commitment
from connectors.jira.versions import release

JANUARY, JUNE = 1_704_067_200_000, 1_717_200_000_000


def sprints(*entries: object) -> list[Sprint]:
    return field_sprints(msgspec.Raw(msgspec.json.encode(entries)))


def test_a_sprint_reads_the_same_from_an_object_and_from_a_text() -> None:
    text = (
        "com.atlassian.greenhopper.service.sprint.Sprint@41[rapidViewId=12,state=CLOSED,name=Pay, by card=1,"
        "startDate=2024-01-01T00:00:00.000Z,endDate=2024-06-01T00:00:00.000Z,completeDate=<null>,id=3]"
    )
    shape = {
        "id": 3,
        "name": "Pay, by card=1",
        "state": "closed",
        "boardId": 12,
        "startDate": "2024-01-01T00:00:00.000Z",
        "endDate": "2024-06-01T00:00:00.000Z",
    }
    from_text, from_object = sprints(text, shape)
    url = "https://jira.acme.example"
    assert sprint_commitment(from_text, url) == sprint_commitment(from_object, url)
    assert sprint_commitment(from_text, url).name == "Pay, by card=1"


def test_a_sprint_starts_when_it_was_really_started() -> None:
    sprint = Sprint(id=1, start_date="2024-06-01T00:00:00Z", activated_date="2024-01-01T00:00:00Z")
    assert sprint_commitment(sprint, "").start_at == JANUARY


@pytest.mark.parametrize(("state", "expected"), [("ACTIVE", "active"), ("closed", "delivered"), ("future", "planned")])
def test_the_state_of_a_sprint(state: str, expected: str) -> None:
    assert sprint_commitment(Sprint(id=1, state=state), "").state == expected


@pytest.mark.parametrize(
    ("version", "state", "delivered_at"),
    [
        (Version("1", released=True, release_date="2024-06-01"), "delivered", JUNE),
        (Version("1", archived=True, release_date="2024-06-01"), "cancelled", None),
        (Version("1", start_date="2024-01-01", release_date="2024-06-01"), "active", None),
        (Version("1", start_date="2024-06-01"), "planned", None),
        (Version("1"), "planned", None),
    ],
)
def test_the_state_of_a_release(version: Version, state: str, delivered_at: int | None) -> None:
    found = release(version, "SHOP", "https://jira.acme.example", now=JANUARY + 1)
    assert (found.state, found.delivered_at) == (state, delivered_at)
