"""What a scan of the past saw: the one that is kept, or a new one where none is."""

from __future__ import annotations

from sqlalchemy import Engine

from app.clock import now
from app.database.engine import reading
from app.findings.document import Document
from app.scan import Progress, findings_of, kept_scan, scan, silent
from app.settings import Settings


def past_findings(engine: Engine, settings: Settings, moment: int, progress: Progress = silent) -> list[Document]:
    """The documents of what a scan of all projects at a moment sees."""
    with reading(engine) as connection:
        kept = kept_scan(connection, moment)
        if kept is not None:
            return findings_of(connection, kept.id)
    report = scan(engine, now(settings), as_of=moment, holidays=settings.holidays, progress=progress)
    return list(report.findings)
