"""A project as the subject of a finding: how two sides talk, and what it all costs, shows over all its work."""

from __future__ import annotations

from detectors.finding import Subject
from detectors.history import History


def project_subject(history: History) -> Subject:
    """The project itself."""
    return Subject("project", "project", history.project, history.name or history.project, history.url, "project")
