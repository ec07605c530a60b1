"""The declared schedule: sync every source, then scan, in a process that serves."""

from __future__ import annotations

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Engine, select

from app.clock import now
from app.database.declared_tables import schedule as schedules
from app.database.engine import reading
from app.errors import BrugError
from app.scan import scan
from app.settings import Settings
from app.syncs import run_sync

_log = structlog.get_logger("brug.schedule")
_BY = "the schedule"


def start_schedule(engine: Engine, settings: Settings) -> BackgroundScheduler:
    """Start what is declared; without a declared schedule nothing is due."""
    scheduler = BackgroundScheduler(timezone="UTC")
    with reading(engine) as connection:
        for row in connection.execute(select(schedules)):
            trigger = CronTrigger.from_crontab(row.cron, timezone=row.timezone)
            scheduler.add_job(
                run_due, trigger, args=[engine, settings], id=row.name, coalesce=True, misfire_grace_time=3600
            )
    scheduler.start()
    return scheduler


def run_due(engine: Engine, settings: Settings) -> None:
    """What is due at a scheduled moment: sync, then scan, whatever failed in between said in the log."""
    try:
        report = run_sync(engine, now(settings), told=_log.warning, by=_BY)
        for note in report.notes:
            _log.warning(note)
        for failure in report.failures:
            _log.warning("a source failed", source=failure.source, failure=failure.text)
        scanned = scan(engine, now(settings), holidays=settings.holidays, by=_BY)
        _log.info("scanned", projects=scanned.projects, new=scanned.steps.new, over=scanned.steps.over)
    except BrugError as error:
        _log.error("the scheduled scan failed", error=str(error))
