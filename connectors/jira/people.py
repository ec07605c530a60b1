"""Persons: Jira's users as records, and who is a bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from connectors.bots import is_named_as_bot
from connectors.jira.payloads import User
from connectors.records import Person


def person_id(user: User | None) -> str | None:
    """The id that changelogs, too, name a person by: account id on Cloud, key or name on Data Center."""
    if user is None:
        return None
    return user.account_id or user.key or user.name or None


def is_bot(user: User) -> bool:
    """Whether an account is a program's: Cloud says so, elsewhere only unmistakable names count."""
    return user.account_type == "app" or is_named_as_bot(user.name, user.key, user.display_name)


def person(user: User | None, groups: Iterable[str] = ()) -> Person | None:
    """The record of a user; None where there is nobody, or somebody without any id."""
    identity = person_id(user)
    if user is None or identity is None:
        return None
    return Person(
        id=identity,
        name=user.display_name or user.name or identity,
        email=user.email_address or None,
        groups=tuple(groups),
        is_bot=is_bot(user),
    )


class People:
    """Everyone on one page, once, with the fullest record that is known of each.

    `members` are the people of the declared groups: whoever is among them keeps his groups on every page.
    """

    def __init__(self, members: Mapping[str, Person]) -> None:
        self._members = members
        self._found: dict[str, Person] = {}
        self._full: set[str] = set()

    def add(self, user: User | None) -> None:
        """Somebody with a full record."""
        identity = person_id(user)
        if identity is None or identity in self._full:
            return
        if found := self._members.get(identity) or person(user):
            self._found[identity] = found
            self._full.add(identity)

    def add_named(self, identity: str | None, name: str | None) -> None:
        """Somebody of whom a change tells only id and name; gives way to a full record."""
        if not identity or identity in self._found:
            return
        known = self._members.get(identity)
        user = User(key=identity, display_name=name)
        self._found[identity] = known or person(user) or Person(id=identity, name=identity)

    def add_members(self) -> None:
        """Everyone of the declared groups."""
        self._found.update(self._members)

    def listed(self) -> tuple[Person, ...]:
        """All of them, by id."""
        return tuple(self._found[identity] for identity in sorted(self._found))
