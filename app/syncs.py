"""Syncs that are written down: begun, told of, and what each pulled; as documents for others to read."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from app.access.caller import COMMAND_LINE
from app.access.sight import Sight
from app.database.engine import writing
from app.database.history_tables import projects
from app.database.job_tables import syncs
from app.jobs.documents import job_document, list_jobs
from app.jobs.ledger import DONE, FAILED, end, enter
from app.jobs.pulse import Claimed, Pulse, how_it_ended
from app.selection import ALL, Selection
from app.sync import sync
from app.sync_report import Progress, SyncReport


def run_sync(
    engine: Engine,
    now: int,
    keys: Sequence[str] | None = None,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    told: Callable[[str], object] | None = None,
    by: str = COMMAND_LINE.name,
    job: Claimed | None = None,
    selection: Selection = ALL,
) -> SyncReport:
    """Pull what is new, as `app.sync.sync` does, and write that down; `keys` are projects, None for all selected.

    `job` is the sync as it waited in the ledger; without one it is entered there, asked for by `by`. Raises what sync
    raises, Cancelled and TakenOver.
    """
    began = time.monotonic()
    if job is None:
        with writing(engine) as connection:
            job = Claimed(ask_for_sync(connection, keys, by=by, now=now, begins=True))
    pulse = Pulse(engine, syncs, job)

    def seen(step: Progress) -> None:
        pulse.beat(step.done, step.total, step.project)
        progress(step)

    try:
        report = sync(engine, now, keys, progress=seen, told=told, selection=selection)
    except Exception as error:
        with writing(engine) as connection:
            end(connection, syncs, job.id, at=_at(now, began), **how_it_ended(error, job))
        raise
    with writing(engine) as connection:
        failed = "; ".join(failure.text for failure in report.failures) or None
        status = FAILED if failed else DONE
        end(connection, syncs, job.id, status, _at(now, began), report=_report(report), error=failed, about=None)
    return report


def ask_for_sync(connection: Connection, keys: Sequence[str] | None, *, by: str, now: int, begins: bool = False) -> str:
    """Write down a sync of some projects, by their keys, or of all; gives its id."""
    ids = None
    if keys is not None:
        rows = connection.execute(select(projects.c.id, projects.c.key).where(projects.c.key.in_(list(keys)))).all()
        # A key that was never synced may be of any source.
        ids = [row.id for row in rows] if {row.key for row in rows} == set(keys) else None
    values = {"keys": None if keys is None else list(keys), "report": None}
    return enter(connection, syncs, values, projects=ids, by=by, now=now, begins=begins)


def ask_for_scheduled_sync(
    connection: Connection, projects: Sequence[str] | None, *, by: str, now: int, due_at: int
) -> str:
    """Write down a sync that the schedule wanted, of some projects by their ids as far as they are known; its id."""
    return enter(connection, syncs, {"keys": None, "report": None}, projects=projects, by=by, now=now, due_at=due_at)


def list_syncs(
    connection: Connection, sight: Sight, limit: int, cursor: str | None
) -> tuple[list[dict[str, Any]], str | None, int]:
    """A page of syncs, the newest first; the cursor to go on with, and how many there are."""
    rows, following, total = list_jobs(connection, syncs, sight, limit, cursor)
    return [_document(row, sight) for row in rows], following, total


def get_sync(connection: Connection, identity: str, sight: Sight) -> dict[str, Any] | None:
    """One sync; None where there is none of that id that may be seen."""
    rows, _, _ = list_jobs(connection, syncs, sight, 1, None, identity)
    return _document(rows[0], sight) if rows else None


def _document(row: Row[Any], sight: Sight) -> dict[str, Any]:
    report = row.report or {"projects": [], "failures": [], "notes": []}
    pulled = [p for p in report["projects"] if sight.covers(p["id"])]
    whole = sight.is_whole
    return job_document(row, sight) | {
        "projects": pulled,
        "failures": report["failures"] if whole else [],
        "notes": report["notes"] if whole else [],
    }


def _report(report: SyncReport) -> dict[str, Any]:
    return {
        "projects": [
            {"id": p.id, "source": p.source, "key": p.key, "issues": p.issues, "changed": p.changed}
            for p in report.projects
        ],
        "failures": [
            {"source": f.source, "project": f.project, "detail": f.text, "temporary": f.temporary}
            for f in report.failures
        ],
        "notes": list(report.notes),
    }


def _at(now: int, began: float) -> int:
    return now + round((time.monotonic() - began) * 1000)
