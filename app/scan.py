"""Segments to findings: a scan judges every project at one moment.

A scan of the present feeds the life cycle of findings. A scan of the past is kept under its moment and changes
nothing else. Everything that a scan finds is written in one transaction, at its end.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from app.database.engine import writing
from app.database.finding_tables import coverage, scan_findings, scans
from app.database.history_tables import projects, sources
from app.declaration.reading_back import Policy, read_policy
from app.detection import look
from app.errors import BrugError, UnknownProject, nearest
from app.findings.document import Document, as_document, decode, encode
from app.findings.life_cycle import Steps, take_in
from app.histories import Histories
from app.instants import rfc3339
from detectors.detector import Coverage
from detectors.finding import Finding

PRESENT, PAST = "present", "past"
RUNNING, DONE, FAILED = "running", "done", "failed"

# Told of every project that is done: how many are, of how many, and its key.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan did. `findings` are the documents of what it saw, `steps` what that changed."""

    id: str
    as_of: int
    projects: int
    findings: tuple[Document, ...]
    steps: Steps


@dataclass(frozen=True, slots=True)
class _Look:
    """What was seen of one project, in words; its history is let go of."""

    project: Row[Any]
    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]


def silent(done: int, total: int, key: str) -> None:
    """Progress that nobody looks at."""


def scan(
    engine: Engine,
    now: int,
    *,
    as_of: int | None = None,
    keys: Sequence[str] = (),
    holidays: str = "NL",
    progress: Progress = silent,
) -> ScanReport:
    """Judge all projects, or those with the given keys, at a moment (default: now).

    Raises UnknownProject for a key that nothing is known of, and BrugError for a moment in the future.
    """
    began = time.monotonic()
    moment = now if as_of is None else as_of
    if moment > now:
        raise BrugError(f"--as-of {rfc3339(moment)} lies in the future; it is {rfc3339(now)} now")
    kind = PRESENT if as_of is None else PAST
    with writing(engine) as connection:
        wanted = scannable(connection, keys)
        policy = read_policy(connection)
        version = version_of(policy)
        identity = _begin(connection, moment, kind, now, version, [p.id for p in wanted] if keys else None)
    try:
        looks: list[_Look] = []
        histories = Histories(engine, holidays)
        for done, project in enumerate(wanted, start=1):
            history = histories.of(project.id)
            seen = look(history, [moment], thresholds_of(policy, project.source, project.key))[0]
            looks.append(_Look(project, seen.findings, seen.coverage))
            history.forget()
            progress(done, len(wanted), project.key)
        with writing(engine) as connection:
            report = _write(connection, identity, kind, moment, now, version, looks)
            ended = {"status": DONE, "finished_at": now + _since(began)}
            connection.execute(update(scans).where(scans.c.id == identity).values(ended))
    except Exception as error:
        with writing(engine) as connection:
            failed = {"status": FAILED, "finished_at": now + _since(began), "error": f"{type(error).__name__}: {error}"}
            connection.execute(update(scans).where(scans.c.id == identity).values(failed))
        raise
    return report


def scannable(connection: Connection, keys: Sequence[str] = ()) -> list[Row[Any]]:
    """The projects with a history, of sources that are switched on; only those with the given keys, if any."""
    query = (
        select(projects)
        .join(sources, sources.c.name == projects.c.source)
        .where(projects.c.active, sources.c.active, projects.c.generation > 0)
        .order_by(projects.c.source, projects.c.key)
    )
    found = list(connection.execute(query))
    known = {project.key for project in found}
    for key in keys:
        if key not in known:
            raise UnknownProject(f'no history of a project "{key}" is here{nearest(key, known)}; sync it first')
    return [project for project in found if not keys or project.key in keys]


def thresholds_of(policy: Policy, source: str, key: str) -> dict[str, dict[str, float]]:
    """The numbers that hold for a project, by detector and name."""
    return {
        detector: {name: float(value) for name, value in own.items() if isinstance(value, (int, float))}
        for detector, own in policy.of(source, key).items()
    }


def version_of(policy: Policy) -> str:
    """The version of the thresholds that hold; "default" while none are declared."""
    return policy.version or "default"


def kept_scan(connection: Connection, as_of: int) -> Row[Any] | None:
    """The newest finished scan of all projects at a moment of the past, under the policy that holds."""
    version = version_of(read_policy(connection))
    return connection.execute(
        select(scans)
        .where(
            scans.c.kind == PAST,
            scans.c.as_of == as_of,
            scans.c.status == DONE,
            scans.c.projects.is_(None),
            scans.c.policy_version == version,
        )
        .order_by(scans.c.started_at.desc(), scans.c.id)
        .limit(1)
    ).first()


def findings_of(connection: Connection, identity: str) -> list[Document]:
    """The documents of what a scan saw."""
    rows = connection.execute(select(scan_findings.c.document).where(scan_findings.c.scan == identity))
    return [decode(row.document) for row in rows]


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _begin(connection: Connection, moment: int, kind: str, now: int, version: str, wanted: list[str] | None) -> str:
    identity = secrets.token_hex(8)
    connection.execute(
        insert(scans),
        {
            "id": identity,
            "as_of": moment,
            "kind": kind,
            "started_at": now,
            "status": RUNNING,
            "policy_version": version,
            "projects": wanted,
        },
    )
    return identity


def _write(
    connection: Connection,
    identity: str,
    kind: str,
    moment: int,
    now: int,
    version: str,
    looks: Iterable[_Look],
) -> ScanReport:
    steps, count, every = Steps(), 0, []
    for one in looks:
        project, count = one.project, count + 1
        documents = [
            as_document(
                finding,
                source=project.source,
                project=project.key,
                project_id=project.id,
                policy=version,
                scan=identity,
            )
            for finding in one.findings
        ]
        every += documents
        connection.execute(insert(coverage), [_coverage_row(identity, project.id, c) for c in one.coverage])
        if kind == PRESENT:
            judging = [c.detector for c in one.coverage if c.judged or not c.cannot_judge]
            steps += take_in(connection, project.id, documents, judging, identity, now)
    if every:
        rows = [{"scan": identity, "finding": d["id"], "document": encode(d)} for d in every]
        connection.execute(insert(scan_findings), rows)
    return ScanReport(identity, moment, count, tuple(every), steps)


def _coverage_row(identity: str, project: str, seen: Any) -> dict[str, Any]:
    reasons = sorted(seen.cannot_judge.items(), key=lambda reason: (-reason[1], reason[0]))
    return {
        "scan": identity,
        "project": project,
        "detector": seen.detector,
        "judged": seen.judged,
        "cannot_judge": sum(seen.cannot_judge.values()),
        "because": "; ".join(reason for reason, _ in reasons) or None,
    }
