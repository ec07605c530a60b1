"""What messages say, in the languages that findings come in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language; names in braces are filled in.

    `heading` and `lead` are by what happened, `role` by symptom and then side, `why` by the reason for
    which somebody gets a message.
    """

    heading: dict[str, str]
    lead: dict[str, str]
    subject_worse: str
    subject_over: str
    subject_several: str
    subject_digest: str
    subject_week: str
    severity: dict[str, str]
    symptom: dict[str, str]
    colour: dict[str, str]
    role: dict[str, dict[str, str]]
    business: str
    it: str
    talk: str
    talk_why: str
    talk_file: str
    invite: str
    invite_why: str
    see: str
    see_all: str
    more: str
    no_news: str
    portfolio: str
    standing: str
    standing_one: str
    trouble: str
    no_trouble: str
    why: dict[str, str]
    manage: str
    sample: str


_ENGLISH = Words(
    heading={"new": "New", "worse": "More serious than before", "over": "Good news: this is over"},
    lead={
        "new": "brug sees something that business and IT could look at together.",
        "worse": "This was known already, and it has become more serious.",
        "over": "brug no longer sees this. Thank you for the conversation, if there was one.",
    },
    subject_worse="More serious now: {title}",
    subject_over="Good news about {subject}: a finding is over",
    subject_several="{count} findings to look at together, first: {title}",
    subject_digest="The week of all projects: {red} red, {amber} amber, {green} green",
    subject_week="Your projects this week: {new} new, {over} over",
    severity={
        "low": "low severity",
        "medium": "medium severity",
        "high": "high severity",
        "critical": "critical severity",
    },
    symptom={"delivery": "delivery", "consultation": "consultation", "scope": "scope"},
    colour={"red": "red", "amber": "amber", "green": "green", "grey": "grey (cannot be judged)"},
    role={
        "delivery": {"business": "whoever waits for the result", "it": "whoever leads the delivery"},
        "consultation": {"business": "whoever speaks for the users", "it": "whoever decides on the solution"},
        "scope": {"business": "whoever holds the budget", "it": "whoever plans the work"},
    },
    business="A question for the business",
    it="A question for IT",
    talk="Talk for half an hour",
    talk_why="A talk between {business} and {it}.",
    talk_file="The calendar file that comes with this mail proposes {when}. Open it, invite the other, "
    "and move it as you like.",
    invite="Half an hour about {subject}: business and IT",
    invite_why="A proposal by brug, for {business} and {it}. Nobody is to blame; both hold a part of the answer.",
    see="See the evidence",
    see_all="Open brug",
    more="and {count} more",
    no_news="Nothing new came up this week, and nothing got more serious.",
    portfolio="How the projects stand",
    standing="{count} findings stand.",
    standing_one="1 finding stands.",
    trouble="To look at first",
    no_trouble="No project is red or amber.",
    why={
        "lead": "You get this because you lead this project.",
        "project": "You get this because this address is told of what concerns this project.",
        "subscription": "You get this because this address has a subscription.",
        "digest": "You get this because this address gets the week of all projects.",
    },
    manage="Change or stop these messages",
    sample="This is a sample: the project and the finding are made up.",
)

_DUTCH = Words(
    heading={"new": "Nieuw", "worse": "Ernstiger dan eerst", "over": "Goed nieuws: dit is voorbij"},
    lead={
        "new": "brug ziet iets waar business en IT samen naar kunnen kijken.",
        "worse": "Dit was al bekend, en het is ernstiger geworden.",
        "over": "brug ziet dit niet meer. Dank voor het gesprek, als dat er was.",
    },
    subject_worse="Nu ernstiger: {title}",
    subject_over="Goed nieuws over {subject}: een bevinding is voorbij",
    subject_several="{count} bevindingen om samen te bekijken, eerst: {title}",
    subject_digest="De week van alle projecten: {red} rood, {amber} oranje, {green} groen",
    subject_week="Uw projecten deze week: {new} nieuw, {over} voorbij",
    severity={"low": "ernst laag", "medium": "ernst middel", "high": "ernst hoog", "critical": "ernst kritiek"},
    symptom={"delivery": "oplevering", "consultation": "afstemming", "scope": "omvang"},
    colour={"red": "rood", "amber": "oranje", "green": "groen", "grey": "grijs (niet te beoordelen)"},
    role={
        "delivery": {"business": "wie op het resultaat wacht", "it": "wie de oplevering leidt"},
        "consultation": {"business": "wie voor de gebruikers spreekt", "it": "wie over de oplossing beslist"},
        "scope": {"business": "wie over het budget gaat", "it": "wie het werk plant"},
    },
    business="Een vraag voor de business",
    it="Een vraag voor IT",
    talk="Praat een half uur",
    talk_why="Een gesprek tussen {business} en {it}.",
    talk_file="Het agendabestand bij deze mail stelt {when} voor. Open het, nodig de ander uit en verschuif "
    "het zoals u wilt.",
    invite="Een half uur over {subject}: business en IT",
    invite_why="Een voorstel van brug, voor {business} en {it}. Niemand krijgt de schuld; beide hebben "
    "een deel van het antwoord.",
    see="Bekijk de feiten",
    see_all="Open brug",
    more="en nog {count}",
    no_news="Deze week kwam er niets nieuws bij, en niets werd ernstiger.",
    portfolio="Hoe de projecten ervoor staan",
    standing="Er staan {count} bevindingen open.",
    standing_one="Er staat 1 bevinding open.",
    trouble="Om eerst naar te kijken",
    no_trouble="Geen project is rood of oranje.",
    why={
        "lead": "U krijgt dit omdat u dit project leidt.",
        "project": "U krijgt dit omdat dit adres hoort wat dit project aangaat.",
        "subscription": "U krijgt dit omdat dit adres een abonnement heeft.",
        "digest": "U krijgt dit omdat dit adres de week van alle projecten krijgt.",
    },
    manage="Deze berichten wijzigen of stoppen",
    sample="Dit is een voorbeeld: het project en de bevinding zijn verzonnen.",
)

WORDS = {"en": _ENGLISH, "nl": _DUTCH}
