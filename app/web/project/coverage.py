"""What cannot be judged and why, in the reader's words, with what would let it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.doctor.coverage import ADVICE
from app.web.reasons import reason


@dataclass(frozen=True, slots=True)
class Covered:
    """How much a detector could judge; `because` and `advice` are sentences, none where nothing is missing."""

    detector: str
    judged: int
    cannot_judge: int
    because: tuple[str, ...]
    advice: tuple[str, ...]


def coverage_of(coverage: Sequence[Mapping[str, Any]], language: str) -> list[Covered]:
    """A line for each detector, those that cannot judge everything first."""
    return sorted(_lines(coverage, language), key=lambda one: one.cannot_judge == 0)


def _lines(coverage: Sequence[Mapping[str, Any]], language: str) -> Iterator[Covered]:
    for seen in coverage:
        reasons = str(seen["because"]).split("; ") if seen["cannot_judge"] and seen["because"] else []
        advice = [_ADVICE_IN[language].get(ADVICE.get(one, ""), "") for one in reasons]
        yield Covered(
            seen["detector"],
            seen["judged"],
            seen["cannot_judge"],
            tuple(reason(one, language) for one in reasons),
            tuple(dict.fromkeys(filter(None, advice))),
        )


_DUTCH_ADVICE = {
    "run: brug sync": "voer uit: brug sync",
    "give it a due date in the tracker": "geef het een einddatum in de tracker",
    "put its items in before it starts": "zet de onderdelen erin voordat het begint",
    "declare [sides.business] and [sides.it] in brug.toml": "leg [sides.business] en [sides.it] vast in brug.toml",
    "declare [sides.business] and [sides.it] in brug.toml for more people": "leg [sides.business] en [sides.it] in "
    "brug.toml voor meer mensen vast",
    "declare a budget for the project in brug.toml": "leg een budget voor het project vast in brug.toml",
    "log the hours of work in the tracker, and let brug read them": "schrijf de uren van het werk in de tracker, en "
    "laat brug ze lezen",
    "estimate items in story points before they are done": "schat onderdelen in story points voordat ze klaar zijn",
    "estimate the items in the tracker, in points or hours, before work starts": "schat de onderdelen in de tracker, "
    "in punten of uren, voordat het werk begint",
    "give what the budget pays for a due date": "geef waar het budget voor is een einddatum",
    "declare [[goals]] in brug.toml": "leg [[goals]] vast in brug.toml",
    "name its labels, epics or commitments in [[goals]]": "noem de labels, epics of toezeggingen ervan in [[goals]]",
}
_ADVICE_IN = {"en": {text: text for text in ADVICE.values()}, "nl": _DUTCH_ADVICE}
