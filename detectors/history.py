"""A project's history, ready to be asked what was true when.

`History` wraps a project's columns and what the organisation declares. Issues, people and commitments are
positions (0 … n-1) in the order of the columns, so that everything derived is a plain array. Derived parts
are made when first asked for and kept. Nothing here knows a clock: the moment is always a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import polars as pl

from detectors.calendar import WorkingDays, instant_of
from detectors.columns import Columns
from detectors.declared import Declared
from detectors.estimates import Estimates
from detectors.milestones import with_milestones
from detectors.replay import (
    NEVER,
    Flags,
    Ints,
    Memberships,
    Spans,
    membership_spans,
    silent_changes,
    value_spans,
)
from detectors.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Commitment:
    """What was promised together, with the course of what can change.

    `start_at`, `due_at` and `delivered_at` are dated by brug's own observations (an epic's due date by its
    changelog); a due date that is a day stands at 00:00 UTC of that day. `state` is planned, active,
    delivered or cancelled.
    """

    type: str
    id: str
    url: str
    names: Timeline[str]
    states: Timeline[str]
    start: Timeline[int | None]
    due: Timeline[int | None]
    delivered: Timeline[int | None]

    @property
    def name(self) -> str:
        """Its present name."""
        return self.names.last

    def due_ends_at(self, due_at: int) -> int:
        """The instant up to which delivery is in time: the end of the day, or a sprint's own planned end."""
        return due_at if self.type == "sprint" else due_at + 86_400_000


@dataclass(eq=False, frozen=True, slots=True)
class Neighbour:
    """The history of another project, perhaps of another source, of which some issues belong to some of this one.

    `linked` gives, for the position of an issue here, the positions there.
    """

    history: History
    linked: dict[int, tuple[int, ...]]

    @classmethod
    def of(cls, here: History, there: History, pairs: Iterable[tuple[str, str]]) -> Neighbour:
        """From pairs of ids: of an issue here, and of the one there; pairs that a history does not hold are left."""
        linked: dict[int, list[int]] = {}
        for one, other in pairs:
            if one in here.position and other in there.position:
                linked.setdefault(here.position[one], []).append(there.position[other])
        return cls(there, {i: tuple(others) for i, others in linked.items()})


@dataclass(eq=False)
class History:
    """One project's history. `source`, `project` (its key), `name` and `url` say whose it is.

    `neighbours` are the projects that it is linked to; what was said there was said to those who work here.
    """

    columns: Columns
    declared: Declared = field(default_factory=Declared)
    source: str = ""
    project: str = ""
    name: str = ""
    url: str = ""
    neighbours: tuple[Neighbour, ...] = ()

    # -- issues -------------------------------------------------------------------------------------

    @cached_property
    def size(self) -> int:
        """How many issues there are."""
        return self.columns.issues.height

    @cached_property
    def ids(self) -> list[str]:
        """The tracker's id of each issue."""
        return self.columns.issues["issue"].to_list()

    @cached_property
    def keys(self) -> list[str]:
        """The present key of each issue."""
        return self.columns.issues["key"].to_list()

    @cached_property
    def urls(self) -> list[str]:
        """The page of each issue."""
        return self.columns.issues["url"].to_list()

    @cached_property
    def titles(self) -> list[str]:
        """The present title of each issue."""
        return self.columns.issues["title"].to_list()

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of an issue by its id, its key, or a key that it once had."""
        by_id = {name: i for i, name in enumerate(self.ids)}
        renamed = self.columns.changes.filter(pl.col("field") == "key")
        former = {
            old: by_id[issue]
            for issue, old in renamed.select("issue", "from_text").iter_rows()
            if old is not None and issue in by_id
        }
        return former | {key: i for i, key in enumerate(self.keys)} | by_id

    @cached_property
    def created_at(self) -> Ints:
        """When each issue was created."""
        return self.columns.issues["created_at"].to_numpy().astype(np.int64)

    @cached_property
    def departed_at(self) -> Ints:
        """When each issue was seen to be no longer in the project; NEVER where it still is."""
        return self.columns.issues["departed_at"].fill_null(int(NEVER)).to_numpy().astype(np.int64)

    @cached_property
    def kinds(self) -> list[str]:
        """epic, story, task, bug, subtask, change_request or pull_request, for each issue."""
        return self.columns.issues["kind"].to_list()

    @cached_property
    def is_bug(self) -> Flags:
        """Which issues are bugs."""
        return self.of_kind("bug")

    def of_kind(self, *kinds: str) -> Flags:
        """Which issues are of one of these kinds."""
        return self.columns.issues["kind"].is_in(list(kinds)).to_numpy()

    @cached_property
    def parent(self) -> Ints:
        """The issue that each issue is a part of (its parent, not its epic); -1 where none."""
        return self._positions(self.columns.issues["parent"])

    @cached_property
    def creator(self) -> Ints:
        """Who created each issue, or else reported it; -1 where unknown."""
        issues = self.columns.issues
        return self._person_positions(issues["creator"].fill_null(issues["reporter"]))

    @cached_property
    def is_clone(self) -> Flags:
        """Which issues were made as a copy of an older one."""
        links = self.columns.links.filter(pl.col("type").str.to_lowercase().str.contains("clone"))
        flags = np.zeros(self.size, dtype=np.bool_)
        for issue, other in zip(links["issue"], links["other"], strict=True):
            i, j = self.position.get(issue, -1), self.position.get(other, -1)
            if i >= 0 and (j < 0 or self.created_at[i] > self.created_at[j]):
                flags[i] = True
        return flags

    @cached_property
    def linked(self) -> dict[int, tuple[int, ...]]:
        """The issues of this project that an issue is linked to, in either direction."""
        found: dict[int, set[int]] = {}
        for issue, other in zip(self.columns.links["issue"], self.columns.links["other"], strict=True):
            i, j = self.position.get(issue, -1), self.position.get(other, -1)
            if i >= 0 and j >= 0:
                found.setdefault(i, set()).add(j)
                found.setdefault(j, set()).add(i)
        return {i: tuple(sorted(others)) for i, others in found.items()}

    # -- people -------------------------------------------------------------------------------------

    @cached_property
    def people(self) -> dict[str, int]:
        """The position of each person by the tracker's id."""
        return {person: i for i, person in enumerate(self.columns.people["person"])}

    @cached_property
    def is_bot(self) -> Flags:
        """Which people are bots or apps."""
        return self.columns.people["is_bot"].to_numpy().astype(np.bool_)

    @cached_property
    def working_days(self) -> WorkingDays:
        """The working days of the organisation."""
        return WorkingDays(self.declared.holidays)

    # -- changes ------------------------------------------------------------------------------------

    @cached_property
    def changes(self) -> pl.DataFrame:
        """All changes in order, with `row` (the issue's position) and `silent` (administration)."""
        changes, _ = self._with_milestones
        bots = frozenset(p for p, bot in zip(self.columns.people["person"], self.is_bot, strict=True) if bot)
        silent = silent_changes(changes, bots)
        rows = self._positions(changes["issue"])
        return changes.with_columns(silent=pl.Series(silent), row=pl.Series(rows)).sort(
            "row", "at", "sequence", maintain_order=True
        )

    @property
    def unresolved_milestones(self) -> int:
        """How many events tell only a title that no milestone is known to have had."""
        return self._with_milestones[1]

    @cached_property
    def _with_milestones(self) -> tuple[pl.DataFrame, int]:
        columns = self.columns
        return with_milestones(columns.changes, columns.memberships, columns.commitments, columns.observations)

    def changes_of(self, *fields: str) -> pl.DataFrame:
        """The changes of some fields, in order."""
        return self.changes.filter(pl.col("field").is_in(list(fields)))

    def spans_of(self, column: str, change_field: str) -> pl.DataFrame:
        """What a single-valued field was, and when: (row, from_at, until_at, value), values as text."""
        final = self.columns.issues.select("issue", "created_at", pl.col(column).cast(pl.String).alias("value"))
        spans = value_spans(final, self.changes_of(change_field).select("issue", "at", "from_value"))
        return spans.with_columns(row=pl.Series(self._positions(spans["issue"]))).sort("row", "from_at")

    @cached_property
    def categories(self) -> pl.DataFrame:
        """The status category of each issue, and when: (row, from_at, until_at, value)."""
        return self.spans_of("status_category", "status")

    @cached_property
    def resolved(self) -> Spans:
        """When an issue had a resolution."""
        return _spans(self.spans_of("resolution", "resolution").filter(pl.col("value").is_not_null()))

    @cached_property
    def done(self) -> Spans:
        """When an issue's status was one of the category done."""
        return _spans(self.categories.filter(pl.col("value") == "done"))

    @cached_property
    def finished_at(self) -> Ints:
        """When each issue was first done or resolved; NEVER where it was not."""
        first = np.full(self.size, NEVER, dtype=np.int64)
        for spans in (self.done, self.resolved):
            np.minimum.at(first, spans.issue, spans.from_at)
        return first

    @cached_property
    def silently_finished(self) -> Flags:
        """Which issues were first finished by administration, such as a bulk close."""
        acts = self.changes_of("status", "resolution").filter("silent")
        flags = np.zeros(self.size, dtype=np.bool_)
        rows = acts["row"].to_numpy()
        flags[rows[acts["at"].to_numpy() == self.finished_at[rows]]] = True
        return flags

    @cached_property
    def starts(self) -> pl.DataFrame:
        """The first transition of each issue to in progress, administration apart: (row, at, by)."""
        moves = self.changes_of("status").filter(
            (pl.col("to_value") == "in_progress") & pl.col("silent").not_() & (pl.col("row") >= 0)
        )
        return moves.group_by("row", maintain_order=True).agg(pl.col("at").first(), pl.col("by").first())

    @cached_property
    def started_at(self) -> Ints:
        """When work on each issue started; NEVER where it did not."""
        at = np.full(self.size, NEVER, dtype=np.int64)
        at[self.starts["row"].to_numpy()] = self.starts["at"].to_numpy()
        return at

    def open_at(self, issues: Ints, at: int) -> Flags:
        """Which of some issues were neither done nor resolved nor gone at an instant."""
        finished = self.departed_at <= at
        for spans in (self.done, self.resolved):
            finished[spans.issue[spans.hold_at(at)]] = True
        return ~finished[issues]

    def unresolved_at(self, issues: Ints, at: int) -> Flags:
        """Which of some issues had no resolution at an instant."""
        resolved = np.zeros(self.size, dtype=np.bool_)
        resolved[self.resolved.issue[self.resolved.hold_at(at)]] = True
        return ~resolved[issues]

    # -- commitments --------------------------------------------------------------------------------

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """Releases, sprints and milestones as the tracker lists them, then epics in the order of issues."""
        return (*self._listed_commitments(), *self._epics())

    @cached_property
    def members(self) -> Memberships:
        """When each issue belonged to each commitment; of commitments that are in no list, nothing."""
        # A child of an epic by the general parent field belongs to it as by an epic link.
        epics = {self.ids[i] for i, kind in enumerate(self.kinds) if kind == "epic"}
        as_epic = pl.when(pl.col("field") == "parent").then(pl.lit("epic")).otherwise(pl.col("field"))
        by_parent = pl.col("field") == "parent"
        changes = self.changes_of("release", "sprint", "milestone", "epic", "parent").with_columns(
            from_value=pl.when(by_parent & ~pl.col("from_value").is_in(list(epics)))
            .then(None)
            .otherwise(pl.col("from_value")),
            to_value=pl.when(by_parent & ~pl.col("to_value").is_in(list(epics)))
            .then(None)
            .otherwise(pl.col("to_value")),
            field=as_epic,
        )
        spans = membership_spans(self.columns.issues, self.columns.memberships, changes)
        known = {(c.type, c.id): k for k, c in enumerate(self.commitments)}
        commitment = np.array(
            [known.get(p, -1) for p in zip(spans["type"], spans["commitment"], strict=True)], dtype=np.int64
        )
        issue = self._positions(spans["issue"])
        # Who leaves the project leaves its commitments.
        until_at = np.minimum(spans["until_at"].to_numpy(), self.departed_at[issue] if self.size else NEVER)
        keep = (commitment >= 0) & (issue >= 0) & (spans["from_at"].to_numpy() < until_at)
        return Memberships(
            issue=issue[keep],
            from_at=spans["from_at"].to_numpy()[keep],
            until_at=until_at[keep],
            commitment=commitment[keep],
            joined_by=self._person_positions(spans["joined_by"])[keep],
            left_by=self._person_positions(spans["left_by"])[keep],
            at_creation=spans["at_creation"].to_numpy()[keep],
            silent_join=spans["silent_join"].to_numpy()[keep],
            silent_leave=spans["silent_leave"].to_numpy()[keep],
        )

    @cached_property
    def _rows_by_commitment(self) -> list[Ints]:
        order = np.argsort(self.members.commitment, kind="stable")
        bounds = np.searchsorted(self.members.commitment[order], np.arange(len(self.commitments) + 1))
        return [order[a:b] for a, b in pairwise(bounds)]

    def rows_of(self, commitment: int) -> Ints:
        """The rows of `members` that are of a commitment."""
        return self._rows_by_commitment[commitment]

    @cached_property
    def _rows_by_issue(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.members.issue, kind="stable")
        return order, np.searchsorted(self.members.issue[order], np.arange(self.size + 1))

    def memberships_of(self, issues: Ints) -> Ints:
        """The rows of `members` that are of some issues, each given once."""
        order, bounds = self._rows_by_issue
        first, lengths = bounds[issues], bounds[issues + 1] - bounds[issues]
        # Each issue's rows stand together: count on from where each begins.
        ends = np.cumsum(lengths)
        within = np.arange(lengths.sum()) - np.repeat(ends - lengths, lengths)
        rows: Ints = order[np.repeat(first, lengths) + within]
        return rows

    def members_at(self, commitment: int, at: int) -> Ints:
        """The issues that belonged to a commitment at an instant, each once."""
        rows = self.rows_of(commitment)
        held = rows[(self.members.from_at[rows] <= at) & (at < self.members.until_at[rows])]
        return np.unique(self.members.issue[held])

    # -- estimates ----------------------------------------------------------------------------------

    def estimates(self, unit: str) -> Estimates:
        """The course of the estimates in `points` or `hours`."""
        if unit not in self._estimates:
            column, change_field = {
                "points": ("points", "points"),
                "hours": ("estimate_hours", "estimate"),
            }[unit]
            self._estimates[unit] = Estimates.of(self.spans_of(column, change_field))
        return self._estimates[unit]

    @cached_property
    def _estimates(self) -> dict[str, Estimates]:
        return {}

    # -- making of ----------------------------------------------------------------------------------

    def rows_of_issues(self, ids: pl.Series) -> Ints:
        """The positions of issues by their ids; -1 where one is unknown."""
        return self._positions(ids)

    def _positions(self, ids: pl.Series) -> Ints:
        return np.array([self.position.get(i, -1) if i is not None else -1 for i in ids], dtype=np.int64)

    def _person_positions(self, ids: pl.Series) -> Ints:
        return np.array([self.people.get(i, -1) if i is not None else -1 for i in ids], dtype=np.int64)

    def _listed_commitments(self) -> list[Commitment]:
        seen = self.columns.observations.sort("at", maintain_order=True)
        courses: dict[tuple[str, str, str], list[tuple[int, str | None]]] = {}
        for kind, name, at, what, value in seen.select("type", "commitment", "at", "field", "to_value").iter_rows():
            courses.setdefault((kind, name, what), []).append((at, value))

        def texts(row: dict[str, str], what: str) -> Timeline[str]:
            later = courses.get((row["type"], row["commitment"], what), [])
            return Timeline(str(row[what] or ""), tuple((at, value or "") for at, value in later))

        def instants(row: dict[str, int | None], what: str) -> Timeline[int | None]:
            later = courses.get((str(row["type"]), str(row["commitment"]), what), [])
            return Timeline(row[what], tuple((at, int(value) if value else None) for at, value in later))

        return [
            Commitment(
                type=row["type"],
                id=row["commitment"],
                url=row["url"] or "",
                names=texts(row, "name"),
                states=texts(row, "state"),
                start=instants(row, "start_at"),
                due=instants(row, "due_at"),
                delivered=instants(row, "delivered_at"),
            )
            for row in self.columns.commitments.iter_rows(named=True)
        ]

    def _epics(self) -> list[Commitment]:
        rows = [i for i, kind in enumerate(self.kinds) if kind == "epic"]
        if not rows:
            return []
        due: dict[int, list[tuple[int, int | None]]] = {i: [] for i in rows}
        for row, from_at, value in self.spans_of("due_on", "due").select("row", "from_at", "value").iter_rows():
            if row in due:
                due[row].append((from_at, instant_of(np.datetime64(value[:10])) if value else None))
        done: dict[int, list[tuple[int, int | None]]] = {i: [] for i in rows}
        for issue, from_at, until_at in zip(
            self.resolved.issue, self.resolved.from_at, self.resolved.until_at, strict=True
        ):
            if int(issue) in done:
                done[int(issue)] += [(int(from_at), int(from_at)), (int(until_at), None)]
        return [
            Commitment(
                type="epic",
                id=self.ids[i],
                url=self.urls[i],
                names=Timeline(self.titles[i]),
                states=Timeline("active"),
                start=Timeline(None),
                due=Timeline(due[i][0][1] if due[i] else None, tuple(due[i][1:])),
                delivered=Timeline(None, tuple(done[i])),
            )
            for i in rows
        ]


def _spans(frame: pl.DataFrame) -> Spans:
    return Spans(frame["row"].to_numpy(), frame["from_at"].to_numpy(), frame["until_at"].to_numpy())
