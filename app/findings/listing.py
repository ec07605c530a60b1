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
from sqlalchemy import ColumnElement, Connection, Engine, and_, func, select, tuple_

from app.access.sight import EVERYTHING, Sight
from app.database.engine import reading
from app.database.finding_tables import findings
from app.database.history_tables import projects
from app.errors import WrongCursor
from app.findings.document import TRANSLATIONS, Document, decode, in_language
from app.findings.rows import RANK, words
from app.instants import parse_instant

# What a list can be sorted by; a "-" before it turns the order round.
SORTS = ("severity", "confidence", "first_visible", "last_seen", "title")


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
    """One page, each finding as the contract has it; `total` counts all that the filters let through."""

    items: list[msgspec.Raw] = field(default_factory=list)
    next_cursor: str | None = None
    total: int = 0


def count_findings(connection: Connection, query: FindingQuery, sight: Sight = EVERYTHING) -> int:
    """How many findings the filters let through."""
    wanted = and_(sight.of(findings.c.project), *_conditions(query))
    return int(connection.execute(select(func.count()).select_from(findings).where(wanted)).scalar_one())


def list_findings(
    connection: Connection,
    query: FindingQuery,
    sight: Sight = EVERYTHING,
    language: str = "en",
    total: int | None = None,
) -> FindingPage:
    """A page of the findings as they stand now; `total` where it is known already."""
    wanted = and_(sight.of(findings.c.project), *_conditions(query))
    if total is None:
        total = count_findings(connection, query, sight)
    key, turned = _sort_key(query.sort)
    statement = select(findings.c.id, findings.c.document, findings.c.translations, key.label("key")).where(wanted)
    place = tuple_(key, findings.c.id)
    if query.cursor is not None:
        end = tuple_(*_read_cursor(query.cursor, query.sort))
        statement = statement.where(place < end if turned else place > end)
    order = (key.desc(), findings.c.id.desc()) if turned else (key, findings.c.id)
    rows = connection.execute(statement.order_by(*order).limit(query.limit + 1)).all()
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    cursor = _write_cursor(rows[-1].key, rows[-1].id, query.sort) if more else None
    return FindingPage([_shown(row.document, row.translations, language) for row in rows], cursor, total)


def filter_documents(documents: Sequence[Document], query: FindingQuery, language: str = "en") -> FindingPage:
    """The same for what one scan of the past saw, which is not in the table of findings."""
    found = [d for d in documents if _lets_through(d, query)]
    name, turned = query.sort.lstrip("-"), query.sort.startswith("-")
    found.sort(key=lambda d: (RANK[d["severity"]] if name == "severity" else d[name], d["id"]), reverse=turned)
    start = 0
    if query.cursor is not None:
        _, identity = _read_cursor(query.cursor, query.sort)
        start = next((n for n, d in enumerate(found, start=1) if d["id"] == identity), len(found))
    items = found[start : start + query.limit]
    more = start + query.limit < len(found)
    cursor = _write_cursor(_least(name), items[-1]["id"], query.sort) if more else None
    shown = [msgspec.Raw(msgspec.json.encode(in_language(document, language))) for document in items]
    return FindingPage(shown, cursor, len(found))


def get_finding(
    connection: Connection, identity: str, sight: Sight = EVERYTHING, language: str = "en"
) -> msgspec.Raw | None:
    """One finding as it stands; None where there is none of that id."""
    wanted = and_(findings.c.id == identity, sight.of(findings.c.project))
    row = connection.execute(select(findings.c.document, findings.c.translations).where(wanted)).first()
    return None if row is None else _shown(row.document, row.translations, language)


def _shown(document: str, translations: str, language: str) -> msgspec.Raw:
    if language == "en":
        return msgspec.Raw(document.encode())
    whole = decode(document) | {TRANSLATIONS: decode(translations)}
    return msgspec.Raw(msgspec.json.encode(in_language(whole, language)))


def _conditions(query: FindingQuery) -> list[ColumnElement[bool]]:
    columns = {
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
    if query.project:
        found.append(findings.c.project.in_(select(projects.c.id).where(projects.c.key.in_(list(query.project)))))
    if query.min_severity is not None:
        found.append(findings.c.rank >= RANK[query.min_severity])
    if query.since is not None:
        found.append(findings.c.first_visible >= query.since)
    if query.q:
        found.append(findings.c.words.contains(query.q.casefold(), autoescape=True))
    return found


def _lets_through(document: Document, query: FindingQuery) -> bool:
    named = ("project", "source", "symptom", "detector", "severity", "status")
    if any(getattr(query, name) and document[name] not in getattr(query, name) for name in named):
        return False
    if query.subject_type and document["subject"]["type"] not in query.subject_type:
        return False
    if query.min_severity is not None and RANK[document["severity"]] < RANK[query.min_severity]:
        return False
    if query.since is not None and parse_instant(document["first_visible"]) < query.since:
        return False
    return not query.q or query.q.casefold() in words(document)


def _sort_key(sort: str) -> tuple[ColumnElement[Any], bool]:
    name, turned = sort.lstrip("-"), sort.startswith("-")
    return findings.c["rank" if name == "severity" else name], turned


def _least(name: str) -> str | float:
    """A value of the kind that a cursor of this order holds; a list of documents goes on by the id alone."""
    return "" if name == "title" else 0


def _write_cursor(value: Any, identity: str, sort: str) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode([sort, value, identity])).decode().rstrip("=")


def _read_cursor(cursor: str, sort: str) -> tuple[str | float, str]:
    kind = str if sort.lstrip("-") == "title" else float | int
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        of, value, identity = msgspec.json.decode(text, type=tuple[str, kind, str])  # type: ignore[valid-type]
    except (binascii.Error, ValueError, msgspec.DecodeError):
        raise WrongCursor from None
    if of != sort:
        raise WrongCursor
    return value, identity


def all_findings(engine: Engine) -> list[Document]:
    """Every finding as it stands now, with its texts in all languages."""
    with reading(engine) as connection:
        rows = connection.execute(select(findings.c.document, findings.c.translations))
        return [decode(row.document) | {TRANSLATIONS: decode(row.translations)} for row in rows]
