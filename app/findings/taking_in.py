"""What a scan of the present does to the findings that are there.

A finding is over only because a scan saw that it is: where its detector could judge nothing of the project this
time, it stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from app.database.finding_tables import findings
from app.findings.document import Document, decode
from app.findings.life_cycle import OPEN, OPENED, RESOLVED, STANDING, State, Step, news, seen, unseen
from app.findings.rows import RANK, as_seen, columns_of, columns_of_state, state_of
from app.findings.steps import Taken, keep
from app.instants import parse_instant


@dataclass(frozen=True, slots=True)
class Steps:
    """How many findings a scan opened, saw again, and saw to be over."""

    new: int = 0
    again: int = 0
    over: int = 0

    def __add__(self, other: Steps) -> Steps:
        return Steps(self.new + other.new, self.again + other.again, self.over + other.over)


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell of a finding after a scan: `what` is new, worse or over; `rank` that of its severity."""

    finding: str
    project: str
    symptom: str
    what: str
    rank: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a scan changed in a project, and what of it there is to tell."""

    steps: Steps
    news: tuple[News, ...]


def take_in(
    connection: Connection, project: str, found: Sequence[Document], judging: Iterable[str], scan: str, now: int
) -> TakenIn:
    """Write what a scan of the present saw of a project, given by its id.

    `judging` names the detectors that could judge something; only their findings can be over. Must run inside
    the scan's own transaction.
    """
    kept = {row.id: row for row in connection.execute(select(findings).where(findings.c.project == project))}
    fresh, changed, taken, told = [], [], [], []
    for document in map(as_seen, found):
        rank, before = RANK[document["severity"]], kept.get(document["id"])
        columns = columns_of(project, document)
        if before is None:
            state, step = State(OPEN, rank), Step(OPENED)
            fresh.append(columns | columns_of_state(state, document) | {"opened_at": now, "resolved_at": None})
        else:
            state, happened = seen(state_of(before), rank, parse_instant(document["as_of"]))
            opened = before.opened_at if before.status != RESOLVED or state.status == RESOLVED else now
            ended = {"opened_at": opened, "resolved_at": before.resolved_at if state.status == RESOLVED else None}
            changed.append(columns | columns_of_state(state, document) | ended)
            if happened is None:
                continue
            step = happened
        taken.append(_taken(document["id"], step, state, document["severity"], scan, now))
        was = None if before is None else state_of(before)
        told.append(News(document["id"], project, document["symptom"], news(was, state, step) or "", rank))
    over = 0
    for row in _gone(kept.values(), {document["id"] for document in found}, set(judging)):
        state, happened = unseen(state_of(row))
        if happened is None:
            continue
        over += row.status in STANDING
        ended = {"resolved_at": now if row.status != RESOLVED else row.resolved_at}
        changed.append({"id": row.id} | columns_of_state(state, decode(row.document)) | ended)
        taken.append(_taken(row.id, happened, state, row.severity, scan, now))
        told.append(News(row.id, project, row.symptom, news(state_of(row), state, happened) or "", row.rank))
    if fresh:
        connection.execute(insert(findings), fresh)
    _change(connection, changed)
    keep(connection, taken)
    again = len(found) - len(fresh)
    return TakenIn(Steps(len(fresh), again, over), tuple(one for one in told if one.what))


def _gone(kept: Iterable[Row[Any]], still: set[str], judging: set[str]) -> list[Row[Any]]:
    return [row for row in kept if row.id not in still and row.detector in judging]


def _taken(finding: str, step: Step, state: State, severity: str, scan: str, now: int) -> Taken:
    return Taken(finding, now, step.name, state.status, severity, scan=scan, text=step.reason)


def _change(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Update rows, those with the same columns together."""
    by_columns: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for row in rows:
        names = tuple(name for name in row if name != "id")
        by_columns.setdefault(names, []).append({"_id": row["id"], **{name: row[name] for name in names}})
    for names, some in by_columns.items():
        statement = update(findings).where(findings.c.id == bindparam("_id"))
        connection.execute(statement.values({name: bindparam(name) for name in names}), some)
