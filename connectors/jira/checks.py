"""What `brug doctor` says about a Jira source."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.connector import Check, ConnectorError, SourceSettings
from connectors.jira.client import JiraClient
from connectors.jira.commitments import NO_BOARDS
from connectors.jira.facts import Facts
from connectors.jira.groups import NOT_READABLE, group_users, of_jira
from connectors.jira.paging import paged
from connectors.jira.site import AGILE, who_am_i
from connectors.jira.translate import Vocabulary
from connectors.records import Project


def checks(client: JiraClient, facts: Facts, settings: SourceSettings, projects: Sequence[Project]) -> list[Check]:
    """All lines about a site that answers. Raises ConnectorError where it stops answering."""
    name = who_am_i(client, settings)
    who = f"signed in as {name}" if name else "not signed in: only what is public can be seen"
    found = [
        Check(True, f"{facts.server.deployment} {facts.server.version}, {who}"),
        Check(
            bool(projects),
            "1 project visible" if len(projects) == 1 else f"{len(projects)} projects visible",
            "" if projects else "give the account the permission Browse projects, or check its token",
        ),
        _points(facts.words),
        _sprints(facts.words),
        _boards(client),
    ]
    return [*found, *(_group(client, name) for name in of_jira(settings.groups))]


def _points(words: Vocabulary) -> Check:
    if words.fields.points:
        return Check(True, f"story points are read from {', '.join(words.fields.points)}")
    return Check(
        False,
        "no field for story points found: where a board tells none either, sizes count each item as 1",
        "scope-growth is coarser without; name the number field Story Points, or estimate on the board",
    )


def _sprints(words: Vocabulary) -> Check:
    if words.fields.sprint:
        return Check(True, f"sprints are read from {words.fields.sprint}")
    return Check(
        False,
        "no sprint field found: sprints cannot be judged, releases can",
        "late-delivery and scope-growth see no sprints; check that the account may use Jira Software",
    )


def _boards(client: JiraClient) -> Check:
    try:
        next(paged(client, f"{AGILE}/board"), None)
    except NO_BOARDS as error:
        return Check(False, f"boards cannot be read: {error}", "sprints are known only as far as issues name them")
    return Check(True, "boards can be read")


def _group(client: JiraClient, name: str) -> Check:
    try:
        users = group_users(client, name)
    except NOT_READABLE as error:
        return _group_unread(name, error)
    return Check(
        bool(users),
        f"group {name}: {len(users)} member{'' if len(users) == 1 else 's'}",
        "" if users else "nobody stands on this side through it; check its name in brug.toml",
    )


def _group_unread(name: str, error: ConnectorError) -> Check:
    return Check(
        False,
        f"group {name}: members cannot be read: {error}",
        "check its name, give the account the permission Browse users and groups, or declare emails instead",
    )
