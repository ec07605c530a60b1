"""The shapes of findings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.api.models.shared import Instant, PageModel, Severity, Shape, Status, SubjectModel, Symptom, Text
from app.api.moments import Moment


class QuestionsModel(Shape):
    """One question for each side."""

    business: str
    it: str


class EvidenceModel(Shape):
    """One fact that anybody can look up."""

    issue: str
    url: str
    at: Instant
    side: Literal["business", "it", "unknown"]
    what: str


class FindingModel(Shape):
    """A finding of the contract."""

    id: str
    project: str
    source: str
    symptom: Symptom
    detector: str
    subject: SubjectModel
    severity: Severity
    confidence: float
    status: Status
    title: str
    summary: str
    questions: QuestionsModel
    measures: dict[str, float | int | str | None]
    impact: dict[str, float]
    first_visible: Instant
    as_of: Instant
    last_seen: Instant
    evidence: list[EvidenceModel]
    policy_version: str
    scan: str


class FindingsModel(PageModel[FindingModel]):
    """Findings."""


class Acknowledge(Shape):
    """Somebody looks after it: it still counts, and is open again by itself when its severity grows."""

    status: Literal["acknowledged"]
    reason: Text | None = None


class Dismiss(Shape):
    """It is fine as it is, for a reason, until a day; or until its severity grows or it was over and comes back."""

    status: Literal["dismissed"]
    reason: Text
    until: Moment | None = None


class Resolve(Shape):
    """Somebody says that it is over: it stays so until its severity grows, or until it was gone and comes back."""

    status: Literal["resolved"]
    reason: Text | None = None


class Reopen(Shape):
    """What was decided holds no longer."""

    status: Literal["open"]
    reason: Text | None = None


DecisionModel = Annotated[Acknowledge | Dismiss | Resolve | Reopen, Field(discriminator="status")]


class NoteModel(Shape):
    """What the conversation agreed."""

    text: Text


class StepModel(Shape):
    """What happened to a finding: `by` is who did it, null where a scan saw it; `scan` is that scan."""

    at: Instant
    step: Literal["opened", "changed", "reopened", "again", "over", "acknowledged", "dismissed", "resolved", "note"]
    by: str | None
    scan: str | None
    status: Status
    severity: Severity
    text: str | None
    until: Instant | None


class StepsModel(PageModel[StepModel]):
    """The steps of a finding, the oldest first."""
