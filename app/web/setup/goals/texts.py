"""What the page of goals says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language."""

    title: str
    lead: str
    none: str
    goal: str
    new_goal: str
    name: str
    name_hint: str
    name_wrong: str
    name_twice: str
    source: str
    everybody: str
    source_wrong: str
    labels: str
    epics: str
    epics_hint: str
    commitments: str
    commitments_hint: str
    maintenance: str
    maintenance_short: str
    remove: str
    more: str
    too_long: str


TEXTS = {
    "en": Texts(
        title="Goals",
        lead="The lines of your shared strategy, and how work that serves them is marked in the tracker. brug then "
        "sees "
        "which work serves none of them.",
        none="No goal is declared yet.",
        goal="Goal {n}",
        new_goal="New goal",
        name="Name",
        name_hint="As both sides call it, such as Self-service for customers.",
        name_wrong="Give the goal a name of at most 200 characters.",
        name_twice="There is a goal of this name above. Give it another, or leave one out.",
        source="For",
        everybody="All sources",
        source_wrong="There is no source of this name any more. Choose another.",
        labels="Labels",
        epics="Epics",
        epics_hint="By key, such as CRM-12",
        commitments="Releases, sprints, milestones",
        commitments_hint="By name or id",
        maintenance="Maintenance: work under it needs no consultation",
        maintenance_short="maintenance",
        remove="Leave this goal out",
        more="One more goal",
        too_long="Line {line} is longer than 200 characters.",
    ),
    "nl": Texts(
        title="Doelen",
        lead="De regels van uw gedeelde strategie, en hoe werk dat ze dient in de tracker te herkennen is. Dan ziet "
        "brug "
        "welk werk er geen dient.",
        none="Er is nog geen doel vastgelegd.",
        goal="Doel {n}",
        new_goal="Nieuw doel",
        name="Naam",
        name_hint="Zoals beide kanten het noemen, bijvoorbeeld Klanten regelen het zelf.",
        name_wrong="Geef het doel een naam van hoogstens 200 tekens.",
        name_twice="Hierboven staat al een doel met deze naam. Geef het een andere, of laat er een weg.",
        source="Voor",
        everybody="Alle bronnen",
        source_wrong="Er is geen bron meer met deze naam. Kies een andere.",
        labels="Labels",
        epics="Epics",
        epics_hint="Met sleutel, zoals CRM-12",
        commitments="Releases, sprints, mijlpalen",
        commitments_hint="Met naam of id",
        maintenance="Onderhoud: werk hieronder vraagt geen afstemming",
        maintenance_short="onderhoud",
        remove="Laat dit doel weg",
        more="Nog een doel",
        too_long="Regel {line} is langer dan 200 tekens.",
    ),
}
