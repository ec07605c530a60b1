"""Work that takes a while, scans and syncs: waiting, under way, or how it ended."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, Table

from app.database.metadata import DOCUMENT, INSTANT, TEXT, metadata


def job_columns() -> list[Column[Any]]:
    """The columns of a table of jobs.

    `status` is queued, running, done, failed or cancelled. `projects` are ids, NULL for all. `done` of `total` is how
    far it is, `about` the key of the project that it is at. `worker` is the process that does it, `alive_at` when that
    was last heard of. `started_at` is when it was asked for, until it begins. `due_at` is when the schedule wanted it,
    NULL where somebody asked for it.
    """
    return [
        Column("id", TEXT, primary_key=True),
        Column("status", TEXT, nullable=False),
        Column("projects", DOCUMENT),
        Column("requested_by", TEXT, nullable=False),
        Column("requested_at", INSTANT, nullable=False),
        Column("started_at", INSTANT, nullable=False),
        Column("due_at", INSTANT),
        Column("finished_at", INSTANT),
        Column("done", Integer, nullable=False),
        Column("total", Integer),
        Column("about", TEXT),
        Column("is_cancelled", Boolean, nullable=False),
        Column("error", TEXT),
        Column("worker", TEXT),
        Column("alive_at", INSTANT),
    ]


# `keys` are the projects asked for, also those that were never synced; `report` what was pulled, and what failed.
syncs = Table(
    "syncs",
    metadata,
    Column("keys", DOCUMENT),
    Column("report", DOCUMENT),
    *job_columns(),
    Index(None, "status"),
    Index(None, "started_at"),
)
