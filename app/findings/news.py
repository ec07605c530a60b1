"""What changed in the portfolio: which findings are newest, and which are over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select

from app.access.sight import Sight
from app.database.finding_tables import findings
from app.findings.document import TRANSLATIONS, Document, decode, in_language
from app.findings.life_cycle import RESOLVED, STANDING
from app.instants import rfc3339


@dataclass(frozen=True, slots=True)
class News:
    """The latest of a kind, the last one first; `fresh` counts all of them since the instant that was asked with."""

    items: list[Document]
    fresh: int


def newest(connection: Connection, since: int, limit: int, sight: Sight, language: str) -> News:
    """Findings that stand, by when they first were visible in history."""
    wanted = and_(findings.c.status.in_(STANDING), sight.of(findings.c.project))
    return _latest(connection, wanted, findings.c.first_visible, since, limit, language)


def latest_over(connection: Connection, since: int, limit: int, sight: Sight, language: str) -> News:
    """Findings that are over, by when that was; each document has `resolved_at` besides."""
    wanted = and_(findings.c.status == RESOLVED, findings.c.resolved_at.is_not(None), sight.of(findings.c.project))
    return _latest(connection, wanted, findings.c.resolved_at, since, limit, language)


def _latest(connection: Connection, wanted: Any, at: Any, since: int, limit: int, language: str) -> News:
    fresh = select(func.count()).select_from(findings).where(wanted, at > since)
    rows = connection.execute(
        select(findings.c.document, findings.c.translations, findings.c.resolved_at)
        .where(findings.c.id.in_(select(findings.c.id).where(wanted).order_by(at.desc(), findings.c.id).limit(limit)))
        .order_by(at.desc(), findings.c.rank.desc(), findings.c.id)
    )
    return News([_shown(row, language) for row in rows], int(connection.execute(fresh).scalar_one()))


def _shown(row: Any, language: str) -> Document:
    document = in_language(decode(row.document) | {TRANSLATIONS: decode(row.translations)}, language)
    return document | {"resolved_at": None if row.resolved_at is None else rfc3339(row.resolved_at)}
