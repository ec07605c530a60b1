"""What a sync tells: how far it is, what it pulled, and what failed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a project is; `done` and `total` count issues."""

    source: str
    project: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Pulled:
    """A project whose sync ended; `changed` where its history is another than before."""

    id: str
    source: str
    key: str
    issues: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or a project of one, that could not be pulled, and why; `temporary` where trying again can help."""

    source: str
    project: str | None
    text: str
    temporary: bool = False


@dataclass(slots=True)
class SyncReport:
    """What a sync did: the projects it pulled to their end, what failed, and what is worth knowing beside that."""

    projects: list[Pulled] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def failed(self, source: str, error: Exception, project: str | None = None) -> None:
        """Note what failed, so that the rest can go on."""
        self.failures.append(Failure(source, project, str(error), bool(getattr(error, "temporary", False))))
