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
