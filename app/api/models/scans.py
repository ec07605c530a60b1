"""The shapes of scans and syncs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.api.models.shared import Instant, Name, PageModel, Shape
from app.api.moments import Moment

JobStatus = Literal["queued", "running", "done", "failed", "cancelled"]


class ProgressModel(Shape):
    """How far a job is: projects of a scan, issues of the project that a sync is at."""

    done: int
    total: int | None
    project: str | None


class JobModel(Shape):
    """Work that takes a while. Its progress and error are null for a key that is bound to some of its projects.

    `due_at` is when the schedule wanted it, null where somebody asked for it.
    """

    id: str
    status: JobStatus
    requested_by: str | None
    requested_at: Instant
    started_at: Instant
    due_at: Instant | None
    finished_at: Instant | None
    progress: ProgressModel | None
    error: str | None


class ScanModel(JobModel):
    """A scan; `projects` are ids, null for all."""

    as_of: Instant
    kind: Literal["present", "past"]
    policy_version: str
    projects: list[str] | None
    findings: int


class ScanCoverageModel(Shape):
    """What a detector could judge of a project, and why not the rest."""

    project: str
    detector: str
    judged: int
    cannot_judge: int
    because: str | None


class ScanWithCoverageModel(ScanModel):
    """A scan, with what it could and could not judge."""

    coverage: list[ScanCoverageModel]


class ScansModel(PageModel[ScanModel]):
    """Scans."""


class AskForScan(Shape):
    """Which projects to judge, by id or key (left out: all that the caller sees), and at which moment of the past."""

    projects: Annotated[list[Name], Field(min_length=1, max_length=1000)] | None = None
    as_of: Moment | None = None


class PulledModel(Shape):
    """A project that was pulled; `changed` where its history is another than before."""

    id: str
    source: str
    key: str
    issues: int
    changed: bool


class FailureModel(Shape):
    """What could not be pulled, and why; `temporary` where trying again can help."""

    source: str
    project: str | None
    detail: str
    temporary: bool


class SyncModel(JobModel):
    """A sync, and what it pulled. A sync with failures went on with the other sources and projects."""

    projects: list[PulledModel]
    failures: list[FailureModel]
    notes: list[str]


class SyncsModel(PageModel[SyncModel]):
    """Syncs."""


class AskForSync(Shape):
    """Which projects to pull, by key (left out: all that the caller sees)."""

    projects: Annotated[list[Name], Field(min_length=1, max_length=1000)] | None = None
