"""The projects that every organisation has, with what happens in each."""

from __future__ import annotations

from connectors.demo.plans.plan import ProjectPlan, ReleasePlan


def _with(*names: str) -> frozenset[str]:
    return frozenset(names)


R = ReleasePlan

STANDING: tuple[ProjectPlan, ...] = (
    ProjectPlan(
        "POL", "Polisadministratie", True, "points", "doel-efficient",
        (
            R("1.0", 4, 14, 26),
            R("1.1", 14, 24, 26, also=_with("planning-window")),
            R("1.2", 24, 34, 34, late=20),
            R("1.3", 38, 50, 28, growth=0.65, growth_until=0.5),
            R("2.0", 50, 62, 28, also=_with("rename")),
            R("2.1", 62, 72, 26, also=_with("bot")),
            R("2.2", 72, 84, 30),
        ),
    ),
    ProjectPlan(
        "SCH", "Schadeafhandeling", False, "hours", "doel-klant",
        (
            R("1.0", 3, 13, 26),
            R("1.1", 13, 23, 32, late=13),
            R("1.2", 26, 38, 30, also=_with("rework-bugs")),
            R("1.3", 38, 50, 30),
            R("2.0", 50, 60, 26, also=_with("net-zero-swap")),
            R("2.1", 60, 73, 42, late=45),
        ),
    ),
    ProjectPlan(
        "WEB", "Website & online afsluiten", True, "points", "doel-klant",
        (
            R("1.0", 3, 13, 26),
            R("1.1", 13, 25, 30, also=_with("bulk-edit")),
            R("1.2", 25, 37, 34, crowded_sprint=2),
            R("1.3", 37, 49, 30),
            R("2.0", 49, 61, 30, also=_with("net-zero-swap")),
            R("2.1", 61, 71, 24),
            R("2.2", 71, 83, 26, growth=0.7, growth_until=0.5),
        ),
    ),
    ProjectPlan(
        "APP", "Customer app", True, "points", "doel-klant",
        (
            R("1.0", 4, 14, 24),
            R("1.1", 14, 26, 42, late_sprints=4),
            R("1.2", 26, 38, 30),
            R("1.3", 38, 50, 30, also=_with("consulted-in-epic")),
            R("2.0", 50, 60, 24, also=_with("breakdown")),
            R("2.1", 60, 70, 32, unconsulted=True),
            R("2.2", 70, 82, 36, unconsulted=True),
        ),
    ),
    ProjectPlan(
        "DATA", "Data platform", False, "none", "doel-wetgeving",
        (
            R("1.0", 3, 15, 28),
            R("1.1", 15, 32, 46, unconsulted=True),
            R("1.2", 32, 44, 28),
            R("1.3", 44, 56, 28, growth=0.6, origin="it"),
            R("2.0", 56, 68, 28, also=_with("late-within-2-days")),
            R("2.1", 68, 80, 28),
        ),
    ),
    ProjectPlan(
        "CRM", "Relatiebeheer", True, "points", "doel-klant",
        (
            R("1.0", 4, 14, 23, also=_with("late-first-estimate")),
            R("1.1", 14, 26, 27, also=_with("consulted-in-epic")),
            R("1.2", 26, 36, 23, also=_with("rename", "net-zero-swap")),
            R("1.3", 36, 48, 27, also=_with("breakdown")),
            R("2.0", 48, 58, 23, also=_with("late-within-2-days", "bot")),
            R("2.1", 58, 70, 29, also=_with("bulk-edit", "moved-between-projects")),
            R("2.2", 70, 80, 23, also=_with("planning-window")),
        ),
    ),
    ProjectPlan(
        "FIN", "Premie & incasso", False, "hours", "doel-efficient",
        (
            R("1.0", 2, 12, 21, also=_with("planning-window")),
            R("1.1", 12, 24, 25, also=_with("net-zero-swap")),
            R("1.2", 24, 34, 21, also=_with("bulk-edit")),
            R("1.3", 34, 46, 25, also=_with("late-within-2-days")),
            R("2.0", 46, 56, 21, also=_with("rework-bugs", "breakdown")),
            R("2.1", 56, 66, 21, also=_with("rebaseline-agreed")),
            R("2.2", 66, 76, 21, also=_with("bot")),
            R("2.3", 76, 86, 21),
        ),
    ),
    ProjectPlan(
        "HR", "Medewerkersportaal", False, "none", "doel-efficient",
        (
            R("1.0", 3, 15, 23, also=_with("breakdown")),
            R("1.1", 15, 27, 23, also=_with("consulted-in-epic")),
            R("1.2", 27, 39, 23, also=_with("rework-bugs", "rename")),
            R("1.3", 39, 51, 23, also=_with("rebaseline-agreed")),
            R("2.0", 51, 63, 23, also=_with("net-zero-swap")),
            R("2.1", 63, 75, 23, also=_with("moved-between-projects", "planning-window")),
            R("2.2", 75, 87, 23),
        ),
    ),
)  # fmt: skip
