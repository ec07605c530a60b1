"""The shapes of who wrote what."""

from __future__ import annotations

from typing import Any, Literal

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


class MeModel(Shape):
    """Who asks; `projects` are ids, null for all; `csrf` is null but in the session of a browser that signed in."""

    name: str
    scope: Literal["read", "write", "admin"]
    projects: list[str] | None
    csrf: str | None
