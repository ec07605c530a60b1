"""What people write in the simulated organisation: titles and comments, in Dutch and English."""

from __future__ import annotations

from random import Random

_DEEDS = ("Toon", "Vereenvoudig", "Koppel", "Valideer", "Add", "Support", "Automate", "Extend", "Herzie", "Replace")
_THINGS = (
    "polisoverzicht", "schademelding", "incassobestand", "premieberekening", "adrescontrole", "dekkingsoverzicht",
    "no-claim ladder", "renewal letter", "payment reminder", "claims triage", "customer timeline", "quote form",
    "verzuimmelding", "verlofaanvraag", "broker statement", "document upload", "machtiging", "fraud signal",
    "data retention", "audit report", "mandate check", "appointment planner",
)  # fmt: skip
_PLACES = (
    "voor tussenpersonen", "for new customers", "op mobiel", "in the portal", "per product", "for corporate policies",
    "bij verhuizing", "in de maandafsluiting", "for partners", "na een schade", "zonder papier", "at renewal",
)  # fmt: skip
_BUSINESS = (
    "Dit past bij wat we met de afdeling hebben besproken.",
    "We need the broker view as well, see the example of last week.",
    "De juristen zijn akkoord met deze tekst.",
    "For us the second variant works best; customers recognise it.",
    "Graag eerst voor particuliere polissen, zakelijk kan later.",
    "The acceptance criteria are complete as far as we are concerned.",
)
_IT = (
    "The interface of the policy system is ready for this.",
    "Opgesplitst in twee stappen; de migratie gaat apart.",
    "Tests are green, ready for review.",
    "De oude koppeling kan hierna uit.",
    "Measured on the acceptance environment: fast enough.",
)
_ACCEPTED = (
    "Getest op acceptatie, werkt zoals afgesproken.",
    "Looks good, thanks.",
    "Akkoord, dit kan naar productie.",
)
_AGREED_BUSINESS = (
    "Afgesproken in de stuurgroep: dit komt erbij en de planning schuift mee.",
    "Agreed with the team: this is part of the release from now on.",
)
_AGREED_IT = (
    "Akkoord, we hebben de planning hierop aangepast.",
    "Fine with us; the plan has been updated for it.",
)
_WISHES = (
    "De klant ziet in één oogopslag welke polissen lopen en wanneer ze eindigen.",
    "Every amount is shown in euros with two decimals, also where it is zero.",
    "Een medewerker kan de aanvraag terugzetten zolang er nog niets is uitbetaald.",
    "The letter goes out within two working days after the mutation was approved.",
    "Wie geen machtiging heeft, krijgt alleen de naam van de tussenpersoon te zien.",
    "Attachments up to ten megabytes are accepted, in the formats that we agreed on.",
    "Bij een dubbele melding wordt de oudste bewaard en de nieuwe eraan gekoppeld.",
    "The list is sorted by urgency, and can be filtered by region and by product.",
    "De berekening volgt de tabel van de actuaris, afgerond naar boven per maand.",
    "A broker receives a weekly overview of everything that waits for an answer.",
    "Gegevens ouder dan zeven jaar verdwijnen, behalve waar een claim nog openstaat.",
    "After three reminders the file moves to the collection department by itself.",
    "Op een klein scherm blijft de knop om te bevestigen altijd zichtbaar.",
    "The customer may change the date once without charge, until the day before.",
    "Elke wijziging komt in het logboek met de reden die de medewerker heeft gekozen.",
    "Where the address is not recognised, the form asks for a confirmation by hand.",
)
_SENTENCES = 6
_NOT_AS_ASKED = (
    "Dit is niet wat we hadden gevraagd; in deze vorm kunnen we er niet mee werken.",
    "It works, but for another case than the one we described.",
    "De afdeling mist de helft van de velden, zo kan het niet live.",
)
_ASKED_BY_IT = (
    "Welke van de twee varianten hebben jullie nodig?",
    "Which products should this cover in the first step?",
    "Mag dit veld leeg blijven als de klant geen e-mailadres heeft?",
    "What should happen to contracts that have already ended?",
)
_ASKED_BY_BUSINESS = (
    "Wanneer kunnen we dit verwachten?",
    "Is it possible to do this for the existing customers as well?",
    "Wat is er nog nodig om hiermee te beginnen?",
    "Can the current interface deliver this, or does it take a new one?",
)
_AMONG_IT = (
    "Which branch did you start from?",
    "Heb jij de oude testdata nog ergens?",
    "Who has the key of the vault?",
)
_ANSWERS = (
    "De tweede variant, de eerste is alleen voor zakelijk.",
    "For all products, to begin with those that are sold most.",
    "Ja, dat kan. We nemen het mee.",
    "That is not needed, as we agreed with the legal department.",
)


def requirement(rng: Random) -> str:
    """What is asked of a piece of work, in some sentences."""
    return "\n".join(rng.sample(_WISHES, _SENTENCES))


def changed(rng: Random, text: str, sentences: int) -> str:
    """What was asked, with so many of its sentences replaced by others."""
    kept = text.split("\n")
    others = rng.sample([wish for wish in _WISHES if wish not in kept], sentences)
    for place, other in zip(rng.sample(range(len(kept)), sentences), others, strict=True):
        kept[place] = other
    return "\n".join(kept)


def corrected(rng: Random, text: str) -> str:
    """What was asked, with a slip of the pen in one or two of its words."""
    words = text.split(" ")
    for place in rng.sample(range(len(words)), rng.choice((1, 2))):
        words[place] += "s"
    return " ".join(words)


def complaint(rng: Random) -> str:
    """What the business says about a result that it does not accept."""
    return rng.choice(_NOT_AS_ASKED)


def question(rng: Random, by_it: bool) -> str:
    """What one side asks the other."""
    return rng.choice(_ASKED_BY_IT if by_it else _ASKED_BY_BUSINESS)


def question_to_colleague(rng: Random) -> str:
    """What somebody of IT asks somebody else of IT."""
    return rng.choice(_AMONG_IT)


def answer(rng: Random) -> str:
    """What is said to a question."""
    return rng.choice(_ANSWERS)


def title(rng: Random) -> str:
    """The title of a piece of work."""
    return f"{rng.choice(_DEEDS)} {rng.choice(_THINGS)} {rng.choice(_PLACES)}"


def epic_title(rng: Random, release: str) -> str:
    """The title of an epic that is made for a release."""
    return f"{rng.choice(_THINGS).capitalize()} {rng.choice(_PLACES)} ({release})"


def from_business(rng: Random) -> str:
    """A remark by the business."""
    return rng.choice(_BUSINESS)


def from_it(rng: Random) -> str:
    """A remark by IT."""
    return rng.choice(_IT)


def acceptance(rng: Random) -> str:
    """What the business says about a result that it accepts."""
    return rng.choice(_ACCEPTED)


def agreement(rng: Random, by_business: bool) -> str:
    """What a side says when both agree on a new plan."""
    return rng.choice(_AGREED_BUSINESS if by_business else _AGREED_IT)
