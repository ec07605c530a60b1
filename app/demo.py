"""The simulated organisation: declared, synced and scanned the way any other source is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import Engine, delete, select

from app.database import tables
from app.database.engine import reading, writing
from app.declaration.apply import apply
from app.declaration.parse import parse
from app.detection import known_thresholds
from app.errors import BrugError
from app.findings.document import Document
from app.findings.life_cycle import STANDING
from app.findings.listing import all_findings
from app.instants import day_of
from app.scan import scan
from app.settings import Settings
from app.sync_report import Progress
from app.syncs import run_sync
from connectors.demo.declaration import declaration

SOURCE = "demo"
# A simulated history that ended longer ago than this is made anew, up to the last Monday.
_FRESH = timedelta(weeks=4)


def prepare(
    engine: Engine, settings: Settings, now: int, tell: Callable[[str, int, int | None], None]
) -> list[Document]:
    """Fill the database with the simulated organisation, scan it, and give the findings that stand.

    Raises BrugError where the database holds other sources: the demo would switch them off.
    """
    anchor = _anchor(engine, now)
    with writing(engine) as connection:
        text = declaration(anchor)
        apply(connection, parse(text, "demo", known_thresholds()), now)

    def progress(seen: Progress) -> None:
        tell(f"reading {seen.project}", seen.done, seen.total)

    report = run_sync(engine, now, progress=progress, by="the demo")
    if report.failures:
        raise BrugError(report.failures[0].text)
    scan(
        engine,
        now,
        holidays=settings.holidays,
        progress=lambda done, total, _: tell("scanning projects", done, total),
        by="the demo",
    )
    return [d for d in all_findings(engine) if d["status"] in STANDING]


def _anchor(engine: Engine, now: int) -> date:
    """The Monday that the history ends at: the one of the last time while that is fresh, or the newest."""
    today = day_of(now)
    newest = today - timedelta(days=today.weekday())
    with reading(engine) as connection:
        sources = connection.execute(select(tables.sources)).all()
    others = [s.name for s in sources if s.kind != "demo"]
    if others:
        raise BrugError(
            f"this database holds {', '.join(others)}; let BRUG_DATABASE_URL name another one for the demo, "
            "such as sqlite:///demo.sqlite"
        )
    for source in sources:
        kept = date.fromisoformat(source.url.removeprefix("demo:")[:10])
        if newest - _FRESH <= kept <= newest:
            return kept
        _forget(engine, source.name)
    return newest


def _forget(engine: Engine, source: str) -> None:
    """Take an old simulated history out: it is made anew, and nothing real is lost with it."""
    with writing(engine) as connection:
        own = select(tables.projects.c.id).where(tables.projects.c.source == source).scalar_subquery()
        for table in (
            tables.issues, tables.memberships, tables.changes, tables.comments, tables.worklogs, tables.links,
            tables.commitments, tables.observations, tables.unreadable, tables.segments, tables.findings,
            tables.seen_commitments,
        ):  # fmt: skip
            connection.execute(delete(table).where(table.c.project.in_(own)))
        kept = select(tables.findings.c.id).scalar_subquery()
        connection.execute(delete(tables.finding_steps).where(tables.finding_steps.c.finding.not_in(kept)))
        connection.execute(delete(tables.people).where(tables.people.c.source == source))
        connection.execute(delete(tables.alerts))
        connection.execute(delete(tables.told))
        connection.execute(delete(tables.scan_findings))
        connection.execute(delete(tables.coverage))
        connection.execute(delete(tables.scans))
        connection.execute(delete(tables.projects).where(tables.projects.c.source == source))
