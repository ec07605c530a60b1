"""How troubled a project is: what stands of each symptom, since when, and which project comes first in a list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from app.access.sight import Sight
from app.database.finding_tables import findings
from app.findings.life_cycle import STANDING
from detectors.finding import SEVERITIES

COLOURS = ("red", "amber", "green", "grey")
Order = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands of one symptom in a project: the worst severity, and since which instant any of it shows."""

    severity: str
    since: int


def troubles(connection: Connection, sight: Sight) -> dict[tuple[str, str], Trouble]:
    """By project's id and symptom; what has none is left out."""
    found: dict[tuple[str, str], Trouble] = {}
    by = (findings.c.project, findings.c.symptom, findings.c.severity)
    wanted = (findings.c.status.in_(STANDING), sight.of(findings.c.project))
    since = func.min(findings.c.first_visible).label("since")
    for row in connection.execute(select(*by, since).where(*wanted).group_by(*by)):
        place = (row.project, row.symptom)
        known = found.get(place, Trouble(row.severity, row.since))
        worst = max(known.severity, row.severity, key=SEVERITIES.index)
        found[place] = Trouble(worst, min(known.since, row.since))
    return found


def order_of(colour: str, worst: str | None, number: int, since: int | None, name: str) -> Order:
    """By what projects are sorted, the most troubled first: colour, worst severity, how many findings, how long.

    since: where nothing stands, None, as `worst` is.
    """
    gravity = -1 if worst is None else SEVERITIES.index(worst)
    return COLOURS.index(colour), -gravity, -number, since or 0, name.casefold()
