"""Texts as plain text: Jira's documents (ADF) flattened, wiki text left as it is."""

from __future__ import annotations

from typing import Any

_BLOCKS = {
    "paragraph", "heading", "listItem", "codeBlock", "blockquote", "panel", "tableRow", "rule", "mediaSingle",
    "expand", "taskItem", "decisionItem",
}  # fmt: skip


def plain(value: str | dict[str, Any] | None) -> str:
    """The plain text of a field: as it is, or of an Atlassian document, a line for each block."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    lines = "".join(_pieces(value)).split("\n")
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _pieces(node: dict[str, Any]) -> list[str]:
    """The texts inside a node, in order; a block ends its line."""
    attributes = node.get("attrs") if isinstance(node.get("attrs"), dict) else {}
    kind = node.get("type")
    if kind == "text":
        return [str(node.get("text", ""))]
    if kind == "hardBreak":
        return ["\n"]
    if kind in ("mention", "emoji", "status", "inlineCard", "date") and attributes:
        names = (attributes.get(name) for name in ("text", "shortName", "url", "timestamp"))
        return [str(next((name for name in names if name), ""))]
    pieces: list[str] = []
    content = node.get("content")
    for inner in content if isinstance(content, list) else []:
        if isinstance(inner, dict):
            pieces += _pieces(inner)
    return [*pieces, "\n"] if kind in _BLOCKS else pieces
