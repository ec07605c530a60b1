"""What the page of sides says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; mappings are by sides, and by where a side is from."""

    title: str
    lead: str
    none: str
    hold: str
    hold_counts: str
    by_move: str
    by_move_hint: str
    columns: Mapping[str, str]
    empty: Mapping[str, str]
    choice: Mapping[str, str]
    side_of: str
    people_one: str
    people_many: str
    without: str
    group: str
    proposed: Mapping[str, str]
    of_those: str
    how_sure: Mapping[str, str]
    no_proposal: str
    all_declared: str
    some_declared: str
    as_domain: str
    by: Mapping[str, str]
    who: str
    left: str
    left_cards: str
    search: str
    search_go: str
    search_all: str
    propose: str
    by_pattern: str
    by_pattern_hint: str
    patterns: Mapping[str, str]
    patterns_hint: Mapping[str, str]
    too_long: str
    too_many: str
    no_address: str
    preview: str
    preview_told: str
    preview_now: str
    preview_both_one: str
    preview_both_many: str
    preview_button: str


_ENGLISH = Texts(
    title="Sides",
    lead="brug looks at how two sides work together. Say who speaks for the business, and who for IT. It is about "
    "sides, and never about a person’s work.",
    none="Nobody was seen yet. Read the history of a source first, or write patterns below.",
    hold="What is declared",
    hold_counts="{business} people count for the business, {it} for IT; of {unknown} the side is unknown.",
    by_move="By domain, group and person",
    by_move_hint="Drag something to a side, or choose a side for it. Nothing is saved until you save.",
    columns={"business": "Business", "": "Not declared", "it": "IT"},
    empty={"business": "Nobody yet.", "": "Nothing left.", "it": "Nobody yet."},
    choice={"business": "Business", "": "Not declared", "it": "IT", "unknown": "Neither side"},
    side_of="Side of {name}",
    people_one="{n} person",
    people_many="{n} people",
    without="No address known",
    group="Group",
    proposed={"business": "brug would say: business", "it": "brug would say: IT"},
    of_those="{how} ({agree} of the {known} whose acts tell it)",
    how_sure={"sure": "almost sure", "quite": "fairly sure", "perhaps": "perhaps"},
    all_declared="declared already, by a group, a name or another pattern",
    some_declared="{n} are declared already",
    as_domain="As their domain or group",
    no_proposal="brug cannot tell: these people do both, or too little was seen",
    by={
        "declared": "{side}, declared", "both": "unknown: the patterns of both sides fit",
        "inferred_business": "business, {how}: asks, and builds nothing",
        "inferred_it": "IT, {how}: takes up, estimates or builds work",
        "mixed": "unknown: asks in one project and builds in another", "nothing": "unknown: too little was seen",
    },
    who="Who they are",
    left="and {n} more: search for a name",
    left_cards="{n} smaller ones are not shown: search for a name, or write patterns",
    search="Find a person",
    search_go="Find",
    search_all="Show all",
    propose="Fill in what brug would say",
    by_pattern="By pattern",
    by_pattern_hint="One a line. Who fits both sides counts as unknown.",
    patterns={
        "business_emails": "Business: e-mail addresses", "business_groups": "Business: groups",
        "business_people": "Business: people", "it_emails": "IT: e-mail addresses", "it_groups": "IT: groups",
        "it_people": "IT: people",
    },
    patterns_hint={
        "emails": "Such as *@sales.acme.example", "groups": "Of Jira; in GitHub org/team",
        "people": "The tracker’s id, name or login",
    },
    too_long="Line {line} is longer than 200 characters.",
    too_many="At most 10,000 lines.",
    no_address="Line {line} holds no @, so no address can fit it. Write *@domain for a whole domain.",
    preview="If you save this",
    preview_told="{business} people count for the business, {it} for IT; of {unknown} the side is unknown.",
    preview_now="Now: {business}, {it} and {unknown}.",
    preview_both_one="{n} person fits the patterns of both sides, and counts as unknown. Make a pattern narrower if "
    "that "
    "is not meant.",
    preview_both_many="{n} people fit the patterns of both sides, and count as unknown. Make a pattern narrower if "
    "that "
    "is not meant.",
    preview_button="Count again",
)  # fmt: skip

_DUTCH = Texts(
    title="Kanten",
    lead="brug kijkt hoe twee kanten samenwerken. Zeg wie voor de business spreekt, en wie voor IT. Het gaat om "
    "kanten, "
    "en nooit om het werk van een persoon.",
    none="Er is nog niemand gezien. Lees eerst de geschiedenis van een bron, of schrijf hieronder patronen.",
    hold="Wat is vastgelegd",
    hold_counts="{business} mensen tellen voor de business, {it} voor IT; van {unknown} is de kant onbekend.",
    by_move="Per domein, groep en persoon",
    by_move_hint="Sleep iets naar een kant, of kies er een kant voor. Er wordt niets bewaard tot u opslaat.",
    columns={"business": "Business", "": "Niet vastgelegd", "it": "IT"},
    empty={"business": "Nog niemand.", "": "Niets over.", "it": "Nog niemand."},
    choice={"business": "Business", "": "Niet vastgelegd", "it": "IT", "unknown": "Geen van beide"},
    side_of="Kant van {name}",
    people_one="{n} persoon",
    people_many="{n} mensen",
    without="Geen adres bekend",
    group="Groep",
    proposed={"business": "brug zou zeggen: business", "it": "brug zou zeggen: IT"},
    of_those="{how} ({agree} van de {known} bij wie het te zien is)",
    how_sure={"sure": "bijna zeker", "quite": "vrij zeker", "perhaps": "misschien"},
    all_declared="al vastgelegd, met een groep, een naam of een ander patroon",
    some_declared="{n} zijn al vastgelegd",
    as_domain="Zoals hun domein of groep",
    no_proposal="brug ziet het niet: deze mensen doen beide, of er is te weinig gezien",
    by={
        "declared": "{side}, vastgelegd", "both": "onbekend: de patronen van beide kanten passen",
        "inferred_business": "business, {how}: vraagt, en bouwt niets",
        "inferred_it": "IT, {how}: pakt werk op, schat het of bouwt het",
        "mixed": "onbekend: vraagt in het ene project en bouwt in het andere",
        "nothing": "onbekend: er is te weinig gezien",
    },
    who="Wie dat zijn",
    left="en nog {n}: zoek op een naam",
    left_cards="{n} kleinere staan hier niet: zoek op een naam, of schrijf patronen",
    search="Zoek een persoon",
    search_go="Zoeken",
    search_all="Alles tonen",
    propose="Vul in wat brug zou zeggen",
    by_pattern="Met patronen",
    by_pattern_hint="Eén per regel. Wie bij beide kanten past, telt als onbekend.",
    patterns={
        "business_emails": "Business: mailadressen", "business_groups": "Business: groepen",
        "business_people": "Business: personen", "it_emails": "IT: mailadressen", "it_groups": "IT: groepen",
        "it_people": "IT: personen",
    },
    patterns_hint={
        "emails": "Zoals *@sales.acme.example", "groups": "Van Jira; in GitHub org/team",
        "people": "Id, naam of login in de tracker",
    },
    too_long="Regel {line} is langer dan 200 tekens.",
    too_many="Hoogstens 10.000 regels.",
    no_address="In regel {line} staat geen @, dus er past geen adres bij. Schrijf *@domein voor een heel domein.",
    preview="Als u dit opslaat",
    preview_told="{business} mensen tellen voor de business, {it} voor IT; van {unknown} is de kant onbekend.",
    preview_now="Nu: {business}, {it} en {unknown}.",
    preview_both_one="{n} persoon past bij de patronen van beide kanten, en telt als onbekend. Maak een patroon nauwer "
    "als dat niet de bedoeling is.",
    preview_both_many="{n} mensen passen bij de patronen van beide kanten, en tellen als onbekend. Maak een patroon "
    "nauwer als dat niet de bedoeling is.",
    preview_button="Tel opnieuw",
)  # fmt: skip

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
