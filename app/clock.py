"""The one clock: what time it is for brug, which BRUG_NOW can make stand still, or move as a file says."""

from __future__ import annotations

import time
from pathlib import Path

from app.instants import day_of, parse_date, parse_instant, rfc3339, start_of
from app.settings import Settings

__all__ = ["day_of", "now", "parse_date", "parse_instant", "rfc3339", "start_of"]

# What a file said last: it holds while the file is being written, or says nothing that can be read.
_said: dict[Path, int] = {}


def now(settings: Settings) -> int:
    """The instant it is: that of BRUG_NOW where it is set, the computer's otherwise."""
    if settings.now is None:
        return time.time_ns() // 1_000_000
    if settings.now_file is None:
        return settings.now
    try:
        _said[settings.now_file] = parse_instant(settings.now_file.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return _said.get(settings.now_file, settings.now)
    return _said[settings.now_file]
