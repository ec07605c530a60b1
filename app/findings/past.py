"""What a scan of the past saw: the one that is kept, or a new one where none is."""

from __future__ import annotations

from sqlalchemy import Engine

from app.access.sight import EVERYTHING, Sight
from app.clock import now
from app.database.engine import reading
from app.findings.document import Document
from app.scan import Progress, findings_of, kept_scan, scan, silent
from app.settings import Settings


def past_findings(
    engine: Engine, settings: Settings, moment: int, sight: Sight = EVERYTHING, progress: Progress = silent
) -> list[Document]:
    """The documents of what a scan of all projects at a moment sees, of those that may be seen."""
    with reading(engine) as connection:
        kept = kept_scan(connection, moment)
    if kept is None:
        identity = scan(engine, now(settings), as_of=moment, holidays=settings.holidays, progress=progress).id
    else:
        identity = kept.id
    with reading(engine) as connection:
        return findings_of(connection, identity, sight)
