"""The columns of each table, in an order that only grows at its end. docs/dashboards.md tells of every one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

TEXT, INTEGER, NUMBER, INSTANT, DAY = "text", "integer", "number", "instant", "day"
"""What a column holds. Instants are RFC 3339 in UTC, days ISO 8601; anything may be empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, what it holds, and where a document has it."""

    name: str
    kind: str
    read: Callable[[Row], Any]


def _at(name: str, kind: str = TEXT, *path: str) -> Column:
    steps = path or (name,)

    def read(document: Row) -> Any:
        value: Any = document
        for step in steps:
            value = value.get(step) if isinstance(value, Mapping) else None
        return value

    return Column(name, kind, read)


def _named(name: str, type_at: tuple[str, ...], id_at: tuple[str, ...]) -> Column:
    """The tracker's id with its type before it: release/10012. By itself it would be a number in some rows only."""
    type_, id_ = _at("type", TEXT, *type_at), _at("id", TEXT, *id_at)
    return Column(name, TEXT, lambda document: f"{type_.read(document)}/{id_.read(document)}")


FINDINGS = (
    _at("id"), _at("source"), _at("project"), _at("symptom"), _at("detector"),
    _at("subject_type", TEXT, "subject", "type"), _named("subject_id", ("subject", "type"), ("subject", "id")),
    _at("subject_name", TEXT, "subject", "name"), _at("severity"), _at("confidence", NUMBER), _at("status"),
    _at("title"), _at("first_visible", INSTANT), _at("as_of", INSTANT), _at("last_seen", INSTANT),
    _at("url", TEXT, "subject", "url"), _at("summary"),
    _at("question_business", TEXT, "questions", "business"), _at("question_it", TEXT, "questions", "it"),
    _at("days_late", NUMBER, "impact", "days_late"),
    _at("calendar_days_late", INTEGER, "measures", "calendar_days_late"),
    _at("hours_over", NUMBER, "impact", "hours_over"),
)  # fmt: skip

PROJECTS = (
    _at("id"), _at("source"), _at("key"), _at("name"), _at("url"), _at("issues", INTEGER), _at("changes", INTEGER),
    _at("comments", INTEGER), _at("first_at", INSTANT), _at("last_at", INSTANT), _at("synced_at", INSTANT),
    _at("unreadable", INTEGER),
    *(_at(symptom, INTEGER, "findings", symptom) for symptom in ("delivery", "consultation", "scope")),
    _at("worst"),
    *(_at(f"rag_{name}", TEXT, "rag", name) for name in ("delivery", "consultation", "scope", "overall")),
)  # fmt: skip

_WEEKS = 12

# A row a project and symptom.
SUMMARY = (
    _at("as_of", INSTANT), _at("project_id"), _at("source"), _at("project"), _at("name"), _at("symptom"),
    _at("findings", INTEGER), _at("rag"), _at("overall"), _at("worst"),
    *(_at(f"weeks_ago_{week}", INTEGER) for week in range(_WEEKS - 1, -1, -1)),
)  # fmt: skip

COMMITMENTS = (
    _at("id"), _at("source"), _at("project"), _at("type"), _named("external_id", ("type",), ("external_id",)),
    _at("name"), _at("url"), _at("state"),
    _at("start_on", DAY), _at("due_on", DAY), _at("baseline_due_on", DAY), _at("delivered_on", DAY),
    _at("members", INTEGER), _at("unresolved", INTEGER),
    _at("baseline_members", INTEGER, "baseline", "members"), _at("baseline_weight", NUMBER, "baseline", "weight"),
    _at("baseline_unit", TEXT, "baseline", "unit"), _at("added", INTEGER), _at("removed", INTEGER),
    _at("growth", NUMBER),
)  # fmt: skip

# A row a figure: of a subject, in a week, by a detector. A figure is a number or, in `text`, a word.
MEASURES = (
    _at("source"), _at("project"), _at("detector"), _at("on", DAY), _at("subject_type"),
    _named("subject_id", ("subject_type",), ("subject_id",)),
    _at("subject_name"), _at("severity"), _at("measure"), _at("value", NUMBER), _at("text"),
)  # fmt: skip

TABLES: dict[str, tuple[Column, ...]] = {
    "findings": FINDINGS,
    "projects": PROJECTS,
    "summary": SUMMARY,
    "commitments": COMMITMENTS,
    "measures": MEASURES,
}


def summary_rows(summary: Row) -> list[Row]:
    """The portfolio as rows, one a project and symptom."""
    return [
        {
            "as_of": summary["as_of"],
            "project_id": project["id"],
            "source": project["source"],
            "project": project["key"],
            "name": project["name"],
            "symptom": symptom,
            "findings": project["findings"][symptom],
            "rag": project["rag"][symptom],
            "overall": project["rag"]["overall"],
            "worst": project["worst"],
        }
        | {f"weeks_ago_{_WEEKS - 1 - k}": number for k, number in enumerate(project["trend"][symptom])}
        for project in summary["projects"]
        for symptom in ("delivery", "consultation", "scope")
    ]


def measure_rows(project: Row, measured: Sequence[Row]) -> list[Row]:
    """The measures of a project as rows, one a figure."""
    return [
        {
            "source": project["source"],
            "project": project["key"],
            "detector": one["detector"],
            "on": one["on"],
            "subject_type": one["subject"]["type"],
            "subject_id": one["subject"]["id"],
            "subject_name": one["subject"]["name"],
            "severity": one["severity"],
            "measure": name,
            "value": None if isinstance(value, str) else value,
            "text": value if isinstance(value, str) else None,
        }
        for one in measured
        for name, value in one["measures"].items()
    ]
