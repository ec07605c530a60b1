"""What was promised together: sprints, releases and milestones as the tracker lists them, and epics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from detectors.calendar import instant_of
from detectors.past.replay import Spans
from detectors.past.timeline import Timeline


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
            url=row["url"] or "",
            names=texts(row, "name"),
            states=texts(row, "state"),
            start=instants(row, "start_at"),
            due=instants(row, "due_at"),
            delivered=instants(row, "delivered_at"),
        )
        for row in commitments.iter_rows(named=True)
    ]


def epics(issues: pl.DataFrame, rows: Sequence[int], due: pl.DataFrame, resolved: Spans) -> list[Commitment]:
    """The epics that stand in some rows of the issues.

    due: (row, from_at, value), the course of the due dates of issues; an epic is delivered while it is resolved.
    """
    of_due: dict[int, list[tuple[int, int | None]]] = {i: [] for i in rows}
    for row, from_at, value in (
        due.filter(pl.col("row").is_in(list(rows))).select("row", "from_at", "value").iter_rows()
    ):
        of_due[row].append((from_at, instant_of(np.datetime64(value[:10])) if value else None))
    done: dict[int, list[tuple[int, int | None]]] = {i: [] for i in rows}
    own = np.isin(resolved.issue, np.array(rows, dtype=np.int64))
    for issue, from_at, until_at in zip(
        resolved.issue[own].tolist(), resolved.from_at[own].tolist(), resolved.until_at[own].tolist(), strict=True
    ):
        done[issue] += [(from_at, from_at), (until_at, None)]
    ids, urls, titles = (issues[name].gather(list(rows)).to_list() for name in ("issue", "url", "title"))
    return [
        Commitment(
            type="epic",
            id=ids[k],
            url=urls[k],
            names=Timeline(titles[k]),
            states=Timeline("active"),
            start=Timeline(None),
            due=Timeline(of_due[i][0][1] if of_due[i] else None, tuple(of_due[i][1:])),
            delivered=Timeline(None, tuple(done[i])),
        )
        for k, i in enumerate(rows)
    ]
