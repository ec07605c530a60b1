"""Direct counts on simulated records: states walked back from the end, words by the declared sides.

On purpose written apart from what made the records and their labels.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatch
from functools import cache

import holidays

from connectors.connector import SourceSettings
from connectors.demo.connector import open_demo
from connectors.demo.declaration import declaration
from connectors.records import Commitment, Issue, Person, Project

ANCHOR = date(2026, 11, 23)
SEEDS = (1, 2, 3, 4, 5)
DAY = 86_400_000
_FREE = holidays.country_holidays("NL")


@dataclass(eq=False)
class History:
    """All records of one project."""

    project: Project
    issues: list[Issue] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    commitments: dict[tuple[str, str], Commitment] = field(default_factory=dict)


def settings(seed: int = 1, anchor: date = ANCHOR) -> SourceSettings:
    return SourceSettings(name="demo", url=f"demo:{anchor}?seed={seed}", now=at(anchor))


@cache
def histories(seed: int = 1, anchor: date = ANCHOR) -> dict[str, History]:
    connector = open_demo(settings(seed, anchor))
    pulled = {}
    for project in connector.projects():
        history = History(project)
        for page in connector.pages(project, None):
            history.issues += page.issues
            history.people |= {p.id: p for p in page.people}
            history.commitments |= {(c.type, c.id): c for c in page.commitments}
        pulled[project.key] = history
    return pulled


def at(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def day(instant: int) -> date:
    return datetime.fromtimestamp(instant / 1000, UTC).date()


@cache
def working_days(after: date, until: date) -> int:
    """Working days after one day, up to and with another."""
    span = (until - after).days
    days = (after + timedelta(days=i) for i in range(1, span + 1))
    return sum(1 for d in days if d.weekday() < 5 and d not in _FREE)


def baseline_at(release: Commitment) -> int:
    """The end of the planning window, counted day by day."""
    assert release.start_at is not None
    assert release.due_at is not None
    start = day(release.start_at)
    window = max(2, min(10, round(working_days(start, day(release.due_at)) / 10)))
    end = start
    while working_days(start, end) < window:
        end += timedelta(days=1)
    return at(end) + DAY


@cache
def sides(anchor: date = ANCHOR) -> dict[str, dict[str, list[str]]]:
    declared: dict[str, dict[str, list[str]]] = tomllib.loads(declaration(anchor))["sides"]
    return declared


def side(person: Person, declared: dict[str, dict[str, list[str]]]) -> str | None:
    if person.is_bot:
        return None
    of = [
        name
        for name, rule in declared.items()
        if any(fnmatch(person.email or "", pattern) for pattern in rule["emails"])
        or set(person.groups) & set(rule["groups"])
    ]
    assert len(of) == 1, person
    return of[0]


@cache
def people_of(history: History, name: str) -> set[str]:
    declared = sides()
    return {p.id for p in history.people.values() if side(p, declared) == name}


def held(issue: Issue, kind: str, instant: int) -> set[str]:
    """The releases or sprints of an issue just before an instant, walked back from its end."""
    if issue.created_at >= instant:
        return set()
    now = {identity for held_kind, identity in issue.commitments if held_kind == kind}
    for change in reversed(issue.changes):
        if change.at < instant:
            break
        if change.field == kind:
            now = set((change.from_value or "").split(",")) - {""}
    return now


def started_at(issue: Issue) -> int | None:
    return next((c.at for c in issue.changes if c.field == "status" and c.to_value == "in_progress"), None)


def done_at(issue: Issue) -> int | None:
    return next((c.at for c in issue.changes if c.field == "status" and c.to_value == "done"), None)


def open_at(issue: Issue, instant: int) -> bool:
    done = done_at(issue)
    return done is None or done >= instant


def sizes(issue: Issue) -> list[float]:
    """All that an item was ever estimated at, in order."""
    name, now = ("points", issue.points) if issue.estimate_hours is None else ("estimate", issue.estimate_hours)
    told = [v for c in issue.changes if c.field == name for v in (c.from_value, c.to_value) if v is not None]
    return [float(v) for v in told] or ([] if now is None else [now])


def size_at(issue: Issue, instant: int) -> float | None:
    """What an item was estimated at just before an instant, or was first estimated at after it."""
    name, now = ("points", issue.points) if issue.estimate_hours is None else ("estimate", issue.estimate_hours)
    before = [c.to_value for c in issue.changes if c.field == name and c.at < instant and c.to_value is not None]
    return float(before[-1]) if before else next(iter(sizes(issue)), now)


def weight(issue: Issue, weighed: bool) -> float:
    """What an item weighs: its first estimate; 1 where the project does not estimate."""
    return (sizes(issue) or [0.0])[0] if weighed else 1.0


def is_weighed(history: History) -> bool:
    """Whether a project estimates its work."""
    return any(i.points or i.estimate_hours for i in history.issues)


def members(history: History, commitment: Commitment, instant: int) -> list[Issue]:
    """The items, without breakdown, that a release or sprint has just before an instant."""
    items = (i for i in history.issues if i.kind not in ("epic", "subtask"))
    return [i for i in items if commitment.id in held(i, commitment.type, instant)]


def releases(history: History) -> list[Commitment]:
    return [c for c in history.commitments.values() if c.type == "release"]


def words(issue: Issue, speakers: set[str]) -> list[int]:
    told = [(issue.created_at, issue.creator)]
    told += [(c.at, c.by) for c in issue.comments]
    told += [(w.at, w.by) for w in issue.worklogs]
    told += [(c.at, c.by) for c in issue.changes if c.field == "status"]
    return sorted(instant for instant, by in told if by in speakers)


def unconsulted(history: History) -> list[tuple[int, bool]]:
    """Every start of countable work, with whether the business had said nothing before."""
    business = people_of(history, "business")
    by_id = {i.id: i for i in history.issues}
    rows = []
    for issue in history.issues:
        start = started_at(issue)
        if start is None or issue.kind not in ("story", "task") or "dependencies" in issue.labels:
            continue
        near = [issue, *(by_id[link.other] for link in issue.links if link.other in by_id)]
        spoken = any(instant < start for one in near for instant in words(one, business))
        if issue.epic and not spoken:
            joined = max([issue.created_at, *(c.at for c in issue.changes if c.field == "epic" and c.at < start)])
            spoken = any(joined <= instant < start for instant in words(by_id[issue.epic], business))
        rows.append((start, not spoken))
    return rows


def mondays(anchor: date = ANCHOR, weeks: int = 66) -> Iterator[date]:
    return (anchor - timedelta(weeks=i) for i in range(weeks))
