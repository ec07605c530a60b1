"""What the portfolio says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    title: str
    lead_none: str
    lead_one: str
    lead_many: str
    projects_one: str
    projects_many: str
    search: str
    search_hint: str
    by_colour: str
    all: str
    caption: str
    project: str
    none: str
    not_judged: str
    judged: str
    findings_one: str
    findings_many: str
    trend: str
    trend_of: str
    nothing_found: str
    pages: str
    page_of: str
    before: str
    after: str
    new: str
    new_one: str
    new_many: str
    new_none: str
    others_one: str
    others_many: str
    over: str
    over_one: str
    over_many: str
    over_none: str
    over_since: str
    found: str
    found_none: str
    found_first: str
    begin: str
    begin_lead: str
    done: str
    source: str
    source_how: str
    source_demo: str
    sync: str
    sync_how: str
    scan: str
    scan_how: str
    sides: str
    sides_why: str
    sides_how: str
    in_browser: str
    sides_in_browser: str
    nothing_seen: str


_ENGLISH = Texts(
    title="Portfolio",
    lead_none="No project needs a conversation now.",
    lead_one="{n} project needs a conversation now.",
    lead_many="{n} projects need a conversation now.",
    projects_one="{n} project",
    projects_many="{n} projects",
    search="Search projects and findings",
    search_hint="A name, an issue, a word",
    by_colour="Projects by colour",
    all="All",
    caption="Open findings by project and symptom, the most troubled first: how many, how grave the worst is, since "
    "when. The bars count them in each of the last 12 weeks. Where there are none, a share tells what could be judged.",
    project="Project",
    none="none",
    not_judged="cannot be judged",
    judged="{share} judged",
    findings_one="{n} finding",
    findings_many="{n} findings",
    trend="12 weeks",
    trend_of="{first} twelve weeks ago, {last} now",
    nothing_found="No project fits. Try another word, or show all.",
    pages="Pages of the list",
    page_of="Page {page} of {pages}",
    before="Previous",
    after="Next",
    new="Newest",
    new_one="{n} became visible in the last week.",
    new_many="{n} became visible in the last week.",
    new_none="Nothing new in the last week. These came last:",
    others_one="{n} more is open: look in its project above.",
    others_many="{n} more are open: look in their projects above.",
    over="Got better",
    over_one="{n} is over since last week.",
    over_many="{n} are over since last week.",
    over_none="Nothing ended in the last week. These ended last:",
    over_since="over since {day}",
    found="Findings with “{q}”",
    found_none="No open finding holds this text.",
    found_first="The gravest {shown} of {n}.",
    begin="Begin here",
    begin_lead="brug reads the history that Jira or GitHub already holds. A few steps, and this page fills itself.",
    done="done",
    source="Connect a source",
    source_how="Write brug.toml with your Jira site or GitHub owner, then apply it:",
    source_demo="Or look around in a simulated organisation first:",
    sync="Read its history",
    sync_how="The first time takes longest; it may be stopped and goes on where it was.",
    scan="Scan",
    scan_how="This judges every project. After that a schedule does it each week.",
    sides="Say who speaks for the business, and who for IT",
    sides_why="brug guesses now from what people do, and is less sure. Declare both in brug.toml, then apply it and "
    "scan again:",
    sides_how="By e-mail addresses, groups or people.",
    in_browser="Set up in the browser",
    sides_in_browser="Choose the sides in the browser",
    nothing_seen="There is no project that you may see here. Ask whoever runs brug.",
)

_DUTCH = Texts(
    title="Portefeuille",
    lead_none="Geen project heeft nu een gesprek nodig.",
    lead_one="{n} project heeft nu een gesprek nodig.",
    lead_many="{n} projecten hebben nu een gesprek nodig.",
    projects_one="{n} project",
    projects_many="{n} projecten",
    search="Zoek in projecten en bevindingen",
    search_hint="Een naam, een item, een woord",
    by_colour="Projecten naar kleur",
    all="Alle",
    caption="Open bevindingen per project en symptoom, de meeste zorg eerst: hoeveel, hoe ernstig de ergste, sinds "
    "wanneer. De staven tellen ze in elk van de laatste 12 weken. Waar er geen is, ziet u hoeveel te beoordelen was.",
    project="Project",
    none="geen",
    not_judged="niet te beoordelen",
    judged="{share} beoordeeld",
    findings_one="{n} bevinding",
    findings_many="{n} bevindingen",
    trend="12 weken",
    trend_of="{first} twaalf weken geleden, {last} nu",
    nothing_found="Geen project past hierbij. Probeer een ander woord, of toon alles.",
    pages="Pagina’s van de lijst",
    page_of="Pagina {page} van {pages}",
    before="Vorige",
    after="Volgende",
    new="Nieuwste",
    new_one="{n} werd zichtbaar in de afgelopen week.",
    new_many="{n} werden zichtbaar in de afgelopen week.",
    new_none="Niets nieuws in de afgelopen week. Deze kwamen het laatst:",
    others_one="Er staat nog {n} open: kijk bij het project hierboven.",
    others_many="Er staan er nog {n} open: kijk bij de projecten hierboven.",
    over="Verbeterd",
    over_one="{n} is voorbij sinds vorige week.",
    over_many="{n} zijn voorbij sinds vorige week.",
    over_none="Er eindigde niets in de afgelopen week. Deze eindigden het laatst:",
    over_since="voorbij sinds {day}",
    found="Bevindingen met “{q}”",
    found_none="Geen open bevinding bevat deze tekst.",
    found_first="De ernstigste {shown} van {n}.",
    begin="Begin hier",
    begin_lead="brug leest de geschiedenis die al in Jira of GitHub staat. Een paar stappen, en deze pagina vult "
    "zichzelf.",
    done="gedaan",
    source="Verbind een bron",
    source_how="Schrijf brug.toml met uw Jira-site of GitHub-eigenaar, en pas het toe:",
    source_demo="Of kijk eerst rond in een gesimuleerde organisatie:",
    sync="Lees de geschiedenis",
    sync_how="De eerste keer duurt het langst; het mag gestopt worden en gaat verder waar het was.",
    scan="Scan",
    scan_how="Dit beoordeelt elk project. Daarna doet een rooster het elke week.",
    sides="Zeg wie voor de business spreekt, en wie voor IT",
    sides_why="brug leidt het nu af uit wat mensen doen, en is minder zeker. Leg beide vast in brug.toml, pas het toe "
    "en scan opnieuw:",
    sides_how="Met e-mailadressen, groepen of personen.",
    in_browser="Instellen in de browser",
    sides_in_browser="Kies de kanten in de browser",
    nothing_seen="Er is geen project dat u hier mag zien. Vraag het aan wie brug beheert.",
)

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
