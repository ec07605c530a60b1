"""Small words for sentences: counts, shares, days."""

from __future__ import annotations


def count(number: float, noun: str) -> str:
    """A number with its noun in the right form: 1 item, 2 items."""
    return f"{number:.0f} {noun}" if round(number) == 1 else f"{number:.0f} {noun}s"


def percent(share: float) -> str:
    """A share as whole per cents."""
    return f"{share * 100:.0f} %"


def sentence_list(names: list[str], most: int = 3) -> str:
    """A, B and C; with the number of those left out where there are more."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
