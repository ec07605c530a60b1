"""What was started without the business, off the strategy, or without an issue; and what was asked in vain."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from statistics import median

from connectors.demo.counting.facts import (
    done_at,
    first_size,
    lower_bound,
    speaks_for_business,
    started_at,
    value_at,
)
from connectors.demo.working_days import DAY, day_of, instant, shifted
from connectors.records import Issue, Person

WEEKS_12 = 84 * DAY
_NOT_COUNTED = {"epic", "bug", "subtask", "pull_request"}


class Consultation:
    """What was started without the business, off the strategy, or without an issue; and what was asked in vain."""

    def __init__(self, issues: Sequence[Issue], people: Sequence[Person]) -> None:
        self.business = {person.id for person in people if speaks_for_business(person)}
        self.by_id = {issue.id: issue for issue in issues}
        self.started = [
            (at, issue, self._consulted(issue, at))
            for issue in issues
            if issue.kind not in _NOT_COUNTED
            and "dependencies" not in issue.labels
            and (at := started_at(issue)) is not None
        ]

    def in_weeks_before(self, moment: date) -> tuple[int, int]:
        """How many items were started in the 12 weeks before a day, and how many of them unconsulted."""
        since, until = instant(moment - WEEKS_12), instant(moment)
        counted = [consulted for at, _, consulted in self.started if since <= at < until]
        return len(counted), counted.count(False)

    def is_visible(self, moment: date) -> bool:
        """Whether the share is surely over two fifths: its lower bound counts, with five items at least."""
        n, without = self.in_weeks_before(moment)
        return n >= 5 and lower_bound(without, n) > 0.4

    def _consulted(self, issue: Issue, start: int) -> bool:
        others = [self.by_id[link.other] for link in issue.links if link.other in self.by_id]
        if any(at < start for one in (issue, *others) for at in self._words(one)):
            return True
        epic = self.by_id.get(issue.epic or "")
        return epic is not None and any(
            at < start and value_at(issue, "epic", issue.epic, at) == epic.id for at in self._words(epic)
        )

    def _words(self, issue: Issue) -> list[int]:
        told = [(c.at, c.by) for c in issue.comments]
        told += [(c.at, c.by) for c in issue.changes if c.field == "status"]
        told += [(w.at, w.by) for w in issue.worklogs]
        told.append((issue.created_at, issue.creator))
        return [at for at, by in told if by in self.business]


class Strategy:
    """How much of the weight of what was started serves no declared goal."""

    def __init__(self, issues: Sequence[Issue], unit: str, goals: Collection[str]) -> None:
        by_id = {issue.id: issue for issue in issues}
        self.started = []
        for issue in issues:
            at = started_at(issue)
            if at is None or issue.kind in ("epic", "subtask"):
                continue
            near = [issue, *(by_id[i] for i in (issue.epic, issue.parent) if i in by_id)]
            serves = any(set(one.labels) & set(goals) for one in near)
            self.started.append((at, (first_size(issue, unit) or None) if unit != "none" else 1.0, serves))
        sizes = [size for _, size, _ in self.started if size]
        self.usual = median(sizes) if sizes else 1.0

    def is_visible(self, moment: date) -> bool:
        """Whether surely over three tenths are off, of what is left when the allowance of a fifth is taken off."""
        since, until = instant(moment - WEEKS_12), instant(moment)
        counted = [(size or self.usual, serves) for at, size, serves in self.started if since <= at < until]
        if len(counted) < 5:
            return False
        off = sum(size for size, serves in counted if not serves) / sum(size for size, _ in counted)
        return lower_bound(max(0.0, off - 0.2) / 0.8 * len(counted), len(counted)) > 0.3


class Questions:
    """Which questions of one side had no answer by the other, for more than ten working days."""

    def __init__(self, asked: Sequence[Issue], people: Sequence[Person]) -> None:
        business = {person.id for person in people if speaks_for_business(person)}
        self.spans: list[tuple[date, date | None]] = []
        for issue in asked:
            first = min(issue.comments, key=lambda c: c.at)
            acts = [*((c.at, c.by) for c in issue.comments), *((c.at, c.by) for c in issue.changes)]
            other = [at for at, by in acts if at > first.at and (by in business) != (first.by in business)]
            self.spans.append((day_of(first.at), day_of(min(other)) if other else None))

    def open_long(self, moment: date) -> int:
        """How many had waited for more than ten working days at the beginning of a day."""
        return sum(1 for asked, until in self.spans if shifted(asked, 11) <= moment and (not until or until >= moment))


class PullRequests:
    """Which merged pull requests named no issue; those are left out that never do."""

    def __init__(self, issues: Sequence[Issue], bots: Collection[str]) -> None:
        self.merged: list[tuple[int, bool, bool]] = []
        for pull in issues:
            at = done_at(pull)
            apart = pull.title.startswith(("Revert ", "docs: ", "Release ")) or pull.creator in bots
            if pull.kind != "pull_request" or at is None or apart:
                continue
            is_named = bool(pull.links)
            is_alone = not any(c.by != pull.creator for c in pull.comments)
            self.merged.append((at, is_named, is_alone))

    def is_visible(self, moment: date) -> bool:
        """Whether surely over two fifths named nothing, or over a quarter had nobody's word besides."""
        since, until = instant(moment - WEEKS_12), instant(moment)
        counted = [(named, alone) for at, named, alone in self.merged if since <= at < until]
        unnamed = sum(1 for named, _ in counted if not named)
        silent = sum(1 for named, alone in counted if not named and alone)
        n = len(counted)
        return n >= 5 and (lower_bound(unnamed, n) > 0.4 or lower_bound(silent, n) > 0.25)
