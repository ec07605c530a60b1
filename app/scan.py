"""Segments to findings: a scan judges every project at one moment.

A scan of the present feeds the life cycle of findings. A scan of the past is kept under its moment and changes
nothing else. Everything that a scan finds is written in one transaction, at its end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from app.access.caller import COMMAND_LINE
from app.access.sight import EVERYTHING, Sight
from app.alerts.outbox import write_alerts
from app.commitments.document import documents_of
from app.commitments.kept_rows import Look, keep
from app.database.alert_tables import alerts
from app.database.engine import reading, writing
from app.database.finding_tables import coverage, scan_findings, scans
from app.database.history_tables import projects, sources
from app.declaration.reading_back import Policy, read_policy
from app.detection import look
from app.errors import NotNow, UnknownProject, nearest
from app.findings.document import Document, as_document, decode, encode
from app.findings.taking_in import News, Steps, take_in
from app.histories import Histories
from app.instants import rfc3339
from app.jobs.ledger import DONE, end, enter, must_be_ours
from app.jobs.pulse import Claimed, Pulse, how_it_ended
from detectors.detector import Coverage
from detectors.finding import Finding

T = TypeVar("T")

PRESENT, PAST = "present", "past"

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
    """What was seen of one project, in words; its history is let go of. A scan of the past keeps no commitments."""

    project: Row[Any]
    findings: tuple[Finding, ...]
    coverage: tuple[Coverage, ...]
    commitments: list[Document]


def silent(done: int, total: int, key: str) -> None:
    """Progress that nobody looks at."""


def scan(
    engine: Engine,
    now: int,
    *,
    as_of: int | None = None,
    due_at: int | None = None,
    is_general: bool = False,
    keys: Sequence[str] = (),
    sight: Sight = EVERYTHING,
    holidays: str = "NL",
    progress: Progress = silent,
    by: str = COMMAND_LINE.name,
    job: Claimed | None = None,
) -> ScanReport:
    """Judge all projects that may be seen, or those with the given keys, at a moment (default: now).

    A scan that makes up for a missed one is of the present too, and judges the moment `due_at`; but no moment before
    that of the newest scan of the present: life does not go back. One that `is_general`, of the organisation's own
    schedule, counts as one of everything, whatever has schedules of its own. `job` is the scan as it waited
    in the ledger; without one it is entered there, asked for by `by`.

    Raises UnknownProject for a key that nothing is known of, NotNow for a moment in the future, Cancelled, TakenOver.
    """
    began = time.monotonic()
    moment = now if as_of is None else as_of
    if moment > now:
        raise NotNow(f"{rfc3339(moment)} lies in the future; it is {rfc3339(now)} now")
    kind = PRESENT if as_of is None else PAST
    with writing(engine) as connection:
        if due_at is not None:
            moment = min(max(due_at, newest_present(connection) or due_at), now)
        wanted = scannable(connection, keys, sight)
        policy = read_policy(connection)
        version = version_of(policy)
        values = {"as_of": moment, "kind": kind, "policy_version": version}
        if job is None:
            some = [p.id for p in wanted] if keys or not sight.is_whole else None
            job = Claimed(enter(connection, scans, values, projects=some, by=by, now=now, begins=True))
        else:
            connection.execute(update(scans).where(scans.c.id == job.id).values(values))
    pulse = Pulse(engine, scans, job)
    try:
        looks = _looks(engine, wanted, policy, kind, moment, holidays, pulse.beat, progress)
        with writing(engine) as connection:
            must_be_ours(connection, scans, job.id)
            whole = is_general or (not keys and sight.is_whole)
            report = _write(connection, job.id, kind, moment, now, version, looks, whole=whole)
            told = {"done": len(wanted), "total": len(wanted), "about": None}
            end(connection, scans, job.id, at=now + _since(began), status=DONE, **told)
    except Exception as error:
        with writing(engine) as connection:
            end(connection, scans, job.id, at=now + _since(began), **how_it_ended(error, job))
        raise
    return report


def would_tell(
    engine: Engine,
    now: int,
    read: Callable[[Connection, Row[Any]], T],
    *,
    holidays: str = "NL",
    progress: Progress = silent,
) -> list[T]:
    """What `read` makes of each message that a scan of everything would write now; nothing of it is kept."""
    with reading(engine) as connection:
        wanted, policy = scannable(connection), read_policy(connection)
    looks = _looks(engine, wanted, policy, PRESENT, now, holidays, silent, progress)
    found: list[T] = []
    with suppress(_Undone), writing(engine) as connection:
        version = version_of(policy)
        values = {"as_of": now, "kind": PRESENT, "policy_version": version}
        identity = enter(connection, scans, values, projects=None, by=COMMAND_LINE.name, now=now, begins=True)
        _write(connection, identity, PRESENT, now, now, version, looks, whole=True)
        written = connection.execute(select(alerts).where(alerts.c.scan == identity).order_by(alerts.c.id)).all()
        found = [read(connection, alert) for alert in written]
        raise _Undone
    return found


def scannable(connection: Connection, keys: Sequence[str] = (), sight: Sight = EVERYTHING) -> list[Row[Any]]:
    """The projects with a history that may be seen, of sources that are switched on; those with given keys, if any."""
    query = (
        select(projects)
        .join(sources, sources.c.name == projects.c.source)
        .where(projects.c.active, sources.c.active, projects.c.generation > 0, sight.of(projects.c.id))
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


def newest_present(connection: Connection) -> int | None:
    """The newest moment that a scan of the present judged; None where none has."""
    query = select(func.max(scans.c.as_of)).where(scans.c.kind == PRESENT, scans.c.status == DONE)
    return connection.execute(query).scalar()


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


def findings_of(connection: Connection, identity: str, sight: Sight = EVERYTHING) -> list[Document]:
    """The documents of what a scan saw, in the projects that may be seen."""
    wanted = (scan_findings.c.scan == identity, sight.of(scan_findings.c.project))
    rows = connection.execute(select(scan_findings.c.document).where(*wanted))
    return [decode(row.document) for row in rows]


class _Undone(Exception):
    """What was written is to be forgotten."""


def _looks(
    engine: Engine,
    wanted: Sequence[Row[Any]],
    policy: Policy,
    kind: str,
    moment: int,
    holidays: str,
    begins: Progress,
    ends: Progress,
) -> list[_Look]:
    """What each project shows at a moment; `begins` and `ends` are told of each project."""
    looks: list[_Look] = []
    histories = Histories(engine, holidays)
    for done, project in enumerate(wanted, start=1):
        begins(done - 1, len(wanted), project.key)
        history = histories.of(project.id)
        seen = look(history, [moment], thresholds_of(policy, project.source, project.key))[0]
        commitments = documents_of(history, project.id, moment) if kind == PRESENT else []
        looks.append(_Look(project, seen.findings, seen.coverage, commitments))
        history.forget()
        ends(done, len(wanted), project.key)
    return looks


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _write(
    connection: Connection,
    identity: str,
    kind: str,
    moment: int,
    now: int,
    version: str,
    looks: Iterable[_Look],
    *,
    whole: bool,
) -> ScanReport:
    steps, count = Steps(), 0
    news: list[News] = []
    every: list[dict[str, str]] = []
    told: list[Document] = []
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
        every += [
            {"scan": identity, "finding": d["id"], "project": project.id, "document": encode(d)} for d in documents
        ]
        connection.execute(insert(coverage), [_coverage_row(identity, project.id, c) for c in one.coverage])
        if kind == PRESENT:
            judging = [c.detector for c in one.coverage if c.judged or not c.cannot_judge]
            taken = take_in(connection, project.id, documents, judging, identity, now)
            steps, news = steps + taken.steps, news + list(taken.news)
            keep(connection, project.id, Look(project.generation, moment), one.commitments)
        told += documents
    if every:
        connection.execute(insert(scan_findings), every)
    if kind == PRESENT:
        write_alerts(connection, identity, news, now, whole=whole)
    return ScanReport(identity, moment, count, tuple(told), steps)


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
