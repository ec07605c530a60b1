"""The shapes of subscriptions and messages."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.api.models.shared import Address, Instant, Name, PageModel, Severity, Shape, Symptom

State = Literal["due", "sent", "dead"]


class SubscriptionModel(Shape):
    """Who is told of what; projects are ids, null for all. Only scope admin sees the whole target."""

    id: str
    target: str
    projects: list[str] | None
    symptoms: list[Symptom] | None
    min_severity: Severity
    created_by: str
    created_at: Instant


class SubscriptionsModel(PageModel[SubscriptionModel]):
    """Subscriptions."""


class Subscribe(Shape):
    """An address such as mailto://… or slack://…, and what it is told of; projects by id or key."""

    target: Address
    projects: Annotated[list[Name], Field(min_length=1, max_length=1_000)] | None = None
    symptoms: Annotated[list[Symptom], Field(min_length=1, max_length=3)] | None = None
    min_severity: Severity = "medium"


class AlertModel(Shape):
    """A message: due, sent, or dead where it was given up, with the reason."""

    id: str
    kind: Literal["new", "worse", "over", "digest"]
    project: str | None
    findings: list[str]
    target: str
    state: State
    created_at: Instant
    due_at: Instant
    sent_at: Instant | None
    attempts: int
    error: str | None


class AlertsModel(PageModel[AlertModel]):
    """Messages."""
