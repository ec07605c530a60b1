"""Thresholds in words: what each is about, in what it is counted, and how far a slider goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["share", "days", "items", "questions", "times", "changes", "number"]


@dataclass(frozen=True, slots=True)
class Named:
    """A threshold in words, by language. `most` is where its slider ends: in per cents for a share."""

    kind: Kind
    words: Mapping[str, str]
    most: int = 100


def named(detector: str, name: str) -> Named:
    """A threshold by its names; that of a detector from outside is called as it calls itself."""
    return NAMED.get(detector, {}).get(name) or Named("number", {})


def _share(en: str, nl: str, most: int = 100) -> Named:
    return Named("share", {"en": en, "nl": nl}, most)


def _count(kind: Kind, en: str, nl: str, most: int = 20) -> Named:
    return Named(kind, {"en": en, "nl": nl}, most)


_CREEP = _share(
    "At least this part of the excess comes from scope and estimates; with less it counts as Delivery",
    "Minstens dit deel van de overschrijding komt door omvang en schattingen; anders telt het bij Oplevering",
)
_STARTED = _count("items", "Items started in 12 weeks, at least", "Onderdelen begonnen in 12 weken, minstens")

NAMED: Mapping[str, Mapping[str, Named]] = {
    "late-delivery": {
        "days": _count("days", "Late by more than", "Te laat, meer dan", 60),
        "sprint_items": _count(
            "items", "Open at the end of a sprint, at least", "Open aan het eind van een sprint, minstens"
        ),
        "sprint_share": _share(
            "Part of the sprint that is open then, at least", "Deel van de sprint dat dan open is, minstens"
        ),
    },
    "moved-deadline": {
        "pushes": _count("times", "The date moved later, at least", "De datum schoof op, minstens"),
        "share": _share(
            "Or it moved, in all, by more than this part of the planned time",
            "Of die schoof, samen, meer dan dit deel van de geplande tijd op",
        ),
        "days": _count("days", "Such a move is also longer than", "Zo’n verschuiving is bovendien langer dan", 60),
    },
    "delivery-forecast": {
        "probability": _share(
            "Chance that the date is missed, at least", "Kans dat de datum niet wordt gehaald, minstens", 99
        ),
        "high": _share("Chance from which the severity is high", "Kans vanaf waar de ernst hoog is", 99),
    },
    "changed-requirement": {
        "share": _share(
            "Part of what was agreed that was rewritten, at least", "Deel van de afspraak dat is herschreven, minstens"
        ),
    },
    "mismatched-delivery": {
        "share": _share(
            "Part of what was delivered that came back, at least", "Deel van wat is opgeleverd dat terugkwam, minstens"
        ),
        "items": _count("items", "Items that came back, at least", "Onderdelen die terugkwamen, minstens"),
        "level": _share("Chance that it is an accident, at most", "Kans dat het toeval is, hoogstens", 50),
    },
    "off-strategy": {
        "threshold": _share(
            "Part of the work that serves no goal, more than", "Deel van het werk dat geen doel dient, meer dan"
        ),
        "items": _STARTED,
        "allowance": _share("Room for maintenance", "Ruimte voor onderhoud"),
    },
    "unanswered-question": {
        "open": _count("questions", "Questions open for long, at least", "Vragen lang onbeantwoord, minstens"),
        "share": _share("These are at least this part of all questions", "Dat is minstens dit deel van alle vragen"),
        "median": _count("days", "Or an answer usually takes more than", "Of een antwoord duurt meestal meer dan", 60),
        "items": _count(
            "questions", "How long is usual is judged from at least", "Hoe lang gewoon is, blijkt uit minstens"
        ),
    },
    "unconsulted-build": {
        "threshold": _share(
            "Part of the work that began without a word of the business, more than",
            "Deel van het werk dat begon zonder een woord van de business, meer dan",
        ),
        "items": _STARTED,
    },
    "unrequested-change": {
        "unlinked": _share(
            "Part of the changes that no issue asked for, more than",
            "Deel van de wijzigingen waar geen item om vroeg, meer dan",
        ),
        "alone": _share(
            "Or part of them that nobody else said a word on, more than",
            "Of het deel waar niemand anders iets over zei, meer dan",
        ),
        "items": _count(
            "changes", "Changes merged in 12 weeks, at least", "Wijzigingen samengevoegd in 12 weken, minstens"
        ),
    },
    "budget-forecast": {
        "probability": _share(
            "Chance to end over the budget, at least", "Kans om boven het budget te eindigen, minstens", 99
        ),
        "threshold": _share(
            "Expected to end over the budget by more than", "Verwacht boven het budget uit te komen met meer dan"
        ),
        "done": _share("Part of the work that must be done first", "Deel van het werk dat eerst klaar moet zijn"),
        "creep": _CREEP,
    },
    "budget-overrun": {
        "threshold": _share("Over the budget by more than", "Boven het budget met meer dan"),
        "creep": _CREEP,
    },
    "estimate-growth": {
        "threshold": _share("Growth of the estimates, at least", "Groei van de schattingen, minstens", 200),
        "items": _count(
            "items", "Items whose estimate grew, at least", "Onderdelen met een gegroeide schatting, minstens"
        ),
    },
    "scope-growth": {
        "threshold": _share("Growth since it was agreed, at least", "Groei sinds de afspraak, minstens", 200),
        "items": _count(
            "items", "Items added, less those removed, at least", "Onderdelen erbij, min die eruit gingen, minstens"
        ),
    },
}
