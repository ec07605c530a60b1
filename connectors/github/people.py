"""Persons: GitHub's accounts as records, who is a bot, and who belongs to those who build."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.bots import is_named_as_bot
from connectors.github.payloads import Actor
from connectors.records import Person

_INSIDERS = {"OWNER", "MEMBER", "COLLABORATOR"}
_OUTSIDERS = {"NONE", "CONTRIBUTOR", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR"}


def person_id(actor: Actor | None) -> str | None:
    """The login, which names a person everywhere; None for a deleted account or a team."""
    return actor.login if actor is not None and actor.login else None


class People:
    """Everyone on one page, once, with all that the page tells of them.

    `members` are the people of the declared teams: whoever is among them keeps these teams on every page.
    """

    def __init__(self, members: Mapping[str, Person]) -> None:
        self._members = members
        self._met: set[tuple[str, str, str]] = set()
        self._actors: set[str] = set()
        self._bots: dict[str, bool] = {}
        self._insiders: dict[str, bool | None] = {}

    def __contains__(self, login: str | None) -> bool:
        """Whether somebody was met as an actor, of whom a further act tells nothing new."""
        return login in self._actors

    def add(self, actor: Actor | None, association: str = "") -> None:
        """Somebody, with the association to the repository where a word of theirs tells it."""
        login = person_id(actor)
        if actor is None or login is None:
            return
        met = (login, actor.typename, association)
        if met in self._met:
            return
        self._met.add(met)
        if not association:
            self._actors.add(login)
        known = self._bots.get(login, False)
        self._bots[login] = known or actor.typename == "Bot" or login.endswith("[bot]") or is_named_as_bot(login)
        insider = True if association in _INSIDERS else False if association in _OUTSIDERS else None
        before = self._insiders.get(login)
        self._insiders[login] = before if before or insider is None else insider

    def add_members(self) -> None:
        """Everyone of the declared teams."""
        for login in self._members:
            self.add(Actor(login=login))

    def listed(self) -> tuple[Person, ...]:
        """All of them, by id."""
        return tuple(
            Person(
                id=login,
                name=login,
                groups=self._members[login].groups if login in self._members else (),
                is_bot=self._bots[login],
                is_insider=None if self._bots[login] else self._insiders.get(login),
            )
            for login in sorted(self._bots)
        )
