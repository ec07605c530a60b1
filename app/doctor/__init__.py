"""`brug doctor`: what cannot be reached, read or judged, and why, and what to do about it."""

from __future__ import annotations

from app.doctor.examination import examine
from app.doctor.report import Group, Line

__all__ = ["Group", "Line", "examine"]
