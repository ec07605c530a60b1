"""Figures that the labels are made of, counted issue by issue on the generated history.

Written from the definitions of the symptoms and on purpose not fast: it is the yardstick, not a detector.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from math import sqrt
from statistics import median

from connectors.demo.people import BUSINESS_GROUP, DEPARTMENTS, DOMAIN
from connectors.demo.working_days import DAY, between, instant, shifted
from connectors.records import Issue, Person

WEEKS_12 = 84 * DAY
_NOT_COUNTED = {"epic", "bug", "subtask"}
_Z_90 = 1.6449


def speaks_for_business(person: Person) -> bool:
    """Whether somebody is of the business, by what the declaration says."""
    hosts = {f"{department}.{DOMAIN}" for department in DEPARTMENTS}
    return BUSINESS_GROUP in person.groups or (person.email or "").rsplit("@", 1)[-1] in hosts


def value_at(issue: Issue, name: str, now: str | None, at: int) -> str | None:
    """What a field held just before an instant; `now` is what it holds at the end of the history."""
    if issue.created_at >= at:
        return None
    changes = [c for c in issue.changes if c.field == name]
    i = bisect_left([c.at for c in changes], at)
    if i:
        return changes[i - 1].to_value
    return changes[0].from_value if changes else now


def was_member(issue: Issue, kind: str, identity: str, at: int) -> bool:
    """Whether an issue stood in a release or sprint just before an instant."""
    now = ",".join(one for held, one in issue.commitments if held == kind) or None
    return identity in (value_at(issue, kind, now, at) or "").split(",")


def started_at(issue: Issue) -> int | None:
    """When work on an issue began: its first transition to in progress."""
    return next((c.at for c in issue.changes if c.field == "status" and c.to_value == "in_progress"), None)


def done_at(issue: Issue) -> int | None:
    """When an issue was first done."""
    return next((c.at for c in issue.changes if c.field == "status" and c.to_value == "done"), None)


def window_ends(start: date, due: date) -> date:
    """The last day of a release's planning window: a tenth of the planned working days, 2 to 10 of them."""
    planned = len(between(start + DAY, due))
    return shifted(start, max(2, min(10, round(planned / 10))))


class Growth:
    """How the weight of one commitment went after its baseline."""

    def __init__(self, issues: Sequence[Issue], kind: str, identity: str, baseline_at: int, unit: str) -> None:
        self.issues = [i for i in issues if i.kind not in ("subtask", "epic")]
        self.kind, self.identity, self.unit = kind, identity, unit
        self.baseline = self._members(baseline_at)
        sizes = [size for issue in self.baseline if (size := self._size(issue))]
        self.usual = median(sizes) if sizes and len(sizes) >= 0.7 * len(self.baseline) else None
        self.weight = sum(map(self._weight, self.baseline))

    def at(self, moment: int) -> tuple[float, int]:
        """The net growth as a share of the baseline, and how many items came, just before an instant."""
        now = self._members(moment)
        held = {issue.id for issue in self.baseline}
        added = [issue for issue in now if issue.id not in held]
        removed = held - {issue.id for issue in now}
        net = sum(map(self._weight, added)) - sum(self._weight(i) for i in self.baseline if i.id in removed)
        return (net / self.weight if self.weight else 0.0), len(added)

    def _members(self, at: int) -> list[Issue]:
        return [issue for issue in self.issues if was_member(issue, self.kind, self.identity, at)]

    def _size(self, issue: Issue) -> float | None:
        if self.unit == "none":
            return None
        return issue.points if self.unit == "points" else issue.estimate_hours

    def _weight(self, issue: Issue) -> float:
        return 1.0 if self.usual is None else self._size(issue) or self.usual


class Consultation:
    """Which of the work that was started had no word of the business before."""

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
        return n >= 5 and _lower_bound(without, n) > 0.4

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


def _lower_bound(hits: int, n: int) -> float:
    """The lower bound of the 90 % Wilson interval of a share."""
    share, z = hits / n, _Z_90
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n)
