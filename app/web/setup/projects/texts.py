"""What the pages of projects' leads, targets and budgets say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language; `units` are by the names of the API."""

    title: str
    lead: str
    none: str
    caption: str
    project: str
    leads: str
    leads_hint: str
    alerts: str
    budget: str
    nobody: str
    no_budget: str
    change: str
    look: str
    of_project: str
    budget_hint: str
    unit: str
    units: Mapping[str, str]
    amount: str
    amounts: Mapping[str, str]
    rate: str
    rate_hint: str
    baseline: str
    baseline_hint: str
    until: str
    until_hint: str
    no_amount: str
    no_day: str
    ends_early: str
    too_many: str
    from_day: str
    until_day: str
    masked: str


TEXTS = {
    "en": Texts(
        title="Projects",
        lead="Who leads each project, who else is told, and what it may cost.",
        none="No project was read yet. Read the history of a source first.",
        caption="All projects, with what they are given.",
        project="Project",
        leads="Leads",
        leads_hint="One a line. Whoever stands here with a mail address gets a message when something comes up.",
        alerts="Also told",
        budget="Budget",
        nobody="nobody",
        no_budget="none",
        change="Change",
        look="Look",
        of_project="{name}: leads, messages, budget",
        budget_hint="With it brug sees when more is needed than was agreed, and what that comes from.",
        unit="Counted in",
        units={"": "No budget", "hours": "Hours", "points": "Story points", "money": "Money"},
        amount="Amount",
        amounts={"hours": "{n} hours", "points": "{n} points", "money": "{n} of money"},
        rate="Rate",
        rate_hint="Only for money: what an hour costs.",
        baseline="Agreed on",
        baseline_hint="What came in since counts as added. Empty: from the start.",
        until="Has to last until",
        until_hint="Empty: as long as it lasts.",
        no_amount="Write a number above 0.",
        no_day="Write a day such as 2026-01-05.",
        ends_early="It ends before it starts. Look at both days.",
        too_many="At most 100 addresses.",
        from_day="from {day}",
        until_day="until {day}",
        masked="Parts that could be a secret are left out.",
    ),
    "nl": Texts(
        title="Projecten",
        lead="Wie elk project leidt, wie er nog meer bericht krijgt, en wat het mag kosten.",
        none="Er is nog geen project gelezen. Lees eerst de geschiedenis van een bron.",
        caption="Alle projecten, met wat ze hebben gekregen.",
        project="Project",
        leads="Leiders",
        leads_hint="Eén per regel. Wie hier met een mailadres staat, krijgt bericht als er iets speelt.",
        alerts="Ook bericht",
        budget="Budget",
        nobody="niemand",
        no_budget="geen",
        change="Wijzigen",
        look="Bekijken",
        of_project="{name}: leiders, berichten, budget",
        budget_hint="Hiermee ziet brug wanneer er meer nodig is dan is afgesproken, en waar dat van komt.",
        unit="Geteld in",
        units={"": "Geen budget", "hours": "Uren", "points": "Storypoints", "money": "Geld"},
        amount="Hoeveel",
        amounts={"hours": "{n} uren", "points": "{n} punten", "money": "{n} aan geld"},
        rate="Tarief",
        rate_hint="Alleen bij geld: wat een uur kost.",
        baseline="Afgesproken op",
        baseline_hint="Wat daarna kwam, telt als toegevoegd. Leeg: vanaf het begin.",
        until="Genoeg tot",
        until_hint="Leeg: zolang het duurt.",
        no_amount="Schrijf een getal boven 0.",
        no_day="Schrijf een dag zoals 2026-01-05.",
        ends_early="Het eindigt voordat het begint. Kijk naar beide dagen.",
        too_many="Hoogstens 100 adressen.",
        from_day="vanaf {day}",
        until_day="tot {day}",
        masked="Wat een geheim kan zijn is weggelaten.",
    ),
}
