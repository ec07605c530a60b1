"""Who is in the teams that sides are declared by."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from connectors.connector import NotFound, Refused, UnexpectedAnswer
from connectors.decoding import decode
from connectors.github import query
from connectors.github.client import GithubClient
from connectors.github.payloads import Organization
from connectors.records import Person

NOT_READABLE = (NotFound, Refused, UnexpectedAnswer)
"""The team does not exist, or this token may not see who is in it."""


class Members(Struct):
    """The people of the declared teams by login, each with all of these teams that they are in."""

    people: dict[str, Person] = {}


def team_names(groups: Iterable[str]) -> list[str]:
    """Those of the declared groups that are teams of GitHub: "org/team"."""
    return [name for name in groups if name.count("/") == 1 and all(name.split("/"))]


def team_members(client: GithubClient, name: str) -> list[str]:
    """The logins of a team's members. Raises ConnectorError, one of `NOT_READABLE` among them."""
    organization, _, team = name.partition("/")
    found: list[str] = []
    after: str | None = None
    while True:
        variables = {"organization": organization, "team": team, "after": after}
        raw = client.graphql(query.TEAM, variables, f"team {name}").part("organization")
        if raw is None:
            raise NotFound(f"team {name}: no organisation {organization} is visible to this token; check its name")
        try:
            answer = decode(raw, Organization)
        except msgspec.ValidationError as error:
            raise UnexpectedAnswer(f"team {name}: reads otherwise than expected: {error}") from error
        if answer.team is None:
            raise NotFound(f"team {name}: no such team; check its name, and that the token may read:org")
        page = answer.team.members
        found += [actor.login for actor in page.nodes if actor is not None and actor.login]
        if not page.page_info.has_next_page or not page.page_info.end_cursor:
            return found
        after = page.page_info.end_cursor


def members(client: GithubClient, groups: Iterable[str]) -> Members:
    """Ask for the members of the declared teams; a team that cannot be read has none. Raises ConnectorError."""
    teams: dict[str, list[str]] = {}
    for name in team_names(groups):
        try:
            logins = team_members(client, name)
        except NOT_READABLE:
            continue  # `brug doctor` tells of it
        for login in logins:
            teams.setdefault(login, []).append(name)
    return Members({login: Person(login, login, groups=tuple(names)) for login, names in teams.items()})
