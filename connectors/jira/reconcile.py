"""Which of the issues that are held a project no longer lists, and where they went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from connectors.connector import Refused
from connectors.decoding import decode
from connectors.jira.client import JiraClient
from connectors.jira.payloads import BulkIssues, Identified, ProjectInfo, WhereIssue
from connectors.jira.searching import named
from connectors.jira.site import API
from connectors.records import Departure

AT_ONCE = 100
TRIES_ALONE = 3
FEW = 10
"""So few issues may all be deleted; where more are gone at once, it is the permission that is."""

GONE = "deleted, or no longer visible to this account"


@dataclass(slots=True)
class Missing:
    """What became of issues that a list missed: those that are here all the same, and those that left."""

    here: set[int] = field(default_factory=set)
    departures: list[Departure] = field(default_factory=list)


def look_for(client: JiraClient, cloud: bool, project: ProjectInfo, missing: Sequence[int]) -> Missing:
    """Look up by id what a list of the project's issues missed. Raises ConnectorError."""
    found = Missing()
    for start in range(0, len(missing), AT_ONCE):
        some = missing[start : start + AT_ONCE]
        raws = _asked(client, cloud, some)
        for identity in some:
            if (raw := raws.get(identity)) is None:
                found.departures.append(Departure(str(identity), GONE))
            else:
                _place(client, cloud, project, identity, raw, found)
    return found


def refuse_emptiness(source: str, project: ProjectInfo, held: int, found: Missing) -> None:
    """Raise Refused where nothing of many held issues can be seen any more: no thousand departures."""
    if held >= FEW and not found.here and all(departure.reason == GONE for departure in found.departures):
        raise Refused(
            f"{source}: project {project.key} shows none of the {held} issues that were read before; "
            "give the account the permission Browse projects there again, or take the project out of brug.toml"
        )


def _place(
    client: JiraClient, cloud: bool, project: ProjectInfo, identity: int, raw: msgspec.Raw, found: Missing
) -> None:
    for _ in range(TRIES_ALONE):
        try:
            issue = decode(raw, WhereIssue)
        except msgspec.MsgspecError:
            # Odd as a page may be: asked again by itself.
            raw = _asked(client, cloud, [identity]).get(identity, raw)
            continue
        if str(issue.fields.project.id) == str(project.id):
            found.here.add(identity)
        else:
            found.departures.append(Departure(str(identity), f"moved to {issue.key}"))
        return
    # It is there, but does not say where: nothing is said of it today.


def _asked(client: JiraClient, cloud: bool, ids: Sequence[int]) -> dict[int, msgspec.Raw]:
    if cloud:
        body = {"issueIdsOrKeys": [str(i) for i in ids], "fields": ["project"]}
        raws = client.post(f"{API}/issue/bulkfetch", BulkIssues, body).issues
    else:
        raws = named(client, "id", ids, {"fields": ["project"]})
    return dict(_identified(raws))


def _identified(raws: Sequence[msgspec.Raw]) -> Iterator[tuple[int, msgspec.Raw]]:
    for raw in raws:
        try:
            yield int(decode(raw, Identified).id), raw
        except ValueError:
            continue
