"""What the page of a project says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; `series` are those of the charts."""

    history: str
    no_history: str
    in_tracker: str
    findings: str
    findings_none: str
    findings_unjudged: str
    findings_more: str
    talk: str
    business: str
    it: str
    promises: str
    promises_intro: str
    promises_none: str
    promises_more: str
    agreed_due: str
    present_due: str
    delivered: str
    today: str
    due: str
    was: str
    late_one: str
    late_many: str
    early_one: str
    early_many: str
    no_date: str
    promise: str
    state: str
    start: str
    members: str
    added: str
    removed: str
    scope: str
    scope_of: str
    scope_choose: str
    scope_show: str
    scope_none: str
    scope_sentence: str
    scope_click: str
    additions: str
    additions_none: str
    additions_first: str
    came: str
    issue: str
    origin: str
    made_by: str
    day: str
    done: str
    agreed: str
    voices: str
    voices_intro: str
    voices_sentence: str
    voices_none: str
    week: str
    budget: str
    budget_sentence: str
    budget_forecast: str
    budget_over: str
    budget_unknown: str
    budget_none: str
    budget_why: str
    budget_here: str
    budget_how: str
    spent: str
    earned: str
    forecast: str
    between: str
    coverage: str
    coverage_intro: str
    coverage_none: str
    coverage_whole: str
    coverage_all: str
    detector: str
    judged: str
    cannot: str
    why: str
    helps: str
    helps_nothing: str
    set_aside_one: str
    set_aside_many: str
    series: Mapping[str, str]


_ENGLISH = Texts(
    history="{issues} issues, {changes} changes and {comments} comments, from {first} to {last}",
    no_history="Nothing was read of this project yet. Run brug sync.",
    in_tracker="Open in the tracker",
    findings="What was found",
    findings_none="Nothing found.",
    findings_unjudged="Cannot be judged; see below why.",
    findings_more="The gravest {shown} of {n} are shown.",
    talk="Who should talk, and about what",
    business="Ask the business",
    it="Ask IT",
    promises="What was promised",
    promises_intro="Releases and milestones that are under way, or ended in the last 13 weeks.",
    promises_none="No release, sprint or milestone with a date. Plan in versions or sprints (Jira) or milestones "
    "(GitHub), and their dates show here.",
    promises_more="{n} more stand in the table.",
    agreed_due="agreed date",
    present_due="present date",
    delivered="delivered",
    today="today",
    due="due {day}",
    was="agreed {day}",
    late_one="{n} day later",
    late_many="{n} days later",
    early_one="{n} day earlier",
    early_many="{n} days earlier",
    no_date="no date",
    promise="Commitment",
    state="State",
    start="Start",
    members="Items",
    added="Added",
    removed="Removed",
    scope="What came in, day by day",
    scope_of="Scope of {name}",
    scope_choose="Show the scope of",
    scope_show="Show",
    scope_none="Nothing was agreed yet that could grow: brug takes what stands in a commitment when it starts.",
    scope_sentence="{agreed} items were agreed. Since then {added} came in and {removed} went out; {done} are done.",
    scope_click="Each circle is a day on which something came in: choose it to see what.",
    additions="What came in",
    additions_none="Nothing came in since it was agreed.",
    additions_first="The last {shown} of {n} are shown.",
    came="Came in",
    issue="Issue",
    origin="Origin",
    made_by="Written by",
    day="Day",
    done="Done",
    agreed="Agreed",
    voices="Who speaks",
    voices_intro="Comments in each of the last 26 weeks, by side. brug counts sides, never people.",
    voices_sentence="In 26 weeks the business wrote {business} comments and IT {it}.",
    voices_none="Nobody commented in the last 26 weeks.",
    week="Week of",
    budget="Budget",
    budget_sentence="{spent} of {amount} {unit} are spent, as of {day}.",
    budget_forecast="At this pace the work takes {forecast} {unit}; four of five forecasts lie between {low} and "
    "{high}.",
    budget_over="That is {over} {unit} over the budget.",
    budget_unknown="There is no forecast: {because}.",
    budget_none="No budget is declared for this project.",
    budget_why="With one brug shows what is spent, earned and to be expected.",
    budget_here="Declare a budget",
    budget_how="Or in brug.toml",
    spent="Spent",
    earned="Earned",
    forecast="Forecast",
    between="Between",
    coverage="What cannot be judged",
    coverage_intro="What a detector cannot see, it does not call good.",
    coverage_whole="Judged without a gap:",
    coverage_all="Nothing is missing. Judged without a gap:",
    coverage_none="This project was not scanned yet. Run brug scan.",
    detector="Detector",
    judged="Judged",
    cannot="Cannot judge",
    why="Why not",
    helps="What helps",
    helps_nothing="nothing to do",
    set_aside_one="{n} record of the tracker could not be read and counts in nothing here; brug doctor says why.",
    set_aside_many="{n} records of the tracker could not be read and count in nothing here; brug doctor says why.",
    series={
        "agreed": "Agreed",
        "done": "Done",
        "removed": "Removed",
        "mark": "Came in",
        "spent": "Spent",
        "earned": "Earned",
        "forecast": "Forecast",
        "interval": "Likely range",
        "budget": "Budget",
    },
)

_DUTCH = Texts(
    history="{issues} items, {changes} wijzigingen en {comments} reacties, van {first} tot {last}",
    no_history="Van dit project is nog niets gelezen. Voer brug sync uit.",
    in_tracker="Open in de tracker",
    findings="Wat er gevonden is",
    findings_none="Niets gevonden.",
    findings_unjudged="Niet te beoordelen; hieronder staat waarom.",
    findings_more="De ernstigste {shown} van {n} worden getoond.",
    talk="Wie met elkaar moeten praten, en waarover",
    business="Vraag de business",
    it="Vraag IT",
    promises="Wat er beloofd is",
    promises_intro="Releases en mijlpalen die bezig zijn, of in de laatste 13 weken eindigden.",
    promises_none="Geen release, sprint of mijlpaal met een datum. Plan in versies of sprints (Jira) of mijlpalen "
    "(GitHub), dan staan hun data hier.",
    promises_more="Nog {n} staan in de tabel.",
    agreed_due="afgesproken datum",
    present_due="huidige datum",
    delivered="opgeleverd",
    today="vandaag",
    due="klaar op {day}",
    was="afgesproken {day}",
    late_one="{n} dag later",
    late_many="{n} dagen later",
    early_one="{n} dag eerder",
    early_many="{n} dagen eerder",
    no_date="geen datum",
    promise="Toezegging",
    state="Staat",
    start="Begin",
    members="Onderdelen",
    added="Erbij",
    removed="Eraf",
    scope="Wat erbij kwam, dag voor dag",
    scope_of="Omvang van {name}",
    scope_choose="Toon de omvang van",
    scope_show="Toon",
    scope_none="Er is nog niets afgesproken dat kan groeien: brug neemt wat in een toezegging staat als die begint.",
    scope_sentence="Er waren {agreed} onderdelen afgesproken. Sindsdien kwamen er {added} bij en gingen er {removed} "
    "af; {done} zijn klaar.",
    scope_click="Elke cirkel is een dag waarop iets erbij kwam: kies hem om te zien wat.",
    additions="Wat erbij kwam",
    additions_none="Er kwam niets bij sinds de afspraak.",
    additions_first="De laatste {shown} van {n} worden getoond.",
    came="Kwam erbij",
    issue="Item",
    origin="Herkomst",
    made_by="Geschreven door",
    day="Dag",
    done="Klaar",
    agreed="Afgesproken",
    voices="Wie er spreekt",
    voices_intro="Reacties in elk van de laatste 26 weken, per kant. brug telt kanten, nooit mensen.",
    voices_sentence="In 26 weken schreef de business {business} reacties en IT {it}.",
    voices_none="Niemand reageerde in de laatste 26 weken.",
    week="Week van",
    budget="Budget",
    budget_sentence="Op {day} zijn {spent} van {amount} {unit} besteed.",
    budget_forecast="In dit tempo kost het werk {forecast} {unit}; vier van de vijf voorspellingen liggen tussen "
    "{low} en {high}.",
    budget_over="Dat is {over} {unit} boven het budget.",
    budget_unknown="Er is geen voorspelling: {because}.",
    budget_none="Voor dit project is geen budget vastgelegd.",
    budget_why="Met een budget toont brug wat besteed, verdiend en te verwachten is.",
    budget_here="Een budget vastleggen",
    budget_how="Of in brug.toml",
    spent="Besteed",
    earned="Verdiend",
    forecast="Verwacht",
    between="Tussen",
    coverage="Wat niet te beoordelen is",
    coverage_intro="Wat een detector niet kan zien, noemt hij niet goed.",
    coverage_whole="Zonder gat beoordeeld:",
    coverage_all="Er ontbreekt niets. Zonder gat beoordeeld:",
    coverage_none="Dit project is nog niet gescand. Voer brug scan uit.",
    detector="Detector",
    judged="Beoordeeld",
    cannot="Niet te beoordelen",
    why="Waarom niet",
    helps="Wat helpt",
    helps_nothing="niets te doen",
    set_aside_one="{n} record van de tracker was niet te lezen en telt hier nergens mee; brug doctor zegt waarom.",
    set_aside_many="{n} records van de tracker waren niet te lezen en tellen hier nergens mee; brug doctor zegt "
    "waarom.",
    series={
        "agreed": "Afgesproken",
        "done": "Klaar",
        "removed": "Eraf",
        "mark": "Kwam erbij",
        "spent": "Besteed",
        "earned": "Verdiend",
        "forecast": "Verwacht",
        "interval": "Waarschijnlijk tussen",
        "budget": "Budget",
    },
)

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
