"""Everything worth knowing about the health of this brug: itself, then source by source, project by project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, Row, select

from app.clock import now
from app.database import tables
from app.database.engine import reading
from app.declaration.reading_back import declared, groups
from app.doctor.alerts import alert_lines
from app.doctor.projects import project_lines
from app.doctor.report import Group, Line
from app.doctor.schedule import schedule_lines
from app.doctor.sides import side_lines
from app.doctor.sources import source_lines
from app.histories import Histories
from app.portfolio import project_documents
from app.schedule.showing import overdue_sources
from app.settings import Settings
from app.sources import Opener


def examine(
    engine: Engine,
    settings: Settings,
    *,
    openers: Mapping[str, Opener] | None = None,
    told: Callable[[str], object] | None = None,
) -> Iterator[Group]:
    """What is said of brug, of each active source, and of each of its active projects, as soon as it is known.

    `openers` go before the installed connectors; `told` hears why nothing moves for a while.
    """
    moment = now(settings)
    with reading(engine) as connection:
        sources = connection.execute(
            select(tables.sources).where(tables.sources.c.active).order_by(tables.sources.c.name)
        ).all()
        projects = connection.execute(
            select(tables.projects).where(tables.projects.c.active).order_by(tables.projects.c.key)
        ).all()
        said, names = declared(connection, settings.holidays), groups(connection)
        coverage = {document["id"]: document["coverage"] for document in project_documents(connection)}
        sent = tuple(alert_lines(connection, settings))
        scheduled, overdue = tuple(schedule_lines(connection, moment)), overdue_sources(connection, moment)
    yield Group("brug", (*_itself(engine, sources), *scheduled, *sent, *side_lines(engine, said)))
    histories = Histories(engine, settings.holidays)
    for source in sources:
        own = [project for project in projects if project.source == source.name]
        lines = source_lines(source, own, moment, names, openers, told, is_overdue=source.name in overdue)
        place = f", {source.url}" if source.url else ""
        yield Group(f"source {source.name} ({source.kind}{place})", tuple(lines))
        for project in own:
            lines = project_lines(engine, histories, project, coverage.get(project.id, []), moment)
            yield Group(f"project {project.key} of {source.name}", tuple(lines))


def _itself(engine: Engine, sources: Sequence[Row[Any]]) -> Iterator[Line]:
    yield Line(True, f"database {engine.url.render_as_string(hide_password=True)}")
    if not sources:
        yield Line(False, "no source is declared", "write a brug.toml and run: brug apply brug.toml")
