"""The shapes of subscriptions and messages."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.api.models.shared import Address, Instant, Language, Name, PageModel, Severity, Shape, Symptom
from app.quiet_hours import QUIET_HOURS

State = Literal["due", "sent", "dead", "dropped"]
Kind = Literal["alerts", "digest"]


class SubscriptionModel(Shape):
    """Who is told of what; projects are ids, null for all. Only scope admin sees the whole target.

    Nothing is sent any more from `stopped_at` on, such as when the receiver is gone.
    """

    id: str
    kind: Kind
    target: str
    projects: list[str] | None
    symptoms: list[Symptom] | None
    min_severity: Severity
    language: Language | None
    created_by: str
    created_at: Instant
    stopped_at: Instant | None
    stopped_because: str | None


class SubscriptionsModel(PageModel[SubscriptionModel]):
    """Subscriptions."""


class Subscribe(Shape):
    """An address such as mailto://… or slack://…, and what it is told of; projects by id or key.

    Of kind `alerts` it is told of findings as they come, grow and are over; of kind `digest` it gets the portfolio of
    its projects once a week.
    """

    target: Address
    kind: Kind = "alerts"
    projects: Annotated[list[Name], Field(min_length=1, max_length=1_000)] | None = None
    symptoms: Annotated[list[Symptom], Field(min_length=1, max_length=3)] | None = None
    min_severity: Severity = "medium"
    language: Language | None = None


class AlertModel(Shape):
    """A message: due, sent, dead where it was given up, dropped where it is not worth telling any more.

    `reason` is why its receiver gets it.
    """

    id: str
    kind: Literal["new", "worse", "over", "several", "digest"]
    project: str | None
    findings: list[str]
    reason: Literal["lead", "project", "subscription", "digest", ""]
    target: str
    state: State
    created_at: Instant
    due_at: Instant
    sent_at: Instant | None
    attempts: int
    error: str | None


class AlertsModel(PageModel[AlertModel]):
    """Messages."""


class AlertingModel(Shape):
    """How alerts are sent: who gets the week's portfolio, the hours in which nothing is sent, and the language."""

    digest: Annotated[list[Address], Field(default_factory=list, max_length=1_000)]
    quiet: Annotated[str, Field(pattern=QUIET_HOURS)] | None = None
    language: Language | None = None


class AlertingShownModel(Shape):
    """How alerts are sent; the targets masked for whoever may not declare."""

    digest: list[str]
    quiet: str | None
    language: Language | None
