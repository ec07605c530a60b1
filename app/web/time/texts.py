"""What the time machine says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ByName = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; `ended` and `outcome` are by how a commitment ended."""

    title: str
    intro: str
    honest: str
    in_one: str
    underway: str
    underway_how_far: str
    underway_again: str
    nothing: str
    choose: str
    slide: str
    go: str
    earlier: str
    later: str
    week_of: str
    in_short: str
    red_none: str
    red_one: str
    red_many: str
    caption: str
    project: str
    none: str
    not_judged: str
    left_out_one: str
    left_out_many: str
    new: str
    over: str
    new_none: str
    over_none: str
    more: str
    deadlines: str
    deadlines_intro: str
    deadlines_none: str
    one: str
    many: str
    before: str
    before_none: str
    after_one: str
    after_many: str
    ended_lead: str
    ended: ByName
    key_visible: str
    key_deadline: str
    days_before: str
    day_before: str
    days_after: str
    day_after: str
    on_the_day: str
    commitment: str
    visible: str
    by: str
    deadline: str
    working_days: str
    how_ended: str
    outcome: ByName
    axis: str
    from_to: str
    drawn_first: str
    chart: str
    chart_sentence: str
    week: str
    all: str


_ENGLISH = Texts(
    title="Time machine",
    intro="What brug would have shown you, had you looked that week. It uses only what stood in the tracker by then.",
    honest="What people decided about a finding since is left out here, and thresholds are those of today.",
    in_one="Of {n} promises with a deadline about which something was found, {before} showed it before the deadline, "
    "half of these {days} working days before or more.",
    underway="The past is being computed",
    underway_how_far="{done} of {total} projects",
    underway_again="Load again",
    nothing="There is no history to go back to yet. Run brug sync, then come back.",
    choose="Week",
    slide="Go through the weeks",
    go="Show",
    earlier="Earlier",
    later="Later",
    week_of="The week of {day}",
    in_short="{open} open, {new} new, {over} over.",
    red_none="No project needed a conversation.",
    red_one="{n} project needed a conversation.",
    red_many="{n} projects needed a conversation.",
    caption="Findings by project and symptom as they stood that week, the most troubled first.",
    project="Project",
    none="none",
    not_judged="cannot be judged",
    left_out_one="{n} more project is not shown.",
    left_out_many="{n} more projects are not shown.",
    new="New that week",
    over="Over that week",
    new_none="Nothing new.",
    over_none="Nothing ended.",
    more="and {n} more",
    deadlines="How early could you have talked?",
    deadlines_intro="For every promise with a deadline about which brug found something: when it first showed in the "
    "history, and when the deadline was. The deadline is the one that was agreed first; moving it later makes "
    "nothing look earlier.",
    deadlines_none="In this year nothing was found about a promise with a deadline.",
    one="{n} promise with a deadline had something to talk about.",
    many="{n} promises with a deadline had something to talk about.",
    before="{n} of them showed it before the deadline, half of these {days} working days before or more.",
    before_none="None of them showed it before the deadline.",
    after_one="{n} showed it only on the deadline or after it.",
    after_many="{n} showed it only on the deadline or after it.",
    ended_lead="How those ended that showed before:",
    ended={
        "late": "{n} late",
        "in_time": "{n} in time",
        "under_way": "{n} still under way",
        "undated": "{n} delivered on an unknown day",
        "sprint": "{n} in a sprint, which ends on its day in any case",
    },
    key_visible="first visible",
    key_deadline="deadline",
    days_before="{n} working days before",
    day_before="{n} working day before",
    days_after="{n} working days after",
    day_after="{n} working day after",
    on_the_day="on the day itself",
    commitment="Promise",
    visible="First visible",
    by="What showed",
    deadline="Deadline",
    working_days="Working days before",
    how_ended="How it ended",
    outcome={
        "late": "late",
        "in_time": "in time",
        "under_way": "under way",
        "undated": "delivered",
        "sprint": "sprint",
    },
    axis="Working days before the deadline",
    from_to="{visible}, deadline {deadline}",
    drawn_first="The first {shown} of {n} are drawn; {listed} stand in the table.",
    chart="Open findings, week by week",
    chart_sentence="Open now: {now}. The most in any of these weeks: {most}.",
    week="Week of",
    all="All",
)

_DUTCH = Texts(
    title="Tijdmachine",
    intro="Wat brug u had laten zien als u die week had gekeken. Het gebruikt alleen wat toen in de tracker stond.",
    honest="Wat mensen sindsdien over een bevinding besloten telt hier niet mee, en de drempels zijn die van nu.",
    in_one="Van {n} toezeggingen met een einddatum waarover iets is gevonden, was dat bij {before} te zien voor de "
    "einddatum, bij de helft hiervan {days} werkdagen ervoor of meer.",
    underway="Het verleden wordt uitgerekend",
    underway_how_far="{done} van {total} projecten",
    underway_again="Laad opnieuw",
    nothing="Er is nog geen geschiedenis om naar terug te gaan. Voer brug sync uit en kom dan terug.",
    choose="Week",
    slide="Ga door de weken",
    go="Toon",
    earlier="Eerder",
    later="Later",
    week_of="De week van {day}",
    in_short="{open} open, {new} nieuw, {over} voorbij.",
    red_none="Geen project had een gesprek nodig.",
    red_one="{n} project had een gesprek nodig.",
    red_many="{n} projecten hadden een gesprek nodig.",
    caption="Bevindingen per project en symptoom zoals ze die week stonden, de meeste zorg eerst.",
    project="Project",
    none="geen",
    not_judged="niet te beoordelen",
    left_out_one="Nog {n} project is niet getoond.",
    left_out_many="Nog {n} projecten zijn niet getoond.",
    new="Nieuw in die week",
    over="Voorbij in die week",
    new_none="Niets nieuws.",
    over_none="Er eindigde niets.",
    more="en nog {n}",
    deadlines="Hoe vroeg had u kunnen praten?",
    deadlines_intro="Van elke toezegging met een einddatum waarover brug iets vond: wanneer het voor het eerst in de "
    "geschiedenis te zien was, en wanneer de einddatum was. Dat is de datum die het eerst is afgesproken; later "
    "verschuiven laat niets vroeger lijken.",
    deadlines_none="In dit jaar is niets gevonden over een toezegging met een einddatum.",
    one="Bij {n} toezegging met een einddatum was er iets om over te praten.",
    many="Bij {n} toezeggingen met een einddatum was er iets om over te praten.",
    before="Bij {n} daarvan was dat te zien voor de einddatum, bij de helft hiervan {days} werkdagen ervoor of meer.",
    before_none="Bij geen daarvan was dat te zien voor de einddatum.",
    after_one="Bij {n} was het pas op de einddatum of daarna te zien.",
    after_many="Bij {n} was het pas op de einddatum of daarna te zien.",
    ended_lead="Hoe afliep wat ervoor te zien was:",
    ended={
        "late": "{n} te laat",
        "in_time": "{n} op tijd",
        "under_way": "{n} nog bezig",
        "undated": "{n} opgeleverd op een onbekende dag",
        "sprint": "{n} in een sprint, die hoe dan ook op zijn dag eindigt",
    },
    key_visible="voor het eerst zichtbaar",
    key_deadline="einddatum",
    days_before="{n} werkdagen ervoor",
    day_before="{n} werkdag ervoor",
    days_after="{n} werkdagen erna",
    day_after="{n} werkdag erna",
    on_the_day="op de dag zelf",
    commitment="Toezegging",
    visible="Eerst zichtbaar",
    by="Wat te zien was",
    deadline="Einddatum",
    working_days="Werkdagen ervoor",
    how_ended="Hoe het afliep",
    outcome={
        "late": "te laat",
        "in_time": "op tijd",
        "under_way": "nog bezig",
        "undated": "opgeleverd",
        "sprint": "sprint",
    },
    axis="Werkdagen voor de einddatum",
    from_to="{visible}, einddatum {deadline}",
    drawn_first="De eerste {shown} van {n} zijn getekend; {listed} staan in de tabel.",
    chart="Open bevindingen, week na week",
    chart_sentence="Nu open: {now}. Het meeste in een van deze weken: {most}.",
    week="Week van",
    all="Alle",
)

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
