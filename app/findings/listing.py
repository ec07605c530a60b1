"""Findings by filter, in order, page by page.

A cursor is opaque: it holds where the last page ended in the order asked for, so findings that come or go
between two pages neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, func, or_, select

from app.database.engine import reading
from app.database.finding_tables import findings
from app.database.history_tables import projects
from app.errors import BrugError
from app.findings.document import Document, decode
from app.instants import parse_instant
from detectors.finding import SEVERITIES

# What a list can be sorted by; a "-" before it turns the order round.
SORTS = ("severity", "confidence", "first_visible", "last_seen", "title")
_RANK: dict[str, int] = {name: rank for rank, name in enumerate(SEVERITIES)}


class WrongCursor(BrugError):
    """A cursor that no page of this list gave."""


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """Filters; several values of one mean "or". `since` is an instant: first visible at or after it."""

    project: Sequence[str] = ()
    source: Sequence[str] = ()
    symptom: Sequence[str] = ()
    detector: Sequence[str] = ()
    severity: Sequence[str] = ()
    min_severity: str | None = None
    status: Sequence[str] = ()
    subject_type: Sequence[str] = ()
    since: int | None = None
    q: str | None = None
    sort: str = "-severity"
    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One page; `total` counts all that the filters let through."""

    items: list[Document] = field(default_factory=list)
    next_cursor: str | None = None
    total: int = 0


def list_findings(connection: Connection, query: FindingQuery) -> FindingPage:
    """A page of the findings as they stand now."""
    wanted = and_(*_conditions(query)) if _conditions(query) else None
    source = select(findings.c.id).join(projects, projects.c.id == findings.c.project)
    total = connection.execute(_where(source.with_only_columns(func.count()), wanted)).scalar_one()
    key, turned = _sort_key(query.sort)
    statement = _where(
        select(findings.c.document, findings.c.id, key.label("key")).join(
            projects, projects.c.id == findings.c.project
        ),
        wanted,
    )
    if query.cursor is not None:
        value, identity = _read_cursor(query.cursor, query.sort)
        beyond = key < value if turned else key > value
        statement = statement.where(or_(beyond, and_(key == value, findings.c.id > identity)))
    ordered = statement.order_by(key.desc() if turned else key.asc(), findings.c.id).limit(query.limit + 1)
    rows = connection.execute(ordered).all()
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    cursor = _write_cursor(rows[-1].key, rows[-1].id, query.sort) if more else None
    return FindingPage([decode(row.document) for row in rows], cursor, total)


def filter_documents(documents: Sequence[Document], query: FindingQuery) -> FindingPage:
    """The same for what one scan of the past saw, which is not in the table of findings."""
    found = [d for d in documents if _lets_through(d, query)]
    name, turned = query.sort.lstrip("-"), query.sort.startswith("-")
    found.sort(key=lambda d: str(d["id"]))
    found.sort(key=lambda d: _RANK[d["severity"]] if name == "severity" else d[name], reverse=turned)
    start = 0
    if query.cursor is not None:
        _, identity = _read_cursor(query.cursor, query.sort)
        start = next((n for n, d in enumerate(found, start=1) if d["id"] == identity), len(found))
    items = found[start : start + query.limit]
    more = start + query.limit < len(found)
    return FindingPage(items, _write_cursor("", items[-1]["id"], query.sort) if more else None, len(found))


def get_finding(connection: Connection, identity: str) -> Document | None:
    """One finding as it stands; None where there is none of that id."""
    text = connection.execute(select(findings.c.document).where(findings.c.id == identity)).scalar()
    return decode(text) if text is not None else None


def _conditions(query: FindingQuery) -> list[ColumnElement[bool]]:
    columns = {
        "project": projects.c.key,
        "source": findings.c.source,
        "symptom": findings.c.symptom,
        "detector": findings.c.detector,
        "severity": findings.c.severity,
        "status": findings.c.status,
        "subject_type": findings.c.subject_type,
    }
    found: list[ColumnElement[bool]] = [
        column.in_(list(getattr(query, name))) for name, column in columns.items() if getattr(query, name)
    ]
    if query.min_severity is not None:
        found.append(findings.c.severity.in_(SEVERITIES[_RANK[query.min_severity] :]))
    if query.since is not None:
        found.append(findings.c.first_visible >= query.since)
    if query.q:
        found.append(func.lower(findings.c.document).contains(query.q.lower(), autoescape=True))
    return found


def _lets_through(document: Document, query: FindingQuery) -> bool:
    named = ("project", "source", "symptom", "detector", "severity", "status")
    if any(getattr(query, name) and document[name] not in getattr(query, name) for name in named):
        return False
    if query.subject_type and document["subject"]["type"] not in query.subject_type:
        return False
    if query.min_severity is not None and _RANK[document["severity"]] < _RANK[query.min_severity]:
        return False
    if query.since is not None and parse_instant(document["first_visible"]) < query.since:
        return False
    return not query.q or query.q.lower() in msgspec.json.encode(document).decode().lower()


def _where(statement: Select[Any], wanted: ColumnElement[bool] | None) -> Select[Any]:
    return statement.where(wanted) if wanted is not None else statement


def _sort_key(sort: str) -> tuple[ColumnElement[Any], bool]:
    name, turned = sort.lstrip("-"), sort.startswith("-")
    if name == "severity":
        return case(_RANK, value=findings.c.severity, else_=0), turned
    return findings.c[name], turned


def _write_cursor(value: Any, identity: str, sort: str) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode([sort, value, identity])).decode().rstrip("=")


def _read_cursor(cursor: str, sort: str) -> tuple[Any, str]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of, value, identity = msgspec.json.decode(text, type=tuple[str, str | float | int, str])
    except (binascii.Error, ValueError, msgspec.DecodeError):
        of, value, identity = "", "", ""
    if of != sort:
        raise WrongCursor("this cursor is of another list; start again without it")
    return value, identity


def all_findings(engine: Engine) -> list[Document]:
    """Every finding as it stands now."""
    with reading(engine) as connection:
        return [decode(text) for text in connection.execute(select(findings.c.document)).scalars()]
