"""What all pages of setting up say, and the checklist with which it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; mappings are by the names of pages and of steps."""

    title: str
    ways: str
    lead: str
    lead_done: str
    file: str
    steps: str
    done: str
    next: str
    to_do: str
    names: Mapping[str, str]
    step: Mapping[str, str]
    why: Mapping[str, str]
    go: Mapping[str, str]
    read_only: str
    not_yours: str
    save: str
    saved: str
    cancel: str
    wrong: str
    wrong_title: str
    changed: str
    changed_see: str
    one_a_line: str
    too_long: str
    no_target: str
    targets_hint: str
    scan_now: str
    scan_hint: str
    sync_now: str
    optional: str


_ENGLISH = Texts(
    title="Set up",
    ways="Parts of setting up",
    lead="A few steps, and brug knows what to look at and for whom.",
    lead_done="All is set up. Change anything here when things change.",
    file="If somebody also keeps a brug.toml: applying it replaces what is set here. Use one of the two.",
    steps="Steps",
    done="done",
    next="next",
    to_do="to do",
    names={
        "overview": "Overview", "sources": "Sources", "sides": "Sides", "goals": "Goals", "projects": "Projects",
        "alerts": "Alerts",
    },
    step={
        "source": "Connect a source",
        "sync": "Read its history",
        "sides": "Say who speaks for the business, and who for IT",
        "scan": "Scan",
        "goals": "Name the goals of your strategy",
        "budgets": "Give projects their budgets",
        "leads": "Say who leads each project",
        "alerts": "Choose who is told of what",
    },
    why={
        "source": "A Jira site or a GitHub owner, or a simulated organisation to look around in.",
        "sync": "The first time takes longest. It may be stopped, and goes on where it was.",
        "sides": "Without it brug infers the sides from what people do, and is less sure.",
        "scan": "This judges every project. After that a schedule does it each week.",
        "goals": "Then brug sees which work serves no goal.",
        "budgets": "Then brug sees when a budget will not last.",
        "leads": "They get a message when something comes up in their project.",
        "alerts": "Quiet hours, the weekly overview, and others who want to know.",
    },
    go={
        "source": "Add a source", "sync": "To the sources", "sides": "To the sides", "scan": "Scan now",
        "goals": "To the goals", "budgets": "To the projects", "leads": "To the projects", "alerts": "To the alerts",
    },
    read_only="You can look at this. To change it you need the scope “admin”: ask whoever runs brug.",
    not_yours="This belongs to the whole organisation, and you see some of its projects. Ask whoever runs brug.",
    save="Save",
    saved="Saved.",
    cancel="Cancel",
    wrong="Nothing is saved yet. Look at what is marked below.",
    wrong_title="Not saved",
    changed="Somebody else changed this while you were busy, so nothing is saved yet. What you typed is still here. "
    "Save again to replace what they wrote.",
    changed_see="See what stands there now (in a new page; what you typed is not taken along)",
    one_a_line="One a line.",
    too_long="Line {line} is longer than 200 characters.",
    no_target="Line {line} is no address that messages can go to. Write a mail address, slack://…, workflows://… "
    "(Teams), webhooks://…, or env:NAME where it stands.",
    targets_hint="One a line: mail addresses, slack://…, workflows://… (Teams), webhooks://…?secret=…, or env:NAME "
    "where the address stands.",
    scan_now="Scan now",
    scan_hint="The next scan goes by this.",
    sync_now="Sync now",
    optional="optional",
)  # fmt: skip

_DUTCH = Texts(
    title="Instellen",
    ways="Onderdelen van instellen",
    lead="Een paar stappen, en brug weet waar het naar moet kijken en voor wie.",
    lead_done="Alles is ingesteld. Pas hier aan wat er verandert.",
    file="Houdt iemand ook een brug.toml bij? Wie die toepast, vervangt wat hier staat. Gebruik een van de twee.",
    steps="Stappen",
    done="gedaan",
    next="nu",
    to_do="nog te doen",
    names={
        "overview": "Overzicht", "sources": "Bronnen", "sides": "Kanten", "goals": "Doelen", "projects": "Projecten",
        "alerts": "Meldingen",
    },
    step={
        "source": "Verbind een bron",
        "sync": "Lees de geschiedenis",
        "sides": "Zeg wie voor de business spreekt, en wie voor IT",
        "scan": "Scan",
        "goals": "Noem de doelen van uw strategie",
        "budgets": "Geef projecten hun budget",
        "leads": "Zeg wie elk project leidt",
        "alerts": "Kies wie wat te horen krijgt",
    },
    why={
        "source": "Een Jira-site of een GitHub-eigenaar, of een gesimuleerde organisatie om rond te kijken.",
        "sync": "De eerste keer duurt het langst. Het mag gestopt worden en gaat verder waar het was.",
        "sides": "Zonder dit leidt brug de kanten af uit wat mensen doen, en is het minder zeker.",
        "scan": "Dit beoordeelt elk project. Daarna doet een rooster het elke week.",
        "goals": "Dan ziet brug welk werk geen doel dient.",
        "budgets": "Dan ziet brug wanneer een budget niet genoeg is.",
        "leads": "Zij krijgen bericht als er iets speelt in hun project.",
        "alerts": "Stille uren, het weekoverzicht, en anderen die het willen weten.",
    },
    go={
        "source": "Bron toevoegen", "sync": "Naar de bronnen", "sides": "Naar de kanten", "scan": "Nu scannen",
        "goals": "Naar de doelen", "budgets": "Naar de projecten", "leads": "Naar de projecten",
        "alerts": "Naar de meldingen",
    },
    read_only="U kunt dit bekijken. Om het te wijzigen is het recht “admin” nodig: vraag het aan wie brug beheert.",
    not_yours="Dit is van de hele organisatie, en u ziet een deel van de projecten. Vraag het aan wie brug beheert.",
    save="Opslaan",
    saved="Opgeslagen.",
    cancel="Annuleren",
    wrong="Er is nog niets opgeslagen. Kijk naar wat hieronder is aangegeven.",
    wrong_title="Niet opgeslagen",
    changed="Iemand anders heeft dit gewijzigd terwijl u bezig was; er is nog niets opgeslagen. Wat u typte staat er "
    "nog. Sla opnieuw op om te vervangen wat de ander schreef.",
    changed_see="Bekijk wat er nu staat (op een nieuwe pagina; wat u typte gaat niet mee)",
    one_a_line="Eén per regel.",
    too_long="Regel {line} is langer dan 200 tekens.",
    no_target="Regel {line} is geen adres waar berichten heen kunnen. Schrijf een mailadres, slack://…, workflows://… "
    "(Teams), webhooks://…, of env:NAAM waar het adres staat.",
    targets_hint="Eén per regel: mailadressen, slack://…, workflows://… (Teams), webhooks://…?secret=…, of env:NAAM "
    "waar het adres staat.",
    scan_now="Nu scannen",
    scan_hint="De volgende scan gaat hiervan uit.",
    sync_now="Nu lezen",
    optional="mag leeg",
)  # fmt: skip

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
