"""What was promised together: sprints, releases and milestones as the tracker lists them, and epics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.calendar import instant_of
from detectors.past.replay import NEVER, Ints, Spans
from detectors.past.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Commitment:
    """What was promised together, with the course of what can change.

    `start_at`, `due_at` and `delivered_at` are dated by brug's own observations (an epic's due date by its
    changelog); a due date that is a day stands at 00:00 UTC of that day. `state` is planned, active,
    delivered or cancelled. An epic is `issue`, and is shown by its key; another by its id, and is no issue (-1).
    """

    type: str
    id: str
    shown: str
    issue: int
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


def listed(commitments: pl.DataFrame, observations: pl.DataFrame) -> list[Commitment]:
    """Those that the tracker lists, each with what brug saw become of it."""
    courses: dict[tuple[str, str, str], list[tuple[int, str | None]]] = {}
    seen = observations.sort("at", maintain_order=True)
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
            shown=row["commitment"],
            issue=-1,
            url=row["url"] or "",
            names=texts(row, "name"),
            states=texts(row, "state"),
            start=instants(row, "start_at"),
            due=instants(row, "due_at"),
            delivered=instants(row, "delivered_at"),
        )
        for row in commitments.iter_rows(named=True)
    ]


@dataclass(eq=False, frozen=True, slots=True)
class Epics:
    """The epics of a project: `row` is each one's issue, and the texts are what that says.

    `due_*` is the course of their due dates, `resolved_*` when they were resolved: (epic, instants), by epic and time.
    """

    row: Ints
    id: list[str]
    key: list[str]
    url: list[str]
    title: list[str]
    due_of: Ints
    due_from: Ints
    due_at: Ints
    resolved_of: Ints
    resolved_from: Ints
    resolved_until: Ints

    @classmethod
    def of(cls, issues: pl.DataFrame, rows: Ints, due: pl.DataFrame, resolved: Spans) -> Epics:
        """The epics that stand in some rows of the issues, in order.

        due: (row, from_at, value), the course of their due dates.
        """
        told = issues.select("issue", "key", "url", "title")[rows]
        own = np.isin(resolved.issue, rows)
        days = [int(NEVER) if not value else instant_of(np.datetime64(value[:10])) for value in due["value"]]
        return cls(
            rows,
            told["issue"].to_list(),
            told["key"].to_list(),
            told["url"].to_list(),
            told["title"].to_list(),
            np.searchsorted(rows, due["row"].to_numpy()),
            due["from_at"].to_numpy(),
            np.array(days, dtype=np.int64),
            np.searchsorted(rows, resolved.issue[own]),
            resolved.from_at[own],
            resolved.until_at[own],
        )


def epics_of(epics: Epics) -> list[Commitment]:
    """Epics as commitments; an epic is delivered while it is resolved."""
    of_due: list[list[tuple[int, int | None]]] = [[] for _ in epics.id]
    done: list[list[tuple[int, int | None]]] = [[] for _ in epics.id]
    for k, from_at, due_at in zip(epics.due_of.tolist(), epics.due_from.tolist(), epics.due_at.tolist(), strict=True):
        of_due[k].append((from_at, None if due_at == NEVER else due_at))
    resolved = epics.resolved_of.tolist(), epics.resolved_from.tolist(), epics.resolved_until.tolist()
    for k, from_at, until_at in zip(*resolved, strict=True):
        done[k] += [(from_at, from_at), (until_at, None)]
    return [
        Commitment(
            type="epic",
            id=epics.id[k],
            shown=epics.key[k],
            issue=row,
            url=epics.url[k],
            names=Timeline(epics.title[k]),
            states=Timeline("active"),
            start=Timeline(None),
            due=Timeline(of_due[k][0][1] if of_due[k] else None, tuple(of_due[k][1:])),
            delivered=Timeline(None, tuple(done[k])),
        )
        for k, row in enumerate(epics.row.tolist())
    ]
