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
    "Part of the excess that scope and estimates carry; with less it is shown under Delivery",
    "Deel van de overschrijding door omvang en schattingen; is het minder, dan staat het bij Oplevering",
)
_STARTED = _count("items", "Started in 12 weeks, at least", "Begonnen in 12 weken, minstens")

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
        "pushes": _count("times", "Moved later, at least", "Naar achteren geschoven, minstens"),
        "share": _share(
            "Or moved by more than this part of the planned time",
            "Of verschoven met meer dan dit deel van de geplande tijd",
        ),
        "days": _count("days", "and then by more than", "en dan met meer dan", 60),
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
        "items": _count("items", "Came back, at least", "Kwam terug, minstens"),
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
        "open": _count("questions", "Open for long, at least", "Lang onbeantwoord, minstens"),
        "share": _share("and at least this part of all that were asked", "en minstens dit deel van alle vragen"),
        "median": _count("days", "Or an answer usually takes more than", "Of een antwoord duurt meestal meer dan", 60),
        "items": _count("questions", "and then of at least", "en dan van minstens"),
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
            "Or part that nobody else said a word on, more than", "Of deel waar niemand anders iets over zei, meer dan"
        ),
        "items": _count("changes", "Merged in 12 weeks, at least", "Samengevoegd in 12 weken, minstens"),
    },
    "budget-forecast": {
        "probability": _share(
            "Chance to end over the budget, at least", "Kans om boven het budget te eindigen, minstens", 99
        ),
        "threshold": _share("and then over it by more than", "en dan erboven met meer dan"),
        "done": _share("Part of the work that must be done first", "Deel van het werk dat eerst klaar moet zijn"),
        "creep": _CREEP,
    },
    "budget-overrun": {
        "threshold": _share("Over the budget by more than", "Boven het budget met meer dan"),
        "creep": _CREEP,
    },
    "estimate-growth": {
        "threshold": _share("Growth of the estimates, at least", "Groei van de schattingen, minstens", 200),
        "items": _count("items", "Whose estimate grew, at least", "Met een gegroeide schatting, minstens"),
    },
    "scope-growth": {
        "threshold": _share("Growth since it was agreed, at least", "Groei sinds de afspraak, minstens", 200),
        "items": _count("items", "Added, less what was removed, at least", "Erbij, min wat eruit ging, minstens"),
    },
}
