"""A database with many projects and findings: those of the simulated organisation, over and over under other ids."""

from __future__ import annotations

import hashlib
from itertools import cycle, islice
from typing import Any

from sqlalchemy import insert, select

from app.database import tables
from app.database.engine import open_engine, reading, writing
from app.database.migrate import migrate
from app.demo import prepare
from app.findings.document import TRANSLATIONS
from app.findings.life_cycle import OPEN, RESOLVED, State
from app.findings.listing import all_findings
from app.findings.rows import RANK, columns_of, columns_of_state
from app.instants import DAY, parse_date
from app.scan import scan
from app.settings import Settings

NOW = parse_date("2026-11-23")


def fill(url: str, projects: int, findings: int) -> None:
    """Make the database. One finding in five is over; severities and symptoms are those that scans of a year give."""
    engine = open_engine(url)
    migrate(engine)
    prepare(engine, Settings(url), NOW, lambda what, done, total: None)
    for week in range(4, 52, 6):
        scan(engine, NOW + 1, as_of=NOW - week * 7 * DAY)
    with reading(engine) as connection:
        rows = connection.execute(select(tables.scan_findings.c.document)).scalars().all()
        project = dict(connection.execute(select(tables.projects)).first()._mapping)  # type: ignore[union-attr]
        coverage = [dict(row._mapping) for row in connection.execute(select(tables.coverage).where(
            tables.coverage.c.project == project["id"]
        ))]  # fmt: skip
    import msgspec  # noqa: PLC0415

    patterns: list[dict[str, Any]] = [*all_findings(engine), *(msgspec.json.decode(row) for row in rows)]
    ids = [f"project-{n:05}" for n in range(projects)]
    with writing(engine) as connection:
        for n, identity in enumerate(ids):
            own = {"id": identity, "external_id": identity, "key": f"P{n}", "name": f"Project {n}"}
            connection.execute(insert(tables.projects).values(project | own))
            connection.execute(insert(tables.coverage), [row | {"project": identity} for row in coverage])
        made = [_row(pattern, n, ids[n % projects]) for n, pattern in enumerate(islice(cycle(patterns), findings))]
        for start in range(0, len(made), 5_000):
            connection.execute(insert(tables.findings), made[start : start + 5_000])
    engine.dispose()


def _row(pattern: dict[str, Any], number: int, project: str) -> dict[str, Any]:
    identity = hashlib.blake2b(str(number).encode(), digest_size=10).hexdigest()
    document = pattern | {"id": identity, "project": f"P{int(project[-5:])}"}
    document.setdefault(TRANSLATIONS, {})
    state = State(RESOLVED if number % 5 == 0 else OPEN, RANK[document["severity"]])
    ended = NOW - 7 * DAY if state.status == RESOLVED else None
    own = {"opened_at": NOW - 70 * DAY, "resolved_at": ended}
    return columns_of(project, document) | columns_of_state(state, document) | own
