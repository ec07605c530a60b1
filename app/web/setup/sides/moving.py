"""Moving a domain, a group or a person from one side to another, as the patterns that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.speakers import BUSINESS, IT, NEITHER, Both
from detectors.declared import SidePatterns

DOMAIN, GROUP, PERSON = "domain", "group", "person"
_KINDS = {DOMAIN: "emails", GROUP: "groups", PERSON: "people"}
OPEN = ""
"""Where nothing is declared, so that brug infers it."""

SIDES = (BUSINESS, OPEN, IT)
CHOICES = (*SIDES, NEITHER)
Moves = Mapping[tuple[str, str], str]
"""What was chosen for each, by its kind and value."""


def pattern_of(kind: str, value: str) -> str:
    """The pattern that means a domain, a group or a person."""
    return f"*@{value}" if kind == DOMAIN else value


def place_of(both: Both, kind: str, value: str) -> str:
    """Where a domain, group or person itself is declared: one of CHOICES."""
    business, it = (_holds(side, kind, value) for side in (both.business, both.it))
    return NEITHER if business and it else BUSINESS if business else IT if it else OPEN


def moved(both: Both, moves: Moves) -> Both:
    """The patterns after all moves; what is chosen as it was is left alone. Who is unknown stands on both sides."""
    business, it = both.business, both.it
    for (kind, value), to in moves.items():
        if to == place_of(both, kind, value) or to not in CHOICES:
            continue
        business = _with(business, kind, value, there=to in (BUSINESS, NEITHER))
        it = _with(it, kind, value, there=to in (IT, NEITHER))
    return Both(business, it)


def _holds(side: SidePatterns, kind: str, value: str) -> bool:
    folded = pattern_of(kind, value).casefold()
    return any(pattern.casefold() == folded for pattern in getattr(side, _KINDS[kind]))


def _with(side: SidePatterns, kind: str, value: str, *, there: bool) -> SidePatterns:
    if there == _holds(side, kind, value):
        return side
    pattern = pattern_of(kind, value)
    kept = tuple(p for p in getattr(side, _KINDS[kind]) if p.casefold() != pattern.casefold())
    return replace(side, **{_KINDS[kind]: (*kept, pattern) if there else kept})
