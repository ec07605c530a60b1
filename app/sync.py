"""Pulling what has changed since the last time: pages to rows, rows to segments.

Each page is written with its cursor in one transaction. Killed at any moment, a sync goes on from the last
page, and nothing is lost or doubled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack

from sqlalchemy import Connection, Engine, insert, select, update

from app.collecting import rare_collections
from app.cross_links import cross_link
from app.database import tables
from app.database.engine import reading, writing
from app.declaration.reading_back import groups
from app.errors import BrugError, DatabaseError, SourceError
from app.gathering import Gathered
from app.held import HeldIssues
from app.packing import count_unreadable, pack_project, renew_facts
from app.pages import write_page
from app.selection import ALL, Selection
from app.sources import Opener, open_source
from app.sync_report import Progress, Pulled, SyncReport
from app.wanted import SourceRow, check_known, wanted_projects
from connectors.connector import Connector, ConnectorError
from connectors.records import Project


def project_id(source: str, external_id: str) -> str:
    """The id under which brug keeps a project: the same for ever, whatever its key becomes."""
    return hashlib.sha256(f"{source}\0{external_id}".encode()).hexdigest()[:16]


def sync(
    engine: Engine,
    now: int,
    projects: Iterable[str] | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    openers: Mapping[str, Opener] | None = None,
    told: Callable[[str], object] | None = None,
    selection: Selection = ALL,
) -> SyncReport:
    """Pull every wanted project of every active source; `projects` are keys, None for all that are selected.

    `told` hears why nothing moves for a while, from any thread; the log does where it is left out.

    A source that fails does not stop the others: the report holds its failure. Raises UnknownProject for a
    key that no source has, DatabaseError where the database fails.
    """
    report = SyncReport()
    wanted = None if projects is None else list(dict.fromkeys(projects))
    with reading(engine) as connection:
        table = tables.sources
        sources = connection.execute(select(table).where(table.c.active).order_by(table.c.name)).all()
        group_names = groups(connection)
        known = set(connection.execute(select(tables.projects.c.source).distinct()).scalars())
    with ExitStack() as opened:
        opened.enter_context(rare_collections())
        listed: list[tuple[SourceRow, Connector, list[Project]]] = []
        for source in sources:
            if wanted is not None and source.projects is not None and not set(wanted) & set(source.projects):
                continue
            if not selection.reaches(source.name):
                continue
            try:
                connector = open_source(source, now, group_names, openers, told=told, is_new=source.name not in known)
                opened.callback(connector.close)
                listed.append((source, connector, wanted_projects(source, connector, wanted, report, selection)))
            except (ConnectorError, SourceError) as error:
                report.failed(source.name, error)
        if wanted is not None:
            check_known(wanted, sources, [(source, found) for source, _, found in listed], report)
        for source, connector, found in listed:
            all_of_them = wanted is None or source.projects is not None
            chosen = [project for project in found if all_of_them or project.key in (wanted or ())]
            _pull_source(engine, source.name, connector, chosen, now=now, progress=progress, report=report)
    cross_link(engine)
    _note_outcome(engine, sources, listed, report, None if selection.only else now)
    return report


def _pull_source(
    engine: Engine,
    source: str,
    connector: Connector,
    projects: Iterable[Project],
    *,
    now: int,
    progress: Callable[[Progress], None],
    report: SyncReport,
) -> None:
    for project in projects:
        identity = project_id(source, project.id)
        try:
            with writing(engine) as connection:
                cursor = _enter(connection, source, project)
            issues = 0
            gathered = Gathered() if cursor is None else None
            for page in connector.pages(project, cursor, HeldIssues(engine, identity)):
                with writing(engine) as connection:
                    write_page(connection, source, identity, page, now, gathered)
                issues += len(page.issues)
                progress(Progress(source, project.key, page.done, page.total))
            changed = _finish(engine, identity, now, gathered)
        except ConnectorError as error:
            report.failed(source, error, project.key)
            continue
        except DatabaseError:
            raise
        except BrugError as error:
            report.failed(source, error, project.key)
            continue
        report.projects.append(Pulled(identity, source, project.key, issues, changed))
    # Somebody who became different on one project's page stands in other projects' segments too.
    with reading(engine) as connection:
        table = tables.projects
        stale = (
            connection.execute(
                select(table.c.id)
                .where(table.c.source == source, table.c.unpacked, table.c.complete)
                .order_by(table.c.id)
            )
            .scalars()
            .all()
        )
    for identity in stale:
        pack_project(engine, identity, now)


def _enter(connection: Connection, source: str, project: Project) -> str | None:
    """Make or freshen a project's row; gives the cursor to go on from."""
    table, identity = tables.projects, project_id(source, project.id)
    shown = {"key": project.key, "name": project.name, "url": project.url, "active": True}
    row = connection.execute(select(table.c.cursor, table.c.key).where(table.c.id == identity)).one_or_none()
    if row is not None and row.key == project.key:
        connection.execute(update(table).where(table.c.id == identity).values(**shown))
        return None if row.cursor is None else str(row.cursor)
    given = tables.declared_projects
    declared = connection.execute(
        select(given).where(given.c.source == source, given.c.key == project.key)
    ).one_or_none()
    names = ("leads", "budget", "alerts", "policy")
    said = {} if declared is None else {name: declared._mapping[name] for name in names}
    if row is not None:
        connection.execute(update(table).where(table.c.id == identity).values(**shown, **said))
        return None if row.cursor is None else str(row.cursor)
    nothing = {"generation": 0, "issues": 0, "changes": 0, "comments": 0, "unreadable": 0}
    flags = {"complete": False, "unpacked": True}
    connection.execute(
        insert(table).values(id=identity, source=source, external_id=project.id, **shown, **said, **nothing, **flags)
    )
    return None


def _finish(engine: Engine, project: str, now: int, gathered: Gathered | None) -> bool:
    """Pack a project whose last page is written, and note that it was synced."""
    table = tables.projects
    with reading(engine) as connection:
        unpacked = connection.execute(select(table.c.unpacked).where(table.c.id == project)).scalar_one()
    changed = pack_project(engine, project, now, gathered) if unpacked else False
    if not unpacked:
        renew_facts(engine, project)
    with writing(engine) as connection:
        connection.execute(
            update(table)
            .where(table.c.id == project)
            .values(synced_at=now, unreadable=count_unreadable(connection, project))
        )
    return changed


def _note_outcome(
    engine: Engine,
    sources: Iterable[SourceRow],
    listed: Iterable[tuple[SourceRow, Connector, list[Project]]],
    report: SyncReport,
    now: int | None,
) -> None:
    """Keep, for doctor and the API, which sources failed and why, and when the others were synced.

    `now` is None where only one project of a source was: that is no sync of the source.
    """
    tried = {source.name for source, _, _ in listed}
    failed = {failure.source: failure.text for failure in reversed(report.failures)}
    table = tables.sources
    with writing(engine) as connection:
        for source in sources:
            if source.name in failed:
                values: dict[str, object] = {"last_error": failed[source.name]}
            elif source.name in tried:
                values = {"last_error": None} | ({} if now is None else {"synced_at": now})
            else:
                continue
            connection.execute(update(table).where(table.c.name == source.name).values(**values))
