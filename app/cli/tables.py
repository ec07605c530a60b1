"""Findings as a table for people, as JSON and CSV for programs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.export import csv_text
from app.export.columns import FINDINGS
from app.findings.document import Document
from detectors.finding import SEVERITIES

_STYLE = {"low": "", "medium": "yellow", "high": "red", "critical": "bold red"}


def by_weight(documents: Sequence[Document]) -> list[Document]:
    """The worst first, then by project and title."""
    return sorted(documents, key=lambda d: (-SEVERITIES.index(d["severity"]), d["project"], d["title"]))


def print_findings(console: Console, documents: Sequence[Document]) -> None:
    """A short table, or a sentence where there is nothing."""
    if not documents:
        console.print("No findings. What could not be judged, and why: brug doctor")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("project", "symptom", "severity", "what", "since"):
        table.add_column(name, overflow="fold", no_wrap=name in ("severity", "since"))
    for document in by_weight(documents):
        severity = Text(document["severity"], style=_STYLE[document["severity"]])
        # Names come from a tracker: shown as text, never read as markup.
        cells = [Text(str(document[name])) for name in ("project", "symptom")]
        table.add_row(*cells, severity, Text(document["title"]), Text(document["first_visible"][:10]))
    wide = (
        Console(file=console.file, width=max(console.width, 100), highlight=False)
        if not console.is_terminal
        else console
    )
    wide.print(table)


def as_json(documents: Sequence[Document]) -> str:
    """One JSON document: a list of findings."""
    return dumps(by_weight(documents))


def dumps(value: object) -> str:
    """A value as readable JSON text."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode()


def as_csv(documents: Sequence[Document]) -> str:
    """The same table as the API gives, the worst first."""
    return csv_text.as_csv(by_weight(documents), FINDINGS)
