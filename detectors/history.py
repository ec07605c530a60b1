"""A project's history, ready to be asked what was true when.

`History` wraps a project's columns and what the organisation declares. Issues, people and commitments are
positions (0 … n-1) in the order of the columns, so that everything derived is a plain array. Derived parts
are made when first asked for and kept. Nothing here knows a clock: the moment is always a parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import polars as pl

from detectors.calendar import WorkingDays
from detectors.columns import Columns
from detectors.declared import Declared
from detectors.facts import Fact, Kept
from detectors.past.administration import silent_changes
from detectors.past.belonging import FIELDS, belonging_to, turns_of
from detectors.past.cells import spread
from detectors.past.commitments import Commitment, Epics, epics_of, listed
from detectors.past.course import Course
from detectors.past.estimates import Estimates, EstimateSpans, estimate_spans
from detectors.past.issues import KINDS, Issues, issues_of
from detectors.past.milestones import with_milestones
from detectors.past.positions import positions_of
from detectors.past.replay import NEVER, Flags, Ints, Memberships, Spans, membership_spans, value_spans

Made = TypeVar("Made")


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

    `neighbours` are the projects that it is linked to; what was said there was said to those who work here. `facts`
    are those that were kept with the columns, and need not be made again.
    """

    columns: Columns
    declared: Declared = field(default_factory=Declared)
    source: str = ""
    project: str = ""
    name: str = ""
    url: str = ""
    neighbours: tuple[Neighbour, ...] = ()
    facts: Kept = field(default_factory=dict, repr=False)
    _derived: dict[Callable[[History], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, make: Callable[[History], Made]) -> Made:
        """What a function makes of this history: made when first asked for, and kept."""
        if make not in self._derived:
            self._derived[make] = make(self)
        made: Made = self._derived[make]
        return made

    def forget(self) -> None:
        """Let go of what was made: it holds the history itself, and memory would be free only some time later."""
        self._derived.clear()

    # -- issues -------------------------------------------------------------------------------------

    @cached_property
    def size(self) -> int:
        """How many issues there are."""
        return len(self.created_at)

    @cached_property
    def ids(self) -> list[str]:
        """The tracker's id of each issue."""
        return self.columns.column("issues", "issue").to_list()

    @cached_property
    def keys(self) -> list[str]:
        """The present key of each issue."""
        return self.columns.column("issues", "key").to_list()

    @cached_property
    def urls(self) -> list[str]:
        """The page of each issue."""
        return self.columns.column("issues", "url").to_list()

    @cached_property
    def titles(self) -> list[str]:
        """The present title of each issue."""
        return self.columns.column("issues", "title").to_list()

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
        return _issues(self).created_at

    @cached_property
    def departed_at(self) -> Ints:
        """When each issue was seen to be no longer in the project; NEVER where it still is."""
        return _issues(self).departed_at

    @cached_property
    def is_bug(self) -> Flags:
        """Which issues are bugs."""
        return self.of_kind("bug")

    def of_kind(self, *kinds: str) -> Flags:
        """Which issues are of one of these kinds."""
        return np.isin(_issues(self).kind, [KINDS.index(kind) for kind in kinds])

    @cached_property
    def parent(self) -> Ints:
        """The issue that each issue is a part of (its parent, not its epic); -1 where none."""
        return _issues(self).parent

    @cached_property
    def creator(self) -> Ints:
        """Who created each issue, or else reported it; -1 where unknown."""
        return _issues(self).creator

    @cached_property
    def is_clone(self) -> Flags:
        """Which issues were made as a copy of an older one."""
        return _issues(self).is_clone

    @cached_property
    def links(self) -> tuple[Ints, Ints]:
        """(issue, other): what is linked to what in this project, in both directions, in order."""
        return _issues(self).link_from, _issues(self).link_to

    @cached_property
    def linked(self) -> dict[int, tuple[int, ...]]:
        """The issues of this project that an issue is linked to, in either direction."""
        found: dict[int, list[int]] = {}
        for issue, other in zip(*(ends.tolist() for ends in self.links), strict=True):
            found.setdefault(issue, []).append(other)
        return {i: tuple(others) for i, others in found.items()}

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
        """All changes of known issues in order, with `row` and `person` (positions) and `silent` (administration)."""
        changes, _ = self._with_milestones
        person = self.rows_of_people(changes["by"])
        row = self.rows_of_issues(changes["issue"])
        silent = silent_changes(changes, person, self.is_bot)
        derived = [pl.Series("row", row), pl.Series("person", person), pl.Series("silent", silent)]
        told = changes.drop("issue", "batch").with_columns(derived)
        at, sequence = changes["at"].to_numpy(), changes["sequence"].to_numpy()
        if not _is_sorted(row, at, sequence):
            order = np.lexsort((sequence, at, row))
            told, row = told[order], row[order]
        return told.slice(int(np.searchsorted(row, 0)))

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
        if fields not in self._asked_for:
            self._asked_for[fields] = self.changes[self._of_fields(*fields)]
        return self._asked_for[fields]

    @cached_property
    def _asked_for(self) -> dict[tuple[str, ...], pl.DataFrame]:
        return {}

    def _of_fields(self, *fields: str) -> Ints:
        """The rows of `changes` that are of some fields."""
        codes, names = self._fields
        return np.flatnonzero(np.isin(codes, [names[field] for field in fields if field in names]))

    @cached_property
    def _fields(self) -> tuple[Ints, dict[str, int]]:
        """The field of each change as a number, and what number is which."""
        return _numbered(self.changes["field"])

    def spans_of(self, column: str, change_field: str) -> pl.DataFrame:
        """What a single-valued field was, and when: (row, from_at, until_at, value), values as text."""
        rows = self._of_fields(change_field)
        row, at, changed = (self.changes[name].gather(rows) for name in ("row", "at", "from_value"))
        spans, value = value_spans(self.created_at, row.to_numpy(), at.to_numpy())
        final = self.columns.issues[column].cast(pl.String)
        return pl.DataFrame(
            {
                "row": spans.issue,
                "from_at": spans.from_at,
                "until_at": spans.until_at,
                "value": pl.concat([changed.alias("value"), final.alias("value")]).gather(value),
            }
        )

    @cached_property
    def resolved(self) -> Spans:
        """When an issue had a resolution."""
        return _resolved(self)

    @cached_property
    def done(self) -> Spans:
        """When an issue's status was one of the category done."""
        return _done(self)

    @cached_property
    def finished_at(self) -> Ints:
        """When each issue was first done or resolved; NEVER where it was not."""
        return _work(self).finished_at

    @cached_property
    def silently_finished(self) -> Flags:
        """Which issues were first finished by administration, such as a bulk close."""
        return _work(self).silently_finished

    @cached_property
    def started_at(self) -> Ints:
        """When work on each issue started; NEVER where it did not."""
        return _work(self).started_at

    @cached_property
    def started_by(self) -> Ints:
        """Who started the work on each issue; -1 where unknown, or nobody did."""
        return _work(self).started_by

    def open_at(self, issues: Ints, at: int) -> Flags:
        """Which of some issues were neither done nor resolved nor gone at an instant."""
        finished = self.departed_at <= at
        for spans in (self.done, self.resolved):
            finished[spans.issue[spans.hold_at(at)]] = True
        return ~finished[issues]

    def open_each(self, issues: Ints, instants: Ints) -> Flags:
        """Which issues were neither done nor resolved nor gone at an instant of its own."""
        done_until, resolved_until = (course.at(issues, instants) for course in self._finished)
        is_open: Flags = (self.departed_at[issues] > instants) & (np.maximum(done_until, resolved_until) <= instants)
        return is_open

    @cached_property
    def _finished(self) -> tuple[Course, Course]:
        """Until when each issue stays done, and resolved, once it is."""
        done, resolved = (
            Course(spans.issue, spans.from_at, spans.until_at, int(-NEVER)) for spans in (self.done, self.resolved)
        )
        return done, resolved

    def unresolved_at(self, issues: Ints, at: int) -> Flags:
        """Which of some issues had no resolution at an instant."""
        resolved = np.zeros(self.size, dtype=np.bool_)
        resolved[self.resolved.issue[self.resolved.hold_at(at)]] = True
        return ~resolved[issues]

    # -- commitments --------------------------------------------------------------------------------

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """Releases, sprints and milestones as the tracker lists them, then epics in the order of issues."""
        return (*listed(self.columns.commitments, self.columns.observations), *epics_of(_epics(self)))

    @cached_property
    def epic_issue(self) -> Ints:
        """The issue that each commitment is; -1 where it is no epic."""
        return np.array([commitment.issue for commitment in self.commitments], dtype=np.int64)

    @cached_property
    def members(self) -> Memberships:
        """When each issue belonged to each commitment; of commitments that are in no list, nothing."""
        return _members(self)

    @cached_property
    def _bounds(self) -> Ints:
        return np.searchsorted(self.members.commitment, np.arange(len(self.commitments) + 1))

    def rows_of(self, commitment: int) -> Ints:
        """The rows of `members` that are of a commitment, by issue and time."""
        return np.arange(self._bounds[commitment], self._bounds[commitment + 1])

    def rows_of_each(self, commitments: Ints) -> tuple[Ints, Ints]:
        """(k, row): the rows of `members` that are of the k-th of some commitments, by issue and time."""
        return spread(self._bounds[commitments], np.diff(self._bounds)[commitments])

    @cached_property
    def by_issue(self) -> Ints:
        """The rows of `members` by issue."""
        return np.argsort(self.members.issue, kind="stable")

    @cached_property
    def _stays(self) -> Ints:
        return np.searchsorted(self.members.issue[self.by_issue], np.arange(self.size + 1))

    def stays_of(self, issues: Ints) -> tuple[Ints, Ints]:
        """Where in `by_issue` the rows of each issue begin, and how many they are."""
        return self._stays[issues], np.diff(self._stays)[issues]

    def memberships_of(self, issues: Ints) -> Ints:
        """The rows of `members` that are of some issues, each given once."""
        rows: Ints = self.by_issue[spread(*self.stays_of(issues))[1]]
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
            self._estimates[unit] = Estimates({"points": _points, "hours": _hours}[unit](self))
        return self._estimates[unit]

    @cached_property
    def _estimates(self) -> dict[str, Estimates]:
        return {}

    # -- making of ----------------------------------------------------------------------------------

    def rows_of_issues(self, ids: pl.Series) -> Ints:
        """The positions of issues by their ids; -1 where one is unknown."""
        return positions_of(ids, self.position)

    def rows_of_people(self, ids: pl.Series) -> Ints:
        """The positions of people by their ids; -1 where one is unknown."""
        return positions_of(ids, self.people)


@Fact
def _issues(history: History) -> Issues:
    """What every issue is."""
    issues = history.columns.issues
    creator = history.rows_of_people(issues["creator"].fill_null(issues["reporter"]))
    return issues_of(issues, history.columns.links, history.position, creator)


@Fact
def _resolved(history: History) -> Spans:
    return _spans(history.spans_of("resolution", "resolution").filter(pl.col("value").is_not_null()))


@Fact
def _done(history: History) -> Spans:
    return _spans(history.spans_of("status_category", "status").filter(pl.col("value") == "done"))


def _spans(frame: pl.DataFrame) -> Spans:
    return Spans(frame["row"].to_numpy(), frame["from_at"].to_numpy(), frame["until_at"].to_numpy())


@dataclass(eq=False, frozen=True, slots=True)
class _Work:
    """When work on each issue started and by whom, and when it was first finished."""

    started_at: Ints
    started_by: Ints
    finished_at: Ints
    silently_finished: Flags


@Fact
def _work(history: History) -> _Work:
    started_at, finished_at = (np.full(history.size, NEVER, dtype=np.int64) for _ in range(2))
    started_by = np.full(history.size, -1, dtype=np.int64)
    moves = history.changes_of("status").filter((pl.col("to_value") == "in_progress") & pl.col("silent").not_())
    issue, first = np.unique(moves["row"].to_numpy(), return_index=True)
    started_at[issue], started_by[issue] = moves["at"].to_numpy()[first], moves["person"].to_numpy()[first]
    for spans in (history.done, history.resolved):
        np.minimum.at(finished_at, spans.issue, spans.from_at)
    acts = history.changes_of("status", "resolution").filter("silent")
    silently, rows = np.zeros(history.size, dtype=np.bool_), acts["row"].to_numpy()
    silently[rows[acts["at"].to_numpy() == finished_at[rows]]] = True
    return _Work(started_at, started_by, finished_at, silently)


@Fact
def _epics(history: History) -> Epics:
    rows = np.flatnonzero(history.of_kind("epic"))
    due = history.spans_of("due_on", "due").filter(pl.col("row").is_in(rows.tolist()))
    return Epics.of(history.columns.issues, rows, due, history.resolved)


@Fact
def _members(history: History) -> Memberships:
    known: dict[str, dict[str, int]] = {}
    for k, commitment in enumerate(history.commitments):
        known.setdefault(commitment.type, {})[commitment.id] = k
    found = membership_spans(
        history.created_at,
        turns_of(history.changes_of(*FIELDS), known, len(history.commitments)),
        *belonging_to(history.columns.memberships, known, history.position),
    )
    # Who leaves the project leaves its commitments.
    until_at = np.minimum(found.until_at, history.departed_at[found.issue] if history.size else NEVER)
    return replace(found, until_at=until_at).only(found.from_at < until_at)


@Fact
def _points(history: History) -> EstimateSpans:
    return estimate_spans(history.spans_of("points", "points"))


@Fact
def _hours(history: History) -> EstimateSpans:
    return estimate_spans(history.spans_of("estimate_hours", "estimate"))


def _numbered(words: pl.Series) -> tuple[Ints, dict[str, int]]:
    """Words as numbers, and what number is which."""
    names = {name: k for k, name in enumerate(words.unique(maintain_order=True))}
    return positions_of(words, names), names


def _is_sorted(*keys: Ints) -> bool:
    """Whether rows stand in the order of some keys, the first of them first."""
    rising, equal = True, np.ones(max(len(keys[0]) - 1, 0), dtype=np.bool_)
    for key in keys:
        step = np.diff(key)
        rising = rising and bool((step[equal] >= 0).all())
        equal &= step == 0
    return rising
