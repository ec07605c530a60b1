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
    served = {p.scene.plan.goal: _served(p) for p in organisation(anchor, seed).projects if _served(p)}
    parts += [f'[[goals]]\nname = "{name}"\nlabels = ["{label}"]{served.get(label, "")}' for name, label in GOALS]
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


def _served(p: SimulatedProject) -> str:
    """What serves the goal of a project by being named in it, though it carries no label."""
    releases = [r for r in p.scene.releases if "goal-by-release" in r.plan.also]
    names = {r.plan.name for r in p.scene.releases if "goal-by-declared-epic" in r.plan.also}
    epics = [i.key for i in p.issues if i.kind == "epic" and any(f"({name})" in i.title for name in names)]
    lists = (("epics", epics), ("commitments", [r.id for r in releases]))
    return "".join(f"\n{kind} = [{', '.join(map(_quoted, named))}]" for kind, named in lists if named)


def _quoted(label: str) -> str:
    return f'"{label}"'
