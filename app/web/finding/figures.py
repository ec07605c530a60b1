"""What was measured, in words: each figure with its name and its unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.web.finding.figure_words import FIGURES, IMPACT
from app.web.formats import day, number, share

# Figures of an issue's kind that are shares of one.
_SHARES = (
    "share", "growth", "lower_bound", "known_sides", "probability", "with_inflow", "over", "done", "own_rate", "chance",
    "level", "allowance",
)  # fmt: skip
_IN_UNIT = (
    "budget", "spent", "estimate_at_completion", "low", "high", "scope", "estimates", "effort", "weight",
    "weight_beside", "weight_maintenance", "estimated", "estimated_now", "remaining",
)  # fmt: skip
FIRST = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it is read."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What it means for people comes first, then the first figures of the detector, then all that it measured."""

    first: Sequence[Figure]
    others: Sequence[Figure]


def figures_of(document: Mapping[str, Any], units: Mapping[str, str], language: str) -> Figures:
    """The figures of a finding's document; `units` are words by the API's name of a unit."""
    unit = units.get(str(document["measures"].get("unit", "")), "")
    impact = [Figure(IMPACT[language].get(name, _plain(name)), _amount(value, language))
              for name, value in document["impact"].items()]  # fmt: skip
    # What a detector measures may be the very thing that it means for people.
    named = {one.name for one in impact}
    found = _measured(document["detector"], document["measures"], unit, language)
    measured = [one for one in found if one.name not in named]
    return Figures([*impact, *measured[:FIRST]], measured[FIRST:])


def _measured(detector: str, measures: Mapping[str, Any], unit: str, language: str) -> Iterator[Figure]:
    names = FIGURES[language]
    for name, value in measures.items():
        if value is None or name == "unit":
            continue
        named = names.get(f"{detector}.{name}") or names.get(name) or _plain(name)
        yield Figure(named.format(unit=unit), _value(name, value, unit, language))


def _value(name: str, value: Any, unit: str, language: str) -> str:
    if isinstance(value, str):
        return day(value, language) if _is_day(value) else value
    if name.endswith("_share") or name in _SHARES:
        return share(value, language)
    return f"{_amount(value, language)} {unit}".rstrip() if name in _IN_UNIT else _amount(value, language)


def _amount(value: float, language: str) -> str:
    return number(value, 1, language=language)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _plain(name: str) -> str:
    """The name of a figure of a detector from outside, which brug has no words for."""
    return name.replace("_", " ").capitalize()
