"""The one clock: what time it is for brug, which BRUG_NOW can make stand still."""

from __future__ import annotations

import time

from app.instants import day_of, parse_date, parse_instant, rfc3339, start_of
from app.settings import Settings

__all__ = ["day_of", "now", "parse_date", "parse_instant", "rfc3339", "start_of"]


def now(settings: Settings) -> int:
    """The instant it is: that of BRUG_NOW where it is set, the computer's otherwise."""
    return settings.now if settings.now is not None else time.time_ns() // 1_000_000
