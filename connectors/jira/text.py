"""Texts as plain text, in whichever of its two ways Jira writes them."""

from __future__ import annotations

from typing import Any

from connectors.jira.documents import document_text
from connectors.jira.wiki import wiki_text


def plain(value: str | dict[str, Any] | None) -> str:
    """The plain text of a field: version 2 of the API gives wiki text, version 3 a document."""
    if value is None:
        return ""
    return wiki_text(value) if isinstance(value, str) else document_text(value)
