"""Which projects of which source a sync is to pull, and what it says where one is not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from app.errors import UnknownProject, nearest
from app.selection import ALL, Selection
from app.sync_report import SyncReport
from connectors.connector import Connector
from connectors.records import Project

SourceRow = Row[tuple[Any, ...]]


def wanted_projects(
    source: SourceRow,
    connector: Connector,
    wanted: list[str] | None,
    report: SyncReport,
    selection: Selection = ALL,
) -> list[Project]:
    """The projects of a source that brug.toml names, those with a wanted key; all that there are where it names none.

    Of either, those that are selected.

    One that a tracker knows under another key now is read all the same, and noted; those that are not there fail.
    Raises ConnectorError.
    """
    if source.projects is None:
        return [project for project in connector.projects() if selection.takes(source.name, project.key)]
    named = (key for key in dict.fromkeys(source.projects) if selection.takes(source.name, key))
    chosen = [key for key in named if wanted is None or key in wanted]
    by_key = {project.key: project for project in connector.projects(chosen)}
    missing = [key for key in chosen if key not in by_key]
    visible: list[str] = []
    for key in missing:
        if renamed := connector.projects([key]):
            by_key[key] = renamed[0]
            report.notes.append(
                f"source {source.name}: project {key} is called {renamed[0].key} there now, and was read under "
                f"that key; write {renamed[0].key} in brug.toml"
            )
            continue
        visible = visible or [project.key for project in connector.projects()]
        hint = nearest(key, visible) or "; see its name, and what the token may see"
        error = UnknownProject(f'source {source.name} has no project "{key}"{hint}')
        report.failed(source.name, error, key)
    # Two of the keys may mean one project.
    return list({by_key[key].id: by_key[key] for key in chosen if key in by_key}.values())


def check_known(
    wanted: list[str],
    sources: Iterable[SourceRow],
    listed: Iterable[tuple[SourceRow, list[Project]]],
    report: SyncReport,
) -> None:
    """Raise UnknownProject for a wanted key that no source has."""
    known = {project.key for _, found in listed for project in found}
    for source in sources:
        known.update(source.projects or ())
    for key in wanted:
        # Where a source failed, the project may be there: that failure is what is told.
        if key not in known and not report.failures:
            raise UnknownProject(f'no source has a project "{key}"{nearest(key, known)}')
