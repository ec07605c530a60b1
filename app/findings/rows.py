"""A finding as a row: what is filtered, sorted and searched in columns, the document of the contract as text."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from app.findings.document import TRANSLATIONS, Document, encode
from app.findings.life_cycle import State
from app.instants import parse_instant, rfc3339
from detectors.finding import SEVERITIES

RANK: dict[str, int] = {name: rank for rank, name in enumerate(SEVERITIES)}


def state_of(row: Row[Any]) -> State:
    """Where the finding of a row is in its life."""
    return State(row.status, row.rank, row.answered_rank, row.dismissed_until, row.resolved_by)


def columns_of(project: str, document: Document) -> dict[str, object]:
    """The columns that a finding's document fills as a scan saw it; `project` is brug's id."""
    as_of = parse_instant(document["as_of"])
    return {
        "id": document["id"],
        "source": document["source"],
        "project": project,
        "detector": document["detector"],
        "symptom": document["symptom"],
        "subject_type": document["subject"]["type"],
        "subject_id": document["subject"]["id"],
        "severity": document["severity"],
        "confidence": document["confidence"],
        "title": document["title"],
        "first_visible": parse_instant(document["first_visible"]),
        "as_of": as_of,
        "last_seen": as_of,
        "scan": document["scan"],
        "translations": encode(document.get(TRANSLATIONS, {})),
        "words": words(document),
    }


def columns_of_state(state: State, document: Document) -> dict[str, object]:
    """The columns that say where a finding is in its life, its document among them."""
    shown = {name: value for name, value in document.items() if name != TRANSLATIONS}
    return {
        "status": state.status,
        "rank": state.rank,
        "answered_rank": state.answered_rank,
        "dismissed_until": state.dismissed_until,
        "resolved_by": state.resolved_by,
        "document": encode(shown | {"status": state.status}),
    }


def as_seen(document: Document) -> Document:
    """The document as last seen at its own moment."""
    return document | {"last_seen": rfc3339(parse_instant(document["as_of"]))}


def words(document: Document) -> str:
    """All that a text is looked for in, in every language, in one case."""
    texts = [document["id"], document["subject"]["name"]]
    for told in (document, *document.get(TRANSLATIONS, {}).values()):
        texts += [told["title"], told["summary"], *told["questions"].values()]
        texts += [entry if isinstance(entry, str) else entry["what"] for entry in told["evidence"]]
    texts += [entry["issue"] for entry in document["evidence"]]
    return "\n".join(texts).casefold()
