"""What all pages say, in each language: the frame around a page, and the words of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ByName = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. The mappings are by the names that the API uses."""

    name: str
    switch: str
    skip: str
    navigation: str
    signed_in: str
    open_machine: str
    sign_in: str
    sign_out: str
    api: str
    version: str
    utc: str
    as_of: str
    not_scanned: str
    elsewhere: str
    table_of: str
    since: str
    search: str
    clear: str
    more: str
    rag: ByName
    rag_means: ByName
    symptom: ByName
    symptom_means: ByName
    severity: ByName
    status: ByName
    side: ByName
    origin: ByName
    type: ByName
    state: ByName
    unit: ByName
    detector: ByName


_ENGLISH = Words(
    name="English",
    switch="Language",
    skip="Skip to the content",
    navigation="Pages",
    signed_in="Signed in as {name}",
    open_machine="No key made yet: open on this machine only",
    sign_in="Sign in",
    sign_out="Sign out",
    api="API documentation",
    version="brug {version}",
    utc="All days and times are UTC.",
    as_of="As of {moment}",
    not_scanned="Not scanned yet",
    elsewhere="opens in the tracker",
    table_of="The same in figures",
    since="since {day}",
    search="Search",
    clear="Show all",
    more="More",
    rag={"red": "Red", "amber": "Amber", "green": "Green", "grey": "Grey"},
    rag_means={
        "red": "talk now",
        "amber": "keep an eye on it",
        "green": "nothing found",
        "grey": "cannot be judged",
    },
    symptom={"delivery": "Delivery", "consultation": "Consultation", "scope": "Scope"},
    symptom_means={
        "delivery": "late, or not what was asked",
        "consultation": "built without talking",
        "scope": "grows, and the budget with it",
    },
    severity={"low": "low", "medium": "medium", "high": "high", "critical": "critical"},
    status={"open": "open", "acknowledged": "acknowledged", "dismissed": "dismissed", "resolved": "over"},
    side={"business": "Business", "it": "IT", "unknown": "Side unknown"},
    origin={
        "business": "Asked by the business",
        "it": "Found by IT",
        "moved": "Moved in from elsewhere",
        "unknown": "Origin unknown",
    },
    type={
        "release": "Release", "sprint": "Sprint", "milestone": "Milestone", "epic": "Epic", "issue": "Issue",
        "project": "Project",
    },
    state={"planned": "planned", "active": "under way", "delivered": "delivered", "cancelled": "cancelled"},
    unit={"hours": "hours", "points": "points", "items": "items", "money": "of money"},
    detector={
        "late-delivery": "Late delivery",
        "moved-deadline": "Moved deadline",
        "delivery-forecast": "Forecast of delivery",
        "changed-requirement": "Changed requirement",
        "mismatched-delivery": "Delivery that came back",
        "off-strategy": "Work outside the goals",
        "unanswered-question": "Unanswered question",
        "unconsulted-build": "Built without consultation",
        "unrequested-change": "Change without a request",
        "budget-forecast": "Forecast of the budget",
        "budget-overrun": "Budget overrun",
        "estimate-growth": "Grown estimates",
        "scope-growth": "Scope growth",
    },
)  # fmt: skip

_DUTCH = Words(
    name="Nederlands",
    switch="Taal",
    skip="Naar de inhoud",
    navigation="Pagina’s",
    signed_in="Aangemeld als {name}",
    open_machine="Nog geen sleutel gemaakt: alleen open op deze machine",
    sign_in="Aanmelden",
    sign_out="Afmelden",
    api="API-documentatie",
    version="brug {version}",
    utc="Alle dagen en tijden zijn in UTC.",
    as_of="Stand van {moment}",
    not_scanned="Nog niet gescand",
    elsewhere="opent in de tracker",
    table_of="Hetzelfde in cijfers",
    since="sinds {day}",
    search="Zoeken",
    clear="Alles tonen",
    more="Meer",
    rag={"red": "Rood", "amber": "Oranje", "green": "Groen", "grey": "Grijs"},
    rag_means={
        "red": "nu praten",
        "amber": "in het oog houden",
        "green": "niets gevonden",
        "grey": "niet te beoordelen",
    },
    symptom={"delivery": "Oplevering", "consultation": "Afstemming", "scope": "Omvang"},
    symptom_means={
        "delivery": "te laat, of anders dan gevraagd",
        "consultation": "gebouwd zonder te praten",
        "scope": "groeit, en het budget mee",
    },
    severity={"low": "laag", "medium": "middel", "high": "hoog", "critical": "kritiek"},
    status={"open": "open", "acknowledged": "erkend", "dismissed": "afgewezen", "resolved": "voorbij"},
    side={"business": "Business", "it": "IT", "unknown": "Kant onbekend"},
    origin={
        "business": "Gevraagd door de business",
        "it": "Ontdekt door IT",
        "moved": "Van elders verplaatst",
        "unknown": "Herkomst onbekend",
    },
    type={
        "release": "Release", "sprint": "Sprint", "milestone": "Mijlpaal", "epic": "Epic", "issue": "Item",
        "project": "Project",
    },
    state={"planned": "gepland", "active": "bezig", "delivered": "opgeleverd", "cancelled": "geannuleerd"},
    unit={"hours": "uren", "points": "punten", "items": "onderdelen", "money": "aan geld"},
    detector={
        "late-delivery": "Te late oplevering",
        "moved-deadline": "Verschoven datum",
        "delivery-forecast": "Verwachte oplevering",
        "changed-requirement": "Gewijzigde wens",
        "mismatched-delivery": "Oplevering die terugkwam",
        "off-strategy": "Werk buiten de doelen",
        "unanswered-question": "Onbeantwoorde vraag",
        "unconsulted-build": "Gebouwd zonder afstemming",
        "unrequested-change": "Wijziging zonder verzoek",
        "budget-forecast": "Verwacht budget",
        "budget-overrun": "Budget overschreden",
        "estimate-growth": "Gegroeide schattingen",
        "scope-growth": "Groei van de omvang",
    },
)  # fmt: skip

WORDS = {"en": _ENGLISH, "nl": _DUTCH}
