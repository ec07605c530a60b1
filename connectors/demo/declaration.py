"""What is declared about the simulated organisation: the text of its `brug.toml`."""

from __future__ import annotations

from datetime import date

from connectors.demo.people import BUSINESS_GROUP, DEPARTMENTS, DOMAIN, IT_GROUP
from connectors.demo.plans import PROJECTS

_GOALS = (
    ("Klanten regelen het zelf", "doel-klant"),
    ("Minder handwerk in de keten", "doel-efficient"),
    ("Aantoonbaar voldoen aan de wet", "doel-wetgeving"),
)


def declaration(anchor: date, seed: int = 1) -> str:
    """The `brug.toml` of the simulated organisation of a seed, whose history ends at an anchor."""
    which = f"?seed={seed}" if seed != 1 else ""
    emails = ", ".join(f'"*@{department}.{DOMAIN}"' for department in DEPARTMENTS)
    parts = [
        f'[[sources]]\nname = "demo"\nkind = "demo"\nurl = "demo:{anchor}{which}"',
        f'[sides.business]\nemails = [{emails}]\ngroups = ["{BUSINESS_GROUP}"]',
        f'[sides.it]\nemails = ["*@it.{DOMAIN}"]\ngroups = ["{IT_GROUP}"]',
    ]
    parts += [
        f'[[projects]]\nsource = "demo"\nkey = "{plan.key}"\nlead = "lead-{plan.key.lower()}@{DOMAIN}"'
        for plan in PROJECTS
    ]
    parts += [f'[[goals]]\nname = "{name}"\nlabels = ["{label}"]' for name, label in _GOALS]
    parts += [
        '[[goals]]\nname = "Onderhoud"\nlabels = ["dependencies"]\nmaintenance = true',
        '[schedule]\nscan = "0 6 * * mon"\ntimezone = "Europe/Amsterdam"',
    ]
    return "\n\n".join(parts) + "\n"
