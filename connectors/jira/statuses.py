"""Which of the three categories a status belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from connectors.jira.payloads import Status
from connectors.records import StatusCategory

_BY_KEY: dict[str, StatusCategory] = {"new": "todo", "indeterminate": "in_progress", "done": "done"}
_TODO = {"open", "to do", "todo", "backlog", "new", "reopened", "selected for development", "received"}
_DONE = {"closed", "done", "resolved", "released"}


def category_by_name(name: str) -> StatusCategory:
    """A guess, for a status that is in no list any more."""
    folded = name.strip().casefold()
    if folded in _TODO:
        return "todo"
    return "done" if folded in _DONE else "in_progress"


def category_of(status: Status) -> StatusCategory:
    """The category that a status itself tells, else the guess by its name."""
    key = status.status_category.key if status.status_category else ""
    return _BY_KEY.get(key) or category_by_name(status.name)


@dataclass(frozen=True, slots=True)
class Statuses:
    """The statuses of a site; a changelog names them by id."""

    by_id: dict[str, StatusCategory] = field(default_factory=dict)
    by_name: dict[str, StatusCategory] = field(default_factory=dict)

    @classmethod
    def of(cls, statuses: Iterable[Status]) -> Statuses:
        """From the site's list."""
        known = list(statuses)
        return cls(
            {str(status.id): category_of(status) for status in known},
            {status.name.casefold(): category_of(status) for status in known},
        )

    def category(self, identity: str | None, name: str | None) -> StatusCategory | None:
        """The category of a status in a changelog; None where none is named."""
        if identity and (found := self.by_id.get(identity)):
            return found
        if not name:
            return None
        return self.by_name.get(name.casefold()) or category_by_name(name)
