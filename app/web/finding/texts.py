"""What the page of a finding says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    questions: str
    questions_intro: str
    business: str
    it: str
    evidence: str
    evidence_caption: str
    when: str
    side: str
    what: str
    issue: str
    visible_since: str
    sure: str
    about: str


TEXTS = {
    "en": Texts(
        questions="What to ask each other",
        questions_intro="Nobody is to blame here. These questions are where a conversation can start.",
        business="The business",
        it="IT",
        evidence="What this rests on",
        evidence_caption="Each fact can be looked up in the tracker.",
        when="When",
        side="Side",
        what="What happened",
        issue="Issue",
        visible_since="Visible in history since {day}",
        sure="{share} sure",
        about="About",
    ),
    "nl": Texts(
        questions="Wat u elkaar kunt vragen",
        questions_intro="Niemand heeft hier schuld. Met deze vragen kan een gesprek beginnen.",
        business="De business",
        it="IT",
        evidence="Waar dit op rust",
        evidence_caption="Elk feit is na te kijken in de tracker.",
        when="Wanneer",
        side="Kant",
        what="Wat er gebeurde",
        issue="Item",
        visible_since="Zichtbaar in de geschiedenis sinds {day}",
        sure="{share} zeker",
        about="Over",
    ),
}
