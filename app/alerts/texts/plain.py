"""Texts of trackers, made fit for a message: one line, not endless, and nothing that turns the text around it."""

from __future__ import annotations

import unicodedata

# Marks that only order or join characters within a text: emoji and scripts need the joiners.
_KEPT = "‌‍"


def one_line(text: str, longest: int) -> str:
    """A text on one line of at most `longest` characters, without control characters and marks of direction."""
    kept = (
        c if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else _space(c) for c in text
    )
    line = " ".join("".join(kept).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _space(character: str) -> str:
    return "" if unicodedata.category(character) in ("Cf", "Cs") else " "
