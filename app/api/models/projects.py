"""The shapes of projects and of the portfolio."""

from __future__ import annotations

from app.api.models.shared import Instant, PageModel, Rag, Severity, Shape


class CoverageModel(Shape):
    """How much of a project a detector could judge, and why not the rest."""

    detector: str
    judged: int
    cannot_judge: int
    because: str | None


class SymptomsModel(Shape):
    """A number for each symptom."""

    delivery: int
    consultation: int
    scope: int


class RagModel(Shape):
    """The status that PMOs speak in."""

    delivery: Rag
    consultation: Rag
    scope: Rag
    overall: Rag


class ProjectModel(Shape):
    """A project of the contract."""

    id: str
    source: str
    key: str
    name: str
    url: str
    issues: int
    changes: int
    comments: int
    first_at: Instant | None
    last_at: Instant | None
    synced_at: Instant | None
    unreadable: int
    findings: SymptomsModel
    worst: Severity | None
    rag: RagModel
    coverage: list[CoverageModel]


class TrendModel(Shape):
    """How many findings stood at the end of each of the last 12 weeks, the oldest first."""

    delivery: list[int]
    consultation: list[int]
    scope: list[int]


class SummaryProjectModel(Shape):
    """One row of the portfolio."""

    id: str
    key: str
    name: str
    source: str
    rag: RagModel
    worst: Severity | None
    findings: SymptomsModel
    trend: TrendModel


class SummaryModel(Shape):
    """The portfolio, as of the newest scan; null before the first."""

    as_of: Instant | None
    projects: list[SummaryProjectModel]
    rag: dict[Rag, int]
    findings: SymptomsModel


class ProjectsModel(PageModel[ProjectModel]):
    """Projects."""
