"""What is declared about the simulated organisation: the text of its `brug.toml`."""

from __future__ import annotations

from datetime import date

from connectors.demo.budgets import budget
from connectors.demo.goals import GOALS, UPKEEP
from connectors.demo.organisation import SimulatedProject, organisation
from connectors.demo.people import BUSINESS_GROUP, DEPARTMENTS, DOMAIN, IT_GROUP


def declaration(anchor: date, seed: int = 1) -> str:
    """The `brug.toml` of the simulated organisation of a seed, whose history ends at an anchor."""
    which = f"?seed={seed}" if seed != 1 else ""
    emails = ", ".join(f'"*@{department}.{DOMAIN}"' for department in DEPARTMENTS)
    parts = [
        f'[[sources]]\nname = "demo"\nkind = "demo"\nurl = "demo:{anchor}{which}"',
        f'[sides.business]\nemails = [{emails}]\ngroups = ["{BUSINESS_GROUP}"]',
        f'[sides.it]\nemails = ["*@it.{DOMAIN}"]\ngroups = ["{IT_GROUP}"]',
    ]
    parts += [_project(p) for p in organisation(anchor, seed).projects]
    parts += [f'[[goals]]\nname = "{name}"\nlabels = ["{label}"]' for name, label in GOALS]
    parts += [
        f'[[goals]]\nname = "Onderhoud"\nlabels = [{", ".join(map(_quoted, UPKEEP))}]\nmaintenance = true',
        '[schedule]\nscan = "0 6 * * mon"\ntimezone = "Europe/Amsterdam"',
    ]
    return "\n\n".join(parts) + "\n"


def _project(p: SimulatedProject) -> str:
    key = p.project.key
    found = budget(p)
    lines = [f'[[projects]]\nsource = "demo"\nkey = "{key}"\nlead = "lead-{key.lower()}@{DOMAIN}"']
    lines += [f"budget = {found.declared()}"] if found else []
    return "\n".join(lines)


def _quoted(label: str) -> str:
    return f'"{label}"'
