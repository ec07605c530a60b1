"""What the weekly report says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; `steps` is by what was decided."""

    title: str
    week: str
    period: str
    as_of: str
    not_over: str
    no_scan: str
    never: str
    never_yet: str
    first_week: str
    to_first: str
    to_portfolio: str
    bound_one: str
    bound_many: str
    weeks: str
    before: str
    after: str
    print_: str
    print_hint: str
    status: str
    colour: str
    projects: str
    week_before: str
    same: str
    more: str
    fewer: str
    not_compared: str
    new_one: str
    new_many: str
    over_one: str
    over_many: str
    trend: str
    trend_intro: str
    trend_of: str
    week_of: str
    talks: str
    talks_none: str
    talks_more_one: str
    talks_more_many: str
    is_new: str
    is_graver: str
    is_milder: str
    others_one: str
    others_many: str
    business: str
    it: str
    watched: str
    names_more: str
    better: str
    better_none: str
    was_over: str
    became: str
    line_more_one: str
    line_more_many: str
    agreed: str
    agreed_none: str
    agreed_on: str
    steps: Mapping[str, str]
    until: str
    coverage: str
    coverage_all: str
    coverage_because: str
    coverage_grey_one: str
    coverage_grey_many: str
    coverage_none: str


_ENGLISH = Texts(
    title="Weekly report",
    week="Week {week}",
    period="{since} – {until}",
    as_of="As the scan of {moment} left it.",
    not_over="This week is not over yet.",
    no_scan="There was no scan in this week: everything is as the scan of {moment} left it.",
    never="There was no scan by this week, so there is nothing to report.",
    never_yet="Nothing was scanned yet.",
    first_week="The first scan was in week {week}.",
    to_first="Go there",
    to_portfolio="To the portfolio",
    bound_one="This report is of the {n} project that you may see.",
    bound_many="This report is of the {n} projects that you may see.",
    weeks="Weeks",
    before="Previous week",
    after="Next week",
    print_="Print or save as PDF",
    print_hint="For a PDF, print this page and choose “save as PDF”: it fits one sheet of A4.",
    status="Projects",
    colour="Status of projects",
    projects="Projects",
    week_before="Against last week",
    same="No project changed its colour since last week.",
    more="{n} more",
    fewer="{n} fewer",
    not_compared="There was no scan before this week. What stood last week is read from history.",
    new_one="{n} finding is new",
    new_many="{n} findings are new",
    over_one="{n} is over",
    over_many="{n} are over",
    trend="Open findings",
    trend_intro="At the end of each of the last 12 weeks; below it the week’s number.",
    trend_of="Open findings: {first} in week {week}, {last} in week {last_week}.",
    week_of="Week",
    talks="Projects that need a conversation",
    talks_none="No project needs a conversation now.",
    talks_more_one="{n} more project is red.",
    talks_more_many="{n} more projects are red.",
    is_new="new this week",
    is_graver="graver: was {before}",
    is_milder="milder: was {before}",
    others_one="{n} more finding",
    others_many="{n} more findings",
    business="Ask the business",
    it="Ask IT",
    watched="Keep an eye on",
    names_more="and {n} more",
    better="What got better",
    better_none="Nothing ended this week.",
    was_over="over",
    became="{before} → {after}",
    line_more_one="and {n} more",
    line_more_many="and {n} more",
    agreed="What was agreed",
    agreed_none="Nothing was written down of a conversation this week.",
    agreed_on="{what} on {day}",
    steps={
        "note": "Agreed",
        "acknowledged": "Acknowledged",
        "dismissed": "Dismissed",
        "resolved": "Called over",
        "reopened": "Reopened",
    },
    until="until {day}",
    coverage="{share} of what brug looked at could be judged ({judged} of {all}).",
    coverage_all="Everything that brug looked at could be judged ({judged}).",
    coverage_because="Most often missing: {because}.",
    coverage_grey_one="Of {n} project nothing could be judged.",
    coverage_grey_many="Of {n} projects nothing could be judged.",
    coverage_none="Nothing could be judged.",
)

_DUTCH = Texts(
    title="Weekrapport",
    week="Week {week}",
    period="{since} – {until}",
    as_of="Zoals de scan van {moment} het achterliet.",
    not_over="Deze week is nog niet voorbij.",
    no_scan="In deze week was er geen scan: alles is zoals de scan van {moment} het achterliet.",
    never="Tot en met deze week was er geen scan, dus er is niets te melden.",
    never_yet="Er is nog niets gescand.",
    first_week="De eerste scan was in week {week}.",
    to_first="Ga daarheen",
    to_portfolio="Naar de portefeuille",
    bound_one="Dit rapport gaat over het {n} project dat u mag zien.",
    bound_many="Dit rapport gaat over de {n} projecten die u mag zien.",
    weeks="Weken",
    before="Vorige week",
    after="Volgende week",
    print_="Afdrukken of opslaan als PDF",
    print_hint="Druk voor een PDF deze pagina af en kies “opslaan als PDF”: zij past op één vel A4.",
    status="Projecten",
    colour="Status van projecten",
    projects="Projecten",
    week_before="Tegenover vorige week",
    same="Geen project kreeg een andere kleur sinds vorige week.",
    more="{n} meer",
    fewer="{n} minder",
    not_compared="Voor deze week was er geen scan. Wat er vorige week stond, is uit de geschiedenis gelezen.",
    new_one="{n} bevinding is nieuw",
    new_many="{n} bevindingen zijn nieuw",
    over_one="{n} is voorbij",
    over_many="{n} zijn voorbij",
    trend="Open bevindingen",
    trend_intro="Aan het eind van elk van de laatste 12 weken; eronder het nummer van de week.",
    trend_of="Open bevindingen: {first} in week {week}, {last} in week {last_week}.",
    week_of="Week",
    talks="Projecten die een gesprek nodig hebben",
    talks_none="Geen project heeft nu een gesprek nodig.",
    talks_more_one="Nog {n} project is rood.",
    talks_more_many="Nog {n} projecten zijn rood.",
    is_new="nieuw deze week",
    is_graver="ernstiger: was {before}",
    is_milder="milder: was {before}",
    others_one="nog {n} bevinding",
    others_many="nog {n} bevindingen",
    business="Vraag de business",
    it="Vraag IT",
    watched="In het oog houden",
    names_more="en nog {n}",
    better="Wat beter werd",
    better_none="Er eindigde deze week niets.",
    was_over="voorbij",
    became="{before} → {after}",
    line_more_one="en nog {n}",
    line_more_many="en nog {n}",
    agreed="Wat is afgesproken",
    agreed_none="Van gesprekken is deze week niets opgeschreven.",
    agreed_on="{what} op {day}",
    steps={
        "note": "Afgesproken",
        "acknowledged": "Erkend",
        "dismissed": "Afgewezen",
        "resolved": "Voorbij genoemd",
        "reopened": "Heropend",
    },
    until="tot {day}",
    coverage="{share} van wat brug bekeek, kon worden beoordeeld ({judged} van {all}).",
    coverage_all="Alles wat brug bekeek, kon worden beoordeeld ({judged}).",
    coverage_because="Wat het vaakst ontbreekt: {because}.",
    coverage_grey_one="Van {n} project kon niets worden beoordeeld.",
    coverage_grey_many="Van {n} projecten kon niets worden beoordeeld.",
    coverage_none="Er kon niets worden beoordeeld.",
)

TEXTS = {"en": _ENGLISH, "nl": _DUTCH}
