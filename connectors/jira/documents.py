"""Atlassian's documents (ADF) as plain text: a line for each block, nothing of how it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

_BLOCKS = {
    "paragraph", "heading", "listItem", "codeBlock", "blockquote", "panel", "tableRow", "rule", "mediaSingle",
    "mediaGroup", "expand", "nestedExpand", "taskItem", "blockTaskItem", "decisionItem", "caption", "layoutColumn",
    "blockCard", "embedCard", "bodiedExtension",
}  # fmt: skip
"""What ends a line."""

_CELLS = {"tableCell", "tableHeader"}


def document_text(document: dict[str, Any]) -> str:
    """The text of a document. What is odd in it is left out."""
    lines = "".join(_pieces(document)).split("\n")
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _pieces(node: dict[str, Any]) -> Iterator[str]:
    """The texts inside a node, in order; a block ends its line, a cell its column."""
    kind = node.get("type")
    attributes = node.get("attrs")
    if kind in _CELLS:
        cell = "".join(piece for inner in _content(node) for piece in _pieces(inner))
        yield " ".join(cell.split())
        yield " | "
        return
    if kind == "text":
        yield str(node.get("text", ""))
    elif kind == "hardBreak":
        yield "\n"
    elif isinstance(attributes, dict) and (told := _TOLD.get(str(kind))):
        yield told(attributes)
    for inner in _content(node):
        yield from _pieces(inner)
    if kind in _BLOCKS:
        yield "\n"


def _content(node: dict[str, Any]) -> list[dict[str, Any]]:
    content = node.get("content")
    return [inner for inner in content if isinstance(inner, dict)] if isinstance(content, list) else []


def _named(*names: str) -> Callable[[dict[str, Any]], str]:
    """Reads the first of these attributes that says something."""
    return lambda attributes: next((str(attributes[name]) for name in names if attributes.get(name)), "")


def _mention(attributes: dict[str, Any]) -> str:
    name = str(attributes.get("text") or attributes.get("id") or "")
    return name if name.startswith("@") or not name else f"@{name}"


def _date(attributes: dict[str, Any]) -> str:
    try:
        return datetime.fromtimestamp(int(attributes["timestamp"]) / 1000, UTC).date().isoformat()
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return ""


def _title(attributes: dict[str, Any]) -> str:
    title = attributes.get("title")
    return f"{title}\n" if title else ""


_TOLD: dict[str, Callable[[dict[str, Any]], str]] = {
    "mention": _mention,
    "date": _date,
    "emoji": _named("text", "shortName"),
    "status": _named("text"),
    "inlineCard": _named("url"),
    "blockCard": _named("url"),
    "embedCard": _named("url"),
    "placeholder": _named("text"),
    "media": _named("alt"),
    "mediaInline": _named("alt"),
    "expand": _title,
    "nestedExpand": _title,
}
