"""The shapes of answers, for the OpenAPI document. Answers themselves are encoded without them."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")
Rag = Literal["red", "amber", "green", "grey"]
SeverityName = Literal["low", "medium", "high", "critical"]


class PageModel(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T]
    next_cursor: str | None
    total: int


class ProblemModel(BaseModel):
    """An RFC 9457 problem document."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str


class SubjectModel(BaseModel):
    """What a finding is about; `id` is the tracker's."""

    kind: Literal["commitment", "project", "issue"]
    type: Literal["release", "sprint", "milestone", "epic", "issue", "project"]
    id: str
    name: str
    url: str


class QuestionsModel(BaseModel):
    """One question for each side."""

    business: str
    it: str


class EvidenceModel(BaseModel):
    """One fact that anybody can look up."""

    issue: str
    url: str
    at: str
    side: Literal["business", "it", "unknown"]
    what: str


class FindingModel(BaseModel):
    """A finding of the contract."""

    id: str
    project: str
    source: str
    symptom: Literal["delivery", "consultation", "scope"]
    detector: str
    subject: SubjectModel
    severity: SeverityName
    confidence: float
    status: Literal["open", "acknowledged", "dismissed", "resolved"]
    title: str
    summary: str
    questions: QuestionsModel
    measures: dict[str, float | int | str | None]
    impact: dict[str, float]
    first_visible: str
    as_of: str
    last_seen: str
    evidence: list[EvidenceModel]
    policy_version: str
    scan: str


class CoverageModel(BaseModel):
    """How much of a project a detector could judge, and why not the rest."""

    detector: str
    judged: int
    cannot_judge: int
    because: str | None


class SymptomsModel(BaseModel):
    """A number for each symptom."""

    delivery: int
    consultation: int
    scope: int


class RagModel(BaseModel):
    """The status that PMOs speak in."""

    delivery: Rag
    consultation: Rag
    scope: Rag
    overall: Rag


class ProjectModel(BaseModel):
    """A project of the contract."""

    id: str
    source: str
    key: str
    name: str
    url: str
    issues: int
    changes: int
    comments: int
    first_at: str | None
    last_at: str | None
    synced_at: str | None
    unreadable: int
    findings: SymptomsModel
    worst: SeverityName | None
    rag: RagModel
    coverage: list[CoverageModel]


class TrendModel(BaseModel):
    """How many findings stood at the end of each of the last 12 weeks, the oldest first."""

    delivery: list[int]
    consultation: list[int]
    scope: list[int]


class SummaryProjectModel(BaseModel):
    """One row of the portfolio."""

    id: str
    key: str
    name: str
    source: str
    rag: RagModel
    worst: SeverityName | None
    findings: SymptomsModel
    trend: TrendModel


class SummaryModel(BaseModel):
    """The portfolio, as of the newest scan; null before the first."""

    as_of: str | None
    projects: list[SummaryProjectModel]
    rag: dict[Rag, int]
    findings: SymptomsModel


class ScanModel(BaseModel):
    """A scan; its coverage stands with one scan only."""

    id: str
    as_of: str
    kind: Literal["present", "past"]
    status: Literal["running", "done", "failed"]
    started_at: str
    finished_at: str | None
    policy_version: str
    projects: list[str] | None
    findings: int
    error: str | None
    coverage: list[dict[str, Any]] | None = None


FindingsModel = PageModel[FindingModel]
ProjectsModel = PageModel[ProjectModel]
ScansModel = PageModel[ScanModel]


class DetectorModel(BaseModel):
    """What a detector says of itself; `sections` by their headings, in the reader's language."""

    name: str
    symptom: Literal["delivery", "consultation", "scope"]
    title: str
    sections: dict[str, str]
    thresholds: dict[str, float]


class DetectorsModel(PageModel[DetectorModel]):
    """All detectors."""
