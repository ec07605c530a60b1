"""Projects as a PMO sees them: counts, findings by symptom, status (red, amber, green, grey), coverage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from app.database.finding_tables import coverage, findings, scans
from app.detection import detectors
from app.findings.life_cycle import STANDING
from app.instants import DAY, rfc3339
from app.scan import DONE, PRESENT, scannable
from detectors.finding import SEVERITIES

SYMPTOMS = ("delivery", "consultation", "scope")
Rag = dict[str, str]
_ORDER = ("green", "amber", "red")
_WEEKS = 12


def project_documents(connection: Connection) -> list[dict[str, Any]]:
    """Every project of the contract, in the order of source and key."""
    standing = _standing(connection)
    seen = _latest_coverage(connection)
    return [_document(project, standing[project.id], seen[project.id]) for project in scannable(connection)]


def project_document(connection: Connection, identity: str) -> dict[str, Any] | None:
    """One project, by brug's id or the tracker's key; None where there is none."""
    for document in project_documents(connection):
        if identity in (document["id"], document["key"]):
            return document
    return None


def summary(connection: Connection, now: int) -> dict[str, Any]:
    """The portfolio in one answer: project by symptom, and how many projects are red, amber, green, grey."""
    rows = connection.execute(select(findings)).all()
    by_project: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_project[row.project].append(row)
    documents = project_documents(connection)
    return {
        "as_of": rfc3339(now),
        "projects": [
            {
                "id": d["id"],
                "key": d["key"],
                "name": d["name"],
                "source": d["source"],
                "rag": d["rag"],
                "worst": d["worst"],
                "findings": d["findings"],
                "trend": {s: _trend(by_project[d["id"]], s, now) for s in SYMPTOMS},
            }
            for d in documents
        ],
        "rag": {
            colour: sum(d["rag"]["overall"] == colour for d in documents)
            for colour in ("red", "amber", "green", "grey")
        },
        "findings": {s: sum(d["findings"][s] for d in documents) for s in SYMPTOMS},
    }


def _trend(rows: Iterable[Row[Any]], symptom: str, now: int) -> list[int]:
    """How many findings of a symptom stood at the end of each of the last 12 weeks, the oldest first."""
    own = [row for row in rows if row.symptom == symptom and row.status != "dismissed"]
    ends = [now - week * 7 * DAY for week in range(_WEEKS - 1, -1, -1)]
    return [
        sum(row.first_visible <= end and (row.resolved_at is None or row.resolved_at > end) for row in own)
        for end in ends
    ]


def _standing(connection: Connection) -> defaultdict[str, list[Row[Any]]]:
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(findings).where(findings.c.status.in_(STANDING))):
        found[row.project].append(row)
    return found


def _latest_coverage(connection: Connection) -> defaultdict[str, list[Row[Any]]]:
    """What the newest scan of the present could judge, by project."""
    rows = connection.execute(
        select(coverage, scans.c.started_at, scans.c.id)
        .join(scans, scans.c.id == coverage.c.scan)
        .where(scans.c.kind == PRESENT, scans.c.status == DONE)
        .order_by(scans.c.as_of, scans.c.started_at)
    )
    newest: dict[tuple[str, str], Row[Any]] = {(row.project, row.detector): row for row in rows}
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for (project, _), row in sorted(newest.items()):
        found[project].append(row)
    return found


def _document(project: Row[Any], standing: list[Row[Any]], seen: list[Row[Any]]) -> dict[str, Any]:
    counts = Counter(row.symptom for row in standing)
    severities = [row.severity for row in standing]
    return {
        "id": project.id,
        "source": project.source,
        "key": project.key,
        "name": project.name,
        "url": project.url,
        "issues": project.issues,
        "changes": project.changes,
        "comments": project.comments,
        "first_at": _instant(project.first_at),
        "last_at": _instant(project.last_at),
        "synced_at": _instant(project.synced_at),
        "unreadable": project.unreadable,
        "findings": {symptom: counts.get(symptom, 0) for symptom in SYMPTOMS},
        "worst": max(severities, key=SEVERITIES.index) if severities else None,
        "rag": _rag(standing, seen),
        "coverage": [
            {
                "detector": row.detector,
                "judged": row.judged,
                "cannot_judge": row.cannot_judge,
                "because": row.because,
            }
            for row in seen
        ],
    }


def _rag(standing: list[Row[Any]], seen: list[Row[Any]]) -> Rag:
    symptom_of = {detector.NAME: detector.SYMPTOM for detector in detectors()}
    judged = {symptom_of.get(row.detector) for row in seen if row.judged}
    rag: Rag = {}
    for symptom in SYMPTOMS:
        severities = {row.severity for row in standing if row.symptom == symptom}
        if severities & {"high", "critical"}:
            rag[symptom] = "red"
        elif severities:
            rag[symptom] = "amber"
        else:
            rag[symptom] = "green" if symptom in judged else "grey"
    colours = [colour for colour in rag.values() if colour != "grey"]
    rag["overall"] = max(colours, key=_ORDER.index) if colours else "grey"
    return rag


def _instant(value: int | None) -> str | None:
    return rfc3339(value) if value is not None else None
