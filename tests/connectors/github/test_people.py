"""Who is a program, and who belongs to those who build: by the author association, where no team says it."""

from __future__ import annotations

import pytest

from connectors.records import Person
from tests.connectors.github.payload import event, people, review, who, whole, word


def test_everyone_who_is_named_in_any_role_is_there() -> None:
    item = whole(
        event("LabeledEvent", 3, "actor"),
        word("IssueComment", 3, "speaker"),
        event("AssignedEvent", 3, assignee=who("got")),
        event("ReviewRequestedEvent", 3, requestedReviewer=who("asked")),
        event("ReviewRequestedEvent", 3, requestedReviewer={"__typename": "Team"}),
        event("ClosedEvent", 3, None),
        lines=({"id": 1, "createdAt": "2024-01-05T09:00:00Z", "author": who("line")},),
        assignees={"nodes": [who("has"), None]},
    )
    assert set(people(item)) == {"actor", "speaker", "ian", "got", "asked", "line", "has", "bea"}


@pytest.mark.parametrize("login", ["dependabot", "renovate[bot]", "acme-ci-bot", "copilot"])
def test_programs_are_bots_and_no_insiders(login: str) -> None:
    assert people(whole(word("IssueComment", 3, login)))[login] == Person(login, login, is_bot=True)


@pytest.mark.parametrize("login", ["abbott", "talbot", "botany"])
def test_people_are_no_bots_whatever_their_name(login: str) -> None:
    assert not people(whole(word("IssueComment", 3, login)))[login].is_bot


@pytest.mark.parametrize(
    ("association", "is_insider"),
    [
        ("OWNER", True),
        ("MEMBER", True),
        ("COLLABORATOR", True),
        ("CONTRIBUTOR", False),
        ("FIRST_TIME_CONTRIBUTOR", False),
        ("FIRST_TIMER", False),
        ("NONE", False),
        ("MANNEQUIN", None),
    ],
)
def test_the_association_of_a_word_tells_who_belongs_to_those_who_build(
    association: str, is_insider: bool | None
) -> None:
    assert people(whole(review("APPROVED", 3, association=association)))["tess"].is_insider is is_insider


def test_whoever_once_was_an_insider_is_one() -> None:
    words = [word("IssueComment", day, association=a) for day, a in ((3, "NONE"), (4, "MEMBER"), (5, "CONTRIBUTOR"))]
    assert people(whole(*words))["tess"].is_insider is True


def test_an_act_alone_tells_nothing_of_where_somebody_belongs() -> None:
    assert people(whole(event("LabeledEvent", 3, "ian")))["ian"].is_insider is None
