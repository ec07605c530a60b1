"""What a pull has to read: everything at first, later what differs from what is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field

import msgspec

from connectors.connector import Held, SourceSettings
from connectors.jira.client import JiraClient
from connectors.jira.cursor import Carrier, Cursor
from connectors.jira.facts import Facts
from connectors.jira.listing import list_issues
from connectors.jira.payloads import ProjectInfo
from connectors.jira.recent import Look, Recent, look_of
from connectors.jira.reconcile import look_for, refuse_emptiness
from connectors.jira.searching import count
from connectors.records import Commitment, Departure


@dataclass(slots=True)
class Plan:
    """What a pull has to read. `cursor` is where it stands before its first page.

    `ids` are in order. `sprints` are those that look another way than at the last pull, or have no issue to be
    looked at by: where there are any, the boards are asked. `set_aside` names what could not be read and is no issue.
    """

    cursor: Cursor
    ids: list[int] = field(default_factory=list)
    departures: list[Departure] = field(default_factory=list)
    id_of_key: dict[str, str] = field(default_factory=dict)
    sprints: dict[str, Commitment | None] = field(default_factory=dict)
    set_aside: list[str] = field(default_factory=list)


class Planner:
    """Makes the plan of one pull of one project."""

    def __init__(
        self, client: JiraClient, facts: Facts, settings: SourceSettings, project: ProjectInfo, held: Held
    ) -> None:
        self._client = client
        self._facts = facts
        self._settings = settings
        self._project = project
        self._held = held

    def plan(self, cursor: Cursor, pool: Executor) -> Plan:
        """Find out what there is to read since a cursor. Raises ConnectorError."""
        if cursor.key not in (None, self._project.key):
            # Another key of the project is another key of every issue, whenever that was updated.
            cursor = Cursor()
        if cursor.since is None:
            return self._everything(cursor, pool)
        # A cursor of an earlier brug tells the moment only.
        known = cursor if cursor.cloud is not None else self._informed(cursor)
        return self._news(known, cursor.since, pool)

    def _everything(self, cursor: Cursor, pool: Executor) -> Plan:
        began = cursor.began if cursor.began is not None else self._facts.server.at
        cursor = msgspec.structs.replace(self._informed(cursor), began=began)
        with_keys = self._facts.words.fields.epic is not None
        listing = list_issues(self._client, self._facts.server.cloud, self._project.key, pool, with_keys)
        return Plan(cursor, sorted(listing.ids), id_of_key=listing.id_of_key)

    def _informed(self, cursor: Cursor) -> Cursor:
        cloud, sprint = self._facts.server.cloud, self._facts.words.fields.sprint
        return msgspec.structs.replace(cursor, key=self._project.key, cloud=cloud, sprint=sprint)

    def _news(self, cursor: Cursor, since: int, pool: Executor) -> Plan:
        cloud, url = bool(cursor.cloud), self._settings.url.rstrip("/")
        look = Look(self._client, cloud, self._project.key, url, cursor, self._facts.clock, pool)
        recent = look.since(since)
        until = recent.until or since
        high = max(until, cursor.high or until)
        plan = Plan(msgspec.structs.replace(cursor, began=cursor.began or until, high=high))
        self._look_at_sprints(look, recent, plan)
        held = set(_numbers(self._held.ids()))
        known = self._held.updated_at([str(identity) for identity in recent.updated_at])
        wanted = {identity for identity, at in recent.updated_at.items() if known.get(str(identity)) != at}
        odd = self._held.set_aside()
        wanted.update(_numbers(odd))
        plan.set_aside = [name for name in odd if not name.isdecimal()]
        self._reconcile(cloud, held, wanted, plan, pool)
        plan.ids = sorted(wanted)
        return plan

    def _reconcile(self, cloud: bool, held: set[int], wanted: set[int], plan: Plan, pool: Executor) -> None:
        """Where the count of issues is another than it should be, compare all ids."""
        expected = len(held | wanted)
        if count(self._client, cloud, f'project = "{self._project.key}"') == expected:
            return
        listed = list_issues(self._client, cloud, self._project.key, pool).ids
        wanted |= listed - held
        missing = sorted(held - listed)
        found = look_for(self._client, cloud, self._project, missing, pool)
        if not listed:
            refuse_emptiness(self._settings.name, self._project, len(held), found)
        plan.departures = found.departures
        # A list that shifted while it was read missed them: they are read again, and nothing is said of them.
        wanted |= found.here
        wanted -= {int(departure.id) for departure in found.departures}

    def _look_at_sprints(self, look: Look, recent: Recent, plan: Plan) -> None:
        """Compare how open sprints look with how they looked, and find other issues for those that lost theirs."""
        open_sprints: dict[str, Carrier] = {}
        lost: list[str] = []
        for sprint, carrier in plan.cursor.open.items():
            now = recent.sprints.get(carrier.issue, {}).get(sprint)
            if now is None:
                lost.append(sprint)
                continue
            if look_of(now) != carrier.look:
                plan.sprints[sprint] = now
            if now.state != "delivered":
                open_sprints[sprint] = Carrier(carrier.issue, look_of(now))
        if lost:
            plan.sprints.update(dict.fromkeys(lost))
            others = look.in_sprints(lost)
            for issue, shown in others.sprints.items():
                for sprint, now in shown.items():
                    if sprint in lost:
                        plan.sprints[sprint] = now
                        if now.state != "delivered":
                            open_sprints[sprint] = Carrier(issue, look_of(now))
        plan.cursor = msgspec.structs.replace(plan.cursor, open=open_sprints)


def _numbers(names: Iterable[str]) -> Iterator[int]:
    """The ids of issues: what else was set aside is named in words."""
    return (int(name) for name in names if name.isdecimal())
