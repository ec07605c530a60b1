"""What cannot be judged and why, in the reader's words, with what would let it and where that is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.doctor.coverage import ADVICE
from app.web.reasons import reason


@dataclass(frozen=True, slots=True)
class Help:
    """What would let a detector judge; `place` is the page on which it is done, None where that is in the tracker."""

    words: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Covered:
    """How much a detector could judge; `because` are sentences, none where nothing is missing."""

    detector: str
    judged: int
    cannot_judge: int
    because: tuple[str, ...]
    helps: tuple[Help, ...]


def coverage_of(coverage: Sequence[Mapping[str, Any]], project: str, language: str) -> list[Covered]:
    """A line for each detector, those that cannot judge everything first; `project` is brug's id."""
    return sorted(_lines(coverage, project, language), key=lambda one: one.cannot_judge == 0)


def _lines(coverage: Sequence[Mapping[str, Any]], project: str, language: str) -> Iterator[Covered]:
    for seen in coverage:
        reasons = str(seen["because"]).split("; ") if seen["cannot_judge"] and seen["because"] else []
        yield Covered(
            seen["detector"],
            seen["judged"],
            seen["cannot_judge"],
            tuple(reason(one, language) for one in reasons),
            tuple(dict.fromkeys(_helps(reasons, project, language))),
        )


def _helps(reasons: Sequence[str], project: str, language: str) -> Iterator[Help]:
    for one in reasons:
        if (here := _HERE.get(one)) is not None:
            place, words = here
            yield Help(words[language], place.format(project=project))
        elif advice := ADVICE.get(one):
            yield Help(_DUTCH[advice] if language == "nl" else advice, None)


_SIDES = {"en": "choose the sides", "nl": "kies de kanten"}
_MORE_SIDES = {"en": "choose the sides of more people", "nl": "kies de kanten van meer mensen"}
_HERE = {
    "no sides known": ("/setup/sides", _SIDES),
    "too few words with a known side": ("/setup/sides", _MORE_SIDES),
    "the side of who asked is unknown": ("/setup/sides", _MORE_SIDES),
    "no budget declared": ("/setup/projects/{project}", {"en": "declare a budget", "nl": "leg een budget vast"}),
    "no goals declared": ("/setup/goals", {"en": "declare goals", "nl": "leg doelen vast"}),
    "no declared goal is served by anything in the project": (
        "/setup/goals",
        {"en": "name what serves a goal", "nl": "noem wat een doel dient"},
    ),
}
_DUTCH = {
    "run: brug sync": "voer uit: brug sync",
    "give it a due date in the tracker": "geef het een einddatum in de tracker",
    "put its items in before it starts": "zet de onderdelen erin voordat het begint",
    "log the hours of work in the tracker, and let brug read them": "schrijf de uren van het werk in de tracker, en "
    "laat brug ze lezen",
    "estimate items in story points before they are done": "schat onderdelen in story points voordat ze klaar zijn",
    "estimate the items in the tracker, in points or hours, before work starts": "schat de onderdelen in de tracker, "
    "in punten of uren, voordat het werk begint",
    "give what the budget pays for a due date": "geef waar het budget voor is een einddatum",
}
