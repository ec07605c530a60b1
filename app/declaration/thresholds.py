"""Changing some thresholds, of all projects or of one: the rest of the policy stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row

from app.declaration.apply import set_policy
from app.declaration.model import Thresholds
from app.declaration.projects import give
from app.declaration.reading_back import read_policy

Changes = Mapping[str, Mapping[str, float | None]]
"""New values by detector and name; None takes one out, so that what comes behind it holds again."""


def change_thresholds(connection: Connection, project: Row[Any] | None, changes: Changes, now: int) -> list[str]:
    """Make changes hold, for all projects or as one project's own, by its row; one line where that changed anything."""
    policy = read_policy(connection)
    if project is None:
        return set_policy(connection, changed(policy.thresholds, changes), policy.projects, now)
    source = dict(policy.projects.get(project.source, {}))
    own = changed(source.pop(project.key, {}), changes)
    if own:
        source[project.key] = own
    projects = {name: keys for name, keys in (policy.projects | {project.source: source}).items() if keys}
    give(connection, project, policy=own or None)
    return set_policy(connection, policy.thresholds, projects, now)


def changed(before: Thresholds, changes: Changes) -> Thresholds:
    """Thresholds after changes; a detector that has none left is left out."""
    after = {detector: dict(own) for detector, own in before.items()}
    for detector, own in changes.items():
        for name, value in own.items():
            if value is None:
                after.get(detector, {}).pop(name, None)
            else:
                after.setdefault(detector, {})[name] = value
    return {detector: own for detector, own in after.items() if own}
