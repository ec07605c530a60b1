"""Histories of any size, made of random numbers: large organisations to measure on, not to find anything in.

A project's issues are created evenly over `WEEKS` weeks, started in a sprint, carried by a release, mostly under an
epic, and done some days later; some are spilled into the next sprint, re-estimated, reworded, reopened, asked about.
About 8.5 changes and 1.4 comments an issue. The same project for the same number, whatever the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detectors.calendar import DAY, WEEK
from detectors.columns import SCHEMAS, Columns
from detectors.declared import Budget, Declared, Goal, SidePatterns
from detectors.history import History

WEEKS = 130
UNTIL = 1_795_392_000_000  # Monday 2026-11-23
SINCE = UNTIL - WEEKS * WEEK

_SPRINT_WEEKS, _RELEASE_WEEKS, _ISSUES_AN_EPIC = 2, 6, 60
_PEOPLE = 40
_WORDS = (
    "address", "amount", "archive", "broker", "claim", "contract", "currency", "customer", "date", "export", "filter",
    "invoice", "letter", "login", "partner", "payment", "policy", "portal", "reminder", "renewal", "report", "screen",
    "search", "signal", "total", "before", "checked", "must", "shows", "the",
)  # fmt: skip

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.object_]


@dataclass(eq=False, slots=True)
class _Project:
    """What happens to each issue, and when."""

    key: str
    chance: np.random.Generator
    issue: Texts
    created: Ints
    started: Ints
    done: Ints
    is_epic: Flags

    @property
    def size(self) -> int:
        return len(self.issue)

    def some(self, share: float) -> Flags:
        """A share of the issues, drawn anew; epics only live through what stands in them."""
        return (self.chance.random(self.size) < share) & ~self.is_epic

    def people(self, first: int, last: int, size: int) -> Texts:
        """Somebody for each: the first half of the people are business, the others IT."""
        return _named("person-", self.chance.integers(first, last, size))

    def texts(self, count: int) -> Texts:
        """Some texts of a dozen words."""
        return np.array([" ".join(self.chance.choice(_WORDS, 12)) for _ in range(count)], dtype=object)


def history(number: int, issues: int) -> History:
    """The history of the project of that number, with its declaration."""
    declared = Declared(
        business=SidePatterns(emails=("*@business.example",)),
        it=SidePatterns(emails=("*@it.example",)),
        goals=(Goal("Service", labels=("goal",)), Goal("Upkeep", labels=("upkeep",), maintenance=True)),
        # One project in four has a budget, for the last year.
        budget=Budget("points", 0.7 * issues, None, UNTIL - 52 * WEEK, UNTIL) if number % 4 == 0 else None,
    )
    return History(columns(number, issues), declared, "synthetic", f"P{number}", f"Project {number}", "")


def columns(number: int, issues: int) -> Columns:
    """The columns of the project of that number."""
    chance = np.random.default_rng(number)
    created = np.sort(chance.integers(SINCE, UNTIL, issues))
    started = created + (chance.exponential(10 * DAY, issues)).astype(np.int64)
    project = _Project(
        f"P{number}",
        chance,
        _named("", np.arange(issues) + 10_000),
        created,
        started,
        started + (chance.exponential(6 * DAY, issues)).astype(np.int64) + DAY // 8,
        np.arange(issues) % _ISSUES_AN_EPIC == 0,
    )
    changes, memberships = _changes(project)
    frames = {
        "issues": _issues(project),
        "memberships": memberships,
        "changes": changes,
        "comments": _comments(project),
        "worklogs": pl.DataFrame(schema=SCHEMAS["worklogs"]),
        "links": _links(project),
        "people": _people(),
        "commitments": _commitments(project.key),
        "observations": pl.DataFrame(schema=SCHEMAS["observations"]),
    }
    return Columns(**{name: frame.select(list(SCHEMAS[name])) for name, frame in frames.items()})


def _named(prefix: str, numbers: Ints) -> Texts:
    return np.char.add(prefix, numbers.astype(str)).astype(object)


def _issues(project: _Project) -> pl.DataFrame:
    size, chance = project.size, project.chance
    is_done = (project.done < UNTIL) & ~project.is_epic
    is_started = (project.started < UNTIL) | project.is_epic
    kind = np.where(project.is_epic, "epic", chance.choice(["story", "story", "task", "bug", "subtask"], size))
    above = np.where((kind == "subtask") & (np.arange(size) % _ISSUES_AN_EPIC > 1), np.arange(size) - 1, -1)
    above = np.where((above >= 0) & (kind[above] == "subtask"), -1, above)
    asker = project.people(0, _PEOPLE // 2, size)
    labels = chance.choice(4, size)
    return pl.DataFrame(
        {
            "issue": project.issue,
            "key": _named(f"{project.key}-", np.arange(size) + 1),
            "kind": kind,
            "type_name": kind,
            "title": chance.choice(project.texts(500), size),
            "url": _named("https://tracker.example/browse/", np.arange(size)),
            "created_at": project.created,
            "updated_at": np.minimum(np.maximum(project.done, project.created), UNTIL),
            "status": np.where(is_done, "Done", np.where(is_started, "In Progress", "To Do")),
            "status_category": np.where(is_done, "done", np.where(is_started, "in_progress", "todo")),
            "resolution": _where(is_done, "10000"),
            "resolved_at": _where(is_done, project.done),
            "due_on": None,
            "creator": asker,
            "reporter": asker,
            "assignee": project.people(_PEOPLE // 2, _PEOPLE, size),
            "parent": _where(above >= 0, project.issue[above]),
            "labels": [[["goal"], ["goal", "web"], ["upkeep"], []][n] for n in labels.tolist()],
            "points": np.where(project.is_epic, np.nan, chance.choice([1, 2, 3, 5, 8], size)),
            "estimate_hours": None,
            "remaining_hours": None,
            "spent_hours": None,
            "departed_at": None,
        },
        schema=SCHEMAS["issues"],
    ).with_columns(pl.col("points").fill_nan(None))


def _where(flags: Flags, values: Texts | Ints | str) -> list[str | int | None]:
    found: list[str | int | None] = np.where(flags, values, np.array(None, dtype=object)).tolist()
    return found


def _changes(project: _Project) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The changes, and the memberships that they lead to."""
    chance, size, some = project.chance, project.size, project.some
    everything = some(1.0)
    builder, asker = project.people(_PEOPLE // 2, _PEOPLE, size), project.people(0, _PEOPLE // 2, size)
    half = project.started + (project.done - project.started) // 2
    texts = project.texts(500)
    points = chance.choice(np.array(["1", "2", "3", "5", "8"], dtype=object), size)
    frames: list[pl.DataFrame] = []

    def change(which: Flags, at: Ints, by: Texts, what: str, *values: Texts | str | None) -> None:
        which = which & (at < UNTIL)
        row: dict[str, object] = {
            "row": np.flatnonzero(which),
            "at": at[which],
            "by": by[which].tolist(),
            "field": what,
        }
        for name, value in zip_longest(("from_value", "to_value", "from_text", "to_text"), values):
            row[name] = value[which].tolist() if isinstance(value, np.ndarray) else [value] * int(which.sum())
        texts_of = dict.fromkeys(("by", "field", "from_value", "to_value", "from_text", "to_text"), pl.String())
        frames.append(pl.DataFrame(row, schema_overrides=texts_of))

    change(everything, project.started - DAY // 24, builder, "assignee", None, builder)
    change(some(0.2), half, builder, "assignee", builder, project.people(_PEOPLE // 2, _PEOPLE, size))
    change(everything, project.started, builder, "status", "todo", "in_progress", "To Do", "In Progress")
    change(everything, half, builder, "status", "in_progress", "in_progress", "In Progress", "In Review")
    change(everything, project.done, builder, "status", "in_progress", "done", "In Review", "Done")
    change(everything, project.done, builder, "resolution", None, "10000", None, "Done")
    change(some(0.6), project.created + DAY, builder, "points", None, points)
    change(some(0.1), half, builder, "points", "1", points)
    change(some(0.4), project.created + 2 * DAY, asker, "description", None, None, "", chance.choice(texts, size))
    pair = chance.choice(texts, size), chance.choice(texts, size)
    change(some(0.1), half, asker, "description", None, None, *pair)
    change(some(0.3), project.created + DAY, asker, "labels", None, None, "", "goal")
    change(some(0.3), project.created + DAY, asker, "priority", "Major", "Minor", "Major", "Minor")

    of_sprint = _named("", 100 + (project.started - SINCE) // (_SPRINT_WEEKS * WEEK))
    next_sprint = _named("", 101 + (project.started - SINCE) // (_SPRINT_WEEKS * WEEK))
    of_release = _named("", 500 + (project.started - SINCE) // (_RELEASE_WEEKS * WEEK))
    of_epic = project.issue[(np.arange(size) // _ISSUES_AN_EPIC) * _ISSUES_AN_EPIC]
    planned_at = np.maximum(project.created, project.started - (chance.exponential(5 * DAY, size)).astype(np.int64))
    in_sprint, in_release, in_epic = some(0.8), some(0.8), some(0.7)
    spilled = in_sprint & some(0.12) & (project.started + 5 * DAY < UNTIL)
    both = np.array([f"{a},{b}" for a, b in zip(of_sprint, next_sprint, strict=True)], dtype=object)
    change(in_sprint, planned_at, builder, "sprint", None, of_sprint)
    change(spilled, project.started + 5 * DAY, builder, "sprint", of_sprint, both)
    change(in_release & some(0.9), planned_at, builder, "release", None, of_release)
    change(in_epic & some(0.5), project.created + DAY, asker, "epic", None, of_epic)

    def belongs(which: Flags, kind: str, commitment: Texts) -> pl.DataFrame:
        belonging = {"issue": project.issue[which], "type": kind, "commitment": commitment[which]}
        return pl.DataFrame(belonging, schema=SCHEMAS["memberships"])

    # Who was planned after the end is not planned yet.
    planned = planned_at < UNTIL
    memberships = pl.concat(
        [
            belongs(in_sprint & planned, "sprint", of_sprint),
            belongs(spilled & planned, "sprint", next_sprint),
            belongs(in_release & planned, "release", of_release),
            belongs(in_epic & (project.created + DAY < UNTIL), "epic", of_epic),
        ]
    ).sort("issue", "type", "commitment")
    rows = pl.concat(frames).sort("row", "at", maintain_order=True)
    changes = rows.select(
        pl.Series("issue", project.issue, dtype=pl.String).gather(rows["row"]),
        sequence=pl.int_range(pl.len()).over("row"),
        at="at",
        by="by",
        batch=pl.format("h{}", "at"),
        field="field",
        from_value="from_value",
        to_value="to_value",
        from_text="from_text",
        to_text="to_text",
    )
    return changes, memberships


def _comments(project: _Project) -> pl.DataFrame:
    chance = project.chance
    texts = project.texts(500)
    asks = np.array([f"{text}?" if k % 8 == 0 else text for k, text in enumerate(texts)], dtype=object)
    frames = []
    for n in range(4):
        which = project.some(0.35)
        at = project.created + (chance.exponential(9 * DAY, project.size)).astype(np.int64)
        which &= at < UNTIL
        frames.append(
            pl.DataFrame(
                {
                    "issue": project.issue[which],
                    "id": _named(f"c{n}-", np.flatnonzero(which)),
                    "at": at[which],
                    "by": project.people(0, _PEOPLE, int(which.sum())),
                    "text": chance.choice(asks, int(which.sum())),
                    "kind": "comment",
                },
                schema=SCHEMAS["comments"],
            )
        )
    return pl.concat(frames).sort("issue", "at")


def _links(project: _Project) -> pl.DataFrame:
    which = np.flatnonzero(project.some(0.1))
    others = np.maximum(which - project.chance.integers(1, 50, len(which)), 0)
    linked = {"issue": project.issue[which], "other": project.issue[others], "type": "relates to"}
    return pl.DataFrame(linked, schema=SCHEMAS["links"])


def _people() -> pl.DataFrame:
    numbers = range(_PEOPLE)
    side: Sequence[str] = ["business" if n < _PEOPLE // 2 else "it" for n in numbers]
    return pl.DataFrame(
        {
            "person": [f"person-{n}" for n in numbers],
            "name": [f"Person {n}" for n in numbers],
            "email": [f"p{n}@{side[n]}.example" for n in numbers],
            "groups": [[] for _ in numbers],
            "is_bot": False,
            "is_insider": None,
        },
        schema=SCHEMAS["people"],
    )


def _commitments(key: str) -> pl.DataFrame:
    """Sprints one after the other, and releases: every third of them late."""
    rows = []
    for kind, first, weeks in (("sprint", 100, _SPRINT_WEEKS), ("release", 500, _RELEASE_WEEKS)):
        for n in range(WEEKS // weeks + 1):
            start = SINCE + n * weeks * WEEK
            due = start + weeks * WEEK - 3 * DAY
            delivered = due + (10 * DAY if kind == "release" and n % 3 == 0 else 0)
            state = "delivered" if delivered < UNTIL else "active" if start < UNTIL else "planned"
            rows.append(
                {
                    "type": kind,
                    "commitment": str(first + n),
                    "name": f"{key} {kind} {n}",
                    "url": "",
                    "state": state,
                    "start_at": start,
                    "due_at": due,
                    "delivered_at": delivered if state == "delivered" else None,
                    "first_seen_at": UNTIL,
                }
            )
    return pl.DataFrame(rows, schema=SCHEMAS["commitments"])
