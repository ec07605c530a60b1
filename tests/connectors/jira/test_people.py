from __future__ import annotations

import pytest

from connectors.jira.payloads import User
from connectors.jira.people import People, is_bot, person_id


def test_a_person_is_the_account_id_or_else_the_key_or_else_the_name() -> None:
    assert person_id(User(account_id="acc", key="key", name="name")) == "acc"
    assert person_id(User(key="key", name="name")) == "key"
    assert person_id(User(name="name")) == "name"
    assert person_id(User()) is None


@pytest.mark.parametrize("name", ["jenkins", "gitbot", "release-bot", "Automation for Jira", "Build Bot"])
def test_programs_are_bots(name: str) -> None:
    assert is_bot(User(name=name))


@pytest.mark.parametrize("name", ["abbott", "talbot", "botha", "system admin", "jenkinson"])
def test_people_are_no_bots_whatever_their_name(name: str) -> None:
    assert not is_bot(User(name=name, display_name=name))


def test_cloud_says_itself_who_is_an_app() -> None:
    assert is_bot(User(account_id="1", display_name="Slack", account_type="app"))


def test_a_full_record_goes_before_a_name_in_a_change() -> None:
    people = People({})
    people.add_named("ian", "Ian")
    people.add(User(name="ian", display_name="Ian", email_address="ian@it.acme.example"))
    people.add_named("ian", "Ian")
    assert [person.email for person in people.listed()] == ["ian@it.acme.example"]
