"""The reasons for which detectors cannot judge, as a reader reads them: by the reason, then by language."""

from __future__ import annotations

REASONS = {
    reason: {"en": reason, "nl": dutch}
    for reason, dutch in {
        "no history": "geen geschiedenis",
        "no due date": "geen einddatum",
        "no items in the baseline": "geen onderdelen bij de afspraak",
        "no sides known": "geen kanten bekend",
        "too few words with a known side": "te weinig woorden waarvan de kant bekend is",
        "the side of who asked is unknown": "de kant van wie vroeg is onbekend",
        "no budget declared": "geen budget vastgelegd",
        "no hours logged": "geen uren geschreven",
        "no points completed": "geen punten afgerond",
        "too few items were estimated": "te weinig onderdelen zijn geschat",
        "no release or milestone is due within the budget's period": "geen release of mijlpaal eindigt binnen de "
        "looptijd van het budget",
        "fewer than 5 items completed": "minder dan 5 onderdelen afgerond",
        "fewer than 5 items in the baseline": "minder dan 5 onderdelen bij de afspraak",
        "fewer than 5 items started in the last 12 weeks": "minder dan 5 onderdelen begonnen in de laatste 12 weken",
        "no goals declared": "geen doelen vastgelegd",
        "no declared goal is served by anything in the project": "niets in het project dient een vastgelegd doel",
        "no pull requests": "geen pull requests",
        "fewer than 5 pull requests merged in the last 12 weeks": "minder dan 5 pull requests samengevoegd in de "
        "laatste 12 weken",
        "fewer than 5 items delivered": "minder dan 5 onderdelen opgeleverd",
        "fewer than 5 items remaining": "minder dan 5 onderdelen over",
        "fewer than 6 weeks of work": "minder dan 6 weken werk",
        "forecasts were no better than the base rate": "voorspellingen waren niet beter dan het gemiddelde",
    }.items()
}


def reason(text: str, language: str) -> str:
    """One reason of a detector; what nobody translated, such as that of a detector from outside, as it is."""
    return REASONS.get(text, {}).get(language, text)
