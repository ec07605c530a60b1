"""What held of an issue at an instant, read off the generated history.

Written from the definitions of the symptoms and on purpose not fast: it is the yardstick, not a detector.
"""

from __future__ import annotations

from bisect import bisect_left
from math import sqrt

from connectors.demo.people import BUSINESS_GROUP, DEPARTMENTS, DOMAIN
from connectors.records import Issue, Person

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


def size_at(issue: Issue, unit: str, at: int) -> float | None:
    """What an issue was estimated at just before an instant, in the unit of its project."""
    if unit == "none":
        return None
    name, now = ("points", issue.points) if unit == "points" else ("estimate", issue.estimate_hours)
    value = value_at(issue, name, None if now is None else str(now), at)
    return None if value is None else float(value)


def first_size(issue: Issue, unit: str) -> float | None:
    """What an issue was first estimated at."""
    if unit == "none":
        return None
    name, now = ("points", issue.points) if unit == "points" else ("estimate", issue.estimate_hours)
    told = [v for c in issue.changes if c.field == name for v in (c.from_value, c.to_value) if v is not None]
    return float(told[0]) if told else now


def lower_bound(hits: float, n: int) -> float:
    """The lower bound of the 90 % Wilson interval of a share."""
    share, z = hits / n, _Z_90
    middle = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - spread) / (1 + z * z / n)
