"""Which of the issues that are held a project no longer lists, and where they went."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from connectors.connector import NotFound, Refused
from connectors.decoding import decode
from connectors.jira.client import JiraClient
from connectors.jira.payloads import BulkIssues, Identified, ProjectInfo, WhereIssue
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


def look_for(client: JiraClient, cloud: bool, project: ProjectInfo, missing: Sequence[int], pool: Executor) -> Missing:
    """Look up by id what a list of the project's issues missed: in the site itself, not in its index.

    Raises ConnectorError.
    """
    raws: dict[int, msgspec.Raw] = {}
    if cloud:
        pieces = [missing[start : start + AT_ONCE] for start in range(0, len(missing), AT_ONCE)]
        for answer in pool.map(lambda piece: _bulk(client, piece), pieces):
            raws.update(answer)
    found = Missing()
    asked = pool.map(lambda identity: _left(client, cloud, project, identity, raws.get(identity)), missing)
    for identity, departure in zip(missing, asked, strict=True):
        if departure is None:
            found.here.add(identity)
        else:
            found.departures.append(departure)
    return found


def refuse_emptiness(source: str, project: ProjectInfo, held: int, found: Missing) -> None:
    """Raise Refused where nothing of many held issues can be seen any more: no thousand departures."""
    if held >= FEW and not found.here and all(departure.reason == GONE for departure in found.departures):
        raise Refused(
            f"{source}: project {project.key} shows none of the {held} issues that were read before; "
            "give the account the permission Browse projects there again, or take the project out of brug.toml"
        )


def _bulk(client: JiraClient, ids: Sequence[int]) -> dict[int, msgspec.Raw]:
    body = {"issueIdsOrKeys": [str(identity) for identity in ids], "fields": ["project"]}
    found: dict[int, msgspec.Raw] = {}
    for raw in client.post(f"{API}/issue/bulkfetch", BulkIssues, body).issues:
        with suppress(ValueError):
            found[int(decode(raw, Identified).id)] = raw
    return found


def _left(
    client: JiraClient, cloud: bool, project: ProjectInfo, identity: int, raw: msgspec.Raw | None
) -> Departure | None:
    """Where one issue went; None where it is still here, or does not say where it is.

    Asked by itself on Data Center, and where a page was odd.
    """
    if cloud and raw is None:
        return Departure(str(identity), GONE)
    for _ in range(TRIES_ALONE):
        with suppress(msgspec.MsgspecError):
            if raw is not None:
                issue = decode(raw, WhereIssue)
                here = str(issue.fields.project.id) == str(project.id)
                return None if here else Departure(str(identity), f"moved to {issue.key}")
        try:
            raw = client.get(f"{API}/issue/{identity}", msgspec.Raw, fields="project")
        except (NotFound, Refused):
            return Departure(str(identity), GONE)
    return None
