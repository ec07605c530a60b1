"""How long before its deadline a commitment could have been talked about, and how it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from app.instants import DAY, parse_date
from app.past.weeks import Past, Stood
from detectors.calendar import WorkingDays

LATE, IN_TIME, UNDER_WAY, UNDATED, SPRINT = OUTCOMES = ("late", "in_time", "under_way", "undated", "sprint")
"""A sprint ends on its day, whatever came of it, so nothing else is said of how it ended."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """One commitment: what showed first and when, its deadline as it was agreed, and how it ended.

    `days` are working days from the one to the other, below 0 where it showed only after the deadline.
    """

    commitment: Mapping[str, Any]
    project: str
    stood: Stood
    deadline: int
    days: int
    outcome: str

    @property
    def is_before(self) -> bool:
        """Whether it could be seen before the deadline."""
        return self.days > 0


@dataclass(frozen=True, slots=True)
class Deadlines:
    """All of them, the longest before its deadline first; `typical` is the median of those that showed before."""

    all: Sequence[Ahead]
    before: Sequence[Ahead]
    typical: float | None

    def endings(self) -> list[tuple[str, int]]:
        """How many of those that showed before their deadline ended how, without what none did."""
        counts = Counter(one.outcome for one in self.before)
        return [(outcome, counts[outcome]) for outcome in OUTCOMES if counts[outcome]]


def deadlines_of(past: Past, commitments: Iterable[Mapping[str, Any]], holidays: str, now: int) -> Deadlines:
    """Of each commitment with a deadline about which something stood in these weeks, what showed first.

    The deadline is the day that was agreed first: a date that was moved later makes nothing look earlier.
    """
    days = WorkingDays(holidays)
    first: dict[tuple[str, str, str, str], tuple[str, Stood]] = {}
    for project in past.projects:
        for one in project.stood:
            if one.subject.kind == "commitment" and one.until > past.first:
                key = (project.source, project.key, one.subject.type, one.subject.id)
                if key not in first or one.first_visible < first[key][1].first_visible:
                    first[key] = (project.id, one)
    found = []
    for commitment in commitments:
        key = (commitment["source"], commitment["project"], commitment["type"], commitment["external_id"])
        agreed = commitment["baseline_due_on"] or commitment["due_on"]
        if key not in first or agreed is None or commitment["state"] == "cancelled":
            continue
        identity, one = first[key]
        deadline = parse_date(agreed)
        ahead = days.between(one.first_visible, deadline)
        found.append(Ahead(commitment, identity, one, deadline, ahead, _outcome(commitment, deadline, now)))
    found.sort(key=lambda one: (-one.days, one.commitment["name"]))
    before = [one for one in found if one.is_before]
    return Deadlines(found, before, median(one.days for one in before) if before else None)


def _outcome(commitment: Mapping[str, Any], deadline: int, now: int) -> str:
    if commitment["type"] == "sprint":
        return SPRINT
    delivered = commitment["delivered_on"]
    if delivered is not None:
        return LATE if parse_date(delivered) > deadline else IN_TIME
    if commitment["state"] == "delivered":
        return UNDATED
    return LATE if now // DAY * DAY > deadline else UNDER_WAY
