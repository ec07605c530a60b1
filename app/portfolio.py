"""Projects as a PMO sees them: counts, findings by symptom, status (red, amber, green, grey), coverage."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from app.access.sight import EVERYTHING, Sight
from app.database.finding_tables import coverage, findings, scans
from app.database.history_tables import projects
from app.detection import detectors
from app.errors import UnknownProject, nearest
from app.findings.life_cycle import STANDING
from app.instants import rfc3339
from app.jobs.ledger import DONE
from app.scan import PRESENT, newest_present, scannable
from app.trends import WEEKS, trends
from app.trouble import COLOURS
from detectors.finding import SEVERITIES

SYMPTOMS = ("delivery", "consultation", "scope")
Rag = dict[str, str]
_ORDER = ("green", "amber", "red")


def project_documents(connection: Connection, sight: Sight = EVERYTHING) -> list[dict[str, Any]]:
    """Every project of the contract that may be seen, in the order of source and key."""
    standing = _standing(connection, sight)
    seen = _latest_coverage(connection, sight)
    shown = scannable(connection, sight=sight)
    return [_document(project, standing[project.id], seen[project.id]) for project in shown]


def project_document(connection: Connection, identity: str, sight: Sight = EVERYTHING) -> dict[str, Any] | None:
    """One project, by brug's id or the tracker's key; None where there is none that may be seen."""
    one = find_project(connection, identity, sight)
    if one is None:
        return None
    own = Sight(frozenset([one.id]))
    return _document(one, _standing(connection, own)[one.id], _latest_coverage(connection, own)[one.id])


def find_project(connection: Connection, identity: str, sight: Sight = EVERYTHING) -> Row[Any] | None:
    """The row of a project, by brug's id or the tracker's key; None where there is none that may be seen."""
    found = [row for row in scannable(connection, sight=sight) if identity in (row.id, row.key)]
    return found[0] if found else None


def resolve(connection: Connection, wanted: Iterable[str], sight: Sight = EVERYTHING) -> list[str]:
    """The ids of projects, each given by id or key; raises UnknownProject for one that is not there to be seen."""
    shown = scannable(connection, sight=sight)
    found: list[str] = []
    for one in wanted:
        ids = [row.id for row in shown if one in (row.id, row.key)]
        if not ids:
            raise UnknownProject(f'there is no project "{one}"{nearest(one, [row.key for row in shown])}')
        found += ids
    return list(dict.fromkeys(found))


def keys_in_sight(connection: Connection, wanted: Sequence[str] | None, sight: Sight) -> list[str] | None:
    """The keys of projects, given by id or key, or of all that may be seen; None for really all.

    Raises UnknownProject.
    """
    if wanted is None and sight.is_whole:
        return None
    some = sight if wanted is None else Sight(frozenset(resolve(connection, wanted, sight)))
    named = select(projects.c.key).where(some.of(projects.c.id)).order_by(projects.c.key)
    return list(connection.execute(named).scalars())


def summary(connection: Connection, sight: Sight = EVERYTHING) -> dict[str, Any]:
    """The portfolio in one answer, as of the newest scan: project by symptom, and how many are of which colour."""
    return summary_of(connection, project_documents(connection, sight), sight)


def summary_of(connection: Connection, documents: Sequence[dict[str, Any]], sight: Sight) -> dict[str, Any]:
    """The same of the documents of all projects that may be seen."""
    as_of = newest_present(connection)
    seen = trends(connection, as_of or 0, sight)
    return {
        "as_of": None if as_of is None else rfc3339(as_of),
        "projects": [
            {
                "id": d["id"],
                "key": d["key"],
                "name": d["name"],
                "source": d["source"],
                "rag": d["rag"],
                "worst": d["worst"],
                "findings": d["findings"],
                "trend": {s: seen.get((d["id"], s), [0] * WEEKS) for s in SYMPTOMS},
            }
            for d in documents
        ],
        "rag": {colour: sum(d["rag"]["overall"] == colour for d in documents) for colour in COLOURS},
        "findings": {s: sum(d["findings"][s] for d in documents) for s in SYMPTOMS},
    }


def _standing(connection: Connection, sight: Sight) -> defaultdict[str, list[Any]]:
    """How many findings stand by project, symptom and severity."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    by = (findings.c.project, findings.c.symptom, findings.c.severity)
    wanted = (findings.c.status.in_(STANDING), sight.of(findings.c.project))
    for row in connection.execute(select(*by, func.count().label("number")).where(*wanted).group_by(*by)):
        found[row.project].append(row)
    return found


def _latest_coverage(connection: Connection, sight: Sight) -> defaultdict[str, list[Any]]:
    """What the newest scan of the present could judge, by project."""
    ended = (scans.c.kind == PRESENT, scans.c.status == DONE)
    newest: dict[str, str] = {}
    # Each scan tells which projects it looked at by its coverage; the newest one of each is what counts.
    query = (
        select(coverage.c.project, coverage.c.scan)
        .join(scans, scans.c.id == coverage.c.scan)
        .where(*ended, sight.of(coverage.c.project))
        .group_by(coverage.c.project, coverage.c.scan, scans.c.as_of, scans.c.started_at)
        .order_by(scans.c.as_of, scans.c.started_at)
    )
    for row in connection.execute(query):
        newest[row.project] = row.scan
    found: defaultdict[str, list[Any]] = defaultdict(list)
    wanted = coverage.c.scan.in_(sorted(set(newest.values())))
    for row in connection.execute(select(coverage).where(wanted).order_by(coverage.c.detector)):
        if newest.get(row.project) == row.scan:
            found[row.project].append(row)
    return found


def _document(project: Row[Any], standing: list[Any], seen: list[Any]) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for row in standing:
        counts[row.symptom] += row.number
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
        "rag": rag_of(standing, seen),
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


def rag_of(standing: Iterable[Any], seen: Iterable[Any]) -> Rag:
    """The colours of a project, by symptom and overall.

    standing: what stands, each with its `symptom` and `severity`; seen: rows of what scans could judge.
    """
    standing = list(standing)
    symptom_of = {detector.NAME: detector.SYMPTOM for detector in detectors()}
    judged = {symptom_of.get(row.detector) for row in seen if row.judged}
    rag: Rag = {}
    for symptom in SYMPTOMS:
        severities = {row.severity for row in standing if row.symptom == symptom}
        rag[symptom] = colour_of(severities, symptom in judged)
    rag["overall"] = worst_colour(rag.values())
    return rag


def colour_of(severities: Collection[str], is_judged: bool) -> str:
    """The status that findings of these severities give: red, amber, green, or grey where nothing could be judged."""
    if "high" in severities or "critical" in severities:
        return "red"
    if severities:
        return "amber"
    return "green" if is_judged else "grey"


def worst_colour(colours: Iterable[str]) -> str:
    """The status over all symptoms: the worst, and grey only where all are."""
    return max((colour for colour in colours if colour != "grey"), key=_ORDER.index, default="grey")


def _instant(value: int | None) -> str | None:
    return rfc3339(value) if value is not None else None
