"""What the page of thresholds says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; `unit` is by kind of threshold."""

    title: str
    lead: str
    version: str
    version_default: str
    applies: str
    choose: str
    everywhere: str
    show: str
    try_: str
    try_hint: str
    nothing: str
    unit: Mapping[str, str]
    default: str
    of_all: str
    back: str
    back_to_all: str
    slider: str
    own: str
    own_more: str
    saved: str
    saved_nothing: str
    wrong_number: str
    wrong_low: str
    wrong_high: str
    wrong_ambiguous: str
    wrong_lead: str
    changed_meanwhile: str
    effect: str
    effect_hint: str
    effect_busy: str
    effect_failed: str
    effect_none: str
    more_one: str
    more_many: str
    fewer_one: str
    fewer_many: str
    kept_one: str
    kept_many: str
    regraded_one: str
    regraded_many: str
    period: str
    gained: str
    lost: str
    first_of: str
    time: str
    changes: str
    from_to: str
    save: str
    save_project: str
    discard: str
    may_not: str
    may_not_bound: str
    no_projects: str


_ENGLISH = Texts(
    title="Thresholds",
    lead="A finding appears where a figure crosses a threshold. Move one, and see at once which findings of the past "
    "year would come or go. Nothing changes before you save.",
    version="Version {version} holds since {moment}.",
    version_default="The defaults hold until you save something else.",
    applies="The next scan judges by what is saved here.",
    choose="Thresholds of",
    everywhere="all projects",
    show="Show",
    try_="Try",
    try_hint="Change a value, then try it:",
    nothing="Nothing to try on yet: no project with a history is here that you may see.",
    unit={
        "share": "%",
        "days": "working days",
        "items": "items",
        "questions": "questions",
        "times": "times",
        "changes": "changes",
    },
    default="default {value}",
    of_all="all projects: {value}",
    back="back to the default",
    back_to_all="back to that of all projects",
    slider="{name}, slider",
    own="of its own: {projects}",
    own_more="and {n} more",
    saved="Saved. The next scan judges by it.",
    saved_nothing="Nothing was different, so nothing was saved.",
    wrong_number="Write a number, such as 2.5.",
    wrong_low="Write a number above 0.",
    wrong_high="This number is too large.",
    wrong_ambiguous="Write the decimals with a point: 2.5.",
    wrong_lead="A value cannot be read. Mend it first; nothing was tried or saved.",
    changed_meanwhile="Somebody saved other thresholds while you had this page open. What holds now is shown beside "
    "yours: look at it, then save again.",
    effect="What it would change",
    effect_hint="Move a threshold to see it here.",
    effect_busy="Trying it on the past year of each project…",
    effect_failed="It could not be tried. Load the page again; if it stays so, tell whoever runs brug.",
    effect_none="No finding would come or go.",
    more_one="{n} finding more",
    more_many="{n} findings more",
    fewer_one="{n} fewer",
    fewer_many="{n} fewer",
    kept_one="{n} stays.",
    kept_many="{n} stay.",
    regraded_one="{n} of them would be graver or milder.",
    regraded_many="{n} of them would be graver or milder.",
    period="From {since} to {until}.",
    gained="Would come",
    lost="Would go",
    first_of="The latest {shown} of {n}.",
    time="{since} – {until}",
    changes="What changes",
    from_to="{before} → {after}",
    save="Save for all projects",
    save_project="Save for {project}",
    discard="Start again",
    may_not="You may try all of this. To save it, ask somebody who may administer brug.",
    may_not_bound="You may try all of this on the projects that you see. Only somebody who sees all projects and may "
    "administer brug can save it.",
    no_projects="Begin on the portfolio.",
)

_DUTCH = Texts(
    title="Drempels",
    lead="Een bevinding verschijnt waar een cijfer over een drempel gaat. Verschuif er een, en zie meteen welke "
    "bevindingen van het afgelopen jaar erbij zouden komen of weg zouden gaan. Er verandert niets voordat u opslaat.",
    version="Versie {version} geldt sinds {moment}.",
    version_default="De standaardwaarden gelden tot u iets anders opslaat.",
    applies="De volgende scan oordeelt naar wat hier is opgeslagen.",
    choose="Drempels van",
    everywhere="alle projecten",
    show="Tonen",
    try_="Proberen",
    try_hint="Verander een waarde en probeer haar:",
    nothing="Er is nog niets om op te proberen: er is geen project met een geschiedenis dat u mag zien.",
    unit={
        "share": "%",
        "days": "werkdagen",
        "items": "onderdelen",
        "questions": "vragen",
        "times": "keer",
        "changes": "wijzigingen",
    },
    default="standaard {value}",
    of_all="alle projecten: {value}",
    back="terug naar de standaard",
    back_to_all="terug naar die van alle projecten",
    slider="{name}, schuif",
    own="een eigen waarde: {projects}",
    own_more="en nog {n}",
    saved="Opgeslagen. De volgende scan oordeelt ernaar.",
    saved_nothing="Er was niets anders, dus er is niets opgeslagen.",
    wrong_number="Schrijf een getal, zoals 2,5.",
    wrong_low="Schrijf een getal boven 0.",
    wrong_high="Dit getal is te groot.",
    wrong_ambiguous="Schrijf de decimalen met een komma: 2,5.",
    wrong_lead="Een waarde is niet te lezen. Verbeter haar eerst; er is niets geprobeerd of opgeslagen.",
    changed_meanwhile="Iemand sloeg andere drempels op terwijl u deze pagina open had. Wat nu geldt, staat naast uw "
    "waarden: kijk ernaar, en sla dan opnieuw op.",
    effect="Wat het zou veranderen",
    effect_hint="Verschuif een drempel om het hier te zien.",
    effect_busy="Wordt geprobeerd op het afgelopen jaar van elk project…",
    effect_failed="Het kon niet worden geprobeerd. Laad de pagina opnieuw; blijft het zo, zeg het dan aan wie brug "
    "beheert.",
    effect_none="Er zou geen bevinding bijkomen of weggaan.",
    more_one="{n} bevinding erbij",
    more_many="{n} bevindingen erbij",
    fewer_one="{n} weg",
    fewer_many="{n} weg",
    kept_one="{n} blijft.",
    kept_many="{n} blijven.",
    regraded_one="{n} daarvan zou ernstiger of milder zijn.",
    regraded_many="{n} daarvan zouden ernstiger of milder zijn.",
    period="Van {since} tot {until}.",
    gained="Zouden erbij komen",
    lost="Zouden weggaan",
    first_of="De laatste {shown} van {n}.",
    time="{since} – {until}",
    changes="Wat verandert",
    from_to="{before} → {after}",
    save="Opslaan voor alle projecten",
    save_project="Opslaan voor {project}",
    discard="Opnieuw beginnen",
    may_not="U mag dit allemaal proberen. Vraag iemand die brug mag beheren om het op te slaan.",
    may_not_bound="U mag dit allemaal proberen op de projecten die u ziet. Alleen wie alle projecten ziet en brug mag "
    "beheren, kan het opslaan.",
    no_projects="Begin op de portefeuille.",
)

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
