"""What `brug doctor` says about a GitHub source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from connectors.connector import Check
from connectors.github.client import GithubClient
from connectors.github.teams import NOT_READABLE, team_members, team_names
from connectors.records import Project


def checks(client: GithubClient, who: str | None, projects: Sequence[Project], groups: Iterable[str]) -> list[Check]:
    """All lines about a GitHub that answers. Raises ConnectorError where it stops answering."""
    signed = f"GitHub, signed in as {who}" if who else "GitHub, not signed in: only what is public can be seen"
    advice = "" if who else "GraphQL needs a token: make a fine-grained one that may read issues and pull requests"
    names = team_names(groups)
    found = [
        Check(who is not None, signed, advice),
        Check(
            bool(projects),
            "1 repository visible" if len(projects) == 1 else f"{len(projects)} repositories visible",
            "" if projects else "give the token the right to read issues and pull requests of the repositories",
        ),
        Check(True, "milestones are read; their start and earlier due dates are known from brug's own syncs only"),
    ]
    if not names:
        found.append(
            Check(
                True,
                "no team is declared: who is an insider is told by GitHub's author association",
                "consultation detectors are surer with teams in [sides.business] and [sides.it], as org/team",
            )
        )
    return [*found, *(_team(client, name) for name in names)]


def _team(client: GithubClient, name: str) -> Check:
    try:
        members = team_members(client, name)
    except NOT_READABLE as error:
        return Check(
            False,
            f"team {name}: members cannot be read: {error}",
            "check its name, give the token read:org (Members: read), or declare people instead",
        )
    return Check(
        bool(members),
        f"team {name}: {len(members)} member{'' if len(members) == 1 else 's'}",
        "" if members else "nobody stands on this side through it; check its name in brug.toml",
    )
