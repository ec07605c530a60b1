"""The schedule at work: which process leads, and which of its runs were entered."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table

from app.database.metadata import INSTANT, TEXT, metadata

# Who leads, by name of what is led. `token` is another number for every leader, and `beat` goes up while it lives.
leases = Table(
    "leases",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("token", BigInteger, nullable=False),
    Column("beat", BigInteger, nullable=False),
    Column("holder", TEXT, nullable=False),
)

# Every run that was due and entered, once: `schedule` names the schedule, `sync` and `scan` are the ids of its jobs.
runs = Table(
    "runs",
    metadata,
    Column("schedule", TEXT, primary_key=True),
    Column("due_at", INSTANT, primary_key=True),
    Column("entered_at", INSTANT, nullable=False),
    Column("sync", TEXT, nullable=False),
    Column("scan", TEXT, nullable=False),
)
