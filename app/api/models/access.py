"""The shapes of who wrote what."""

from __future__ import annotations

from typing import Any

from app.api.models.shared import Instant, PageModel, Shape


class AuditEntryModel(Shape):
    """One writing; `project` is an id, null for what is the organisation's."""

    id: str
    at: Instant
    by: str
    action: str
    about: str
    project: str | None
    details: dict[str, Any] | None


class AuditModel(PageModel[AuditEntryModel]):
    """Who wrote what."""
