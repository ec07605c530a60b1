"""Who is in the groups that sides are declared by."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Raw, Struct

from connectors.connector import NotFound, Refused
from connectors.decoding import decode
from connectors.jira.client import JiraClient
from connectors.jira.failures import QueryRefused
from connectors.jira.paging import paged
from connectors.jira.payloads import User
from connectors.jira.people import person, person_id
from connectors.jira.site import API
from connectors.records import Person, Unreadable

NOT_READABLE = (NotFound, Refused, QueryRefused)
"""The group does not exist, or this account may not see who is in it."""


class Members(Struct):
    """The people of the declared groups by id, each with all of the groups that they are in."""

    people: dict[str, Person] = {}
    unreadable: list[Unreadable] = []


def group_users(client: JiraClient, name: str) -> list[Raw]:
    """The members of one group. Raises ConnectorError, one of `NOT_READABLE` among them."""
    return list(paged(client, f"{API}/group/member", groupname=name, includeInactiveUsers="true"))


def of_jira(names: Iterable[str]) -> list[str]:
    """The groups that may be Jira's: a name with a slash is that of a GitHub team."""
    return [name for name in names if "/" not in name]


def members(client: JiraClient, names: Iterable[str]) -> Members:
    """Everyone of the groups. Raises ConnectorError.

    A group that cannot be read gives nobody: the connector's check tells about it.
    """
    found = Members()
    groups: dict[str, list[str]] = {}
    for name in of_jira(names):
        try:
            raws = group_users(client, name)
        except NOT_READABLE:
            continue
        for place, raw in enumerate(raws, start=1):
            try:
                user = decode(raw, User)
            except msgspec.DecodeError as error:
                payload = bytes(raw).decode(errors="replace")[:2000]
                found.unreadable.append(Unreadable(f"member {place} of {name}", str(error), payload))
                continue
            if identity := person_id(user):
                groups.setdefault(identity, []).append(name)
                if record := person(user, groups[identity]):
                    found.people[identity] = record
    return found
