"""How far an installation has come: what a newcomer has done already, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.access.sight import Sight
from app.database import tables
from app.declaration.reading_back import read_side
from app.jobs.ledger import DONE
from app.scan import PRESENT, scannable
from detectors.declared import SidePatterns


@dataclass(frozen=True, slots=True)
class Beginning:
    """Which steps are done. A project without a history counts in none of them."""

    has_source: bool
    has_history: bool
    is_scanned: bool
    has_sides: bool

    @property
    def is_over(self) -> bool:
        """Whether there is something to see, and both sides are known by declaration."""
        return self.has_source and self.has_history and self.is_scanned and self.has_sides


def beginning(connection: Connection, sight: Sight) -> Beginning:
    """How far it has come, for whoever sees so much."""
    sources, scans = tables.sources, tables.scans
    active = connection.execute(select(func.count()).select_from(sources).where(sources.c.active)).scalar_one()
    ended = (scans.c.kind == PRESENT, scans.c.status == DONE)
    scanned = connection.execute(select(scans.c.id).where(*ended).limit(1)).first()
    declared = all(read_side(connection, side) != SidePatterns() for side in ("business", "it"))
    return Beginning(active > 0, bool(scannable(connection, sight=sight)), scanned is not None, declared)
