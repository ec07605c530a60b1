"""The shape of a schedule."""

from __future__ import annotations

from app.api.models.shared import Instant, PageModel, Shape


class CoveredProjectModel(Shape):
    """A project that a schedule covers."""

    id: str
    source: str
    key: str


class ScheduleModel(Shape):
    """A schedule: a crontab line in a time zone.

    `source` and `project` (a key) say whose own it is, both null for the organisation's. `last_success_at` is when the
    last scan of it was done.
    """

    name: str
    source: str | None
    project: str | None
    cron: str
    timezone: str
    last_due_at: Instant | None
    last_success_at: Instant | None
    next_due_at: Instant | None
    projects: list[CoveredProjectModel]


class SchedulesModel(PageModel[ScheduleModel]):
    """Schedules, all of them in one page."""
